"""How it went over the years, a row for each year of the municipality, of each unit, each leader.

As in :mod:`models.transfer.exporting.rows`; a key is ``municipality``, ``unit/3`` or ``person/7``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database import rows
from models.over_the_years import FIGURES, leader_years, shown_years, totals, unit_years

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from models.over_the_years import Figures
    from models.transfer.exporting.rows import Export, Values

COUNTS = {
    "held": ("dialogues_held", "dialogues"),
    "goals": ("goals_met", "measurable_goals"),
    "staff": ("staff_with_goals", "staff"),
    "kept": ("commitments_kept", "commitments"),
}
"""Figure → the columns of its part and its whole; a span has only heads."""


def year_values(export: Export) -> Iterator[Values]:
    """What is not known of a year is empty; a year of which nothing is known is no row. The span of
    the municipality is the median, a unit's its leader's own."""
    shown = [one.number for one in reversed(shown_years(export.at))]
    years = [one for one in shown if export.year in {None, one}]
    if export.wants("municipality"):
        yield from _rows(years, totals(export.at), owner_kind="municipality", owner="")
    codes = dict(rows("SELECT id, code FROM unit"))
    for unit in unit_years(export.at):
        if export.wants(f"unit/{unit.id}"):
            whose = {"owner_kind": "unit", "owner": unit.name, "owner_no": codes[unit.id]}
            yield from _rows(years, unit.figures, **whose)
    numbers = dict(rows("SELECT id, employee_no FROM person"))
    for leader in leader_years(export.at):
        if export.wants(f"person/{leader.id}"):
            whose = {"owner_kind": "person", "owner": leader.name, "owner_no": numbers[leader.id]}
            yield from _rows(years, leader.figures, **whose)


def _rows(years: Sequence[int], figures: Figures, **whose: str | None) -> Iterator[Values]:
    for year in years:
        known = {one: figures[year, one] for one in FIGURES if (year, one) in figures}
        if known:
            values: Values = {"year": year, "owner_no": None, **whose}
            for one, (part, whole) in COUNTS.items():
                figure = known.get(one)
                values[part] = figure and figure.part
                values[whole] = figure and figure.whole
            span = known.get("span")
            yield values | {"span_heads": span and span.part}
