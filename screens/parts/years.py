"""One figure over the years: by unit, and by leader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models.over_the_years import (
    FIGURES,
    LeaderYears,
    ShownYear,
    UnitYears,
    leaders_years,
    unit_years,
)
from models.people import PeopleScope
from screens.parts.part import Part
from screens.parts.whole import WholeList
from screens.placed_units import PlacedUnits
from screens.ways import ToPeople, ToPerson
from screens.year_figures import year_columns
from tui.desk import Desk
from tui.languages import _
from tui.widgets.cells import Cell, Column, View
from tui.widgets.page import Page
from tui.widgets.table import Table
from tui.words import PERSON_STATUS, word


class YearsPart(Part):
    """A list with a column a year, told by the page which years and which figure."""

    export = "years"
    first: Sequence[Column[Any]] = ()

    def show(self, years: Sequence[ShownYear], figure: str) -> None:
        """Show these years by this figure."""
        self.table.set_columns(year_columns(self.first, years, figure))


class UnitYearsPart(YearsPart):
    """The units as a tree; each with all that was under it."""

    key = "units"

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__(desk, page)
        self.first = (
            Column("unit", _("Unit"), _unit_name, 20, grows=3, tree=True, sortable=False),
        )
        columns: tuple[Column[UnitYears], ...] = year_columns(self.first, (), FIGURES[0])
        self.tree: PlacedUnits[UnitYears] = PlacedUnits(self._read)
        self.table = Table(columns, self.tree, empty=_("No units yet."))

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("Units")

    async def begin(self) -> None:
        """Unfold the top: alone it would be a list of one."""
        tops = [unit.id for unit in await self._read() if unit.parent_id is None]
        self.table.view = View(open=frozenset(tops))

    async def open(self) -> None:
        """Open the one who leads the unit today, else its people."""
        unit: UnitYears = self.row
        if unit.leader_id is not None:
            self.page.go(ToPerson(unit.leader_id, "years"))
        else:
            self.page.go(ToPeople(PeopleScope(unit_id=unit.id), unit.name))

    async def _read(self) -> Sequence[UnitYears]:
        return await self.desk.ask(unit_years, await self.desk.at())


class LeaderYearsPart(YearsPart):
    """Everybody who leads or has led."""

    key = "leaders"

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__(desk, page)
        self.first = (
            Column("name", _("Leader"), _leader_name, 20, grows=3),
            Column("unit", _("Unit"), lambda one: Cell(one.unit, "muted"), 16, grows=2, shed=99),
        )
        source = WholeList(self._read, lambda one: one.id)
        source.columns = self.first
        columns: tuple[Column[LeaderYears], ...] = year_columns(self.first, (), FIGURES[0])
        self.table = Table(columns, source, empty=_("Nobody leads yet."))

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("Leaders")

    async def open(self) -> None:
        """Open the leader at the earlier years."""
        self.page.go(ToPerson(self.row.id, "years"))

    async def _read(self) -> Sequence[LeaderYears]:
        return await self.desk.ask(leaders_years, await self.desk.at())


def _unit_name(unit: UnitYears) -> Cell:
    if unit.removed:
        return Cell(unit.name + " (" + _("closed down") + ")", "muted")
    return Cell(unit.name)


def _leader_name(leader: LeaderYears) -> Cell:
    if leader.status != "active":
        return Cell(f"{leader.name} ({word(PERSON_STATUS, leader.status)})", "muted")
    return Cell(leader.name)
