"""Where the dialogues stand: the figures on top and one row a unit, with all that is under it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.database import row, rows, with_days
from models.derived import AsOf, as_of, derive
from models.rules import Rules


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of the whole municipality. ``leaders`` are those whose dialogue the round asks
    for, less the exempt; ``held`` counts the agreed as well."""

    leaders: int
    held: int
    overdue: int
    not_planned: int
    exempt: int
    staff: int
    staff_with_goals: int
    median_span: int
    largest_span: int
    over_limit: int


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit with its leader. ``staff``, ``leaders`` and ``flags`` include what is under it; the
    span is the leader's own."""

    id: int
    parent_id: int | None
    code: str | None
    name: str
    kind: str
    leader_id: int | None
    leader_no: str | None
    leader: str
    status: str
    planned_on: date | None
    planned_time: str | None
    held_on: date | None
    agreed_on: date | None
    span: int | None
    span_limit: int
    span_flag: str
    staff: int
    staff_with_goals: int
    leaders: int
    leaders_held: int
    flags: int
    severe_flags: int
    search: str
    sort_key: str


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Everything on the first screen. ``units`` are in tree order: each before what is under it."""

    at: AsOf
    figures: Figures
    units: list[UnitRow]


def dashboard(today: date, rules: Rules) -> Dashboard:
    """The first screen as of ``today``."""
    at = as_of(today, rules)
    return Dashboard(at, figures(at), unit_rows(at))


def figures(at: AsOf) -> Figures:
    """The figures on top. The median of an even number of spans is the lower of the middle two."""
    derive(at)
    found = row(
        """
        SELECT count(*) FILTER (WHERE status NOT IN ('', 'exempt')),
               count(*) FILTER (WHERE status IN ('held', 'agreed')),
               count(*) FILTER (WHERE status = 'overdue'),
               count(*) FILTER (WHERE status = 'not-planned'),
               count(*) FILTER (WHERE status = 'exempt'),
               (SELECT count(*) FROM temp.line WHERE status = 'active' AND NOT only_named),
               (SELECT count(*) FROM temp.line
                WHERE status = 'active' AND NOT only_named AND goals > 0),
               coalesce((SELECT heads FROM temp.leader WHERE heads > 0 ORDER BY heads LIMIT 1 OFFSET
                (SELECT max(count(*) - 1, 0) / 2 FROM temp.leader WHERE heads > 0)), 0),
               coalesce(max(heads), 0),
               count(*) FILTER (WHERE span_flag IN ('span-over', 'span-severe'))
        FROM temp.leader"""
    )
    assert found is not None  # noqa: S101 (a statement of aggregates always has a row)
    return Figures(*found)


def unit_rows(at: AsOf) -> list[UnitRow]:
    """The units in tree order, siblings as Norwegian sorts them."""
    derive(at)
    found = rows(
        """
        SELECT u.id, u.parent_id, u.code, u.name, u.kind, l.person_id, b.employee_no,
               coalesce(b.name, ''), coalesce(l.status, ''), l.planned_on, l.planned_time,
               l.held_on, l.agreed_on, l.heads, coalesce(l.upper, 0), coalesce(l.span_flag, ''),
               CAST(f.staff AS INT), CAST(f.with_goals AS INT), CAST(f.leaders AS INT),
               CAST(f.held AS INT), CAST(f.flags AS INT), CAST(f.severe AS INT),
               u.search || ' ' || coalesce(b.search, ''), u.sort_key
        FROM unit u JOIN temp.figure f ON f.unit_id = u.id
        LEFT JOIN temp.leader l ON l.person_id = u.leader_id
        LEFT JOIN person b ON b.id = l.person_id
        ORDER BY u.sort_key, u.id"""
    )
    return _in_tree_order([UnitRow(*with_days(one, 9, 11, 12)) for one in found])


def _in_tree_order(units: list[UnitRow]) -> list[UnitRow]:
    """Each unit before what is under it; siblings stay in the order they came."""
    below: dict[int | None, list[UnitRow]] = {}
    for unit in units:
        below.setdefault(unit.parent_id, []).append(unit)
    ordered: list[UnitRow] = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        unit = waiting.pop()
        ordered.append(unit)
        waiting.extend(reversed(below.get(unit.id, [])))
    return ordered
