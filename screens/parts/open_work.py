"""What a year still waits for, by name, with the ways to settle it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from models.closing import OpenWork, open_work, settle_commitments
from models.commitment import commitment_card
from models.dialogue import dialogue_card
from models.goal import goal_card
from models.goal_turn import settle_goals
from models.problems import Problem
from screens.forms.commitment import commitment_form
from screens.forms.dialogue import dialogue_form
from screens.forms.goal import goal_form
from screens.forms.kinds_of_field import text_field
from screens.parts.part import Part
from screens.parts.whole import WholeList
from screens.subject import Subject
from screens.ways import ToHistory, ToPerson, history_of
from tui.desk import Desk
from tui.languages import _, ngettext, number
from tui.widgets.cell_words import day_cell
from tui.widgets.cells import Cell, Column
from tui.widgets.chooser import Choice, Chooser
from tui.widgets.form import Form
from tui.widgets.page import Page
from tui.widgets.table import Table
from tui.words import COMMITMENT_STATE, GOAL_CHOICE, OPEN_WORK, choices, round_name, word

Year = Callable[[], Awaitable[int]]


class OpenWorkPart(Part):
    """Dialogues, goals and commitments that keep a year open; last, what is only remarked."""

    key = "open-work"

    def __init__(self, desk: Desk, page: Page, year: Year) -> None:
        super().__init__(desk, page)
        self._year = year
        self._work: dict[str, OpenWork] = {}
        source = WholeList(self._read, lambda one: one.key)
        source.columns = _columns()
        self.table = Table(source.columns, source, empty=_("Nothing is open."))

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("Open work")

    def subjects(self) -> Sequence[Subject]:
        """Whose dialogues are marked, or under the cursor."""
        return [
            Subject(one.person_id, one.name)
            for one in self._chosen()
            if one.round_id is not None and one.person_id is not None
        ]

    @property
    def round_id(self) -> int:
        """The round of those dialogues. ``nobody-here``, ``one-round-at-a-time``."""
        found = {one.round_id for one in self._chosen() if one.round_id is not None}
        if not found:
            raise Problem("nobody-here")
        if len(found) > 1:
            raise Problem("one-round-at-a-time")
        return found.pop()

    def history(self) -> ToHistory:
        """The history of the dialogue, the goal or the commitment."""
        one: OpenWork = self.row
        if one.id is None:
            raise Problem("no-dialogue")
        kind = "dialogue" if one.kind == "not-agreed" else one.kind
        return history_of(kind, one.id, one.text or one.name)

    async def open(self) -> None:
        """Open the person at the dialogue; edit a goal or a commitment."""
        one: OpenWork = self.row
        if one.round_id is not None and one.person_id is not None:
            self.page.go(ToPerson(one.person_id, "dialogues"))
        else:
            await self.edit()

    async def edit(self) -> None:
        """Correct the dialogue, edit the goal or the commitment."""
        one: OpenWork = self.row
        if one.id is None:
            raise Problem("no-dialogue")
        form = await self._form(one.kind, one.id)
        if await self.page.ask(form):
            await self.page.written(_("{name} is saved.").format(name=one.text or one.name))

    async def settle(self) -> None:
        """Say what becomes of the marked goals or commitments, of the kind under the cursor."""
        kind = self.row.kind
        numbers = [one.id for one in self._chosen() if one.kind == kind and one.id is not None]
        if kind == "goal":
            await self._settle_goals(numbers)
        elif kind == "commitment":
            await self._settle_commitments(numbers)
        else:
            raise Problem("not-here")

    async def _settle_goals(self, numbers: Sequence[int]) -> None:
        named = ngettext("{count} goal", "{count} goals", len(numbers))
        title = named.format(count=number(len(numbers)))
        offered = [Choice(key, text) for key, text in choices(GOAL_CHOICE) if key != "later"]
        choice = await self.page.ask(Chooser(title, offered))
        if choice:
            await self.desk.ask(settle_goals, dict.fromkeys(numbers, choice))
            await self._settled(f"{title}: {word(GOAL_CHOICE, choice)}.")

    async def _settle_commitments(self, numbers: Sequence[int]) -> None:
        named = ngettext("{count} commitment", "{count} commitments", len(numbers))
        title = named.format(count=number(len(numbers)))
        offered = [Choice(key, text) for key, text in choices(COMMITMENT_STATE) if key != "open"]
        choice = await self.page.ask(Chooser(title, offered))
        if choice == "kept":
            await self.desk.ask(settle_commitments, numbers, self.desk.today)
        elif choice != "dropped" or not await self.page.ask(self._reason_form(title, numbers)):
            return
        await self._settled(f"{title}: {word(COMMITMENT_STATE, choice)}.")

    def _reason_form(self, title: str, numbers: Sequence[int]) -> Form:
        async def save(values: dict[str, str]) -> None:
            await self.desk.ask(settle_commitments, numbers, self.desk.today, values["reason"])

        return Form(title, (text_field("reason", _("Dropped because"), required=True),), save)

    async def _settled(self, text: str) -> None:
        self.table.marked = frozenset()
        await self.page.written(text)

    async def _form(self, kind: str, number_: int) -> Form:
        if kind == "goal":
            goal = await self.desk.ask(goal_card, number_)
            return goal_form(self.desk, goal.entry, goal.owner, goal)
        if kind == "commitment":
            promise = await self.desk.ask(commitment_card, number_)
            return commitment_form(self.desk, promise.entry, promise.owner_name, promise)
        return dialogue_form(
            self.desk, await self.desk.ask(dialogue_card, number_, self.desk.today)
        )

    def _chosen(self) -> list[OpenWork]:
        keys = self.table.marked or [self.table.cursor_key]
        found = [self._work.get(str(key)) for key in keys]
        return [one for one in found if one is not None]

    async def _read(self) -> Sequence[OpenWork]:
        work = await self.desk.ask(open_work, await self._year(), await self.desk.at())
        self._work = {one.key: one for one in work}
        return work


def _columns() -> tuple[Column[OpenWork], ...]:
    return (
        Column("kind", _("What"), _kind, 14),
        Column("name", _("Name"), lambda one: Cell(one.name), 20, grows=2),
        Column("text", _("What it is"), _text, 28, grows=4),
        Column("day", _("Day"), lambda one: day_cell(one.day), 10, sortable=False),
    )


def _kind(one: OpenWork) -> Cell:
    style = "warn" if one.blocks else "muted"
    return Cell(word(OPEN_WORK, one.kind), style)


def _text(one: OpenWork) -> Cell:
    if one.text:
        return Cell(one.text)
    name = round_name(one.round_code, one.round_name)
    if one.id is None:
        return Cell(_("{round}, not planned").format(round=name), "muted")
    return Cell(name, "muted")
