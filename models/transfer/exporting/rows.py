"""The rows of the tables that are about the organisation: units, people, leaders, flags.

Each function gives its rows one by one as column → value, of the type that the column's kind says.
Long tables are read a window at a time. ``keys`` leaves only the rows with these numbers (of flags,
with these :attr:`models.flags.Flag.key`), ``None`` leaves all.
"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, TypeVar

from msgspec import Struct

from models.dashboard import unit_rows
from models.database import rows
from models.derived import AsOf, derive
from models.flags import Flag, each_flag
from models.goal import GOAL_CARD, card_of
from models.leaders import Leader, leaders
from models.line_of_sight import goals_in_line
from models.people import (
    PeopleScope,
    PersonRow,
    people_keys,
    people_rows,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from models.transfer.cells.writing import Style

WINDOW = 1_000
"""Rows that are read in one go."""

T = TypeVar("T")
Keys = frozenset[int | str] | None
Values = dict[str, object]


class Export(Struct, frozen=True):
    """What is exported: as of when, which rows, and how texts are worded.

    ``year`` is None unless one was asked for. ``describe`` makes the sentence of a flag.
    """

    at: AsOf
    year: int | None
    keys: Keys
    style: Style
    describe: Callable[[Flag], str]

    def wants(self, key: int | str | None) -> bool:
        """Whether the row with this key was asked for."""
        return self.keys is None or key in self.keys


def unit_values(export: Export) -> Iterator[Values]:
    """The units in tree order; ``leader`` is the unit's own."""
    units = unit_rows(export.at)
    codes = {unit.id: unit.code for unit in units}
    for unit in units:
        if export.wants(unit.id):
            yield {
                "unit_code": unit.code,
                "unit": unit.name,
                "unit_kind": unit.kind,
                "parent_unit_code": codes.get(unit.parent_id) if unit.parent_id else None,
                "leader_no": unit.leader_no,
                "leader_name": unit.leader,
                "staff": unit.staff,
                "leaders": unit.leaders,
                "leaders_held": unit.leaders_held,
                "staff_with_goals": unit.staff_with_goals,
                "flags": unit.flags,
            }


def people_values(export: Export) -> Iterator[Values]:
    """The people by name, those who have ended last; ``leader`` is the effective superior.

    Those known merely as somebody's leader are no rows: read back, they would become staff.
    """
    in_line = goals_in_line(export.at)
    for window in windows(_people(export)):
        found = people_rows(export.at, window)
        for key in window:
            person = found.get(key)
            # Somebody else may have removed the person since the numbers were read.
            if person is not None:
                yield _person(person, in_line.get(key, 0))


def _people(export: Export) -> Sequence[int]:
    return [
        key
        for which in ("all", "ended")
        for key in people_keys(export.at, PeopleScope(which))[0]
        if export.wants(key)
    ]


def _person(person: PersonRow, in_line: int) -> Values:
    return {
        "employee_no": person.employee_no,
        "name": person.name,
        "email": person.email,
        "title": person.title,
        "fte": person.fte,
        "status": person.status,
        "unit_code": person.unit_code,
        "unit": person.unit,
        "leader_no": person.superior_no,
        "leader_name": person.superior,
        "is_leader": person.is_leader,
        "goals": person.goals,
        "goals_in_line": in_line,
        "dialogue_status": person.dialogue_status,
        "held_on": person.held_on,
    }


def leader_values(export: Export) -> Iterator[Values]:
    """The leaders by name; ``leader`` is their superior, ``goals`` are their own."""
    derive(export.at)
    flagged = dict(
        rows("SELECT person_id, count(*) FROM temp.flag WHERE person_id > 0 GROUP BY person_id")
    )
    met = _goals_met(export.at)
    for leader in leaders(export.at):
        if export.wants(leader.id):
            yield _leader(leader) | {
                "goals_met": met.get(leader.id, 0),
                "flags": flagged.get(leader.id, 0),
            }


def _leader(leader: Leader) -> Values:
    return {
        "employee_no": leader.employee_no,
        "name": leader.name,
        "unit_code": leader.unit_code,
        "unit": leader.unit,
        "level": leader.level,
        "leader_no": leader.superior_no,
        "leader_name": leader.superior,
        "conductor_name": leader.conductor,
        "dialogue_status": leader.status,
        "planned_at": moment(leader.planned_on, leader.planned_time),
        "held_on": leader.held_on,
        "span_heads": leader.span_heads,
        "span_fte": leader.span_fte,
        "span_limit": leader.span_limit or None,
        "span_flag": leader.span_flag,
        "staff_with_goals": leader.staff_with_goals,
        "staff_without_goals": leader.staff_without_goals,
        "goals": leader.goals,
        "open_commitments": leader.open_commitments,
        "overdue_commitments": leader.overdue_commitments,
        "agreement_until": leader.agreement_until,
    }


def _goals_met(at: AsOf) -> dict[int, int]:
    """Leader → how many of their own goals of the year are met."""
    found = rows(
        GOAL_CARD + "AND g.year_id = ? AND g.state <> 'dropped'"
        " AND g.person_id IN (SELECT person_id FROM temp.leader)",
        (at.year,),
    )
    met: dict[int, int] = {}
    for card in map(card_of, found):
        if card.standing.met and card.entry.person_id is not None:
            met[card.entry.person_id] = met.get(card.entry.person_id, 0) + 1
    return met


def flag_values(export: Export) -> Iterator[Values]:
    """The flags by rule, unit and name, each with its sentence."""
    for flag in each_flag(export.at):
        if export.wants(flag.key):
            yield {
                "rule": flag.rule,
                "severity": flag.severity,
                "unit_code": flag.unit_code,
                "unit": flag.unit,
                "employee_no": flag.employee_no,
                "name": flag.name,
                "value": flag.value,
                "limit": flag.limit,
                "text": export.describe(flag),
            }


def windows(keys: Sequence[T]) -> Iterator[Sequence[T]]:
    """``keys`` in pieces of :data:`WINDOW`."""
    return (keys[start : start + WINDOW] for start in range(0, len(keys), WINDOW))


def moment(day: date | None, hour: str | None) -> date | datetime | None:
    """A planned day with its hour, ``HH:MM``, if that is known."""
    return datetime.combine(day, time.fromisoformat(hour)) if day and hour else day
