"""Work that takes long: how far it is, and Esc to call it off."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from threading import Event
from time import monotonic
from typing import Any, TypeVar

from models.problems import Problem
from tui import glyphs
from tui.languages import _, number
from tui.pace import Pace
from tui.widgets.page import Page

SLOW_SECONDS = 0.5
BAR = 20

T = TypeVar("T")


async def with_progress(page: Page, label: str, function: Callable[..., T], *arguments: Any) -> T:
    """What ``function``, which takes ``progress``, gives on the database's thread.

    A bar is shown once it has taken half a second. Raises ``called-off`` after Esc.
    """
    loop = asyncio.get_running_loop()
    called_off, pace = Event(), Pace()
    shown_from = monotonic() + SLOW_SECONDS

    def tell(done: int, total: int | None) -> None:
        if called_off.is_set():
            raise Problem("called-off")
        if monotonic() > shown_from:
            loop.call_soon_threadsafe(page.say, _progress(label, done, total, pace))

    page.desk.ahead.call_off = called_off.set
    try:
        return await page.desk.ask(function, *arguments, progress=tell)
    finally:
        page.desk.ahead.call_off = None


def _progress(label: str, done: int, total: int | None, pace: Pace) -> str:
    far = number(done)
    if total:
        far = f"{glyphs.bar(min(done / total, 1), BAR, track=True)} {pace.words(done, total)}"
    return " · ".join((f"{label} {far}", _("Esc calls it off")))
