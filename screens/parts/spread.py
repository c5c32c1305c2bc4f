"""How spans spread within each kind of unit, as a picture beside the figures."""

from __future__ import annotations

from collections.abc import Sequence

from models.people import PeopleScope
from models.spread import KindSpread, spreads
from screens.parts.part import Part
from screens.parts.whole import WholeList
from screens.ways import ToPeople
from tui import glyphs
from tui.desk import Desk
from tui.languages import _, number
from tui.widgets.cells import Cell, Column
from tui.widgets.page import Page
from tui.widgets.spread_chart import spread_chart
from tui.widgets.table import Table

NARROW, WIDE = 26, 52
"""Cells of the picture at 80 columns, and where there is room."""


class SpreadPart(Part):
    """A row a kind of unit."""

    export = "leaders"
    key = "spread"

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__(desk, page)
        self._width = NARROW
        self._scale = 1
        self._source = WholeList(self._read, lambda one: one.kind)
        self._source.columns = self._columns()
        self.table = Table(self._source.columns, self._source, empty=_("Nobody leads anybody yet."))

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("By kind of unit")

    def fit(self, width: int) -> None:
        """Give the picture the room that there is."""
        cells = NARROW if width < 110 else WIDE
        if cells != self._width:
            self._width = cells
            self._draw_columns()

    def explain(self) -> str:
        """The limits of the kind, where they come from, and how to read the picture."""
        key = self.table.cursor_key
        one: KindSpread | None = None if key is None else self.table.row(key)
        if one is None:
            return ""
        signs = glyphs.current()
        key_ = _("{over} over the limit, {severe} severely").format(
            over=signs.over_zone, severe=signs.severe_zone
        )
        return f"{key_} · {one.source}" if one.source else key_

    async def open(self) -> None:
        """Those who lead such units."""
        one: KindSpread = self.row
        self.page.go(ToPeople(PeopleScope("leading", kind=one.kind), one.kind or "–"))

    async def _read(self) -> Sequence[KindSpread]:
        found = await self.desk.ask(spreads, await self.desk.at())
        scale = max((one.largest for one in found), default=1)
        if scale != self._scale:
            self._scale = scale
            self._draw_columns()
        return found

    def _draw_columns(self) -> None:
        self._source.columns = self._columns()
        self.table.set_columns(self._source.columns)

    def _columns(self) -> tuple[Column[KindSpread], ...]:
        title = "1" + str(self._scale).rjust(self._width - 1)
        return (
            Column("kind", _("Kind"), lambda one: Cell(one.kind or "–"), 13, grows=1),
            Column("leaders", _("Leaders"), lambda one: _count(one.leaders), 7, right=True),
            Column("median", _("Median"), lambda one: _count(one.median), 6, right=True, shed=2),
            Column("largest", _("Largest"), lambda one: _count(one.largest), 7, right=True),
            Column("limit", _("Limit"), _limit, 9, right=True, shed=1),
            Column("over", _("Over"), _over, 5, right=True),
            Column("spread", title, self._picture, self._width, sortable=False),
        )

    def _picture(self, one: KindSpread) -> Cell:
        drawn = spread_chart(one.spans, one.upper, one.severe, self._scale, self._width)
        return Cell(drawn, "accent")


def _count(count: int) -> Cell:
    return Cell(number(count))


def _limit(one: KindSpread) -> Cell:
    if not one.upper:
        return Cell("–", "muted")
    severe = f" ({number(one.severe)})" if one.severe else ""
    return Cell(f"{number(one.lower)}–{number(one.upper)}{severe}", "muted")


def _over(one: KindSpread) -> Cell:
    if not one.over:
        return Cell("")
    return Cell(f"{glyphs.current().over} {number(one.over)}", "warn")
