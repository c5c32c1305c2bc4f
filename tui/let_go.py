"""What Textual would hold on to of that which is no longer on the screen."""

from __future__ import annotations

import asyncio
import gc

from textual.widget import Widget

PAUSE_SECONDS = 0.3
"""After so long without a key nobody is in the midst of typing."""
OLDEST = 1_000
"""So much more seldom than otherwise the oldest objects are looked through of themselves."""


class Pauses:
    """Frees what has been closed in the pauses between keys.

    A screen and its widgets hold each other. Python looks for such things whenever it likes to, and
    takes a tenth of a second for a few forms: longer than a letter may wait.
    """

    def __init__(self) -> None:
        self._pause: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """Leave alone what is there by now, which stays to the end, and look in pauses only."""
        gc.freeze()
        young, middle, _oldest = gc.get_threshold()
        gc.set_threshold(young, middle, OLDEST)
        gc.enable()

    def key(self) -> None:
        """A key has come: the pause begins anew."""
        if self._pause is not None:
            self._pause.cancel()
        self._pause = asyncio.get_running_loop().call_later(PAUSE_SECONDS, self._free)

    def _free(self) -> None:
        if gc.get_count()[2]:
            gc.collect()


def forget(widget: Widget) -> None:
    """Have screen and app forget a text that heeds what is marked, and the theme."""
    widget.screen.text_selection_started_signal.unsubscribe(widget)
    watchers: dict[str, list[tuple[object, object]]] = getattr(widget.app, "__watchers", {})
    for found in watchers.values():
        found[:] = [one for one in found if one[0] is not widget]
