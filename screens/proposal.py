"""A proposal for many dialogues: looked at, changed by hand, accepted in whole or in part."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from msgspec import Struct
from textual import on
from textual.binding import BindingType

from models.entry import Moment
from models.planning import Candidate, Draft, plan_many
from models.problems import Problem
from models.slot import Slot, clock_text
from screens.forms.kinds_of_field import minutes_field, moment_field, number_of, person_field
from screens.parts.whole import WholeList
from screens.ways import ToProposal
from tui import keys
from tui.desk import Desk
from tui.languages import _, day, ngettext, number, weekday
from tui.titles import chair
from tui.widgets.cells import Cell, Column
from tui.widgets.form import Form
from tui.widgets.list_page import ListPage
from tui.widgets.table import Table
from tui.words import SLOT_REMARK, word

LEFT_ALONE = frozenset(["held", "exempt", "planned"])
"""Why somebody has no slot who needs none."""


class ProposedRow(Struct, frozen=True):
    """Somebody with the slot proposed, and what is to be said of it or of there being none."""

    candidate: Candidate
    slot: Slot | None
    conductor: str
    remarks: tuple[str, ...]


class ProposalPage(ListPage):
    """Whose dialogue, held by whom, when; marked are those that will be planned."""

    context = "proposal"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("proposal")]

    def __init__(self, desk: Desk, way: ToProposal) -> None:
        super().__init__(desk)
        self._draft: Draft = way.draft
        self._accepted = way.accepted
        self._slots = {slot.person_id: slot for slot in way.draft.proposal.slots}
        self._conductors = {
            one.conductor_id: one.conductor_name for one in way.draft.candidates.values()
        }
        source = WholeList(self._read, lambda row: row.candidate.person_id)
        source.columns = self._columns()
        self.table: Table[ProposedRow] = Table(source.columns, source)

    async def begin(self) -> None:
        """All that was found is marked, so that one key accepts it."""
        self.table.marked = frozenset(self._slots)
        self.show_title(await self.desk.at(), _("Proposal"))

    def action_open(self) -> None:
        """Change the row."""
        self.action_edit()

    def action_edit(self) -> None:
        """Change the row."""
        self.start(self._edit())

    def action_accept(self) -> None:
        """Plan what is marked."""
        self.start(self._accept())

    def tell_count(self) -> None:
        """How many will be planned, and how many could not be."""
        chosen = len(self.table.marked & self._slots.keys())
        unplaced = self._draft.proposal.unplaced
        lacking = [
            person
            for person, why in unplaced.items()
            if person not in self._slots and why not in LEFT_ALONE
        ]
        left = len(self._draft.candidates) - len(self._slots) - len(lacking)
        parts = [
            ngettext("{count} will be planned", "{count} will be planned", chosen).format(
                count=number(chosen)
            )
        ]
        if lacking:
            parts.append(_("{count} without a slot").format(count=number(len(lacking))))
        if left:
            parts.append(_("{count} left as they are").format(count=number(left)))
        self.status.rest(" · ".join(parts))

    @on(Table.Marked)
    def _choice(self) -> None:
        self.tell_count()

    async def _accept(self) -> None:
        slots = [slot for person, slot in self._slots.items() if person in self.table.marked]
        if not slots:
            raise Problem("nothing-chosen")
        draft = self._draft
        count = await self.desk.ask(
            plan_many, draft.request.round_id, slots, draft.candidates, self.desk.settings.rules
        )
        self.desk.writes += 1
        text = ngettext("{count} dialogue planned.", "{count} dialogues planned.", count)
        self.desk.news = text.format(count=number(count))
        self._accepted()
        self.app.pop_screen()

    async def _edit(self) -> None:
        key = self.table.cursor_key
        row = None if key is None else self.table.row(key)
        if row is None:
            raise Problem("nobody-here")
        if row.candidate.state in {"held", "exempt"}:
            raise Problem("not-here")
        if await self.ask(self._form(row)):
            self.table.marked = self.table.marked | {row.candidate.person_id}
            await self.table.refresh_rows()
            self.tell_count()

    def _form(self, row: ProposedRow) -> Form:
        slot, window = row.slot, self._draft.request.window
        conductor = slot.conductor_id if slot else row.candidate.conductor_id

        async def save(values: dict[str, Any]) -> None:
            moment: Moment = values["moment"]
            chosen = number_of(values["conductor_id"]) or row.candidate.conductor_id
            start = None if moment.time is None else moment.time.hour * 60 + moment.time.minute
            if chosen is not None and chosen not in self._conductors:
                from models.person import person_card

                card = await self.desk.ask(person_card, chosen)
                self._conductors[chosen] = card.entry.name
            person = row.candidate.person_id
            self._slots[person] = Slot(person, chosen, moment.day, start, values["minutes"])

        fields = (
            moment_field(
                self.desk,
                "moment",
                _("Day and time"),
                slot.day if slot else None,
                clock_text(slot.start) if slot and slot.start is not None else None,
                required=True,
            ),
            person_field(
                self.desk, "conductor_id", _("Held by"), conductor, self._conductor(conductor)
            ),
            minutes_field("minutes", _("Length"), slot.minutes if slot else window.minutes),
        )
        return Form(_("Change · {name}").format(name=row.candidate.name), fields, save)

    async def _read(self) -> Sequence[ProposedRow]:
        """What lacks a slot first, then by day and time, then those who need none."""
        remarks = self._draft.remarks(list(self._slots.values()))
        rows = []
        for person, candidate in self._draft.candidates.items():
            slot = self._slots.get(person)
            why = self._draft.proposal.unplaced.get(person)
            said = remarks.get(person, []) if slot else [why] if why else []
            conductor = slot.conductor_id if slot else candidate.conductor_id
            rows.append(ProposedRow(candidate, slot, self._conductor(conductor), tuple(said)))
        return sorted(rows, key=_place)

    def _conductor(self, conductor: int | None) -> str:
        return self._conductors.get(conductor) or (
            chair(self.desk.settings) if not conductor else ""
        )

    def _columns(self) -> tuple[Column[ProposedRow], ...]:
        return (
            Column("name", _("Whose"), lambda row: Cell(row.candidate.name), 18, grows=2),
            Column("conductor", _("Held by"), lambda row: Cell(row.conductor), 16, grows=2),
            Column("day", _("Day"), _day, 14, sortable=False),
            Column("time", _("Time"), _time, 11, sortable=False),
            Column("remark", _("Remark"), _remark, 14, grows=3),
        )


def _place(row: ProposedRow) -> tuple[int, str, int]:
    if row.slot is None:
        return (2 if set(row.remarks) <= LEFT_ALONE else 0), "", 0
    return 1, row.slot.day.isoformat(), row.slot.start or 0


def _day(row: ProposedRow) -> Cell:
    if row.slot is None:
        return Cell("–", "muted")
    return Cell(f"{weekday(row.slot.day)[:3]} {day(row.slot.day)}")


def _time(row: ProposedRow) -> Cell:
    slot = row.slot
    if slot is None or slot.start is None:
        return Cell("")
    return Cell(f"{clock_text(slot.start)}–{clock_text(slot.start + slot.minutes)}", "accent")


def _remark(row: ProposedRow) -> Cell:
    text = " · ".join(word(SLOT_REMARK, code) for code in row.remarks)
    if row.slot is None and not set(row.remarks) <= LEFT_ALONE:
        return Cell(text, "bad")
    return Cell(text, "warn" if row.slot else "muted")
