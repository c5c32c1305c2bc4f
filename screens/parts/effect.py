"""The leaders before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.what_if.effect import LeaderEffect, Span, hours_of
from screens.parts.part import Part
from screens.parts.whole import WholeList
from screens.ways import ToPerson
from tui.desk import Desk
from tui.languages import _, decimal
from tui.widgets.cell_words import span_cell
from tui.widgets.cells import Cell, Column
from tui.widgets.chooser import Choice, Chooser
from tui.widgets.table import Table

if TYPE_CHECKING:
    from screens.what_if import WhatIfPage


class EffectPart(Part):
    """Those to whom it makes a difference, else everybody."""

    key = "effect"

    def __init__(self, desk: Desk, page: WhatIfPage) -> None:
        super().__init__(desk, page)
        self._page = page
        self._everybody = False
        source = WholeList(self._read, lambda one: one.id)
        source.columns = self._columns()
        self.table = Table(
            source.columns,
            source,
            empty=_("It makes no difference to anybody's span, or has been applied."),
        )

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("Everybody") if self._everybody else _("Who is affected")

    async def open(self) -> None:
        """Open the leader."""
        one: LeaderEffect = self.row
        if one.id > 0:
            self.page.go(ToPerson(one.id, "staff"))

    async def narrow(self) -> None:
        """Only who is affected, or everybody who leads."""
        choices = [Choice("some", _("Who is affected")), Choice("all", _("Everybody"))]
        chosen = await self.page.ask(Chooser(_("Show only"), choices))
        if chosen:
            self._everybody = chosen == "all"
            await self.table.refresh_rows()

    async def _read(self) -> Sequence[LeaderEffect]:
        return [one for one in self._page.found.leaders if self._everybody or one.changed]

    def _columns(self) -> tuple[Column[LeaderEffect], ...]:
        minutes = self.desk.settings.rules.talk_minutes
        columns = [
            Column("name", _("Leader"), _name, 16, grows=2),
            Column("unit", _("Unit"), lambda one: Cell(one.unit, "muted"), 14, grows=2, shed=9),
        ]
        names = [_("Now"), *(one.name for one in self._page.drafts)]
        for place, name in enumerate(names):
            columns += _state(place, name, minutes, len(names))
        return tuple(columns)


def _name(one: LeaderEffect) -> Cell:
    return Cell(one.name) if one.id > 0 else Cell(one.name + " (" + _("new post") + ")", "accent")


def _state(place: int, name: str, minutes: int, count: int) -> list[Column[LeaderEffect]]:
    """Heads, posts and hours in one of the states; ``name`` stands over the heads."""

    def span(one: LeaderEffect) -> Span | None:
        return one.spans[place]

    def heads(one: LeaderEffect) -> Cell:
        there = span(one)
        return span_cell(there.heads, there.flag) if there else Cell("–", "muted")

    def fte(one: LeaderEffect) -> Cell:
        there = span(one)
        return Cell(decimal(there.fte) if there else "", "muted")

    def hours(one: LeaderEffect) -> Cell:
        there = span(one)
        return Cell(decimal(hours_of(there.heads, minutes)) if there else "", "muted")

    width = 10 if count == 2 else 8
    return [
        Column(f"heads{place}", name, heads, width, right=True),
        Column(f"fte{place}", _("Posts"), fte, 7, right=True, shed=2 if count > 2 else 0),
        Column(f"hours{place}", _("Hours"), hours, 6, right=True, shed=3 if count > 2 else 1),
    ]
