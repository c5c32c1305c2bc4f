"""What was written since everything was derived, as far as little has to be derived anew.

Whatever is written is noted with what was there before (:mod:`models.past`), by others too. Most
writes are about a person or two: then only their units are counted anew. Where that cannot be told
for certain, everything is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from models.database import row, rows

LITTLE = 200
"""So many rows are looked at one by one; of more, everything is derived anew."""

READ_WHEN_SHOWN = ("measurement", "topic", "note", "what_if")
"""Tables that nothing is derived from."""

NOT_COUNTED = ("dialogue", "commitment", "leader_agreement", "appraisal")
"""Tables that leaders and flags are derived from, but no head is counted by."""

LINE_COLUMNS = ("unit_id", "superior_id", "status", "fte", "only_named", "removed_at")
"""The columns of a person that lines and spans follow from; a new name changes neither."""


class Touched(Struct):
    """``anything`` that was derived may be another; ``units`` whose people are to be counted anew,
    because of their goals too if ``goals``."""

    anything: bool = False
    goals: bool = False
    units: set[int] = field(default_factory=set)


class _TooMuch(Exception):
    """Everything is to be derived anew."""


_MARK = "step_id || '/' || first || '/' || last"


def last_noted() -> tuple[int, str]:
    """The number of the last row noted in the past, and a mark of what it says: more may be added
    to it, and once it is gone its number may be another's. Zero where there is none."""
    return row(f"SELECT id, {_MARK} FROM past ORDER BY id DESC LIMIT 1") or (0, "")


def touched_since(past_id: int, mark: str) -> Touched | None:
    """What has been written after that was noted; None where everything may be touched, as after
    a write that was not noted, or where the past itself is gone."""
    if past_id and row(f"SELECT {_MARK} FROM past WHERE id = ?", (past_id,)) != (mark,):
        return None
    noted = rows(
        "SELECT place, first, last, before FROM past WHERE id > ? LIMIT ?", (past_id, LITTLE + 1)
    )
    if not noted or sum(last - first + 1 for _place, first, last, _before in noted) > LITTLE:
        return None
    touched = Touched()
    try:
        for place, first, last, before in noted:
            _touch(touched, place, range(first, last + 1), json.loads(before) if before else {})
    except _TooMuch:
        return None
    return touched


def _touch(touched: Touched, place: str, numbers: range, before: dict[str, Any]) -> None:
    if place in READ_WHEN_SHOWN:
        return
    touched.anything = True
    if place == "goal":
        touched.goals = True
        for person in _owners(numbers, before):
            touched.units.add(_unit_of(person))
    elif place == "person":
        touched.units.update(_moved(numbers, before))
    elif place not in NOT_COUNTED:
        raise _TooMuch


def _owners(numbers: range, before: dict[str, Any]) -> Iterator[int]:
    """Whose own goals these are and were; too much for a goal that others may serve."""
    now = rows(
        "SELECT person_id, EXISTS (SELECT 1 FROM temp.served s WHERE s.goal_id = g.id)"
        " FROM goal g WHERE g.id BETWEEN ? AND ?",
        (numbers[0], numbers[-1]),
    )
    for person, is_served in [*now, *([(before["person_id"], False)] if before else [])]:
        if person is None or is_served:
            raise _TooMuch
        yield person


def _moved(numbers: range, before: dict[str, Any]) -> Iterator[int]:
    """The units of people whose lines are no longer what they were; too much for who leads one."""
    for number in numbers:
        now = row(f"SELECT {', '.join(LINE_COLUMNS)} FROM person WHERE id = ?", (number,))
        was = tuple(before[column] for column in LINE_COLUMNS) if before else None
        if now == was:
            continue
        if row("SELECT 1 FROM unit WHERE leader_id = ?", (number,)):
            raise _TooMuch
        for line in filter(None, (now, was)):
            yield _known(line[0])


def _unit_of(person: int) -> int:
    found = row("SELECT unit_id FROM person WHERE id = ?", (person,))
    return _known(found[0] if found else None)


def _known(unit: int | None) -> int:
    """Those who belong to no unit are counted together."""
    if unit is None:
        raise _TooMuch
    return unit
