"""The input of one line that every form and chooser uses."""

from __future__ import annotations

from textual import events
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input

from tui.gate import plain


class LineInput(Input):
    """Only ever holds what can be shown: a paste may bring anything, and is drawn as it stands."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """Grows with the text; Textual lays out all of the screen at each letter for it."""

    def __init__(
        self, text: str = "", *, select: bool = True, placeholder: str = "", classes: str = ""
    ) -> None:
        super().__init__(
            plain(text),
            compact=True,
            select_on_focus=select,
            placeholder=plain(placeholder),
            classes=classes or None,
        )
        self.cursor_blink = False
        # Each is made to be typed in at once: styled as it looks then, it is not once more after.
        self.set_reactive(LineInput.has_focus, True)

    def _on_mount(self, event: events.Mount) -> None:
        """Keep Textual's own from having a timer made for a cursor that does not blink, and the
        screen told of text marked elsewhere, by which it would hold every input for good."""
        event.prevent_default()

    def update_node_styles(self, animate: bool = True) -> None:
        """Only once it has its place: Textual styles an input three times as it is made, and then
        once more as it is put in, which takes longer than all else about a form."""
        if self.is_attached:
            super().update_node_styles(animate)

    def validate_value(self, value: str) -> str:
        """Harmless, whoever sets it."""
        return plain(value)
