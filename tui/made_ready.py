"""What opening a screen takes the first time, done before anybody opens one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

from textual.app import App
from textual.widget import Widget

from tui.desk import Desk

KEPT = 1_000
"""So many pieces of style are kept as they were read. Textual keeps 64, and with one more than that
reads all of them anew whenever another is added."""


async def make_ready(app: App[Any], desk: Desk) -> None:
    """Load the screens, and read the styles of all that may be in one, kind by kind: a key may
    come in between. Textual reads them as the first of its kind opens, a quarter of what that
    takes."""
    await asyncio.wrap_future(desk.aside(_load_screens))
    app.stylesheet._parse_cache.grow(KEPT)  # noqa: SLF001
    for kind in set(_kinds(Widget)):
        made: Widget = kind.__new__(kind)
        for place, css, tie_breaker, scope in made._get_default_css():  # noqa: SLF001
            app.stylesheet.add_source(css, place, True, tie_breaker, scope)
        app.stylesheet.parse()
        await asyncio.sleep(0)


def _load_screens() -> None:
    import tui.views  # noqa: F401


def _kinds(kind: type[Widget]) -> Iterator[type[Widget]]:
    for one in kind.__subclasses__():
        yield one
        yield from _kinds(one)
