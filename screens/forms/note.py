"""The pane in which a note is written; notes are confidential."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from models.draft import Draft
from models.note import (
    TopicNote,
    write_note,
)
from models.problems import Problem, Problems
from screens.note_draft import note_again, note_draft
from tui import keys
from tui.desk import Desk
from tui.drafts import back_again
from tui.gate import paragraphs, shown
from tui.keys.command import Command
from tui.languages import _
from tui.sentences import sentence
from tui.widgets.note_area import NoteArea
from tui.widgets.pane import Pane
from tui.words import topic_title


class NotePane(Pane[bool]):
    """The note of one topic. ``answer`` is True once it was saved."""

    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("form")]
    DEFAULT_CSS: ClassVar[str] = """
    NotePane > NoteArea { height: 1fr; background: $panel; border: none; padding: 0; }
    NotePane > .note--message { height: 1; color: $muted; }
    NotePane > .note--message.-bad { color: $error; }
    """

    def __init__(self, desk: Desk, topic: TopicNote, name: str) -> None:
        super().__init__(f"{topic_title(topic.title)} · {name}")
        self._desk = desk
        self._topic = topic
        self._first = paragraphs(topic.text)
        self._area = NoteArea(self._first)
        self._message = Static(
            shown(_("Confidential: never printed or exported with the agreement.")),
            classes="note--message",
        )
        self._warned = False

    def compose(self) -> ComposeResult:
        """Topic, text, and a word on who reads it."""
        yield self.heading
        yield self._area
        yield self._message

    def on_mount(self) -> None:
        """Write on at the end."""
        self._area.move_cursor(self._area.document.end)

    def on_text_area_changed(self) -> None:
        """A paste may bring anything, and is drawn as it stands: only text stays."""
        harmless = paragraphs(self._area.text)
        if harmless != self._area.text:
            self._area.text = harmless
            self._area.move_cursor(self._area.document.end)
        if self.slot is not None:
            self.slot.typed(partial(note_draft, self._first, self._area.text))

    @property
    def draft_key(self) -> str:
        """The topic's note."""
        return f"note {self._topic.topic_id}"

    def take_up(self, draft: Draft) -> None:
        """Put in again what was typed; under what is stored now, if that is something else."""
        self._area.text = note_again(draft, self._first)
        self._area.move_cursor(self._area.document.end)
        self._message.update(shown(back_again(draft)))

    def commands(self, known: tuple[Command, ...]) -> list[Command]:
        """Save and close: there is neither a next note nor another to swap with."""
        return [one for one in super().commands(known) if one.action in {"save", "close"}]

    def first_focus(self) -> Widget:
        """Write at once."""
        return self._area

    def action_save(self) -> None:
        """Keep the text and close; keys typed meanwhile wait for what comes next."""
        self.ahead.hold()
        self.run_worker(self._save())

    def action_save_new(self) -> None:
        """A topic has one note: the same as saving."""
        self.action_save()

    def action_close(self) -> None:
        """Close; what was typed is given up only at the second time."""
        if self._area.text != self._first and not self._warned:
            self._warned = True
            self._tell(_("Not saved. Esc again gives up what you typed."))
        else:
            self.forget_draft()
            self.finish(False)

    async def _save(self) -> None:
        try:
            if self._area.text != self._first:
                text = self._area.text
                await self._desk.ask(write_note, self._topic, text, self._desk.today)
        except Problem as problem:
            self._tell(sentence(problem))
        except Problems as problems:
            self._tell(" ".join(sentence(one) for one in problems.problems))
        else:
            self.forget_draft()
            self.finish(self._area.text != self._first)
        finally:
            self.ahead.release()

    def _tell(self, text: str) -> None:
        self._message.add_class("-bad")
        self._message.update(shown(text))
