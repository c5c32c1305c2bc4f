"""Where the note of a topic is read and written: heading, text, who may read it."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static

from models.note import TopicNote
from screens.note_draft import note_again, note_draft
from tui.drafts import Slot, back_again
from tui.gate import paragraphs, shown
from tui.languages import _
from tui.widgets.note_area import NoteArea
from tui.words import topic_title


class NoteDesk(Vertical):
    """Holds one topic's note. ``dirty`` while it is not as it is stored."""

    DEFAULT_CSS: ClassVar[str] = """
    NoteDesk { padding: 0 1; }
    NoteDesk > Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    NoteDesk > .note--title { text-style: bold; color: $accent; }
    NoteDesk > NoteArea { height: 1fr; background: $background; border: none; padding: 0; }
    NoteDesk > NoteArea:focus { background: $panel; }
    NoteDesk > .note--message {
        color: $muted;
        height: auto;
        max-height: 2;
        text-wrap: wrap;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.topic: TopicNote | None = None
        self.area = NoteArea()
        self._title = Static(classes="note--title")
        self._message = Static(classes="note--message")
        self._stored = self._back = ""
        self.slot: Slot | None = None

    def compose(self) -> ComposeResult:
        """Topic, text, and who may read it."""
        yield self._title
        yield self.area
        yield self._message

    @property
    def dirty(self) -> bool:
        """Whether something is typed that is not kept."""
        return self.topic is not None and self.area.text != self._stored

    def show(self, topic: TopicNote | None, locked: str = "", slot: Slot | None = None) -> None:
        """Take this topic's note; ``locked`` says why nothing can be written, if so. What is typed
        is kept in ``slot``, and what an earlier session left in it is put in again."""
        self.topic = topic
        self.slot = slot
        self._stored = text = paragraphs(topic.text) if topic else ""
        self._back = ""
        if slot is not None and slot.left is not None and not locked:
            text, self._back = note_again(slot.left, text), back_again(slot.left)
        if self.area.text != text:
            self.area.load_text(text)
        title = topic_title(topic.title) if topic else ""
        self._title.update(shown(title, 200), layout=False)
        self.shut(locked)

    def shut(self, locked: str) -> None:
        """Let nobody write, and say why; or let them."""
        self.area.read_only = bool(locked) or self.topic is None
        confidential = _("Confidential: neither printed nor exported.")
        self._message.update(shown(locked or self._back or confidential))

    def kept(self, topic: TopicNote, text: str) -> None:
        """``text`` has been stored; what was typed since, and the cursor, stay as they are."""
        self.topic = topic
        self._stored = text
        self._back = ""
        self.forget_draft()
        self._keep_draft()

    def forget_draft(self) -> None:
        """It is all stored."""
        if self.slot is not None:
            self.slot.drop()

    def write(self) -> None:
        """Write on at the end."""
        self.area.move_cursor(self.area.document.end)
        self.area.focus()

    def on_text_area_changed(self) -> None:
        """A paste may bring anything, and is drawn as it stands: only text stays."""
        harmless = paragraphs(self.area.text)
        if harmless != self.area.text:
            self.area.text = harmless
            self.area.move_cursor(self.area.document.end)
        self._keep_draft()

    def _keep_draft(self) -> None:
        if self.slot is not None:
            self.slot.typed(partial(note_draft, self._stored, self.area.text))
