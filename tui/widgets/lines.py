"""One-line parts around every screen: the title above, the status and the keys below."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from tui.gate import plain
from tui.keys.command import Command
from tui.languages import _

KEY_SIGNS = {
    "enter": "↵",
    "slash": "/",
    "question_mark": "?",
    "colon": ":",
    "escape": "Esc",
    "delete": "Del",
    "space": "␣",
    "tab": "Tab",
    "shift+tab": "⇧Tab",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "pageup": "PgUp",
    "pagedown": "PgDn",
    "home": "Home",
    "end": "End",
    "plus": "+",
    "minus": "-",
    "asterisk": "*",
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "full_stop": ".",
}
ASCII_SIGNS = {
    "↵": "Enter",
    "␣": "Space",
    "⇧Tab": "S-Tab",
    "↑": "Up",
    "↓": "Down",
    "←": "Left",
    "→": "Right",
}


def key_sign(key: str) -> str:
    """How a key is written on the screen: ``↵``, ``/``, ``^S``."""
    from tui import glyphs

    sign = KEY_SIGNS.get(key)
    if sign is None:
        control, _plus, name = key.rpartition("+")
        sign = f"^{name.upper()}" if control == "ctrl" else name.upper() if len(name) > 1 else name
    return plain(ASCII_SIGNS.get(sign, sign) if glyphs.current() is glyphs.ASCII else sign)


class Line(Static):
    """A line across the screen."""

    DEFAULT_CSS = """
    Line { height: 1; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def _show(self, content: Content) -> None:
        # Its size does not follow its text. A new layout would paint the whole screen again.
        self.update(content, layout=False)


class TitleBar(Line):
    """The program, the municipality and where one is; on the right what it is seen as of."""

    DEFAULT_CSS = """
    TitleBar { background: $title-background; color: $title-foreground; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._left, self._right = "", ""

    def tell(self, left: str, right: str = "") -> None:
        """Show ``left`` and, as far as there is room, ``right``."""
        self._left, self._right = plain(left), plain(right)
        self.refresh()

    def render(self) -> Content:
        """Both, in the room that there is."""
        room = max(self.size.width - 2, 0)
        left, right = Content(self._left), Content(self._right)
        gap = room - left.cell_length - right.cell_length
        if gap < 2:
            return Content.assemble(" ", left.truncate(room, ellipsis=True), " ")
        return Content.assemble(" ", (self._left, "bold"), " " * gap, right, " ")


LONGEST = 300
"""Signs of a message."""


class StatusLine(Line):
    """What was done last or what went wrong; until the next key, for no clock runs here."""

    DEFAULT_CSS = """
    StatusLine { color: $muted; padding: 0 1; }
    StatusLine.-long { text-wrap: wrap; }
    StatusLine.-good { color: $success; }
    StatusLine.-bad { color: $error; text-style: bold; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._resting = self._waiting = ""

    def rest(self, text: str) -> None:
        """What to show when there is nothing to say."""
        if text != self._resting:
            self._resting = text
            if not self._speaks and not self._waiting:
                self._show(Content(plain(text)))

    def say(self, text: str, bad: bool = False) -> None:
        """Show a message, in several lines if need be: what is to be done stands at its end."""
        message = Content(plain(text, LONGEST))
        height = len(message.wrap(max(self.content_size.width, 1)))
        self.set_class(bad, "-bad")
        self.set_class(not bad, "-good")
        self.set_class(height > 1, "-long")
        self.styles.height = height
        self._show(message)

    def wait(self, text: str) -> None:
        """Show what is waited for instead of what rests; empty when it has come."""
        self._waiting = text
        if not self._speaks:
            self._show(Content(plain(text or self._resting)))

    def hush(self) -> None:
        """Take the message away again, at the next key."""
        if self._speaks:
            self.remove_class("-good", "-bad", "-long")
            self.styles.height = 1
            self._show(Content(plain(self._waiting or self._resting)))

    @property
    def _speaks(self) -> bool:
        return self.has_class("-good") or self.has_class("-bad")


class FooterBar(Line):
    """The keys that matter here."""

    DEFAULT_CSS = """
    FooterBar { background: $surface; }
    """

    def tell(self, commands: Sequence[Command]) -> None:
        """Show these commands, as many as there is room for."""
        parts: list[tuple[str, str] | str] = []
        for command in commands:
            parts += [" ", (key_sign(command.key), "bold $accent"), " ", _(command.label), " "]
        self._show(Content.assemble(*parts))
