"""What Textual does and this program can do without, undone."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from functools import lru_cache
from inspect import CO_VARARGS, CO_VARKEYWORDS
from typing import Any

from textual import _callback
from textual._compositor import Compositor
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.css.model import RuleSet
from textual.geometry import Size
from textual.message_pump import MessagePump
from textual.style import Style
from textual.widget import AwaitMount, Widget

from tui.front_to_back import render_chops
from tui.handlers import dispatch_methods

_told: Any = Widget._size_updated  # noqa: SLF001 (is replaced)
_awaited: Any = AwaitMount.__await__
_looked_up: Any = _callback._count_parameters  # noqa: SLF001


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


def _await_mount(mount: Any) -> Generator[Any, None, None]:
    if mount._parent in mount._widgets:  # noqa: SLF001
        return _mounted(mount._widgets).__await__()  # noqa: SLF001
    awaited: Generator[Any, None, None] = _awaited(mount)
    return awaited


async def _mounted(widgets: Sequence[Widget]) -> None:
    for widget in widgets:
        await widget._mounted_event.wait()  # noqa: SLF001


def _count_parameters(callback: Callable[..., object]) -> int:
    code = getattr(callback, "__code__", None)
    if code is None or hasattr(callback, "__wrapped__"):
        return int(_looked_up(callback))
    rest = bool(code.co_flags & CO_VARARGS) + bool(code.co_flags & CO_VARKEYWORDS)
    bound = hasattr(callback, "__self__")
    return int(code.co_argcount + code.co_kwonlyargcount + rest - bound)


def mend_textual() -> None:
    """Have it mended, if it is not yet; to be called before anything is painted.

    Grounds are kept by their colours: Textual keeps the last thousand by what was painted on them,
    and so all that was ever painted. A widget that is told its size by a layout asks for no other:
    Textual lays out all that opens twice, and paints it in between. A screen that is waited for
    lays itself out as it is shown; Textual has it laid out and painted once more. Parameters are
    counted as the code has them: Textual looks up the whole signature of all that is called back,
    again for each partial and each inner function, which is a fifteenth of what a key takes. What
    stands behind something else is not painted, see :mod:`tui.front_to_back`, and handlers are
    not looked for again with each message, see :mod:`tui.handlers`. Rules are told apart by Python
    itself: to style a widget, Textual does it by a function for each rule that there is.
    """
    callback: Any = _callback
    callback._count_parameters = _count_parameters  # noqa: SLF001
    pump: Any = MessagePump
    pump._get_dispatch_methods = dispatch_methods  # noqa: SLF001
    compositor: Any = Compositor
    compositor._render_chops = render_chops  # noqa: SLF001
    rules: Any = RuleSet
    rules.__hash__ = object.__hash__
    cache: Any = StylesCache
    cache.get_inner_outer = _grounds_of_painted
    widget: Any = Widget
    widget._size_updated = _size_updated  # noqa: SLF001
    mount: Any = AwaitMount
    mount.__await__ = _await_mount
