"""Where the note of a topic is read and written: heading, text, who may read it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Static, TextArea

from models.note import TopicNote
from tui.gate import paragraphs, shown
from tui.languages import _
from tui.words import topic_title


class NoteDesk(Vertical):
    """Holds one topic's note. ``dirty`` while it is not as it is stored."""

    DEFAULT_CSS: ClassVar[str] = """
    NoteDesk { padding: 0 1; }
    NoteDesk > Static { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    NoteDesk > .note--title { text-style: bold; color: $accent; }
    NoteDesk > TextArea { height: 1fr; background: $background; border: none; padding: 0; }
    NoteDesk > TextArea:focus { background: $panel; }
    NoteDesk > .note--message { color: $muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.topic: TopicNote | None = None
        self.area = TextArea(soft_wrap=True, show_line_numbers=False, compact=True)
        self.area.cursor_blink = False
        self._title = Static(classes="note--title")
        self._message = Static(classes="note--message")
        self._stored = ""

    def compose(self) -> ComposeResult:
        """Topic, text, and who may read it."""
        yield self._title
        yield self.area
        yield self._message

    @property
    def dirty(self) -> bool:
        """Whether something is typed that is not kept."""
        return self.topic is not None and self.area.text != self._stored

    def show(self, topic: TopicNote | None, locked: str = "") -> None:
        """Take this topic's note; ``locked`` says why nothing can be written, if so."""
        self.topic = topic
        self._stored = paragraphs(topic.text) if topic else ""
        if self.area.text != self._stored:
            self.area.load_text(self._stored)
        self._title.update(shown(topic_title(topic.title) if topic else "", 200))
        self.shut(locked)

    def shut(self, locked: str) -> None:
        """Let nobody write, and say why; or let them."""
        self.area.read_only = bool(locked) or self.topic is None
        confidential = _("Confidential: neither printed nor exported.")
        self._message.update(shown(locked or confidential))

    def kept(self, topic: TopicNote, text: str) -> None:
        """``text`` has been stored; what was typed since, and the cursor, stay as they are."""
        self.topic = topic
        self._stored = text

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
