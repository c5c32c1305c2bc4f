"""Where the round stands, for the chief executive's meeting: figures of the whole and of each area.

Its figures are the dashboard's own (:mod:`models.dashboard`); what that has no column for is
counted from the same flags.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from models.dashboard import Figures, figures, unit_rows
from models.database import row, rows
from models.derived import derive
from models.flags import Flag, Scope, flags
from models.leaders import Leader, leaders
from models.units import UnitRow

if TYPE_CHECKING:
    from models.derived import AsOf

WAITING = frozenset({"overdue", "not-planned", "planned"})
TOO_WIDE = frozenset({"span-over", "span-severe"})
OVER = "f.rule IN ('span-over', 'span-severe')"
OVERDUE = "f.rule = 'commitment-overdue'"


class Line(Struct, frozen=True):
    """A unit with all that is under it. ``asked`` are the leaders whose dialogue the round asks
    for, ``held`` those whose dialogue was held, and ``staff_asked`` and ``staff_held`` the same of
    those who lead nobody; ``depth`` counts from the area."""

    unit_id: int
    name: str
    depth: int
    asked: int
    held: int
    staff: int
    with_goals: int
    staff_asked: int
    staff_held: int
    over_limit: int
    overdue_commitments: int


class Names(Struct, frozen=True):
    """Who is behind the figures: leaders whose dialogue is still to be held, those with too wide a
    span, those with staff without goals, and the commitments that are overdue."""

    waiting: tuple[Leader, ...] = ()
    wide: tuple[Leader, ...] = ()
    without_goals: tuple[Leader, ...] = ()
    overdue: tuple[Flag, ...] = ()


class Area(Struct, frozen=True):
    """A unit straight under the top with the units in it; ``None`` holds who is in no area."""

    line: Line | None
    units: tuple[Line, ...]
    names: Names


class Report(Struct, frozen=True):
    """The whole, then each area in the order of the overview."""

    at: AsOf
    whole: Figures
    overdue_commitments: int
    areas: tuple[Area, ...]


def report(at: AsOf, with_names: bool = False) -> Report:
    """Where the round that is on stands; who is behind it only ``with_names``."""
    derive(at)
    units = unit_rows(at)
    lines = _lines(units)
    areas = _areas(units)
    found = _names(at, areas) if with_names else {}
    heads = [unit.id for unit in units if areas.get(unit.id) == unit.id]
    parts = [
        Area(
            lines[head],
            tuple(line for line in lines.values() if line.depth and areas[line.unit_id] == head),
            found.get(head, Names()),
        )
        for head in heads
    ]
    if None in found:
        parts.append(Area(None, (), found[None]))
    counted = row(f"SELECT count(*) FROM temp.flag f WHERE {OVERDUE}")
    return Report(at, figures(at), counted[0] if counted else 0, tuple(parts))


def _lines(units: list[UnitRow]) -> dict[int, Line]:
    """Each unit, by its number, in tree order."""
    counted = {
        number: (over, overdue)
        for number, over, overdue in rows(
            f"""
            WITH RECURSIVE under(above_id, unit_id) AS MATERIALIZED (
                SELECT id, id FROM unit WHERE removed_at IS NULL
                UNION ALL
                SELECT a.above_id, u.id FROM under a JOIN unit u ON u.parent_id = a.unit_id
                WHERE u.removed_at IS NULL
            )
            SELECT a.above_id, sum({OVER}), sum({OVERDUE})
            FROM under a JOIN temp.flag f ON f.unit_id = a.unit_id GROUP BY 1"""
        )
    }
    depths = _depths(units)
    return {
        unit.id: Line(
            unit.id,
            unit.name,
            depths[unit.id],
            unit.leaders,
            unit.leaders_held,
            unit.staff,
            unit.staff_with_goals,
            unit.staff_asked,
            unit.staff_held,
            *counted.get(unit.id, (0, 0)),
        )
        for unit in units
    }


def _top(units: list[UnitRow]) -> int | None:
    """The one unit that all others are under; None where several stand beside each other."""
    tops = [unit.id for unit in units if unit.parent_id is None]
    return tops[0] if len(tops) == 1 and len(units) > 1 else None


def _areas(units: list[UnitRow]) -> dict[int, int]:
    """Unit → the area that it is in; the top unit is in none."""
    top = _top(units)
    areas: dict[int, int] = {}
    for unit in units:
        if unit.id != top:
            areas[unit.id] = areas.get(unit.parent_id or 0, unit.id)
    return areas


def _depths(units: list[UnitRow]) -> dict[int, int]:
    top = _top(units)
    depths: dict[int, int] = {}
    for unit in units:
        under_area = unit.parent_id is not None and unit.parent_id != top
        depths[unit.id] = depths[unit.parent_id] + 1 if unit.parent_id and under_area else 0
    return depths


def _names(at: AsOf, areas: dict[int, int]) -> dict[int | None, Names]:
    known = leaders(at)
    overdue = flags(at, Scope(rule="commitment-overdue"))
    places = {areas.get(unit or 0) for unit in _units_of(known, overdue)}
    found = {}
    for place in places:
        there = [one for one in known if areas.get(one.unit_id or 0) == place]
        found[place] = Names(
            tuple(one for one in there if one.status in WAITING),
            tuple(one for one in there if one.span_flag in TOO_WIDE),
            tuple(one for one in there if one.staff_without_goals),
            tuple(one for one in overdue if areas.get(one.unit_id or 0) == place),
        )
    return found


def _units_of(known: list[Leader], overdue: list[Flag]) -> set[int | None]:
    return {leader.unit_id for leader in known} | {flag.unit_id for flag in overdue}
