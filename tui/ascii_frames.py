"""The lines that Textual itself draws, in ASCII: frames and the ends of scroll bars."""

from __future__ import annotations

from typing import Any

from textual import _border
from textual.scrollbar import ScrollBarRender


def use_ascii_frames() -> None:
    """Draw them so from now on; to be called before the first paint."""
    tables: Any = _border
    for table in (tables.BORDER_CHARS, tables.BORDER_LOCATIONS):
        for name in ("solid", "tall"):
            table[name] = table["ascii"]
    ScrollBarRender.VERTICAL_BARS = ScrollBarRender.HORIZONTAL_BARS = [" "]
