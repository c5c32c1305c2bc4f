"""Commitments of both sides, the overdue on top."""

from __future__ import annotations

from collections.abc import Sequence

from models.commitment import (
    CommitmentCard,
    CommitmentEntry,
    remove_commitment,
    settle_commitment,
    take_back_commitment,
)
from models.commitments import CommitmentScope, commitments
from models.problems import Problem
from screens.forms.commitment import commitment_form
from screens.parts.part import Part
from screens.parts.whole import WholeList
from tui.desk import Desk, Removed
from tui.languages import _, day
from tui.widgets.cells import Cell, Column
from tui.widgets.page import Page
from tui.widgets.table import Table
from tui.words import COMMITMENT_STATE, SIDE, word


class CommitmentsPart(Part):
    """Commitments from the dialogues with a person and those the person owes; all without one."""

    key = "commitments"
    export = "commitments"

    def __init__(self, desk: Desk, page: Page, person: tuple[int, str] | None = None) -> None:
        super().__init__(desk, page)
        self._person = person
        source = WholeList(self._read, lambda card: card.id)
        source.columns = self._columns()
        self.table = Table(source.columns, source, empty=_("Nothing has been promised yet."))

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("Commitments")

    async def add(self) -> None:
        """A new commitment in the person's dialogue."""
        if self._person is None:
            raise Problem("commitment-needs-person")
        at = await self.desk.in_open_year()
        number, name = self._person
        start = CommitmentEntry(at.year, number, "subject", "", owner_id=number)
        if await self.page.ask(commitment_form(self.desk, start, name)):
            await self.page.written(_("The commitment is added."))

    async def edit(self) -> None:
        """Edit the commitment."""
        card: CommitmentCard = self.row
        if await self.page.ask(commitment_form(self.desk, card.entry, card.owner_name, card)):
            await self.page.written(_("The commitment is saved."))

    async def remove(self) -> None:
        """Remove the commitment."""
        card: CommitmentCard = self.row
        await self.desk.ask(remove_commitment, card.id)
        await self.page.removed(
            card.entry.text, Removed(card.entry.text, take_back_commitment, card.id)
        )

    async def keep(self) -> None:
        """Record that it was kept today."""
        card: CommitmentCard = self.row
        await self.desk.ask(settle_commitment, card.id, card.revision, self.desk.today)
        await self.page.written(_("Kept: {text}").format(text=card.entry.text))

    async def _read(self) -> Sequence[CommitmentCard]:
        scope = CommitmentScope(self._person[0] if self._person else None)
        return await self.desk.ask(commitments, scope, self.desk.today)

    def _columns(self) -> tuple[Column[CommitmentCard], ...]:
        return (
            Column("text", _("Commitment"), lambda card: Cell(card.entry.text), 24, grows=4),
            Column(
                "side", _("By"), lambda card: Cell(word(SIDE, card.entry.side), "muted"), 14, shed=2
            ),
            Column("owner", _("Owner"), lambda card: Cell(card.owner_name), 14, grows=2),
            Column(
                "with",
                _("Dialogue with"),
                lambda card: Cell(card.person_name, "muted"),
                14,
                grows=2,
                shed=1,
            ),
            Column("due", _("Due"), self._due, 10),
            Column("state", _("State"), self._state, 12),
        )

    def _due(self, card: CommitmentCard) -> Cell:
        style = "bad" if card.overdue(self.desk.today) else ""
        return Cell(day(card.entry.due) if card.entry.due else "", style)

    def _state(self, card: CommitmentCard) -> Cell:
        if card.overdue(self.desk.today):
            return Cell(_("overdue"), "bad")
        style = {"kept": "ok", "dropped": "muted"}.get(card.entry.state, "")
        return Cell(word(COMMITMENT_STATE, card.entry.state), style)
