"""The dialogues of a round."""

from __future__ import annotations

from collections.abc import Sequence

from models.dialogue import dialogue_card, remove_dialogue
from models.dialogues import DialogueRow, dialogue_rows
from models.problems import Problem
from screens.forms.dialogue import dialogue_form
from screens.parts.part import Part
from screens.parts.people import people_of
from screens.parts.round_source import RoundSource
from screens.subject import Subject
from screens.ways import ToDialogue, ToHistory, history_of
from tui.desk import Desk
from tui.languages import _
from tui.titles import chair, level_name, political_body
from tui.widgets.cell_words import day_cell, dialogue_cell
from tui.widgets.cells import Cell, Column
from tui.widgets.page import Page
from tui.widgets.table import Table


class RoundPart(Part):
    """Every dialogue of the round, those that are missing too."""

    key = "dialogues"
    export = "dialogues"

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__(desk, page)
        self.table = Table(self._columns(), RoundSource(desk), empty=_("This round asks nobody."))

    @property
    def label(self) -> str:
        """Its name in the title."""
        return _("Dialogues")

    def subjects(self) -> Sequence[Subject]:
        """Whose dialogues they are."""
        return people_of(self.table)

    def history(self) -> ToHistory:
        """The history of the dialogue, with its topics and notes; else of the person."""
        row: DialogueRow = self.row
        if row.id is None:
            return super().history()
        return history_of("dialogue", row.id, row.name)

    async def open(self) -> None:
        """Open the dialogue, planned or not; one can go on to the next in the order listed."""
        row: DialogueRow = self.row
        among = tuple((int(key), row.round_id) for key in self.table.listing.keys)
        self.page.go(ToDialogue(row.person_id, row.round_id, among))

    async def edit(self) -> None:
        """Correct the facts of the dialogue."""
        row: DialogueRow = self.row
        if row.id is None:
            raise Problem("no-dialogue")
        card = await self.desk.ask(dialogue_card, row.id, self.desk.today)
        if await self.page.ask(dialogue_form(self.desk, card)):
            await self.page.written(_("The dialogue is saved."))

    async def remove(self) -> None:
        """Remove the dialogue."""
        row: DialogueRow = self.row
        if row.id is None:
            raise Problem("no-dialogue")
        await self.desk.ask(remove_dialogue, row.id)
        await self.page.removed(row.name)

    async def talks(self) -> tuple[Sequence[int], Sequence[tuple[int, int]]]:
        """The dialogues of the round that are marked, or the one under the cursor."""
        wanted = [one.id for one in self.subjects()]
        if not wanted:
            raise Problem("nobody-here")
        at = await self.desk.at()
        found = (await self.desk.ask(dialogue_rows, at, wanted)).values()
        round_id = at.round.id if at.round else 0
        return (
            [one.id for one in found if one.id is not None],
            [(one.person_id, round_id) for one in found if one.id is None],
        )

    def _columns(self) -> tuple[Column[DialogueRow], ...]:
        return (
            Column("name", _("Name"), lambda row: Cell(row.name), 18, grows=3),
            Column("level", _("Level"), self._level, 16, shed=2),
            Column("superior", _("Superior"), self._superior, 16, grows=2),
            Column("conductor", _("Held by"), self._conductor, 16, grows=2, shed=1),
            Column("dialogue", _("Dialogue"), _status, 18),
            Column("held", _("Held on"), lambda row: day_cell(row.held_on), 10, shed=3),
        )

    def _level(self, row: DialogueRow) -> Cell:
        return Cell(level_name(self.desk.settings, row.level), "muted")

    def _superior(self, row: DialogueRow) -> Cell:
        top = political_body(self.desk.settings) if row.level == 1 else ""
        return Cell(row.superior or top)

    def _conductor(self, row: DialogueRow) -> Cell:
        top = chair(self.desk.settings) if row.level == 1 and row.id is not None else ""
        return Cell(row.conductor or top, "muted")


def _status(row: DialogueRow) -> Cell:
    return dialogue_cell(row.status, row.planned_on, row.planned_time, row.held_on, row.agreed_on)
