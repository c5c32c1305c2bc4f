"""Flags: what needs the coordinator's eye. Each is a rule with a code, a severity and its figures;
the rules stand in :mod:`models.flag_rules`, the sentence is formed where it is shown."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from msgspec import Struct

from models.database import database, rows, with_days
from models.derived import AsOf, derive
from models.flag_rules import OWN_GOAL_RULES, RULES
from models.line_of_sight import IN_FORCE
from models.line_of_sight import OUT_OF_LINE as IS_OUT_OF_LINE


class Flag(Struct, frozen=True):
    """One flag. What ``value``, ``limit`` and ``day`` mean depends on the rule: heads against a
    limit, staff without goals among all, days overdue, the day something was due."""

    rule: str
    severity: str
    unit_id: int | None
    unit_code: str | None
    unit: str
    person_id: int | None
    employee_no: str | None
    name: str
    goal_id: int | None
    commitment_id: int | None
    value: int | None
    limit: int | None
    day: date | None
    text: str

    @property
    def key(self) -> str:
        """What tells it from every other flag, and stays the same when the list is read anew."""
        parts = (self.rule, self.unit_id, self.person_id, self.goal_id, self.commitment_id)
        return "/".join("" if part is None else str(part) for part in parts)


class Scope(Struct, frozen=True):
    """Which flags to give: all, or those of one rule, person or unit with what is under it."""

    rule: str | None = None
    person_id: int | None = None
    unit_id: int | None = None


EVERYTHING = Scope()

PLACE_OF_RULE = (
    "CASE f.rule "
    + " ".join(f"WHEN '{rule}' THEN {place}" for place, rule in enumerate(RULES))
    + " END"
)

FLAGS = """
SELECT f.rule, f.severity, f.unit_id, u.code, coalesce(u.name, ''), f.person_id,
       p.employee_no, coalesce(p.name, ''), f.goal_id, f.commitment_id, f.value, f.bound,
       f.day, coalesce(g.title, c.text, k.name, '')
FROM {flags} f LEFT JOIN unit u ON u.id = f.unit_id
LEFT JOIN person p ON p.id = f.person_id
LEFT JOIN goal g ON g.id = f.goal_id LEFT JOIN commitment c ON c.id = f.commitment_id
LEFT JOIN dialogue d ON f.rule = 'conductor-in-own-line' AND d.person_id = f.person_id
  AND d.round_id = :round AND d.removed_at IS NULL
LEFT JOIN person k ON k.id = d.conductor_id """

BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT :unit UNION SELECT w.id FROM unit w JOIN below b ON w.parent_id = b.id
    WHERE w.removed_at IS NULL)
SELECT id FROM below"""


def flags(at: AsOf, scope: Scope = EVERYTHING) -> list[Flag]:
    """The flags, by rule in the order of :data:`RULES`, then by unit and name."""
    return list(each_flag(at, scope))


def each_flag(at: AsOf, scope: Scope = EVERYTHING) -> Iterator[Flag]:
    """The same one by one: of a whole municipality they take much room."""
    derive(at)
    conditions, values = _conditions(at, scope)
    # Of one person or unit there are few; of everybody each rule's are sorted by themselves.
    narrow = scope.person_id is not None or scope.unit_id is not None
    for rule in (None,) if narrow and scope.rule is None else RULES:
        if scope.rule in {None, rule}:
            found = database.execute_sql(
                FLAGS.format(flags="temp.flag" if rule is None else _of_rule(rule))
                + f"WHERE {'1' if rule is None else 'f.rule = :rule'} {conditions}"
                f" ORDER BY {PLACE_OF_RULE}, u.sort_key, p.sort_key, f.goal_id, f.commitment_id",
                values | {"rule": rule},
            )
            for one in found:
                yield Flag(*with_days(one, 12))


class Place(NamedTuple):
    """Where a page of flags ended: before which of :data:`RULES`; or at :data:`OUT_OF_LINE`, after
    which unit, while people's own goals without a line of sight are listed."""

    rule: int
    unit: tuple[str, int] | None = None


OUT_OF_LINE = RULES.index("goal-without-line-of-sight")
"""The rule that every goal may break, so that its flags are looked for a few units at a time."""

UNITS = 100
"""So many."""

PAGE = f"""
SELECT f.rule, f.unit_id, f.person_id, f.goal_id, f.commitment_id
FROM {{flags}} f LEFT JOIN unit u ON u.id = f.unit_id LEFT JOIN person p ON p.id = f.person_id
WHERE {{conditions}}
ORDER BY {PLACE_OF_RULE}, u.sort_key, p.sort_key, f.goal_id, f.commitment_id"""

OUT_OF_LINE_PAGE = f"""
SELECT '{RULES[OUT_OF_LINE]}', f.id, p.id, g.id, NULL
FROM (SELECT id, sort_key FROM unit f WHERE (sort_key, id) > (:key, :id) {{of_unit}}
      ORDER BY sort_key, id LIMIT :units) f
CROSS JOIN person p ON p.unit_id = f.id AND p.removed_at IS NULL AND p.status <> 'ended'
CROSS JOIN goal g ON g.person_id = p.id AND g.state = 'open'
LEFT JOIN temp.way w ON w.goal_id = g.serves_id
WHERE {IN_FORCE} AND {IS_OUT_OF_LINE} {{of_person}}
ORDER BY f.sort_key, f.id, p.sort_key, g.id"""


def flags_in_order(
    at: AsOf, scope: Scope, after: Place | None, limit: int
) -> tuple[list[str], Place | None]:
    """The keys of about ``limit`` flags in the order of :func:`flags`, but that of goals without a
    line of sight people's own come last; or of those after a place; and the place where they end.
    """
    derive(at)
    conditions, values = _conditions(at, scope)
    kept = dict(rows("SELECT rule, count(*) FROM temp.kept_flag GROUP BY rule"))
    place = after or Place(0)
    found: list[str] = []
    while len(found) < limit and place.rule < len(RULES):
        if place.unit is not None:
            page, unit = _out_of_line(scope, place.unit, values)
            place = Place(place.rule, unit) if unit else Place(place.rule + 1)
        else:
            end = _end(place.rule, kept, limit - len(found))
            page = rows(_page_of(RULES[place.rule : end], conditions), values)
            comes_next = end == OUT_OF_LINE + 1 and scope.rule in {None, RULES[OUT_OF_LINE]}
            place = Place(OUT_OF_LINE, ("", 0)) if comes_next else Place(end)
        found += ["/".join("" if part is None else str(part) for part in one) for one in page]
    return found, place if place.rule < len(RULES) else None


def _end(begin: int, kept: Mapping[str, int], limit: int) -> int:
    """The place of the rule before which a page ends that begins with one: with about ``limit``
    flags, and where those of :data:`OUT_OF_LINE` begin."""
    count = 0
    for place in range(begin, len(RULES)):
        count += kept.get(RULES[place], 0)
        if count >= limit or place == OUT_OF_LINE:
            return place + 1
    return len(RULES)


def _page_of(rules: Sequence[str], conditions: str) -> str:
    """All flags of these rules, but those of people's own goals without a line of sight."""
    own = [
        OWN_GOAL_RULES[rule]
        for rule in rules
        if rule in OWN_GOAL_RULES and rule != RULES[OUT_OF_LINE]
    ]
    source = " UNION ALL ".join(["SELECT * FROM temp.kept_flag", *own])
    names = ", ".join(f"'{rule}'" for rule in rules)
    return PAGE.format(flags=f"({source})", conditions=f"f.rule IN ({names}) {conditions}")


def _out_of_line(
    scope: Scope, after: tuple[str, int], values: dict[str, object]
) -> tuple[list[tuple[object, ...]], tuple[str, int] | None]:
    """The next units' flags of goals without a line of sight; and the last of those units."""
    of_unit = f"AND id IN ({BELOW})" if scope.unit_id is not None else ""
    values = values | {"key": after[0], "id": after[1], "units": UNITS}
    units = rows(
        f"SELECT sort_key, id FROM unit f WHERE (sort_key, id) > (:key, :id) {of_unit}"
        " ORDER BY sort_key, id LIMIT 1 OFFSET :units - 1",
        values,
    )
    of_person = "AND p.id = :person" if scope.person_id is not None else ""
    page = rows(OUT_OF_LINE_PAGE.format(of_unit=of_unit, of_person=of_person), values)
    if units:
        return page, units[0]
    if scope.unit_id is None:
        page += rows(
            PAGE.format(
                flags=f"({OWN_GOAL_RULES[RULES[OUT_OF_LINE]]})",
                conditions=f"f.unit_id IS NULL {of_person}",
            ),
            values,
        )
    return page, None


def flags_of(at: AsOf, keys: Sequence[str]) -> dict[str, Flag]:
    """The flags with these keys."""
    derive(at)
    wanted = json.dumps([_parts(key) for key in keys])
    found = rows(
        f"""
        WITH wanted(rule, unit_id, person_id, goal_id, commitment_id) AS (
            SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4
            FROM json_each(:wanted)
        ), found AS (
            SELECT f.* FROM wanted w CROSS JOIN temp.kept_flag f
              ON f.rule = w.rule AND f.unit_id IS w.unit_id AND f.person_id IS w.person_id
              AND f.goal_id IS w.goal_id AND f.commitment_id IS w.commitment_id
            UNION ALL
            SELECT * FROM temp.own_flag WHERE goal_id IN (SELECT goal_id FROM wanted)
        ) {FLAGS.format(flags="found")}""",
        {"wanted": wanted, "round": at.round.id if at.round else None},
    )
    flags_ = (Flag(*with_days(one, 12)) for one in found)
    return {flag.key: flag for flag in flags_}


def _parts(key: str) -> list[str | int | None]:
    rule, *numbers = key.split("/")
    return [rule, *(int(number) if number else None for number in numbers)]


def _of_rule(rule: str) -> str:
    """Where the flags of a rule are: those of other rules are not looked for."""
    if rule not in OWN_GOAL_RULES:
        return "temp.kept_flag"
    return f"(SELECT * FROM temp.kept_flag UNION ALL {OWN_GOAL_RULES[rule]})"


def _conditions(at: AsOf, scope: Scope) -> tuple[str, dict[str, object]]:
    conditions = (
        ("AND f.rule = :scope_rule " if scope.rule is not None else "")
        + ("AND f.person_id = :person " if scope.person_id is not None else "")
        + (f"AND f.unit_id IN ({BELOW})" if scope.unit_id is not None else "")
    )
    return conditions, {
        "scope_rule": scope.rule,
        "person": scope.person_id,
        "unit": scope.unit_id,
        "round": at.round.id if at.round else None,
        "year": at.year,
    }
