"""Lists of people: everybody, or those behind a figure; read a screenful at a time."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from models.database import database, row, rows, with_days
from models.derived import AsOf, derive
from models.fields import unscaled
from models.folding import fold
from models.line_of_sight import SIGHT

TALKER = "l.person_id IS NULL AND n.status = 'active' AND NOT n.only_named"
"""Who works here and leads nobody."""

WHICH = {
    "all": "n.status <> 'ended'",
    "staff": "n.status = 'active' AND NOT n.only_named",
    "with-goals": "n.status = 'active' AND NOT n.only_named AND n.goals > 0",
    "without-goals": "n.status = 'active' AND NOT n.only_named AND n.goals = 0",
    "neither": "n.status = 'active' AND NOT n.only_named AND NOT n.talked",
    "without-line": "n.status = 'active' AND NOT n.only_named AND n.person_id NOT IN"
    f" (WITH {SIGHT} SELECT person_id FROM sight WHERE in_line AND person_id IS NOT NULL)",
    "leave": "n.status = 'leave'",
    "ended": "n.status = 'ended'",
    "leaders": "l.status NOT IN ('', 'exempt')",
    "held": "l.status IN ('held', 'agreed')",
    "overdue": "l.status = 'overdue'",
    "not-planned": "l.status = 'not-planned'",
    "exempt": "l.status = 'exempt'",
    "staff-asked": f"{TALKER} AND n.talk NOT IN ('', 'exempt')",
    "staff-held": f"{TALKER} AND n.talk IN ('held', 'agreed')",
    "staff-overdue": f"{TALKER} AND n.talk = 'overdue'",
    "staff-not-planned": f"{TALKER} AND n.talk = 'not-planned'",
    "over-limit": "l.span_flag IN ('span-over', 'span-severe')",
    "leading": "l.heads > 0",
}
"""The lists that stand behind the figures, each as its condition."""

TALK = "CASE WHEN l.person_id IS NOT NULL THEN l.status ELSE n.talk END"
"""How anybody's dialogue in the round stands, leader or not."""

SORTS = {
    "name": "p.sort_key",
    "employee_no": "p.employee_no",
    "title": "p.title",
    "unit": "u.sort_key",
    "superior": "s.sort_key",
    "fte": "n.fte",
    "goals": "n.goals",
    "dialogue": TALK,
    "span": "l.heads",
    "status": "n.status",
}

FROM = """
FROM temp.line n JOIN person p ON p.id = n.person_id
LEFT JOIN unit u ON u.id = n.unit_id
LEFT JOIN person s ON s.id = n.superior_id
LEFT JOIN temp.leader l ON l.person_id = n.person_id """


@dataclass(frozen=True, slots=True)
class PeopleScope:
    """Which people: a key of :data:`WHICH`, and those under a superior, within a unit, or leading
    in a kind of unit."""

    which: str = "all"
    superior_id: int | None = None
    unit_id: int | None = None
    kind: str | None = None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in a list. ``span`` is None for who leads nobody; ``dialogue_status`` is empty where
    the round asks for none."""

    id: int
    employee_no: str | None
    name: str
    title: str
    email: str
    fte: Decimal
    status: str
    only_named: bool
    unit_id: int | None
    unit_code: str | None
    unit: str
    superior_id: int | None
    superior_no: str | None
    superior: str
    is_leader: bool
    goals: int
    span: int | None
    span_limit: int
    span_flag: str
    dialogue_status: str
    planned_on: date | None
    planned_time: str | None
    held_on: date | None
    agreed_on: date | None
    level: int


def people_keys(
    at: AsOf,
    scope: PeopleScope,
    sort: str = "name",
    descending: bool = False,
    text: str = "",
) -> tuple[array[int], int]:
    """The numbers of the people in ``scope``, in order, and how many there are without ``text``."""
    derive(at)
    conditions, values = _conditions(at, scope)
    words = {f"word{place}": word for place, word in enumerate(fold(text).split())}
    conditions += [f"instr(p.search || ' ' || coalesce(u.search, ''), :{word})" for word in words]
    direction = "DESC" if descending else "ASC"
    found = database.execute_sql(
        f"SELECT n.person_id {FROM} WHERE {' AND '.join(conditions)}"
        f" ORDER BY {SORTS.get(sort, SORTS['name'])} {direction} NULLS LAST, p.sort_key, p.id",
        values | words,
    )
    keys = array("q", (number for (number,) in found))
    return keys, len(keys) if not words else _count(at, scope)


def people_rows(at: AsOf, keys: Sequence[int]) -> dict[int, PersonRow]:
    """The rows of these people."""
    derive(at)
    marks = ", ".join(str(int(key)) for key in keys)
    found = rows(
        f"""
        SELECT n.person_id, p.employee_no, p.name, p.title, p.email, n.fte, n.status, n.only_named,
               n.unit_id, u.code, coalesce(u.name, ''), n.superior_id, s.employee_no,
               coalesce(s.name, ''), l.person_id IS NOT NULL, n.goals, l.heads,
               coalesce(l.upper, 0), coalesce(l.span_flag, ''),
               {TALK},
               d.planned_on, d.planned_time, d.held_on,
               max(d.superior_confirmed_on, d.subject_confirmed_on), coalesce(l.level, 4)
        {FROM} LEFT JOIN dialogue d ON d.person_id = n.person_id AND d.round_id = :round
          AND d.removed_at IS NULL
        WHERE n.person_id IN ({marks})""",
        {"round": at.round.id if at.round else None},
    )
    return {one[0]: _person_row(with_days(one, 20, 22, 23)) for one in found}


@dataclass(frozen=True, slots=True)
class SpanCard:
    """A leader's span with who is left out of it, and what it is held against."""

    heads: int
    fte: Decimal
    on_leave: int
    ended: int
    lower: int
    upper: int
    severe: int
    flag: str
    level: int
    units: tuple[tuple[int, str], ...]


def span_card(at: AsOf, person_id: int) -> SpanCard | None:
    """The span of a leader; None for somebody who leads nobody."""
    derive(at)
    found = row(
        "SELECT heads, fte, (SELECT count(*) FROM temp.line WHERE superior_id = :who"
        " AND status = 'leave'), (SELECT count(*) FROM temp.line WHERE superior_id = :who"
        " AND status = 'ended'), lower, upper, severe, span_flag, level"
        " FROM temp.leader WHERE person_id = :who",
        {"who": person_id},
    )
    if found is None:
        return None
    units = rows(
        "SELECT id, name FROM unit WHERE leader_id = ? AND removed_at IS NULL ORDER BY sort_key",
        (person_id,),
    )
    values = [*found, tuple(units)]
    values[1] = unscaled(values[1], 10_000)
    return SpanCard(*values)


def _conditions(at: AsOf, scope: PeopleScope) -> tuple[list[str], dict[str, object]]:
    conditions = [WHICH[scope.which]]
    if scope.superior_id is not None:
        conditions.append("n.superior_id = :superior")
    if scope.unit_id is not None:
        conditions.append(
            "coalesce(l.unit_id, n.unit_id) IN (WITH RECURSIVE below(id) AS (SELECT :unit UNION"
            " SELECT w.id FROM unit w JOIN below b ON w.parent_id = b.id) SELECT id FROM below)"
        )
    if scope.kind is not None:
        conditions.append(
            "coalesce((SELECT kind FROM unit w"
            " WHERE w.id = coalesce(l.led_unit_id, l.unit_id)), '') = :kind"
        )
    values: dict[str, object] = {
        "year": at.year,
        "superior": scope.superior_id,
        "unit": scope.unit_id,
        "kind": scope.kind,
    }
    return conditions, values


def _count(at: AsOf, scope: PeopleScope) -> int:
    conditions, values = _conditions(at, scope)
    found = row(f"SELECT count(*) {FROM} WHERE {' AND '.join(conditions)}", values)
    return int(found[0]) if found else 0


def _person_row(values: list[Any]) -> PersonRow:
    values[5] = unscaled(values[5], 100)
    values[7], values[14] = bool(values[7]), bool(values[14])
    return PersonRow(*values)
