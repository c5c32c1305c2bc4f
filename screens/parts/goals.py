"""Goals with where they stand: a person's, or all of the year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.goal import (
    GoalCard,
    GoalEntry,
    goals_of,
    remove_goal,
)
from models.goals import GoalScope, goals, goals_in_order
from models.measurement import (
    measurements,
    remove_measurement,
)
from screens import goal_deeds
from screens.forms.goal import goal_form, measurement_form
from screens.parts.long_list import LongList
from screens.parts.long_listing import by_key
from screens.parts.part import Part
from screens.parts.whole import WholeList
from screens.ways import ToHistory, history_of
from tui.desk import Desk
from tui.languages import _, day, decimal
from tui.widgets.cell_words import day_cell, decimal_cell, progress_cell
from tui.widgets.cells import Cell, Column
from tui.widgets.chooser import Choice, Chooser
from tui.widgets.page import Page
from tui.widgets.table import Table
from tui.words import DIRECTION, word


class GoalsPart(Part):
    """The goals of a person with the units they lead; of everybody without ``person``."""

    key = "goals"
    export = "goals"

    def __init__(self, desk: Desk, page: Page, person: tuple[int, str] | None = None) -> None:
        super().__init__(desk, page)
        self._person = person
        source: LongList[GoalCard] | WholeList[GoalCard] = (
            WholeList(self._read, lambda card: card.id)
            if person
            else LongList(by_key(self._read_keys), self._read_rows)
        )
        source.columns = goal_columns(with_owner=person is None)
        self.table = Table(source.columns, source, empty=_("No goals yet. n adds one."))

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("Goals")

    def history(self) -> ToHistory:
        """The history of the goal."""
        card: GoalCard = self.row
        return history_of("goal", card.id, card.entry.title)

    async def add(self) -> None:
        """A new goal of the person, or of the whole municipality."""
        at = await self.desk.in_open_year()
        number, name = self._person or (None, self.desk.settings.municipality or self.desk.name)
        start = GoalEntry(at.year, "", person_id=number)
        if await self.page.ask(goal_form(self.desk, start, name)):
            await self.page.written(_("The goal is added."))

    async def edit(self) -> None:
        """Edit the goal."""
        card: GoalCard = self.row
        if await self.page.ask(goal_form(self.desk, card.entry, card.owner, card)):
            await self.page.written(_("The goal is saved."))

    async def remove(self) -> None:
        """Remove the goal with its values."""
        card: GoalCard = self.row
        await self.desk.ask(remove_goal, card.id)
        await self.page.removed(card.entry.title)

    async def measure(self) -> None:
        """Enter a value measured."""
        card: GoalCard = self.row
        if await self.page.ask(measurement_form(self.desk, card)):
            await self.page.written(_("The value is saved."))

    async def link(self) -> None:
        """Choose the goal that the marked ones serve."""
        if await goal_deeds.link(self.page, await self.chosen_cards()):
            self.table.marked = frozenset()

    async def unlink(self) -> None:
        """Have the marked goals serve none."""
        await goal_deeds.unlink(self.page, await self.chosen_cards())
        self.table.marked = frozenset()

    async def chosen_cards(self) -> Sequence[GoalCard]:
        """The marked goals, else the one under the cursor."""
        numbers = [int(key) for key in self.table.marked]
        found = await self.desk.ask(goals_of, numbers)
        return list(found.values()) or [self.row]

    async def measurements(self) -> None:
        """Choose one of the values, to edit or remove it."""
        card: GoalCard = self.row
        found = {str(one.id): one for one in await self.desk.ask(measurements, card.id)}
        choices = [
            Choice(
                key,
                f"{day(one.entry.measured_on)}   {decimal(one.entry.value)} {card.entry.measure}",
                one.entry.source,
            )
            for key, one in found.items()
        ]
        key = await self.page.ask(
            Chooser(_("Measured values · {goal}").format(goal=card.entry.title), choices)
        )
        if key is None:
            return
        chosen = found[key]
        deeds = [Choice("edit", _("Edit")), Choice("remove", _("Remove"))]
        deed = await self.page.ask(Chooser(day(chosen.entry.measured_on), deeds))
        if deed == "edit" and await self.page.ask(measurement_form(self.desk, card, chosen)):
            await self.page.written(_("The value is saved."))
        elif deed == "remove":
            await self.desk.ask(remove_measurement, chosen.id)
            name = day(chosen.entry.measured_on)
            await self.page.removed(name)

    async def _read_keys(self, after: int | None, limit: int) -> Sequence[int]:
        at = await self.desk.at()
        return await self.desk.ask(goals_in_order, at.year, after, limit)

    async def _read_rows(self, keys: Sequence[int]) -> Mapping[int, GoalCard]:
        return await self.desk.ask(goals_of, list(keys))

    async def _read(self) -> Sequence[GoalCard]:
        at = await self.desk.at()
        scope = GoalScope(at.year, self._person[0] if self._person else None)
        return await self.desk.ask(goals, scope)


def goal_columns(with_owner: bool) -> tuple[Column[GoalCard], ...]:
    """The columns of a list of goals."""
    return (
        Column("title", _("Goal"), _title, 24, grows=6),
        Column(
            "owner",
            _("Owner"),
            lambda card: Cell(card.owner, "muted"),
            14,
            grows=2,
            shed=0 if with_owner else 4,
        ),
        Column("indicator", _("Indicator"), _indicator, 14, grows=2, shed=5),
        Column("direction", _("Direction"), _direction, 12, shed=7),
        Column(
            "baseline",
            _("Start"),
            lambda card: decimal_cell(card.entry.baseline),
            8,
            right=True,
            shed=2,
        ),
        Column("target", _("Target"), lambda card: decimal_cell(card.entry.target), 7, right=True),
        Column("actual", _("Actual"), lambda card: decimal_cell(card.actual), 8, right=True),
        Column("progress", _("Progress"), progress_cell, 16, right=True),
        Column("trend", "", _trend, 1),
        Column("measured", _("Measured"), lambda card: day_cell(card.measured_on), 10, shed=6),
    )


def _title(card: GoalCard) -> Cell:
    return Cell(card.entry.title, "" if card.entry.state == "open" else "muted")


def _indicator(card: GoalCard) -> Cell:
    entry = card.entry
    return Cell(
        f"{entry.indicator}, {entry.measure}" if entry.measure else entry.indicator, "muted"
    )


def _direction(card: GoalCard) -> Cell:
    return Cell(word(DIRECTION, card.entry.direction), "muted")


def _trend(card: GoalCard) -> Cell:
    """Which way the last two values went, whatever the colour of the goal."""
    from models.progress import trend
    from tui.glyphs import current

    signs = {"better": current().up, "worse": current().down, "same": "="}
    way = trend(card.previous, card.actual, card.entry.direction, card.entry.target)
    return Cell(signs.get(way or "", ""), "muted")
