"""The parts of a screen on one line, the one that is seen set off from the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from tui.gate import plain
from tui.languages import number
from tui.widgets.lines import Line


class TabLine(Line):
    """Names with counts; a click chooses one."""

    DEFAULT_CSS = "TabLine { background: $surface; }"

    @dataclass(eq=False, repr=False)
    class Chosen(Message):
        """The tab at ``place`` was clicked."""

        place: int

    def __init__(self) -> None:
        super().__init__()
        self._ends: list[int] = []

    def show(self, labels: Sequence[tuple[str, int | None]], seen: int) -> None:
        """Draw the labels with their counts, where they are told; ``seen`` is the place of the one
        that is seen."""
        parts: list[Content] = []
        self._ends = []
        for place, (label, count) in enumerate(labels):
            text = f" {plain(label, 30)} {'' if count is None else f'{number(count)} '}"
            style = "bold reverse" if place == seen else "$muted"
            parts.append(Content.styled(text, style))
            self._ends.append(len(text) + (self._ends[-1] if self._ends else 0))
        self._show(Content("").join(parts))

    def on_click(self, event: events.Click) -> None:
        """Choose the tab under the mouse."""
        for place, end in enumerate(self._ends):
            if event.x < end:
                self.post_message(self.Chosen(place))
                return
