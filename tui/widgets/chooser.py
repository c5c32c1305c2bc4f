"""A pane to choose one of some things by typing part of its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct
from textual import events, on
from textual.app import ComposeResult
from textual.widget import Widget
from textual.widgets import Input

from models.folding import fold
from tui.languages import _
from tui.widgets.cells import Cell, Column, Key, Listing, View
from tui.widgets.line_input import LineInput
from tui.widgets.pane import Pane
from tui.widgets.table import Table


class Choice(Struct, frozen=True):
    """Something to choose: ``key`` is the answer, ``detail`` stands beside the name."""

    key: str
    name: str
    detail: str = ""


class Choices:
    """The choices as a table asks for them."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self._choices = choices
        self._by_key = {choice.key: choice for choice in choices}

    async def listing(self, view: View) -> Listing:
        """Those that hold every word typed; names that begin with the first word come first."""
        words = fold(view.text).split()
        found = [
            one
            for one in self._choices
            if all(word in fold(f"{one.name} {one.detail}") for word in words)
        ]
        if words:
            found.sort(key=lambda one: not fold(one.name).startswith(words[0]))
        return Listing([one.key for one in found], total=len(self._choices))

    async def rows(self, keys: Sequence[Key]) -> Mapping[Key, Choice]:
        """The choices themselves."""
        return {key: self._by_key[str(key)] for key in keys}


class Chooser(Pane[str]):
    """Type, move with the arrows, Enter. ``answer`` is the key of the choice."""

    context = "chooser"
    DEFAULT_CSS = """
    Chooser > Input { margin: 0 0 1 0; background: $panel; }
    """

    def __init__(self, title: str, choices: Sequence[Choice]) -> None:
        super().__init__(title)
        source = Choices(choices)
        everything = Listing([one.key for one in choices], total=len(choices))
        self._input = LineInput(select=False, placeholder=_("Type to search"))
        self._table: Table[Choice] = Table(
            (
                Column("name", "", lambda one: Cell(one.name), 24, grows=3),
                Column("detail", "", lambda one: Cell(one.detail, "muted"), 8, grows=2, right=True),
            ),
            source,
            initial=(everything, {one.key: one for one in choices[:100]}),
            empty=_("Nothing found."),
        )
        self._table.can_focus = False

    def compose(self) -> ComposeResult:
        """Title, input, list."""
        yield self.heading
        yield self._input
        yield self._table

    def first_focus(self) -> Widget:
        """Type at once."""
        return self._input

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        event.stop()
        self._table.filter(event.value)

    @on(Input.Submitted)
    def _choose(self, event: Input.Submitted) -> None:
        event.stop()
        if self._table.cursor_key is not None:
            self.finish(str(self._table.cursor_key))

    @on(Table.Chosen)
    def _chosen(self, event: Table.Chosen) -> None:
        event.stop()
        self.finish(str(event.key))

    def on_key(self, event: events.Key) -> None:
        """Arrows move in the list while one types; Escape closes."""
        moves = {"down": 1, "up": -1, "pagedown": 10, "pageup": -10}
        if event.key in moves:
            self._table.action_move(moves[event.key])
        elif event.key == "escape":
            self.finish(None)
        else:
            return
        event.stop()
        event.prevent_default()
