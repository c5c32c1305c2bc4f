"""A person's dialogues with their topics."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from models.dialogue import DialogueCard, remove_dialogue
from models.note import TopicNote, remove_note
from models.problems import Problem
from models.talk import talks_with
from screens.forms.dialogue import dialogue_form
from screens.parts.part import Part
from screens.ways import ToDialogue, ToHistory, history_of
from tui.desk import Desk
from tui.languages import _
from tui.titles import chair
from tui.widgets.cell_words import dialogue_cell
from tui.widgets.cells import FOLDED, LEAF, OPEN, Cell, Column, Key, Listing, View
from tui.widgets.page import Page
from tui.widgets.table import Table
from tui.words import round_name, topic_title


class Talk(Struct, frozen=True):
    """A row of a person's dialogues: the dialogue itself, or one of its topics."""

    card: DialogueCard
    topic: TopicNote | None = None


class TalksPart(Part):
    """A person's dialogues with their topics under them; a topic opens its note."""

    key = "dialogues"
    export = "dialogues"

    def __init__(self, desk: Desk, page: Page, person: tuple[int, str], top: bool = False) -> None:
        """``top``: the person's superior is the political body, whose chair holds the dialogue."""
        super().__init__(desk, page)
        self._person = person
        self._source = TalkSource(desk, person[0])
        self._known: frozenset[str] | None = None
        holder = chair(desk.settings) if top else ""
        self.table = Table(
            _talk_columns(holder), self._source, empty=_("No dialogue yet. p plans one.")
        )

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("Dialogues")

    async def begin(self) -> None:
        """Unfold the newest dialogue, and later on each that has been made since."""
        keys = [f"d{card.id}" for card, _topics in await self._source.read()]
        new = keys[:1] if self._known is None else [key for key in keys if key not in self._known]
        self._known = frozenset(keys)
        if new:
            self.table.view = replace(self.table.view, open=self.table.view.open.union(new))

    def history(self) -> ToHistory:
        """The history of the dialogue, with its topics and notes."""
        return history_of("dialogue", self.row.card.id, self._person[1])

    async def open(self) -> None:
        """Open a dialogue; write the note of a topic."""
        talk: Talk = self.row
        if talk.topic is None:
            among = tuple((self._person[0], card.round_id) for card in self._source.cards)
            self.page.go(ToDialogue(self._person[0], talk.card.round_id, among))
            return
        from screens.forms.note import NotePane

        if await self.page.ask(NotePane(self.desk, talk.topic, self._person[1])):
            await self.page.written(_("The note is saved."))

    async def edit(self) -> None:
        """Write the note, or correct the dialogue's facts."""
        talk: Talk = self.row
        if talk.topic is not None:
            await self.open()
        elif await self.page.ask(dialogue_form(self.desk, talk.card)):
            await self.page.written(_("The dialogue is saved."))

    async def talks(self) -> tuple[Sequence[int], Sequence[tuple[int, int]]]:
        """The marked dialogues, or the one under the cursor; what the round that is on asks for
        where there is none at all."""
        here = [self.table.cursor_key] if self.table.cursor_key is not None else []
        found = self._source.dialogues(list(self.table.marked) or here)
        if found:
            return found, []
        at = await self.desk.at()
        if at.round is None:
            raise Problem("no-round")
        return [], [(self._person[0], at.round.id)]

    async def remove(self) -> None:
        """Remove the note, or the dialogue."""
        talk: Talk = self.row
        if talk.topic is None:
            name = round_name(talk.card.round_code, talk.card.round_name)
            await self.desk.ask(remove_dialogue, talk.card.id)
            await self.page.removed(name)
        elif talk.topic.note_id is not None:
            name = topic_title(talk.topic.title)
            await self.desk.ask(remove_note, talk.topic.note_id)
            await self.page.removed(name)


Talks = list[tuple[DialogueCard, list[TopicNote]]]


def _has_failed(reading: asyncio.Future[Talks]) -> bool:
    return reading.done() and (reading.cancelled() or reading.exception() is not None)


class TalkSource:
    """A person's dialogues as a tree, with their topics."""

    def __init__(self, desk: Desk, person_id: int) -> None:
        self._desk = desk
        self._person_id = person_id
        self._talks: dict[Key, Talk] = {}
        self._reading: asyncio.Future[Talks] | None = None
        self._read_for = -1
        self.cards: Sequence[DialogueCard] = ()

    async def read(self) -> Talks:
        """The dialogues with their topics, read once after each write."""
        reading = self._reading
        if reading is None or self._read_for != self._desk.writes or _has_failed(reading):
            self._read_for = self._desk.writes
            asked = self._desk.ask(talks_with, self._person_id, self._desk.today)
            reading = self._reading = asyncio.ensure_future(asked)
        return await asyncio.shield(reading)  # one who gives up must not take it from others

    async def listing(self, view: View) -> Listing:
        """Dialogues, the newest first and unfolded, with their topics."""
        talks = await self.read()
        self.cards = [card for card, _topics in talks]
        self._talks = {}
        depths: list[int] = []
        folds: list[int] = []
        for card, topics in talks:
            key = f"d{card.id}"
            is_open = key in view.open
            self._talks[key] = Talk(card)
            depths.append(0)
            folds.append(LEAF if not topics else OPEN if is_open else FOLDED)
            for topic in topics if is_open else ():
                self._talks[f"t{topic.topic_id}"] = Talk(card, topic)
                depths.append(1)
                folds.append(LEAF)
        return Listing(list(self._talks), depths, folds, total=len(self._talks))

    def dialogues(self, keys: Sequence[Key]) -> list[int]:
        """The dialogues that rows of these keys are, or are topics of."""
        found = [self._talks[key].card.id for key in keys if key in self._talks]
        return list(dict.fromkeys(found))

    async def rows(self, keys: Sequence[Key]) -> Mapping[Key, Talk]:
        """The rows of these keys."""
        return {key: self._talks[key] for key in keys if key in self._talks}


def _talk_columns(holder: str) -> tuple[Column[Talk], ...]:
    return (
        Column("name", _("Round and topic"), _talk_name, 24, grows=2, tree=True, sortable=False),
        Column("dialogue", _("Dialogue"), _talk_status, 18, sortable=False),
        Column("note", _("Note"), partial(_talk_note, holder), 18, grows=3, sortable=False),
    )


def _talk_name(talk: Talk) -> Cell:
    if talk.topic is not None:
        return Cell(topic_title(talk.topic.title))
    return Cell(
        f"{talk.card.year} {round_name(talk.card.round_code, talk.card.round_name)}", "strong"
    )


def _talk_status(talk: Talk) -> Cell:
    card = talk.card
    if talk.topic is not None:
        return Cell("")
    agreed = [one for one in (card.superior_confirmed_on, card.subject_confirmed_on) if one]
    return dialogue_cell(
        card.status,
        card.planned_on,
        card.planned_time,
        card.held_on,
        max(agreed) if agreed else None,
    )


def _talk_note(holder: str, talk: Talk) -> Cell:
    if talk.topic is not None:
        return Cell(talk.topic.text.strip().partition("\n")[0], "muted")
    card = talk.card
    parts = [
        card.conductor_name or holder,
        card.place,
        card.exempt_because or card.cancelled_because or "",
    ]
    return Cell(" · ".join(part for part in parts if part), "muted")
