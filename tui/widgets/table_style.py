"""How a table looks: the styles of its parts, made of the theme's colours.

Textual's component classes would say the same in a stylesheet, but they cost a pass through all
rules for each part of each table whenever a screen opens: half of the time that opening took.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.style import Style
from textual.color import Color

if TYPE_CHECKING:
    from textual.widget import Widget

CSS = """
Table {
    width: 1fr;
    height: 1fr;
    background: $background;
    color: $foreground;
}
"""


class Look(NamedTuple):
    """What sets a part off from a plain row: theme variables, empty for the row's own colours."""

    color: str = ""
    ground: str = ""
    bold: bool = False
    reverse: bool = False


LOOKS = {
    "": Look(),
    "header": Look("muted"),
    "mark": Look("accent"),
    "ok": Look("success"),
    "warn": Look("warning"),
    "bad": Look("error"),
    "muted": Look("muted"),
    "accent": Look("primary"),
    "strong": Look(bold=True),
    # In reverse, so that the cursor is seen on a terminal without colours too; weaker while the
    # keys go elsewhere.
    "cursor": Look("cursor-row", "cursor-row-text", reverse=True),
    "cursor-away": Look("", "cursor-row-weak", bold=True),
}


class Palette:
    """The styles of a table's parts by their names, looked up once until the theme changes.

    The theme must know ``muted``, ``cursor-row``, ``cursor-row-text`` and ``cursor-row-weak``.
    """

    def __init__(self, table: Widget) -> None:
        self._table = table
        self._styles: dict[str, Style] = {}

    def __call__(self, name: str) -> Style:
        """The style called ``name``; a plain row's for the empty name."""
        # A table that takes no focus is led by another widget's keys.
        if name == "cursor" and self._table.can_focus and not self._table.has_focus:
            name = "cursor-away"
        style = self._styles.get(name)
        if style is None:
            style = self._styles[name] = self._made(LOOKS[name])
        return style

    def clear(self) -> None:
        """Forget them: the colours are others now."""
        self._styles.clear()

    def _made(self, look: Look) -> Style:
        variables = self._table.app.theme_variables
        colors = (
            Color.parse(variables[name]).rich_color if name else None
            for name in (look.color, look.ground)
        )
        return self._table.rich_style + Style(
            color=next(colors),
            bgcolor=next(colors),
            bold=look.bold or None,
            reverse=look.reverse or None,
        )
