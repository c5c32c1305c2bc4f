"""The keys that work where one is, and what each does."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from tui import keys
from tui.gate import plain
from tui.keys.command import Command
from tui.languages import _
from tui.widgets.lines import key_sign
from tui.widgets.pane import Pane


class HelpPane(Pane[None]):
    """A table of keys; any of the closing keys takes it away."""

    context = "chooser"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,enter", "close", show=False),
    ]

    def __init__(self, context: str, commands: tuple[Command, ...]) -> None:
        super().__init__(_("Keys"))
        self._where = context
        self._commands = commands
        self._scroll = VerticalScroll()

    def compose(self) -> ComposeResult:
        """Heading and table."""
        yield self.heading
        with self._scroll:
            yield Static(self._table())

    def first_focus(self) -> Widget:
        """Scroll at once."""
        return self._scroll

    def action_close(self) -> None:
        """Close."""
        self.finish(None)

    def _table(self) -> Content:
        lines = [_line(signs, text) for signs, text in list_keys()]
        lines.append(Content(""))
        for command in keys.for_(self._where, self._commands):
            signs = " ".join(key_sign(key) for key in command.keys)
            lines.append(_line(signs, _(command.help), command.id))
        return Content("\n").join(lines)


def list_keys() -> tuple[tuple[str, str], ...]:
    """The keys of every list."""
    return (
        (f"{key_sign('up')} {key_sign('down')} j k", _("Move up and down")),
        ("PgUp PgDn", _("Move by a page")),
        ("Home End g G", _("First and last row")),
        (f"{key_sign('left')} {key_sign('right')} h l", _("Fold and unfold")),
        ("+ -", _("Unfold and fold everything")),
        (key_sign("space"), _("Mark the row and go on")),
        ("*", _("Mark all rows, or none")),
    )


def _line(signs: str, text: str, identity: str = "") -> Content:
    return Content.assemble(
        (plain(signs).ljust(16), "bold $accent"),
        plain(text),
        (f"  {plain(identity)}" if identity else "", "$muted"),
    )
