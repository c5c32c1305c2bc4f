"""The steps of a draft, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from models.problems import Problem
from models.what_if.drafts import drop_step
from models.what_if.naming import StepNames, step_names
from screens.parts.part import Part
from screens.parts.whole import WholeList
from tui.desk import Desk
from tui.languages import _, ngettext, number
from tui.widgets.cells import Cell, Column
from tui.widgets.table import Table

if TYPE_CHECKING:
    from screens.what_if import WhatIfPage


class StepRow(Struct, frozen=True):
    """A step by its place, with the names in it."""

    place: int
    names: StepNames


class StepsPart(Part):
    """A row a step, in order."""

    key = "steps"

    def __init__(self, desk: Desk, page: WhatIfPage) -> None:
        super().__init__(desk, page)
        self._page = page
        source = WholeList(self._read, lambda one: one.place)
        source.columns = _columns()
        key = next(one.key for one in desk.commands if one.id == "what-if")
        empty = _("Nothing is moved yet. Mark people in a list and press {key}.").format(key=key)
        self.table = Table(source.columns, source, empty=empty)

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("Steps")

    async def add(self) -> None:
        """Steps are made where the people are."""
        key = next(one.key for one in self.desk.commands if one.id == "what-if")
        raise Problem("step-from-people", key=key)

    async def edit(self) -> None:
        """A step is dropped and made anew."""
        await self.add()

    async def remove(self) -> None:
        """Take the step out of the draft."""
        row: StepRow = self.row
        await self.desk.ask(drop_step, self._page.drafts[0], row.place)
        await self.page.written(_("The step is taken out."))

    async def _read(self) -> Sequence[StepRow]:
        names = await self.desk.ask(step_names, self._page.drafts[0].steps)
        return [StepRow(place, one) for place, one in enumerate(names)]


def _columns() -> tuple[Column[StepRow], ...]:
    return (
        Column("what", _("What if"), lambda row: Cell(_sentence(row.names)), 40, grows=3),
        Column(
            "who", _("Who"), lambda row: Cell(", ".join(row.names.people), "muted"), 20, grows=2
        ),
    )


def _sentence(names: StepNames) -> str:
    count = len(names.people)
    people = ngettext("{count} person", "{count} people", count).format(count=number(count))
    if names.place == "under":
        text = _("{people} in a new section “{name}” under {unit}, led by {leader}")
    elif names.place == "beside":
        text = _("{people} in a new unit “{name}” beside {unit}, led by {leader}")
    else:
        text = _("{people} to {unit}")
    return text.format(people=people, name=names.name, unit=names.unit, leader=names.leader)
