"""How a table looks unless a theme or a stylesheet says otherwise."""

from __future__ import annotations

from tui.widgets.cells import STYLES

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
