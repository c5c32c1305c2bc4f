"""How it went over the years, by leader, by unit and in all: dialogues held of those asked, goals
met of the measurable ones, staff with goals of their own, span, promises kept.

Where the figures come from, and that they stay when people move, is said in
:mod:`models.year_facts`. Staff are all who were active, also those a file only named; a span is
how many of them answered straight to the leader.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from models.database import rows
from models.derived import AsOf, derive
from models.remembered import remembered
from models.year_facts import AROUND_LEADER, EVERYBODY, FACTS, LED, THEN, TREE

FIGURES = ("held", "goals", "staff", "span", "kept")


class ShownYear(Struct, frozen=True):
    """A year, and where its ``lines`` come from: ``kept`` when it was closed, those of ``today``,
    or ``none``: then staff, span and units are not known."""

    number: int
    lines: str


class Figure(Struct, frozen=True):
    """``part`` of ``whole``; a span has no whole. What is not known has no figure at all."""

    part: int
    whole: int | None = None

    @property
    def fraction(self) -> float | None:
        """From 0 to 1; None for a span."""
        return self.part / self.whole if self.whole else None


Figures = Mapping[tuple[int, str], Figure]
"""Year and figure → what is known."""


class LeaderYears(Struct, frozen=True):
    """A leader's row; ``status`` and ``unit`` are today's."""

    id: int
    name: str
    status: str
    unit: str
    figures: Figures


class UnitYears(Struct, frozen=True):
    """A unit's row, with all that was under it; the span is its leader's own. ``leader_id`` is
    today's; ``removed`` units are only there for what they were."""

    id: int
    parent_id: int | None
    name: str
    leader_id: int | None
    removed: bool
    search: str
    figures: Figures


@remembered
def shown_years(at: AsOf) -> list[ShownYear]:
    """The years up to the one that runs, the newest first."""
    found = rows(
        "SELECT number, closed_on IS NOT NULL,"
        " EXISTS (SELECT 1 FROM year_unit u WHERE u.year_id = number)"
        " FROM year WHERE removed_at IS NULL AND number <= ? ORDER BY number DESC",
        (at.year,),
    )
    return [ShownYear(number, _lines(number, closed, kept, at)) for number, closed, kept in found]


@remembered
def totals(at: AsOf) -> Figures:
    """The whole municipality's figures; its span is the median, the lower of the middle two."""
    found = _ask(
        at,
        f"""{FACTS},
        span(year, heads, place, leaders) AS (
            SELECT year, heads, row_number() OVER (PARTITION BY year ORDER BY heads),
                   count(*) OVER (PARTITION BY year)
            FROM (SELECT year, count(*) AS heads FROM then_line WHERE status = 'active'
                  AND superior_id IS NOT NULL GROUP BY year, superior_id)
        )
        SELECT NULL, year, figure, sum(part), count(*) FROM fact GROUP BY year, figure
        UNION ALL
        SELECT NULL, year, 'span', heads, NULL FROM span WHERE place = (leaders + 1) / 2""",
    )
    return _by_owner(found).get(None, {})


@remembered
def leaders_years(at: AsOf) -> list[LeaderYears]:
    """Everybody who led in one of the years, by name."""
    return leader_years(at)


def leader_years(at: AsOf, leader_id: int | None = None) -> list[LeaderYears]:
    """Everybody who led in one of the years, by name; or only ``leader_id``."""
    found = _ask(
        at,
        f"""{FACTS}, {LED}
        SELECT f.leader_id, f.year, f.figure, sum(f.part), count(*)
        FROM fact f CROSS JOIN led l ON l.year = f.year AND l.person_id = f.leader_id
        WHERE :leader IS NULL OR f.leader_id = :leader GROUP BY 1, 2, 3
        UNION ALL
        SELECT f.leader_id, f.year, 'span', count(*), NULL FROM fact f
        WHERE f.figure = 'staff' AND f.leader_id IS NOT NULL
        AND (:leader IS NULL OR f.leader_id = :leader) GROUP BY 1, 2""",
        leader_id,
    )
    figures = _by_owner(found)
    people = rows(
        "SELECT p.id, p.name, p.status, coalesce(u.name, '') FROM person p"
        " LEFT JOIN unit u ON u.id = p.unit_id"
        f" WHERE p.removed_at IS NULL AND p.id IN ({_numbers(figures)}) ORDER BY p.sort_key, p.id"
    )
    return [
        LeaderYears(number, name, status, unit, figures[number])
        for number, name, status, unit in people
    ]


@remembered
def unit_years(at: AsOf) -> list[UnitYears]:
    """The units there are, and those there were in a year with kept lines; siblings by name."""
    found = _ask(
        at,
        f"""{FACTS}, {TREE},
        own(year, unit_id, figure, part, whole) AS MATERIALIZED (
            SELECT year, unit_id, figure, sum(part), count(*) FROM fact
            WHERE unit_id IS NOT NULL GROUP BY year, unit_id, figure
        )
        SELECT u.above_id, u.year, o.figure, sum(o.part), sum(o.whole)
        FROM under u JOIN own o ON o.year = u.year AND o.unit_id = u.unit_id
        JOIN source y ON y.year = u.year AND y.lines <> 'none' GROUP BY 1, 2, 3
        UNION ALL
        SELECT h.led_unit_id, h.year, 'span', count(n.person_id), NULL
        FROM then_line h LEFT JOIN then_line n
          ON n.year = h.year AND n.superior_id = h.person_id AND n.status = 'active'
        WHERE h.led_unit_id IS NOT NULL GROUP BY 1, 2""",
    )
    figures = _by_owner(found)
    units = rows(
        "SELECT u.id, u.parent_id, u.name, p.id, u.removed_at IS NOT NULL, u.search FROM unit u"
        " LEFT JOIN person p ON p.id = u.leader_id AND p.removed_at IS NULL"
        f" WHERE u.removed_at IS NULL OR u.id IN ({_numbers(figures)}) ORDER BY u.sort_key, u.id"
    )
    return [
        UnitYears(number, parent, name, leader, bool(removed), search, figures.get(number, {}))
        for number, parent, name, leader, removed, search in units
    ]


def has_led(person_id: int) -> bool:
    """Whether somebody led in an earlier year, by the lines kept or as superior in a dialogue."""
    return bool(
        rows(
            "SELECT 1 FROM year_line WHERE person_id = :who AND level < 4 UNION ALL"
            " SELECT 1 FROM dialogue WHERE superior_id = :who AND removed_at IS NULL LIMIT 1",
            {"who": person_id},
        )
    )


def _lines(number: int, closed: bool, kept: bool, at: AsOf) -> str:
    """A year that is gone, or closed, has the lines that were kept, if any were."""
    over = closed or number < at.year
    return "today" if not over else "kept" if kept else "none"


def _ask(at: AsOf, statement: str, leader_id: int | None = None) -> list[tuple[Any, ...]]:
    """The rows of a statement that goes on after :data:`THEN`, with places for what it is narrowed
    to."""
    derive(at)
    years = shown_years(at)
    if not years:
        return []
    narrow = EVERYBODY if leader_id is None else AROUND_LEADER
    sources = ", ".join(f"({int(year.number)}, '{year.lines}')" for year in years)
    whole = f"WITH RECURSIVE {THEN}, {statement}".format(sources=sources, **narrow._asdict())
    return rows(whole, {"today": at.today.isoformat(), "leader": leader_id})


def _by_owner(found: Iterable[tuple[Any, ...]]) -> dict[Any, dict[tuple[int, str], Figure]]:
    """Whose figures they are → the figures."""
    figures: dict[Any, dict[tuple[int, str], Figure]] = {}
    for owner, year, figure, part, whole in found:
        figures.setdefault(owner, {})[year, figure] = Figure(part, whole)
    return figures


def _numbers(figures: Iterable[Any]) -> str:
    return ", ".join(str(int(number)) for number in figures)
