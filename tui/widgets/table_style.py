"""How a table looks unless a theme or a stylesheet says otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tui.widgets.cells import STYLES

if TYPE_CHECKING:
    from rich.style import Style
    from textual.widget import Widget

COMPONENTS = {f"table--{name}" for name in ("row", "header", "cursor", "mark", *STYLES)}

# The cursor is drawn in reverse, so that it is seen on a terminal without colours too; it is
# shown weaker while the keys go elsewhere.
CSS = """
Table {
    width: 1fr;
    height: 1fr;
    background: $background;
    color: $foreground;
    & > .table--header { color: $text-muted; text-style: bold; }
    & > .table--cursor { background: $surface-lighten-2; text-style: bold; }
    &:focus > .table--cursor {
        color: $block-cursor-background;
        background: $foreground;
        text-style: reverse;
    }
    & > .table--mark { color: $accent; }
    & > .table--ok { color: $text-success; }
    & > .table--warn { color: $text-warning; }
    & > .table--bad { color: $text-error; }
    & > .table--muted { color: $text-muted; }
    & > .table--accent { color: $text-primary; }
    & > .table--strong { text-style: bold; }
}
"""


class Palette:
    """The styles of a table's parts by their names, looked up once until the theme changes."""

    def __init__(self, table: Widget) -> None:
        self._table = table
        self._styles: dict[str, Style] = {}

    def __call__(self, name: str) -> Style:
        """The style called ``name``; a plain row's for the empty name."""
        style = self._styles.get(name)
        if style is None:
            style = self._table.get_component_rich_style(f"table--{name or 'row'}")
            self._styles[name] = style
        return style

    def clear(self) -> None:
        """Forget them: the colours are others now."""
        self._styles.clear()
