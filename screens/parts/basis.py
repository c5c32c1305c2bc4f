"""The basis of a dialogue as a list: goals of each year, open commitments, flags, staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from models.commitment import CommitmentCard, settle_commitment
from models.flags import Flag
from models.goal import GoalCard
from models.people import PeopleScope
from models.problems import Problem
from screens.forms.commitment import commitment_form
from screens.forms.goal import goal_form, measurement_form
from screens.parts.basis_rows import SECTIONS, BasisRow, Count, columns, rows_of
from screens.parts.flags import MENDED_AT
from screens.parts.part import Part
from screens.ways import ToPeople, ToPerson
from tui.desk import Desk
from tui.flag_sentences import flag_sentence
from tui.languages import _, day, decimal
from tui.widgets.cells import FOLDED, LEAF, OPEN, Key, Listing, View
from tui.widgets.chooser import Choice, Chooser
from tui.widgets.table import Table

if TYPE_CHECKING:
    from screens.dialogue import DialoguePage


class BasisPart(Part):
    """What the talk is held on. What is listed is edited here, without losing the place."""

    key = "basis"
    page: DialoguePage

    def __init__(self, desk: Desk, page: DialoguePage) -> None:
        super().__init__(desk, page)
        source = BasisSource(page)
        view = View(open=frozenset(SECTIONS))
        self.table = Table(
            columns(desk),
            source,
            view=view,
            initial=source.read(view),
            classes="dialogue--basis",
        )

    def explain(self) -> str:
        """The whole of what the cells cut short."""
        match self._row.what:
            case GoalCard() as goal:
                return _goal_in_full(goal)
            case CommitmentCard() as card:
                return " · ".join(part for part in (card.owner_name, card.entry.text) if part)
            case Flag() as flag:
                return flag_sentence(flag)
        return ""

    async def open(self) -> None:
        """Edit a goal or a commitment; go to where a flag is mended, or to the names of a count."""
        row = self._row
        match row.what:
            case Flag() as flag:
                self.page.go(ToPerson(self.page.basis.person_id, MENDED_AT.get(flag.rule, "")))
            case Count() as count:
                scope = PeopleScope(count.which, superior_id=self.page.basis.person_id)
                self.page.go(ToPeople(scope, self.page.basis.person))
            case None:
                self.table.view = View(open=self.table.view.open ^ {row.key})
            case _:
                await self.edit()

    async def add(self) -> None:
        """A commitment where one is among those, else a goal: of the year of those one is among."""
        year = self.page.basis.round.year
        section = self._row.section
        if section == "commitments":
            await self.page.new_commitment()
        else:
            await self.page.new_goal({"goals": year, "next": year + 1}.get(section))

    async def edit(self) -> None:
        """Edit the goal or the commitment."""
        match self._row.what:
            case GoalCard() as goal:
                if await self.page.ask(goal_form(self.desk, goal.entry, goal.owner, goal)):
                    await self.page.written(_("The goal is saved."))
            case CommitmentCard() as card:
                form = commitment_form(self.desk, card.entry, card.owner_name, card)
                if await self.page.ask(form):
                    await self.page.written(_("The commitment is saved."))
            case _:
                raise Problem("not-here")

    async def measure(self) -> None:
        """Enter a value of the goal under the cursor, else of one that is chosen."""
        goals = [*self.page.basis.goals, *self.page.basis.last_goals]
        chosen = self._row.what if self.page.part is self else None
        if not isinstance(chosen, GoalCard):
            choices = [
                Choice(str(one.id), one.entry.title, str(one.entry.year_id)) for one in goals
            ]
            key = await self.page.ask(Chooser(_("Measure which goal?"), choices))
            chosen = next((one for one in goals if str(one.id) == key), None)
        if chosen is None:
            return
        if await self.page.ask(measurement_form(self.desk, chosen)):
            await self.page.written(_("The value is saved."))

    async def keep(self) -> None:
        """Record that a commitment was kept today: the one under the cursor, or one chosen."""
        cards = self.page.basis.commitments
        chosen = self._row.what if self.page.part is self else None
        if not isinstance(chosen, CommitmentCard):
            choices = [Choice(str(one.id), one.entry.text, one.owner_name) for one in cards]
            key = await self.page.ask(Chooser(_("Which commitment was kept?"), choices))
            chosen = next((one for one in cards if str(one.id) == key), None)
        if chosen:
            await self.desk.ask(settle_commitment, chosen.id, chosen.revision, self.desk.today)
            await self.page.written(_("Kept: {text}").format(text=chosen.entry.text))

    @property
    def _row(self) -> BasisRow:
        row: BasisRow = self.row
        return row


class BasisSource:
    """The basis as a tree: what a section holds is under its heading."""

    def __init__(self, page: DialoguePage) -> None:
        self._page = page
        self._rows: dict[Key, BasisRow] = {}

    async def listing(self, view: View) -> Listing:
        """Headings, and what is under those that are not folded."""
        return self.read(view)[0]

    async def rows(self, keys: Sequence[Key]) -> Mapping[Key, BasisRow]:
        """The rows of these keys."""
        return {key: self._rows[key] for key in keys if key in self._rows}

    def read(self, view: View) -> tuple[Listing, dict[Key, BasisRow]]:
        """Everything at once."""
        found = rows_of(self._page.basis)
        self._rows = {row.key: row for row in found}
        shown = [row for row in found if row.what is None or row.section in view.open]
        filled = {row.section for row in found if row.what is not None}
        folds = [
            LEAF
            if row.what is not None or row.section not in filled
            else OPEN
            if row.section in view.open
            else FOLDED
            for row in shown
        ]
        depths = [int(row.what is not None) for row in shown]
        return Listing([row.key for row in shown], depths, folds, len(found)), self._rows


def _goal_in_full(goal: GoalCard) -> str:
    entry = goal.entry
    parts = [entry.title, entry.indicator]
    if goal.actual is not None and goal.measured_on is not None:
        measured = _("{value} {measure} on {day}")
        parts.append(
            measured.format(
                value=decimal(goal.actual), measure=entry.measure, day=day(goal.measured_on)
            )
        )
    if goal.serves:
        parts.append(_("serves “{goal}”").format(goal=goal.serves))
    return " · ".join(part for part in parts if part)
