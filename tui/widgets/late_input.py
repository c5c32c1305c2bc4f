"""An input that is put in when it is first typed in."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget

from tui.gate import plain
from tui.widgets.focus import HandsOn
from tui.widgets.line_input import LineInput

GROUND = "$panel"
"""What an input stands on."""


class LateInput(HandsOn, can_focus=True):
    """A widget with an input, which it paints itself until then.

    A form has many inputs, of which two or three are typed in, and an input takes longer to make,
    to style and to put on the screen than all else of a field.
    """

    DEFAULT_CSS: ClassVar[str] = f"""
    LateInput > .late-input {{ width: 1fr; background: {GROUND}; }}
    LateInput > .late-input:focus {{ background: $cursor-row-weak; }}
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self._written = plain(text)
        self._input: LineInput | None = None

    @property
    def written(self) -> str:
        """What stands in the input; to set it is to type it."""
        return self._input.value if self._input else self._written

    @written.setter
    def written(self, text: str) -> None:
        if self._input:
            self._input.value = text
            self._input.cursor_position = len(self._input.value)
        elif plain(text) != self._written:
            self._written = plain(text)
            self.refresh()
            self.heed()

    def heed(self) -> None:
        """Something else stands in the input now."""

    def margins(self) -> tuple[int, int]:
        """How many cells there are left and right of the input."""
        raise NotImplementedError

    def receive_focus(self) -> Widget:
        """The input, which is put in now if it is not there."""
        if self._input is None:
            self._input = LineInput(self._written, classes="late-input")
            self.make_room()
            self.can_focus = False
            if self.is_attached:
                self.mount(self._input)
        return self._input

    def make_room(self) -> None:
        """Have the input keep its margins, if it is there."""
        if self._input:
            left, right = self.margins()
            self._input.styles.margin = (0, right, 0, left)

    def compose(self) -> ComposeResult:
        """The input, if it is typed in from the first."""
        if self._input:
            yield self._input

    def painted_input(self, width: int) -> Content:
        """What is to be painted between the margins of a widget that is ``width`` cells wide."""
        width = max(width - sum(self.margins()), 0)
        text = Content("" if self._input else self._written).truncate(width)
        text = text.pad_right(width - text.cell_length)
        return text if self._input else text.stylize(f"on {GROUND}")
