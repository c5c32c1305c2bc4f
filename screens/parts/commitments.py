"""Commitments of both sides, the overdue on top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.commitment import CommitmentCard, CommitmentEntry, remove_commitment
from models.commitments import (
    CommitmentScope,
    Place,
    commitments,
    commitments_in_order,
    commitments_of,
    facets,
    settle_commitments,
)
from models.hand_over import open_owed_by
from models.problems import Problem
from screens.forms.commitment import commitment_form, drop_form, hand_over_form
from screens.parts.commitment_words import (
    commitment_columns,
    commitment_in_full,
    facet_choices,
    how_many,
    narrowed,
    scope_words,
)
from screens.parts.long_list import LongList
from screens.parts.part import Part
from screens.parts.whole import WholeList
from screens.ways import ToHistory, history_of
from tui.desk import Desk
from tui.languages import _
from tui.widgets.chooser import Chooser
from tui.widgets.page import Page
from tui.widgets.table import Table


class CommitmentsPart(Part):
    """Commitments from the dialogues with a person and those the person owes; all without one."""

    key = "commitments"
    export = "commitments"

    def __init__(self, desk: Desk, page: Page, person: tuple[int, str] | None = None) -> None:
        super().__init__(desk, page)
        self._person = person
        self._scope = CommitmentScope(person[0] if person else None)
        self._owner = ""
        self._source: LongList[CommitmentCard] | WholeList[CommitmentCard] = (
            WholeList(self._read, lambda card: card.id)
            if person
            else LongList(self._read_keys, self._read_rows)
        )
        self._source.columns = commitment_columns(lambda: self.desk.today)
        self.table = Table(
            self._source.columns, self._source, empty=_("Nothing has been promised yet.")
        )

    @property
    def label(self) -> str:
        """Its name, and what it is narrowed to."""
        return " · ".join([_("Commitments"), *scope_words(self._scope, self._owner)])

    def explain(self) -> str:
        """All of it, with who promised it and what became of it."""
        key = self.table.cursor_key
        card: CommitmentCard | None = None if key is None else self.table.row(key)
        return commitment_in_full(card) if card else ""

    async def add(self) -> None:
        """A new commitment in the person's dialogue."""
        if self._person is None:
            raise Problem("commitment-needs-person")
        at = await self.desk.in_open_year()
        number, name = self._person
        start = CommitmentEntry(at.year, number, "subject", "", owner_id=number)
        if await self.page.ask(commitment_form(self.desk, start, name)):
            await self.page.written(_("The commitment is added."))

    def history(self) -> ToHistory:
        """The history of the commitment."""
        card: CommitmentCard = self.row
        return history_of("commitment", card.id, card.entry.text)

    async def edit(self) -> None:
        """Edit the commitment."""
        card: CommitmentCard = self.row
        if await self.page.ask(commitment_form(self.desk, card.entry, card.owner_name, card)):
            await self.page.written(_("The commitment is saved."))

    async def remove(self) -> None:
        """Remove the commitment."""
        card: CommitmentCard = self.row
        await self.desk.ask(remove_commitment, card.id)
        await self.page.removed(card.entry.text)

    async def keep(self) -> None:
        """Record that the marked ones, or the one under the cursor, were kept today."""
        cards = await self._chosen()
        await self.desk.ask(settle_commitments, cards, self.desk.today)
        self._unmark()
        await self.page.written(_("Kept: {text}").format(text=how_many(cards)))

    async def drop(self) -> None:
        """Drop the marked ones, or the one under the cursor, with a reason."""
        cards = await self._chosen()
        if await self.page.ask(drop_form(self.desk, cards, how_many(cards))):
            self._unmark()
            await self.page.written(_("Dropped: {text}").format(text=how_many(cards)))

    async def hand_over(self) -> None:
        """Hand over the marked ones; else all open ones of the person, or of the row's owner."""
        if self.table.marked:
            cards = [card for card in await self._chosen() if card.entry.state == "open"]
        else:
            cards = await self.desk.ask(open_owed_by, self._whose())
        if not cards:
            raise Problem("nothing-open")
        owners = list(dict.fromkeys(card.owner_name for card in cards if card.owner_name))
        if await self.page.ask(hand_over_form(self.desk, cards, ", ".join(owners))):
            self._unmark()
            await self.page.written(_("Handed over: {text}").format(text=how_many(cards)))

    async def narrow(self) -> None:
        """Choose a state, side, year or owner; each goes with the others."""
        found = await self.desk.ask(facets, self._scope.person_id)
        chosen = await self.page.ask(Chooser(_("Show only"), facet_choices(found)))
        if chosen is None:
            return
        self._scope = narrowed(self._scope, chosen)
        owners = {number: name for number, name, _count in found.owners}
        self._owner = owners.get(self._scope.owner_id or 0, "")
        self._unmark()
        await self.page.reload()

    async def _read_keys(
        self, after: Place | None, limit: int
    ) -> tuple[Sequence[int], Place | None]:
        return await self.desk.ask(commitments_in_order, self._scope, self.desk.today, after, limit)

    async def _read_rows(self, keys: Sequence[int]) -> Mapping[int, CommitmentCard]:
        return await self.desk.ask(commitments_of, keys)

    async def _read(self) -> Sequence[CommitmentCard]:
        return await self.desk.ask(commitments, self._scope, self.desk.today)

    async def _chosen(self) -> list[CommitmentCard]:
        """Those that are marked, wherever they are in the list, else the one under the cursor."""
        if not self.table.marked:
            return [self.row]
        found = await self._source.rows(sorted(self.table.marked, key=str))
        return list(found.values())

    def _whose(self) -> int:
        if self._person is not None:
            return self._person[0]
        card: CommitmentCard = self.row
        if card.entry.owner_id is None:
            raise Problem("nothing-open")
        return card.entry.owner_id

    def _unmark(self) -> None:
        self.table.marked = frozenset()
