"""How figures of the years are shown: names, shares with their counts, bars, spark lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from models.over_the_years import FIGURES, Figure, Figures, ShownYear
from tui import glyphs
from tui.languages import _, number, percent
from tui.widgets.cells import Cell, Column

UNKNOWN = "–"
SHARE = 14
"""Cells for a share: ``67 % 812/1 204``. Of a longer one the end is cut, and the whole
municipality's stands in full on top."""
TREND = 7
"""So many years, the newest, are in the spark line."""


class HasFigures(Protocol):
    """A row of a list of years."""

    @property
    def figures(self) -> Figures:
        """What is known of it."""
        ...


Row = TypeVar("Row", bound=HasFigures)


def figure_names() -> Mapping[str, str]:
    """Each figure of :data:`models.over_the_years.FIGURES` with its name."""
    names = {
        "held": _("Dialogues held"),
        "goals": _("Goals met"),
        "staff": _("Staff with goals"),
        "span": _("Span"),
        "kept": _("Commitments kept"),
    }
    return {figure: names[figure] for figure in FIGURES}


def lines_note(year: ShownYear) -> str:
    """Where the figures of a year come from, where that needs to be said."""
    notes = {
        "today": _("so far"),
        "none": _("lines not kept: staff, span and units unknown"),
    }
    return notes.get(year.lines, "")


def figure_cell(figure: Figure | None) -> Cell:
    """A share with its counts, a span, or a dash for what is not known."""
    if figure is None:
        return Cell(UNKNOWN, "muted")
    if figure.whole is None:
        return Cell(number(figure.part))
    return Cell(f"{percent(figure.fraction or 0)} {number(figure.part)}/{number(figure.whole)}")


def bar_cell(figure: Figure | None, width: int) -> Cell:
    """A bar of the share; its value stands beside."""
    fraction = figure.fraction if figure else None
    return Cell("" if fraction is None else glyphs.bar(fraction, width, track=True), "accent")


def fractions(figures: Figures, years: Sequence[ShownYear], which: str) -> list[float | None]:
    """One figure over the years, the earliest first; spans against the largest of them."""
    found = [figures.get((year.number, which)) for year in reversed(years)]
    largest = max((one.part for one in found if one is not None), default=0)
    return [
        None
        if one is None
        else one.part / largest
        if one.whole is None and largest
        else one.fraction
        for one in found
    ]


def year_columns(
    first: Sequence[Column[Row]], years: Sequence[ShownYear], which: str
) -> tuple[Column[Row], ...]:
    """``first``, the way the figure went, and a column a year; the earliest go for want of room.

    None can be sorted by: this is to see how each has come on, not who is best.
    """

    def of(year: int) -> Callable[[Row], Cell]:
        return lambda row: figure_cell(row.figures.get((year, which)))

    width = 7 if which == "span" else SHARE
    return (
        *first,
        Column(
            "trend",
            "",
            lambda row: Cell(glyphs.spark(fractions(row.figures, years[:TREND], which)), "accent"),
            min(max(len(years), 1), TREND),
            sortable=False,
        ),
        *(
            Column(
                str(year.number),
                str(year.number) + ("*" if year.lines == "none" else ""),
                of(year.number),
                width,
                right=True,
                shed=10 + place,
                sortable=False,
            )
            for place, year in reversed(list(enumerate(years)))
        ),
    )
