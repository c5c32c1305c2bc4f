"""A leader's figures, a row a year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from models.over_the_years import FIGURES, Figures, ShownYear, leader_years, shown_years
from screens.parts.part import Part
from screens.parts.whole import WholeList
from screens.year_figures import bar_cell, figure_cell, figure_names, lines_note
from tui.desk import Desk
from tui.languages import _
from tui.widgets.cells import Cell, Column
from tui.widgets.page import Page
from tui.widgets.table import Table

BAR = 6
WIDTHS = {"held": 14, "goals": 11, "staff": 16, "span": 5, "kept": 13}


class OneYear(Struct, frozen=True):
    """A row: the year, and the leader's figures of all years."""

    year: ShownYear
    figures: Figures

    def cell(self, figure: str) -> Cell:
        """One figure of the year."""
        return figure_cell(self.figures.get((self.year.number, figure)))

    def bar(self, figure: str) -> Cell:
        """The same as a bar."""
        return bar_cell(self.figures.get((self.year.number, figure)), BAR)


class EarlierYearsPart(Part):
    """How it went for one leader, the newest year first."""

    key = "years"
    is_read_later = True

    def __init__(self, desk: Desk, page: Page, person_id: int) -> None:
        super().__init__(desk, page)
        self._person_id = person_id
        source = WholeList(self._read, lambda row: row.year.number)
        source.columns = tuple(_columns())
        self.table = Table(source.columns, source, empty=_("No year yet."))

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("Earlier years")

    async def open(self) -> None:
        """There is no more to see of a year than its row."""

    async def _read(self) -> Sequence[OneYear]:
        at = await self.desk.at()
        years = await self.desk.ask(shown_years, at)
        found = await self.desk.ask(leader_years, at, self._person_id)
        figures: Figures = found[0].figures if found else {}
        known = {number for number, _figure in figures}
        return [OneYear(year, figures) for year in years if year.number in known]


def _columns() -> Iterator[Column[OneYear]]:
    yield Column("year", _("Year"), lambda row: Cell(str(row.year.number)), 5, sortable=False)
    names = figure_names()
    for place, figure in enumerate(FIGURES):
        if figure != "span":
            yield Column(
                f"{figure}-bar",
                "",
                lambda row, figure=figure: row.bar(figure),  # type: ignore[misc]
                BAR,
                shed=2 + place,
                sortable=False,
            )
        yield Column(
            figure,
            names[figure],
            lambda row, figure=figure: row.cell(figure),  # type: ignore[misc]
            WIDTHS[figure],
            right=True,
            sortable=False,
        )
    yield Column("lines", "", _note, 8, grows=1, shed=1, sortable=False)


def _note(row: OneYear) -> Cell:
    return Cell(lines_note(row.year), "muted")
