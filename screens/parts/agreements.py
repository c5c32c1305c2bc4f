"""Leader agreements: a leader's own, and the register of all."""

from __future__ import annotations

from collections.abc import Sequence

from models.agreement import (
    AgreementCard,
    AgreementEntry,
    agreed_and_held,
    agreements_of,
    remove_agreement,
)
from models.agreements import AgreementRow, agreements
from screens.forms.agreement import agreement_form
from screens.parts.part import Part
from screens.parts.people import people_of
from screens.parts.whole import WholeList
from screens.subject import Subject
from screens.ways import ToHistory, ToPerson, history_of
from tui.desk import Desk
from tui.languages import _, day, number
from tui.widgets.cell_words import day_cell
from tui.widgets.cells import Cell, Column
from tui.widgets.chooser import Choice, Chooser
from tui.widgets.page import Page
from tui.widgets.table import Table
from tui.words import AGREEMENT_STATE, choices, word

STYLES = {"valid": "ok", "incomplete": "warn", "expired": "bad", "missing": "bad"}


class AgreementPart(Part):
    """The agreements of one leader, the one that counts first."""

    key = "agreement"

    def __init__(self, desk: Desk, page: Page, person_id: int) -> None:
        super().__init__(desk, page)
        self._person_id = person_id
        self._years = ""
        source = WholeList(self._read, lambda card: card.id)
        source.columns = _own_columns()
        self.table = Table(source.columns, source, empty=_("No leader agreement yet. n adds one."))

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("Agreement")

    def explain(self) -> str:
        """Year by year, what was agreed and what was held."""
        return self._years

    def history(self) -> ToHistory:
        """The history of the agreement."""
        return history_of("leader-agreement", self.row.id, self.label)

    async def add(self) -> None:
        """A new agreement, from today."""
        start = AgreementEntry(self._person_id, valid_from=self.desk.today)
        if await self.page.ask(agreement_form(self.desk, start)):
            await self.page.written(_("The leader agreement is added."))

    async def edit(self) -> None:
        """Edit the agreement."""
        card: AgreementCard = self.row
        if await self.page.ask(agreement_form(self.desk, card.entry, card)):
            await self.page.written(_("The leader agreement is saved."))

    async def remove(self) -> None:
        """Remove the agreement."""
        card: AgreementCard = self.row
        name = _("The leader agreement")
        await self.desk.ask(remove_agreement, card.id)
        await self.page.removed(name)

    async def _read(self) -> Sequence[AgreementCard]:
        years = await self.desk.ask(agreed_and_held, self._person_id)
        template = _("{year}: agreed {agreed}, held {held}")
        self._years = " · ".join(
            template.format(
                year=one.year,
                agreed="–" if one.agreed is None else number(one.agreed),
                held=number(one.held),
            )
            for one in years
        )
        return await self.desk.ask(agreements_of, self._person_id, self.desk.today)


class RegisterPart(Part):
    """Every leader with the agreement that counts."""

    key = "agreements"
    export = "leaders"

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__(desk, page)
        self._state = ""
        source = WholeList(self._read, lambda row: row.person_id)
        source.columns = _register_columns()
        self.table = Table(source.columns, source, empty=_("Nobody fits here."))

    @property
    def label(self) -> str:
        """Its name in the title."""
        state = word(AGREEMENT_STATE, self._state) if self._state else ""
        return " · ".join(part for part in (_("Leader agreements"), state) if part)

    def subjects(self) -> Sequence[Subject]:
        """Whose agreements they are."""
        return people_of(self.table)

    async def open(self) -> None:
        """Open the leader at the agreement."""
        self.page.go(ToPerson(self.row.person_id, "agreement"))

    async def add(self) -> None:
        """A new agreement for the leader under the cursor."""
        row: AgreementRow = self.row
        start = AgreementEntry(row.person_id, valid_from=self.desk.today)
        if await self.page.ask(agreement_form(self.desk, start)):
            await self.page.written(_("The leader agreement is added."))

    async def edit(self) -> None:
        """Edit the agreement that counts; make one where there is none."""
        row: AgreementRow = self.row
        cards = await self.desk.ask(agreements_of, row.person_id, self.desk.today)
        if not cards:
            await self.add()
        elif await self.page.ask(agreement_form(self.desk, cards[0].entry, cards[0])):
            await self.page.written(_("The leader agreement is saved."))

    async def narrow(self) -> None:
        """Show those of one state."""
        found = [("", _("Everything")), *choices(AGREEMENT_STATE)]
        chosen = await self.page.ask(Chooser(_("Show only"), [Choice(*one) for one in found]))
        if chosen is not None:
            self._state = chosen
            await self.page.reload()

    async def _read(self) -> Sequence[AgreementRow]:
        found = await self.desk.ask(agreements, await self.desk.at())
        return [one for one in found if self._state in {"", one.state}]


def _state_cell(state: str) -> Cell:
    return Cell(word(AGREEMENT_STATE, state), STYLES[state])


def _own_columns() -> tuple[Column[AgreementCard], ...]:
    return (
        Column("state", _("State"), lambda card: _state_cell(card.state), 13),
        Column("content", _("Content"), lambda card: Cell(card.entry.content), 16, grows=3),
        Column(
            "purpose",
            _("Purpose"),
            lambda card: Cell(card.entry.purpose, "muted"),
            12,
            grows=2,
            shed=1,
        ),
        Column(
            "times", _("A year"), lambda card: _count(card.entry.dialogues_a_year), 7, right=True
        ),
        Column("term", _("Term"), _term, 23),
        Column("signed", _("Signed"), lambda card: day_cell(card.entry.signed_on), 10),
    )


def _term(card: AgreementCard) -> Cell:
    begun, until = card.entry.valid_from, card.entry.valid_until
    text = f"{day(begun) if begun else '…'} – {day(until) if until else '…'}"
    return Cell(text, "" if begun and until else "warn")


def _register_columns() -> tuple[Column[AgreementRow], ...]:
    return (
        Column("name", _("Leader"), lambda row: Cell(row.name), 18, grows=3),
        Column("unit", _("Unit"), lambda row: Cell(row.unit), 14, grows=2, shed=2),
        Column("state", _("State"), lambda row: _state_cell(row.state), 13),
        Column("from", _("From"), lambda row: day_cell(row.valid_from), 10, shed=1),
        Column("until", _("Until"), lambda row: day_cell(row.valid_until), 10),
        Column("signed", _("Signed"), lambda row: day_cell(row.signed_on), 10, shed=3),
        Column("agreed", _("Agreed"), lambda row: _count(row.agreed), 7, right=True),
        Column("held", _("Held"), _held, 6, right=True),
    )


def _held(row: AgreementRow) -> Cell:
    short = row.agreed is not None and row.held < row.agreed
    return Cell(number(row.held), "warn" if short else "")


def _count(count: int | None) -> Cell:
    return Cell("–", "muted") if count is None else Cell(number(count))
