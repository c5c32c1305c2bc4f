"""The rounds and milestones of a year, in the order of their days."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date

from msgspec import Struct

from models.asked import RoundCount, round_counts
from models.milestones import MilestoneCard, milestones, remove_milestone
from models.rounds import RoundDetail, remove_round, rounds
from screens.forms.year import milestone_form, round_form
from screens.parts.part import Part
from screens.parts.whole import WholeList
from screens.ways import ToHistory, history_of
from tui.desk import Desk
from tui.languages import _, number
from tui.widgets.cell_words import day_cell
from tui.widgets.cells import Cell, Column
from tui.widgets.chooser import Choice, Chooser
from tui.widgets.page import Page
from tui.widgets.table import Table
from tui.words import RECORD, milestone_name, round_name, word

Year = Callable[[], Awaitable[int]]
"""Gives the year that is shown."""


class YearDay(Struct, frozen=True):
    """A row: a round, with how many of its dialogues were held, or a milestone."""

    round: RoundDetail | None
    milestone: MilestoneCard | None
    count: RoundCount | None = None

    @property
    def key(self) -> str:
        """Its number, with what it is."""
        if self.round:
            return f"round {self.round.id}"
        return f"milestone {self.milestone.id}" if self.milestone else ""

    @property
    def first(self) -> date:
        """Its day, or the first of them."""
        at = self.round.entry.starts_on if self.round else None
        if self.milestone:
            at = self.milestone.entry.day
        return at or date.max

    @property
    def name(self) -> str:
        """What it is called."""
        if self.round:
            return round_name(self.round.entry.code, self.round.entry.name)
        if self.milestone:
            return milestone_name(self.milestone.entry.code, self.milestone.entry.name)
        return ""


class YearDaysPart(Part):
    """What the year is made of; each can be moved, renamed, added and removed."""

    key = "days"

    def __init__(self, desk: Desk, page: Page, year: Year) -> None:
        super().__init__(desk, page)
        self._year = year
        source = WholeList(self._read, lambda one: one.key)
        source.columns = _columns()
        self.table = Table(source.columns, source, empty=_("No year is open yet. o opens one."))

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("Rounds and milestones")

    def history(self) -> ToHistory:
        """The history of the round or the milestone."""
        one: YearDay = self.row
        kind, number = one.key.split()
        return history_of(kind, int(number), one.name)

    async def add(self) -> None:
        """A new round or milestone."""
        year = await self._year()
        kinds = [Choice(kind, word(RECORD, kind)) for kind in ("round", "milestone")]
        kind = await self.page.ask(Chooser(_("New"), kinds))
        if kind == "milestone" and await self.page.ask(milestone_form(self.desk, year)):
            await self.page.written(_("The milestone is added."))
        elif kind == "round":
            placed_by = await self.desk.ask(milestones, year)
            if await self.page.ask(round_form(self.desk, year, placed_by)):
                await self.page.written(_("The round is added."))

    async def edit(self) -> None:
        """Edit the round or the milestone."""
        day: YearDay = self.row
        if day.milestone:
            form = milestone_form(self.desk, day.milestone.entry.year_id, day.milestone)
        else:
            assert day.round  # noqa: S101 (a row is one or the other)
            year = day.round.entry.year_id
            form = round_form(self.desk, year, await self.desk.ask(milestones, year), day.round)
        if await self.page.ask(form):
            await self.page.written(_("{name} is saved.").format(name=day.name))

    async def remove(self) -> None:
        """Remove it, unless something depends on it."""
        day: YearDay = self.row
        if day.milestone:
            card = day.milestone
            await self.desk.ask(remove_milestone, card.id, card.revision)
            await self.page.removed(day.name)
        elif day.round:
            detail = day.round
            await self.desk.ask(remove_round, detail.id, detail.revision)
            await self.page.removed(day.name)

    async def _read(self) -> Sequence[YearDay]:
        year = await self._year()
        counts = await self.desk.ask(round_counts, year, await self.desk.at())
        days = [YearDay(one, None, counts[one.id]) for one in await self.desk.ask(rounds, year)]
        days += [YearDay(None, one) for one in await self.desk.ask(milestones, year)]
        return sorted(days, key=lambda one: (one.first, one.key))


def _columns() -> tuple[Column[YearDay], ...]:
    return (
        Column("name", _("Name"), _name, 24, grows=3),
        Column("from", _("From"), lambda one: day_cell(one.first), 10, sortable=False),
        Column("to", _("To"), _to, 10, sortable=False),
        Column("placed", _("Placed by"), _placed, 18, grows=3, sortable=False, shed=1),
        Column("levels", _("Levels"), _levels, 6, sortable=False, shed=2),
        Column("held", _("Dialogues"), _held, 10, right=True, sortable=False),
    )


def _name(one: YearDay) -> Cell:
    return Cell(one.name, "strong" if one.round else "")


def _to(one: YearDay) -> Cell:
    return day_cell(one.round.entry.ends_on if one.round else None)


def _placed(one: YearDay) -> Cell:
    if not one.round:
        return Cell(_("milestone"), "muted")
    follows, precedes = (
        milestone_name(code, name) for name, code in (one.round.follows, one.round.precedes)
    )
    parts = [
        _("after {milestone}").format(milestone=follows) if follows else "",
        _("before {milestone}").format(milestone=precedes) if precedes else "",
    ]
    return Cell(", ".join(part for part in parts if part), "muted")


def _levels(one: YearDay) -> Cell:
    return Cell(" ".join(one.round.entry.levels) if one.round else "", "muted")


def _held(one: YearDay) -> Cell:
    if not one.count or not one.count.asked:
        return Cell("")
    held, every = number(one.count.held), number(one.count.asked)
    return Cell(_("{held} of {every}").format(held=held, every=every))
