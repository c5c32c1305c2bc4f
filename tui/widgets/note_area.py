"""The text of a note, being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.strip import Strip
from textual.widgets import TextArea

from tui.let_go import forget

if TYPE_CHECKING:
    from textual.geometry import Region


class NoteArea(TextArea):
    """Wraps its text, without line numbers; its cursor stands still, so idle sends nothing."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text, soft_wrap=True, show_line_numbers=False, compact=True)
        self.cursor_blink = False

    def on_unmount(self) -> None:
        """Have screen and app forget it: they would hold it, and all that it was painted from."""
        forget(self)

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines; blank where a screen is painted once more while this is being taken off it,
        for then Textual has already forgotten what it looks like."""
        if not self.is_attached:
            return [Strip.blank(crop.width)] * crop.height
        return super().render_lines(crop)
