"""Who has a line of sight, unit by unit, each with all that is under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from models.line_of_sight import UnitShare, unit_shares
from models.people import PeopleScope
from screens.parts.part import Part
from screens.placed_units import PlacedUnits
from screens.ways import ToPeople
from tui.desk import Desk
from tui.languages import _, number
from tui.widgets.cell_words import share_cell
from tui.widgets.cells import Cell, Column, View
from tui.widgets.page import Page
from tui.widgets.table import Table

BAR = 8


class SightUnitsPart(Part):
    """The units as a tree with three shares of their staff."""

    key = "units"

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__(desk, page)
        self.tree: PlacedUnits[UnitShare] = PlacedUnits(self._read)
        self.table = Table(_columns(), self.tree, empty=_("No units yet."))

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("Units")

    async def begin(self) -> None:
        """Unfold the top: alone it would be a list of one."""
        tops = [unit.id for unit in await self._read() if unit.parent_id is None]
        self.table.view = View(open=frozenset(tops))

    async def open(self) -> None:
        """The names: those in the unit who have no goal in line."""
        unit: UnitShare = self.row
        self.page.go(ToPeople(PeopleScope("without-line", unit_id=unit.id), unit.name))

    async def _read(self) -> Sequence[UnitShare]:
        return await self.desk.ask(unit_shares, await self.desk.at())


def _columns() -> tuple[Column[UnitShare], ...]:
    return (
        Column(
            "unit", _("Unit"), lambda one: Cell(one.name), 20, grows=3, tree=True, sortable=False
        ),
        Column(
            "staff",
            _("Staff"),
            lambda one: Cell(number(one.share.staff), "muted"),
            7,
            right=True,
            sortable=False,
        ),
        *(
            Column(key, title, _share(place), BAR + 6, right=True, sortable=False)
            for place, (key, title) in enumerate(
                (
                    ("goals", _("Own goals")),
                    ("in-line", _("In line")),
                    ("meaning", _("Meaning")),
                ),
                1,
            )
        ),
    )


def _share(place: int) -> Callable[[UnitShare], Cell]:
    return lambda one: share_cell(one.share[place], one.share.staff, BAR)
