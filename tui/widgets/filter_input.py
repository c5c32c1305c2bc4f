"""The input of a filter line."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType

from tui.widgets.line_input import LineInput


class FilterInput(LineInput):
    """Enter calls ``leave`` at once: a message that it was pressed would come after the keys that
    follow it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "to_list", "Back to the list", show=False)
    ]

    def __init__(self, leave: Callable[[], None]) -> None:
        super().__init__(select=False)
        self._leave = leave

    def action_to_list(self) -> None:
        """Back to the list."""
        self._leave()
