"""A draft whose form is no longer there: its text, to be read, copied and thrown away."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.draft import Draft
from tui import keys
from tui.gate import paragraphs
from tui.languages import _
from tui.widgets.pane import Pane


class DraftPane(Pane[bool]):
    """``answer`` is True when the draft is to be thrown away."""

    context = "draft"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("draft")]

    def __init__(self, draft: Draft) -> None:
        super().__init__(draft.title)
        self._draft = draft
        self._scroll = VerticalScroll()

    def compose(self) -> ComposeResult:
        """Why it is here, and what was typed."""
        yield self.heading
        with self._scroll:
            yield Static(self._text())

    def first_focus(self) -> Widget:
        """Scroll at once."""
        return self._scroll

    def action_close(self) -> None:
        """Leave it for another time."""
        self.finish(False)

    def action_discard(self) -> None:
        """Throw it away."""
        self.finish(True)

    def _text(self) -> Content:
        why = _("What this was typed for is no longer there. This is what was typed:")
        typed = [paragraphs(text) for _before, (text, _key) in self._draft.fields.values()]
        return Content("\n\n").join([Content.styled(why, "$warning"), *map(Content, typed)])
