"""What is no longer on the screen is let go of."""

from __future__ import annotations

import asyncio
import gc

from textual.widget import Widget

from tui.heap import give_back

PAUSE_SECONDS = 1.0
"""After so long nobody is in the midst of typing."""
SELDOM = (20_000, 20, 20)
"""When Python looks of itself: at 20,000 new objects, about three forms. At its own 700 that takes
a fifth of the time in which a form opens."""
FEW = 2_000
"""So many new objects are not worth a look."""


class Pauses:
    """Frees what has been closed in the pauses of the work.

    A screen and its widgets hold each other. Python looks for such things whenever it likes to, and
    takes a tenth of a second for a few forms: longer than a letter may wait.
    """

    def __init__(self) -> None:
        self._pause: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """Leave alone what is there by now, which stays to the end, and look in pauses only."""
        gc.freeze()
        gc.set_threshold(*SELDOM)
        gc.enable()

    def await_next(self) -> None:
        """Something goes on, such as a key: the pause comes after it."""
        if self._pause is not None:
            self._pause.cancel()
        self._pause = asyncio.get_running_loop().call_later(PAUSE_SECONDS, self.free)

    def free(self) -> None:
        """Free what has been closed, if there is enough of it."""
        young, *older = gc.get_count()
        if young > FEW or any(older):
            gc.collect()
        give_back()


def forget(widget: Widget) -> None:
    """Have screen and app forget a text that heeds what is marked, and the theme."""
    widget.screen.text_selection_started_signal.unsubscribe(widget)
    watchers: dict[str, list[tuple[object, object]]] = getattr(widget.app, "__watchers", {})
    for found in watchers.values():
        found[:] = [one for one in found if one[0] is not widget]
