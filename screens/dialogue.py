"""One dialogue: the agenda, the note of the chosen topic, and the basis beside or behind it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from models.basis import Basis
from models.note import TopicNote
from models.problems import Problem, Problems
from screens.dialogue_deeds import DialogueDeeds
from screens.dialogue_head import DialogueHead
from screens.part_page import PartPage
from screens.parts.agenda import AgendaPart
from screens.parts.basis import BasisPart
from screens.parts.part import Part
from screens.ways import ToDialogue
from tui import keys
from tui.desk import Desk
from tui.drafts import Slot
from tui.languages import _, ngettext, number
from tui.widgets.table import Table

WHILE_WRITING = (
    "note.keep",
    "note.next",
    "dialogue.goal",
    "dialogue.commitment",
    "next-tab",
    "back",
)
"""What the footer shows while a note has the focus, in this order."""


class DialoguePage(DialogueDeeds):
    """A dialogue that may not have been made yet: it is, as soon as anything is written."""

    context = "dialogue"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("dialogue")]
    DEFAULT_CSS: ClassVar[str] = """
    DialoguePage {
        & .dialogue--columns { height: 1fr; }
        & .dialogue--agenda { width: 34%; min-width: 18; max-width: 38; }
        & NoteDesk { width: 1fr; border-left: solid $line; }
        & .dialogue--basis { width: 44%; max-width: 64; display: none; border-left: solid $line; }
        &.-wide .dialogue--agenda { width: 22%; }
        &.-wide .dialogue--basis { display: block; }
        &.-narrow .-basis NoteDesk { display: none; }
        &.-narrow .-basis .dialogue--basis { display: block; width: 1fr; max-width: 100%; }
    }
    """

    def __init__(
        self, desk: Desk, way: ToDialogue, talk: tuple[Basis, Sequence[TopicNote]]
    ) -> None:
        self.agenda: AgendaPart
        super().__init__(desk, way, talk, self._make_agenda)
        self.head = DialogueHead()
        self.columns = Horizontal(classes="dialogue--columns")
        self.basis_part = BasisPart(desk, self)

    def _make_agenda(self, desk: Desk, page: PartPage) -> Part:
        del page
        self.agenda = AgendaPart(desk, self)
        return self.agenda

    # What is shown

    def compose_body(self) -> Iterable[Widget]:
        """Head; agenda, note and basis side by side."""
        yield self.head
        with self.columns:
            yield self.agenda.table
            yield self.note
            yield self.basis_part.table

    async def begin(self) -> None:
        """Draw the head and the first topic."""
        self._show_topic()
        self._draw()
        await super().begin()

    @property
    def heading(self) -> str:
        """Whose dialogue it is."""
        return self.basis.person

    async def reload(self) -> None:
        """Read everything anew; what is being typed stays."""
        await self.read()
        self._draw()
        for part in (self.agenda, self.basis_part):
            await part.table.refresh_rows()
        if not self.note.dirty:
            self._show_topic()
        self.show_title(await self.desk.at(), self.heading)

    def tell_count(self) -> None:
        """How many topics have a note."""
        noted = sum(topic.note_id is not None for topic in self.notes)
        text = ngettext("{count} topic", "{count} topics", len(self.notes))
        told = text.format(count=number(len(self.notes)))
        told += " · " + _("{count} with a note").format(count=number(noted))
        if len(self.way.among) > 1:
            place, among = self._place + 1, len(self.way.among)
            told += " · " + _("dialogue {place} of {all}").format(
                place=number(place), all=number(among)
            )
        self.status.rest(told)

    def _draw(self) -> None:
        self.head.show(self.basis, self.desk.settings)
        self.note.shut(self.locked)
        if self.pane is None:
            self.draw_keys()
        self.tell_count()

    def _show_topic(self) -> None:
        key = self.agenda.table.cursor_key
        topic = next((one for one in self.notes if one.topic_id == key), None)
        topic = topic or next(iter(self.notes), None)
        self.note.show(topic, self.locked, self._slot(topic) if topic else None)

    def place(self) -> dict[str, Any]:
        """With the dialogue that is shown: one may have turned to another since one came."""
        here = {"person_id": self.way.person_id, "round_id": self.way.round_id}
        return super().place() | {"screen": [type(self.way).__name__, here]}

    async def come_back(self, place: Mapping[str, Any]) -> None:
        """To the topic; a dialogue made since has given it another number."""
        numbers = {one.title: one.topic_id for one in self.notes}
        row = place["row"]
        if row not in numbers.values():
            row = numbers.get(place.get("topic", ""), row)
        await super().come_back({**place, "row": row})

    def _slot(self, topic: TopicNote) -> Slot:
        """Where the draft of a topic's note is kept. A topic has no number while its dialogue is
        not made; its title tells it from the others of that dialogue."""
        place = self.place() | {"row": topic.topic_id, "marked": [], "key": "enter"}
        place["topic"] = topic.title
        about = [self.way.person_id, self.way.round_id, topic.title]
        return self.desk.drafts.slot(json.dumps(about), self.heading, place)

    # Going about

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The keys are for the list that has the focus; in a narrow window only one of note and
        basis is seen."""
        if self.pane is not None:
            return
        in_basis = event.widget is self.basis_part.table
        self.columns.set_class(in_basis, "-basis")
        self.part = self.basis_part if in_basis else self.agenda
        self.table = self.part.table
        self.draw_keys()

    def draw_keys(self) -> None:
        """The footer for what has the focus."""
        known = {one.id: one for one in self.desk.commands}
        if self.note.has_focus_within and not self.locked:
            self.footer.tell([known[identity] for identity in WHILE_WRITING])
        else:
            self.footer.tell(keys.footer(self.context, self.desk.commands))

    def write(self) -> None:
        """Write the note of the chosen topic."""
        self.columns.remove_class("-basis")
        self.note.write()

    def action_next_tab(self) -> None:
        """Agenda, note, basis, and round."""
        self._step(1)

    def action_previous_tab(self) -> None:
        """The other way round."""
        self._step(-1)

    def _step(self, by: int) -> None:
        stations = [self.agenda.table, self.note.area, self.basis_part.table]
        here = next((at for at, one in enumerate(stations) if one.has_focus), 0)
        self.start(self._keep_and_go(stations[(here + by) % len(stations)]))

    def action_basis(self) -> None:
        """To the basis, and back."""
        there = self.basis_part.table.has_focus
        self._go_to(self.agenda.table if there else self.basis_part.table)

    async def action_back(self) -> None:
        """From the note to the agenda; from there to where one came from. The note is kept."""
        if self.note.has_focus_within:
            self.start(self._keep_and_go(self.agenda.table))
        elif self.note.dirty:
            self.start(self._keep_and_leave())
        else:
            await super().action_back()

    async def _keep_and_go(self, there: Widget) -> None:
        await self.keep()
        self._go_to(there)

    async def _keep_and_leave(self) -> None:
        await self.keep()
        await super().action_back()

    def _go_to(self, there: Widget) -> None:
        self.columns.set_class(there is self.basis_part.table, "-basis")
        self.set_focus(there)

    def action_turn(self, by: int) -> None:
        """Go on to another dialogue of the list."""
        self.start(self._turn(by))

    async def _turn(self, by: int) -> None:
        place = self._place + by
        if not 0 <= place < len(self.way.among):
            self.say(_("This is the last one.") if by > 0 else _("This is the first one."))
            return
        await self.keep()
        person_id, round_id = self.way.among[place]
        self.way = replace(self.way, person_id=person_id, round_id=round_id)
        self.note.show(None)
        await self.reload()
        self.agenda.table.action_first()
        self.basis_part.table.action_first()
        self._show_topic()

    @property
    def _place(self) -> int:
        here = (self.way.person_id, self.way.round_id)
        return self.way.among.index(here) if here in self.way.among else 0

    @on(Table.Moved)
    def _turn_topic(self, event: Table.Moved) -> None:
        if event.table is not self.agenda.table or self.note.topic is None:
            return
        if event.key != self.note.topic.topic_id:
            if self.note.dirty:
                self.start(self._keep_then_show())
            else:
                self._show_topic()

    async def _keep_then_show(self) -> None:
        try:
            await self.keep()
        except (Problem, Problems):
            if self.note.topic is not None:
                self.agenda.table.go_to(self.note.topic.topic_id)
            raise
        self._show_topic()

    # Notes

    def action_keep_note(self) -> None:
        """Keep the note, and write on."""
        self.start(self._keep_and_say())

    def action_next_topic(self) -> None:
        """Keep the note, and write at the next topic."""
        self.start(self._next_topic())

    async def _keep_and_say(self) -> None:
        await self.keep()
        self.say(_("The note is saved."))

    async def _next_topic(self) -> None:
        await self.keep()
        self.agenda.table.action_move(1)
        self._show_topic()
        self.write()

    async def show_kept(self, before: TopicNote) -> None:
        """The sign beside the topic; a dialogue that was made has given it another number."""
        stays = self.agenda.table.cursor_key == before.topic_id
        await self.agenda.table.refresh_rows()
        if stays and self.note.topic is not None:
            self.agenda.table.go_to(self.note.topic.topic_id)
        self._draw()

    def action_move_topic(self, by: int) -> None:
        """Move the topic under the cursor."""
        self.start(self.agenda.move(by))
