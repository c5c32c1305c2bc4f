"""Opening a year: what would be made is shown, goals are decided about, then it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.opening_plan import OpeningPlan, plan_opening
from models.problems import Problem
from models.turn_of_year import open_year
from screens.parts.opening import (
    GoalTurnPart,
    LeftOutOfYearPart,
    Opening,
    PlannedDaysPart,
)
from screens.parts.part import Part
from screens.tabbed_page import TabbedPage
from tui import keys
from tui.desk import Desk
from tui.gate import plain
from tui.languages import _, number


class OpeningPage(TabbedPage):
    """The preview of one opening. ``staff``: dialogues for every employee too."""

    context = "opening"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("opening")]

    def __init__(self, desk: Desk, plan: OpeningPlan) -> None:
        self.opening = Opening(plan, self._decide)
        self.decisions: dict[int, str] = {}
        self.staff = False
        self.head = OpeningHead()
        super().__init__(desk)

    def make_parts(self) -> Sequence[Part]:
        """What is made first, then the goals, which ask for decisions."""
        make = (PlannedDaysPart, GoalTurnPart, LeftOutOfYearPart)
        return [part(self.desk, self, self.opening) for part in make]

    def head_widget(self) -> Widget:
        """The counts."""
        return self.head

    @property
    def heading(self) -> str:
        """The year that is opened."""
        return _("Open {year}").format(year=self.opening.plan.year)

    async def begin(self) -> None:
        """Draw the head."""
        await super().begin()
        self.head.show(self.opening.plan, self.staff)

    async def reload(self) -> None:
        """Draw the plan anew."""
        self.head.show(self.opening.plan, self.staff)
        await super().reload()

    def action_apply(self) -> None:
        """Do it."""
        self.start(self._apply())

    def action_staff(self) -> None:
        """Every employee, or leaders only."""
        self.start(self._with_staff())

    def action_choose(self, choice: str) -> None:
        """Say what becomes of the marked goals."""
        self.start(self._choose(choice))

    async def _choose(self, choice: str) -> None:
        if not isinstance(self.part, GoalTurnPart):
            raise Problem("not-here")
        await self.part.choose(choice)

    async def _decide(self, goals: Sequence[int], choice: str) -> None:
        wanted = dict.fromkeys(goals, choice)
        self.decisions |= wanted
        self.opening.plan = self.opening.plan.choosing(wanted)
        self.head.show(self.opening.plan, self.staff)
        await self.part.table.refresh_rows()

    async def _with_staff(self) -> None:
        self.staff = not self.staff
        self.opening.plan = await self.desk.ask(
            plan_opening,
            self.opening.plan.year,
            self.desk.today,
            self.desk.settings.rules,
            self.staff,
            self.decisions,
        )
        await self.reload()

    async def _apply(self) -> None:
        if self.opening.plan.is_empty:
            self.say(_("Nothing would change."))
            return
        self.say(_("Opening {year} …").format(year=self.opening.plan.year))
        done = await self.desk.ask(
            open_year,
            self.opening.plan.year,
            self.desk.today,
            self.desk.settings.rules,
            self.staff,
            self.decisions,
        )
        self.desk.writes += 1
        counts = done.counts
        text = _(
            "{year} is open: {dialogues} dialogues; goals: {carry} carried on, {close} closed,"
            " {drop} dropped."
        )
        self.desk.news = text.format(
            year=done.year,
            dialogues=number(done.dialogues),
            **{choice: number(count) for choice, count in counts.items()},
        )
        self.app.pop_screen()


class OpeningHead(Static):
    """Two lines: what is made, and what becomes of the goals; a third where there is a catch."""

    DEFAULT_CSS = """
    OpeningHead {
        height: 4;
        padding: 0 1;
        border-bottom: solid $line;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def show(self, plan: OpeningPlan, staff: bool) -> None:
        """Draw the head of this plan."""
        self.update(Content("\n").join((_made(plan, staff), _goals(plan), _catch(plan))))


def _made(plan: OpeningPlan, staff: bool) -> Content:
    whom = _("for leaders and staff") if staff else _("as the rounds' levels say")
    return Content.assemble(
        (plain(str(plan.year)), "bold"),
        ("   " + _("Rounds") + " ", "$muted"),
        number(len(plan.rounds)),
        ("   " + _("Milestones") + " ", "$muted"),
        number(len(plan.milestones)),
        ("   " + _("New dialogues") + " ", "$muted"),
        (number(plan.dialogues), "$success" if plan.dialogues else ""),
        (f" {whom}", "$muted"),
    )


def _goals(plan: OpeningPlan) -> Content:
    counts = plan.counts
    label = _("Goals of {year}").format(year=plan.previous) if plan.previous else _("Goals")
    return Content.assemble(
        (plain(label) + "   ", "$muted"),
        (number(counts["carry"]), "$success"),
        (" " + _("carried on") + " · ", "$muted"),
        number(counts["close"]),
        (" " + _("closed") + " · ", "$muted"),
        (number(counts["drop"]), "$warning" if counts["drop"] else ""),
        (" " + _("dropped"), "$muted"),
    )


def _catch(plan: OpeningPlan) -> Content:
    if not plan.is_new:
        text = _("{year} is open already: only what it lacks is added.").format(year=plan.year)
    elif plan.previous_closed:
        text = _("{year} is closed: its goals stay as they are.").format(year=plan.previous)
    elif plan.counts["carry"] and plan.previous:
        text = _("Carried on, a goal is closed in {year}; its last value is the new start.")
        text = text.format(year=plan.previous)
    else:
        text = ""
    return Content.styled(plain(text), "$muted")
