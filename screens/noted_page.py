"""A page on which notes are written: nothing typed is lost, whichever way one leaves it."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

from models.basis import Basis
from models.dialogue import ensure_dialogue
from models.note import TopicNote, topics_of, write_note
from models.problems import Problem, Problems
from models.talk import talk_of, topic_made
from screens.note_desk import NoteDesk
from screens.note_meeting import BOTH, MEET, chosen, meeting
from screens.part_page import MakePart, PartPage
from screens.ways import ToDialogue, ToHistory, history_of
from tui.desk import Desk
from tui.gate import paragraphs
from tui.languages import _
from tui.widgets.lines import key_sign


class NotedPage(PartPage):
    """Holds a dialogue and the note that is being written. The dialogue may not have been made
    yet; it is made as soon as anything is written."""

    def __init__(
        self,
        desk: Desk,
        way: ToDialogue,
        talk: tuple[Basis, Sequence[TopicNote]],
        make_part: MakePart,
    ) -> None:
        self.way = way
        self.basis, self.notes = talk
        self.note = NoteDesk()
        super().__init__(desk, make_part)

    def history(self) -> ToHistory:
        """The history of the dialogue, with its topics and notes."""
        if self.basis.card is None:
            raise Problem("no-dialogue")
        return history_of("dialogue", self.basis.card.id, self.basis.person)

    @property
    def locked(self) -> str:
        """Why nothing can be written; empty where it can."""
        if self.basis.year_closed:
            return _("The year is closed: read only.")
        if self.basis.card is not None and self.basis.card.status == "agreed":
            command = next(one for one in self.desk.commands if one.id == "reopen")
            text = _("Both sides have confirmed. {key} reopens.")
            return text.format(key=key_sign(command.key))
        return ""

    def refuse_locked(self) -> None:
        """Raise the problem that a write would come to."""
        if self.locked:
            raise Problem("year-closed" if self.basis.year_closed else "dialogue-agreed")

    async def read(self) -> None:
        """Read the dialogue anew."""
        self.basis, self.notes = await self.desk.ask(
            talk_of, self.way.person_id, self.way.round_id, await self.desk.at()
        )

    async def made(self) -> int:
        """The number of the dialogue, which is made if it is not there."""
        if self.basis.card is not None:
            return self.basis.card.id
        rules = self.desk.settings.rules
        return await self.desk.ask(ensure_dialogue, self.way.person_id, self.way.round_id, rules)

    async def real(self, topic: TopicNote) -> TopicNote:
        """The topic as it is stored; its dialogue is made if it is not there."""
        if topic.topic_id > 0:
            return topic
        return await self.desk.ask(topic_made, await self.made(), topic)

    async def keep(self) -> None:
        """Store what is typed, if anything is. Where somebody else has written meanwhile, a
        question shows both; left unanswered it raises ``changed-meanwhile``."""
        before, text = self.note.topic, self.note.area.text
        if before is None:
            return
        if not self.note.dirty:
            self.note.forget_draft()
            return
        topic = await self.real(before)
        try:
            await self.desk.ask(write_note, topic, text, self.desk.today)
        except Problem as problem:
            if problem.code not in MEET:
                raise
            text = await self._meet(topic, text)
        self.desk.writes += 1
        self.seen = self.desk.writes
        await self.read()
        fresh = next((one for one in self.notes if one.topic_id == topic.topic_id), None)
        self.note.kept(fresh or topic, text)
        await self.show_kept(before)

    async def show_kept(self, before: TopicNote) -> None:
        """Show what has come of keeping the note of the topic that was ``before``."""

    async def _meet(self, topic: TopicNote, mine: str) -> str:
        """Ask which version is to stand, and store it; the text that does."""
        fresh = await self._as_stored(topic)
        choice = await self.ask(meeting(mine, fresh.text))
        if choice is None:
            raise Problem("changed-meanwhile", kind="note")
        text = paragraphs(chosen(choice, mine, fresh.text))
        await self.desk.ask(write_note, fresh, text, self.desk.today)
        self.note.area.load_text(text)
        return text

    async def on_unmount(self) -> None:
        """Taken down with something typed, as when the program ends or the line drops."""
        topic, mine = self.note.topic, self.note.area.text
        if topic is None or not self.note.dirty:
            return
        with contextlib.suppress(Problem, Problems):
            topic = await self.real(topic)
            try:
                await self.desk.ask(write_note, topic, mine, self.desk.today)
            except Problem as problem:
                if problem.code not in MEET:
                    raise
                fresh = await self._as_stored(topic)
                text = chosen(BOTH, mine, fresh.text)
                await self.desk.ask(write_note, fresh, text, self.desk.today)
            self.desk.writes += 1
            self.note.forget_draft()

    async def _as_stored(self, topic: TopicNote) -> TopicNote:
        found = await self.desk.ask(topics_of, await self.made())
        return next((one for one in found if one.topic_id == topic.topic_id), topic)
