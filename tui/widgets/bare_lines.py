"""The lines of a widget that has nothing around them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual._styles_cache import StylesCache
from textual.css.styles import StylesBase
from textual.geometry import Size
from textual.strip import Strip


class BareLines(StylesCache):
    """Keeps each line as the widget draws it, which must be as wide as there is room.

    Textual asks of every line whether there is a border, an outline, a padding or a tint, which
    takes longer than to draw it. Here only what takes room is asked for.
    """

    def render_line(
        self, styles: StylesBase, y: int, size: Size, content_size: Size, *others: Any
    ) -> Strip:
        """The line ``y`` of a widget of ``size``."""
        if size != content_size:
            return super().render_line(styles, y, size, content_size, *others)
        draw: Callable[[int], Strip] = others[3]  # after the padding and two colours
        return draw(y)
