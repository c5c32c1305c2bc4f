"""How it went over the years: the whole municipality on top, then units or leaders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.over_the_years import FIGURES, Figures, ShownYear, shown_years, totals
from screens.parts.part import Part
from screens.parts.years import LeaderYearsPart, UnitYearsPart, YearsPart
from screens.tabbed_page import TabbedPage
from screens.year_figures import figure_cell, figure_names, fractions, lines_note
from tui import glyphs, keys
from tui.desk import Desk
from tui.gate import plain
from tui.languages import _
from tui.widgets.cells import Key
from tui.widgets.chooser import Choice, Chooser

SHOWN = 4
"""So many years are on top, the newest first; the lists have them all."""
BAR = 20


class YearsHead(Static):
    """The whole municipality by one figure: a line a year, with a bar and the value beside it."""

    DEFAULT_CSS: ClassVar[str] = """
    YearsHead {
        height: auto;
        padding: 0 1;
        border-bottom: solid $line;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def show(self, name: str, years: Sequence[ShownYear], figures: Figures, figure: str) -> None:
        """Draw these years by ``figure``, whose name is ``name``."""
        note = _("the whole municipality")
        if figure == "span":
            note = _("the whole municipality, median")
        if any(year.lines == "none" for year in years):
            note += "   " + _("* lines not kept")
        lines = [Content.assemble((plain(name, 40), "bold"), (plain(f"   {note}"), "$muted"))]
        sizes = list(reversed(fractions(figures, years, figure)))
        for year, size in list(zip(years, sizes, strict=True))[:SHOWN]:
            value = figure_cell(figures.get((year.number, figure))).text
            lines.append(
                Content.assemble(
                    plain(f"{year.number}  "),
                    (glyphs.bar(size or 0, BAR, track=True), "$primary"),
                    f"  {plain(value, 30)}",
                    (plain(f"   {lines_note(year)}"), "$muted"),
                )
            )
        self.update(Content("\n").join(lines))


class YearsPage(TabbedPage):
    """Two lists with a column a year; ``f`` chooses the figure, Tab the list."""

    context = "years"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("years")]

    def __init__(self, desk: Desk) -> None:
        self.head = YearsHead()
        self._figure = FIGURES[0]
        self._years: Sequence[ShownYear] = ()
        self._totals: Figures = {}
        super().__init__(desk)

    def make_parts(self) -> Sequence[Part]:
        """Units, then leaders."""
        return [UnitYearsPart(self.desk, self), LeaderYearsPart(self.desk, self)]

    def head_widget(self) -> Widget:
        """The whole municipality."""
        return self.head

    @property
    def heading(self) -> str:
        """What the title bar calls the page."""
        return _("Over the years")

    async def begin(self) -> None:
        """Find out which years there are."""
        await super().begin()
        await self._look()
        for part in self.parts:
            if isinstance(part, UnitYearsPart):
                await part.begin()

    async def reload(self) -> None:
        """Read everything anew."""
        await self._look()
        await super().reload()

    def best_found(self, text: str) -> Key | None:
        """The unit that is meant, not the one that was listed first on the way there."""
        return self.part.tree.best_found(text) if isinstance(self.part, UnitYearsPart) else None

    def action_figure(self) -> None:
        """Choose the figure."""
        self.start(self._choose())

    def action_next_figure(self) -> None:
        """Go on to the next figure."""
        self._show(FIGURES[(FIGURES.index(self._figure) + 1) % len(FIGURES)])

    async def _choose(self) -> None:
        choices = [Choice(figure, name) for figure, name in figure_names().items()]
        figure = await self.ask(Chooser(_("Figure"), choices))
        if figure:
            self._show(figure)

    async def _look(self) -> None:
        at = await self.desk.at()
        self._years = await self.desk.ask(shown_years, at)
        self._totals = await self.desk.ask(totals, at)
        self._show(self._figure)

    def _show(self, figure: str) -> None:
        self._figure = figure
        self.head.show(figure_names()[figure], self._years, self._totals, figure)
        for part in self.parts:
            if isinstance(part, YearsPart):
                part.show(self._years, figure)
