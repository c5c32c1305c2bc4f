"""What opening a year would make: goals to be decided, rounds and milestones, who is left out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from typing import TypeVar

from msgspec import Struct

from models.asked import LeftOut
from models.goal_turn import GoalChoice
from models.opening_plan import OpeningPlan
from screens.parts.part import Part
from screens.parts.whole import WholeList
from tui.desk import Desk
from tui.languages import _, number
from tui.widgets.cell_words import day_cell, decimal_cell
from tui.widgets.cells import Cell, Column, Key
from tui.widgets.chooser import Choice, Chooser
from tui.widgets.page import Page
from tui.widgets.table import Table
from tui.words import (
    GOAL_CHOICE,
    GOAL_REASON,
    LEFT_OUT,
    choices,
    milestone_name,
    round_name,
    word,
)

Row = TypeVar("Row")
CHOICE_STYLE = {"carry": "ok", "close": "", "drop": "warn", "later": "muted"}


class Opening(Struct):
    """The opening that is being looked at; ``decide`` gives goals another choice."""

    plan: OpeningPlan
    decide: Callable[[Sequence[int], str], Awaitable[None]]


class OpeningPart(Part):
    """A list of the plan."""

    def __init__(self, desk: Desk, page: Page, opening: Opening) -> None:
        super().__init__(desk, page)
        self.opening = opening

    def list_of(
        self,
        columns: Sequence[Column[Row]],
        rows: Callable[[OpeningPlan], Sequence[Row]],
        key: Callable[[Row], Key],
        empty: str,
    ) -> Table[Row]:
        """A table of ``rows`` of the plan as it is at the time."""

        async def read() -> Sequence[Row]:
            return rows(self.opening.plan)

        source: WholeList[Row] = WholeList(read, key)
        source.columns = columns
        return Table(source.columns, source, empty=empty)


class GoalTurnPart(OpeningPart):
    """The goals of the year before, each with what becomes of it."""

    key = "goals"

    def __init__(self, desk: Desk, page: Page, opening: Opening) -> None:
        super().__init__(desk, page, opening)
        self.table = self.list_of(
            _goal_columns(),
            lambda plan: plan.goals,
            lambda goal: goal.id,
            _("The year before has no goals to decide about."),
        )

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("Goals")

    async def open(self) -> None:
        """Choose for the marked goals, or the one under the cursor."""
        choice = await self.page.ask(
            Chooser(_("Goals"), [Choice(key, text) for key, text in choices(GOAL_CHOICE)])
        )
        if choice:
            await self.choose(choice)

    async def choose(self, choice: str) -> None:
        """Give the marked goals that choice, else the one under the cursor, and go on."""
        key = self.table.cursor_key
        if self.table.marked:
            goals = [int(one) for one in self.table.marked]
            self.table.marked = frozenset()
        else:
            goals = [] if key is None else [int(key)]
            self.table.action_move(1)
        await self.opening.decide(goals, choice)


class PlannedDay(Struct, frozen=True):
    """A row: a round, or a milestone (``dialogues`` is None)."""

    name: str
    first: date
    last: date | None
    levels: str
    dialogues: int | None


class PlannedDaysPart(OpeningPart):
    """The rounds with their new dialogues, and the milestones."""

    key = "days"

    def __init__(self, desk: Desk, page: Page, opening: Opening) -> None:
        super().__init__(desk, page, opening)
        self.table = self.list_of(
            _day_columns(), _planned_days, lambda one: f"{one.first} {one.name}", ""
        )

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("Rounds and milestones")


class LeftOutOfYearPart(OpeningPart):
    """Who gets no new dialogue, and why."""

    key = "left-out"

    def __init__(self, desk: Desk, page: Page, opening: Opening) -> None:
        super().__init__(desk, page, opening)
        self.table = self.list_of(
            (
                Column("name", _("Name"), lambda one: Cell(one.name), 20, grows=2),
                Column("unit", _("Unit"), lambda one: Cell(one.unit, "muted"), 18, grows=2, shed=1),
                Column("why", _("Why"), _why, 26, grows=2),
                Column("round", _("Round"), _round, 18, grows=1, shed=2),
            ),
            lambda plan: plan.left_out,
            lambda one: f"{one.person_id} {one.reason} {one.round_code}",
            _("Nobody is left out."),
        )

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("Left out")


def _goal_columns() -> tuple[Column[GoalChoice], ...]:
    return (
        Column("choice", _("What becomes of it"), _choice, 18),
        Column("title", _("Goal"), lambda one: Cell(one.title), 22, grows=5),
        Column("owner", _("Owner"), lambda one: Cell(one.owner, "muted"), 14, grows=2, shed=2),
        Column("target", _("Target"), lambda one: decimal_cell(one.target), 7, right=True, shed=3),
        Column("actual", _("Actual"), lambda one: decimal_cell(one.actual), 8, right=True),
        Column("why", _("Because"), _reason, 16),
    )


def _choice(one: GoalChoice) -> Cell:
    return Cell(word(GOAL_CHOICE, one.choice), CHOICE_STYLE.get(one.choice, ""))


def _reason(one: GoalChoice) -> Cell:
    return Cell(word(GOAL_REASON, one.reason), "muted")


def _day_columns() -> tuple[Column[PlannedDay], ...]:
    return (
        Column("name", _("Name"), _day_name, 24, grows=3),
        Column("from", _("From"), lambda one: day_cell(one.first), 10, sortable=False),
        Column("to", _("To"), lambda one: day_cell(one.last), 10, sortable=False),
        Column("levels", _("Levels"), lambda one: Cell(" ".join(one.levels), "muted"), 8, shed=1),
        Column("new", _("New dialogues"), _new, 14, right=True, sortable=False),
    )


def _planned_days(plan: OpeningPlan) -> Sequence[PlannedDay]:
    days = [
        PlannedDay(
            round_name(one.code, one.name), one.starts_on, one.ends_on, one.levels, one.dialogues
        )
        for one in plan.rounds
    ]
    days += [
        PlannedDay(milestone_name(one.code, one.name), one.day, None, "", None)
        for one in plan.milestones
    ]
    return sorted(days, key=lambda one: one.first)


def _day_name(one: PlannedDay) -> Cell:
    return Cell(one.name, "" if one.dialogues is None else "strong")


def _new(one: PlannedDay) -> Cell:
    return Cell("" if one.dialogues is None else number(one.dialogues))


def _why(one: LeftOut) -> Cell:
    return Cell(word(LEFT_OUT, one.reason), "warn" if one.reason == "no-superior" else "")


def _round(one: LeftOut) -> Cell:
    return Cell(round_name(one.round_code, one.round_name), "muted")
