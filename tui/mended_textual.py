"""What Textual does and this program can do without, undone."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from textual._styles_cache import StylesCache
from textual.color import Color
from textual.geometry import Size
from textual.style import Style
from textual.widget import Widget

_told: Any = Widget._size_updated  # noqa: SLF001 (is replaced)


@lru_cache(1024)
def _grounds(base: Color, own: Color) -> tuple[Style, Style]:
    return Style(background=base + own), Style(background=base)


def _grounds_of_painted(_painted: object, base: Color, own: Color) -> tuple[Style, Style]:
    return _grounds(base, own)


def _size_updated(
    widget: Widget, size: Size, virtual_size: Size, container_size: Size, layout: bool = True
) -> bool:
    del layout
    return bool(_told(widget, size, virtual_size, container_size, layout=False))


def mend_textual() -> None:
    """Have it mended, if it is not yet; to be called before anything is painted.

    Grounds are kept by their colours: Textual keeps the last thousand by what was painted on them,
    and so all that was ever painted. A widget that is told its size by a layout asks for no other:
    Textual lays out all that opens twice, and paints it in between.
    """
    cache: Any = StylesCache
    cache.get_inner_outer = _grounds_of_painted
    widget: Any = Widget
    widget._size_updated = _size_updated  # noqa: SLF001
