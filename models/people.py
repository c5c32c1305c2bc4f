"""Lists of people: everybody, or those behind a figure; read a screenful at a time."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct

from models.database import database, row, rows, with_days
from models.derived import AsOf, derive
from models.fields import unscaled
from models.folding import fold
from models.line_of_sight import IN_FORCE, OUT_OF_LINE
from models.line_views import LED_BY


def _leader(condition: str) -> str:
    """Leaders are few: they are found among themselves, not among everybody."""
    return f"n.person_id IN (SELECT person_id FROM temp.leader WHERE {condition})"


TALKER = "l.person_id IS NULL AND +n.status = 'active' AND NOT n.only_named"
"""Who works here and leads nobody."""

WHICH = {
    "all": "+n.status <> 'ended'",
    "staff": "+n.status = 'active' AND NOT n.only_named",
    "with-goals": "+n.status = 'active' AND NOT n.only_named AND n.goals > 0",
    "without-goals": "+n.status = 'active' AND NOT n.only_named AND n.goals = 0",
    "neither": "+n.status = 'active' AND NOT n.only_named AND NOT n.talked",
    "without-line": f"""+n.status = 'active' AND NOT n.only_named AND NOT EXISTS (
        SELECT 1 FROM goal g LEFT JOIN temp.way w ON w.goal_id = g.serves_id
        WHERE g.person_id = n.person_id AND {IN_FORCE} AND NOT {OUT_OF_LINE})""",
    "leave": "+n.status = 'leave'",
    "ended": "+n.status = 'ended'",
    "leaders": _leader("status NOT IN ('', 'exempt')"),
    "held": _leader("status IN ('held', 'agreed')"),
    "overdue": _leader("status = 'overdue'"),
    "not-planned": _leader("status = 'not-planned'"),
    "exempt": _leader("status = 'exempt'"),
    "staff-asked": f"{TALKER} AND n.talk NOT IN ('', 'exempt')",
    "staff-held": f"{TALKER} AND n.talk IN ('held', 'agreed')",
    "staff-overdue": f"{TALKER} AND n.talk = 'overdue'",
    "staff-not-planned": f"{TALKER} AND n.talk = 'not-planned'",
    "over-limit": _leader("span_flag IN ('span-over', 'span-severe')"),
    "leading": _leader("heads > 0"),
}
"""The lists that stand behind the figures, each as its condition. The sign before a status keeps
the engine from an index that is not in the order of the list: most people have the same."""

TALK = "CASE WHEN l.person_id IS NOT NULL THEN l.status ELSE n.talk END"
"""How anybody's dialogue in the round stands, leader or not."""

SORTS = {
    "name": "n.sort_key",
    "employee_no": "n.employee_no",
    "title": "n.title",
    "unit": "u.sort_key",
    "superior": "s.sort_key",
    "fte": "n.fte",
    "goals": "n.goals",
    "dialogue": TALK,
    "span": "l.heads",
    "status": "n.status",
}

FROM = """
FROM temp.line n
LEFT JOIN unit u ON u.id = n.unit_id
LEFT JOIN person s ON s.id = n.superior_id
LEFT JOIN temp.leader l ON l.person_id = n.person_id """


BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT :unit UNION SELECT w.id FROM unit w JOIN below b ON w.parent_id = b.id)
SELECT id FROM below"""

IN_UNIT = f"""
n.person_id IN (SELECT m.id FROM person m WHERE m.unit_id IN ({BELOW})
                UNION SELECT person_id FROM temp.leader WHERE unit_id IN ({BELOW}))"""
"""Everybody who may count in ``:unit``, found without looking at all others."""

LARGE = 2_000
"""Of a unit with so many people it is as well to go through everybody by name."""


class PeopleScope(Struct, frozen=True):
    """Which people: a key of :data:`WHICH`, and those under a superior, within a unit, or leading
    in a kind of unit."""

    which: str = "all"
    superior_id: int | None = None
    unit_id: int | None = None
    kind: str | None = None


class PersonRow(Struct, frozen=True):
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
    derive(at, with_flags=False)
    conditions, values = _conditions(at, scope)
    in_text, words = _holding(text)
    direction = "DESC" if descending else "ASC"
    found = database.execute_sql(
        f"SELECT n.person_id {FROM} WHERE {' AND '.join([*conditions, *in_text])}"
        f" ORDER BY {SORTS.get(sort, SORTS['name'])} {direction} NULLS LAST, n.sort_key,"
        " n.person_id",
        values | words,
    )
    keys = array("q", (number for (number,) in found))
    return keys, len(keys) if not words else _count(conditions, values)


def people_by_name(
    at: AsOf, scope: PeopleScope, text: str, after: int | None, limit: int
) -> array[int]:
    """The numbers of the first ``limit`` people by name whom :func:`people_keys` would give, or of
    those that come next ``after`` one of them."""
    derive(at, with_flags=False)
    conditions, values = _conditions(at, scope)
    in_text, words = _holding(text)
    if after is not None:
        conditions.append(
            "(n.sort_key, n.person_id) > ((SELECT sort_key FROM person WHERE id = :after), :after)"
        )
    found = database.execute_sql(
        f"SELECT n.person_id {FROM} WHERE {' AND '.join([*conditions, *in_text])}"
        " ORDER BY n.sort_key, n.person_id LIMIT :limit",
        values | words | {"after": after, "limit": limit},
    )
    return array("q", (number for (number,) in found))


COUNTED = 2_000
"""In so many units people are counted at once: what is asked meanwhile is soon answered."""


def count_people(at: AsOf, scope: PeopleScope, after: int | None) -> tuple[int, int | None]:
    """How many people there are in ``scope`` in the next :data:`COUNTED` units ``after`` the one
    with a number, or in the first and in none; and the last number, None where none comes after."""
    derive(at, with_flags=False)
    conditions, values = _conditions(at, scope)
    last = (after or 0) + COUNTED
    here = "n.unit_id > :after AND n.unit_id <= :last"
    conditions.append(here if after else "(n.unit_id IS NULL OR n.unit_id <= :last)")
    found = _count(conditions, values | {"after": after, "last": last})
    return found, last if row("SELECT 1 FROM unit WHERE id > ? LIMIT 1", (last,)) else None


def _count(conditions: Sequence[str], values: Mapping[str, object]) -> int:
    found = row(f"SELECT count(*) {FROM} WHERE {' AND '.join(conditions)}", values)
    return int(found[0]) if found else 0


def people_rows(at: AsOf, keys: Sequence[int]) -> dict[int, PersonRow]:
    """The rows of these people."""
    derive(at, with_flags=False)
    marks = ", ".join(str(int(key)) for key in keys)
    found = rows(
        f"""
        SELECT n.person_id, n.employee_no, n.name, n.title, n.email, n.fte, n.status, n.only_named,
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


class SpanCard(Struct, frozen=True):
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
    derive(at, with_flags=False)
    found = row(
        f"""
        SELECT heads, fte, t.leave, t.ended, lower, upper, severe, span_flag, level
        FROM temp.leader, (
            SELECT count(*) FILTER (WHERE n.status = 'leave') AS leave,
                   count(*) FILTER (WHERE n.status = 'ended') AS ended
            FROM {LED_BY.format(leader=":who")} c CROSS JOIN temp.line n ON n.person_id = c.id
            WHERE n.superior_id = :who
        ) t WHERE person_id = :who""",
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
        # Those who may are few; asked of everybody, each one's line would have to be followed.
        among = LED_BY.format(leader=":superior")
        conditions.append(f"n.person_id IN {among} AND n.superior_id = :superior")
    if scope.unit_id is not None:
        conditions.append(f"coalesce(l.unit_id, n.unit_id) IN ({BELOW})")
        if not _is_large(scope.unit_id):
            conditions.append(IN_UNIT)
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


def _is_large(unit_id: int) -> bool:
    found = row("SELECT staff FROM temp.figure WHERE unit_id = ?", (unit_id,))
    return bool(found and found[0] > LARGE)


def _holding(text: str) -> tuple[list[str], dict[str, object]]:
    """The conditions of holding every word of ``text`` in the name, the number or the unit."""
    words: dict[str, object] = {f"word{at}": word for at, word in enumerate(fold(text).split())}
    return [
        f"(instr(n.search, :{word})"
        f" OR n.unit_id IN (SELECT id FROM unit WHERE instr(search, :{word})))"
        for word in words
    ], words


def _person_row(values: list[Any]) -> PersonRow:
    values[5] = unscaled(values[5], 100)
    values[7], values[14] = bool(values[7]), bool(values[14])
    return PersonRow(*values)
