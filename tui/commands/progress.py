"""A bar on stderr for what takes a while, where somebody can see it."""

from __future__ import annotations

import sys
from time import monotonic

from tui.languages import number
from tui.pace import Pace

PATIENCE = 0.5
"""Seconds before the bar shows itself."""
PAUSE = 0.1
"""Seconds between two drawings."""
WIDTH = 30
_CLEAR = "\r\033[K"


class Bar:
    """Called with how much is done, and with how much there is if that is known.

    It draws nothing when stderr is no terminal; at the end of its block it takes itself away.
    """

    def __init__(self) -> None:
        self._seen = sys.stderr.isatty()
        self._due = monotonic() + PATIENCE
        self._drawn = False
        self._pace = Pace()

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._drawn:
            print(_CLEAR, end="", file=sys.stderr, flush=True)

    def __call__(self, done: int, total: int | None) -> None:
        """Show that ``done`` of ``total`` is done."""
        now = monotonic()
        if not self._seen or now < self._due:
            return
        self._due = now + PAUSE
        self._drawn = True
        if total:
            filled = WIDTH * min(done, total) // total
            text = f"[{'#' * filled}{'-' * (WIDTH - filled)}] {self._pace.words(done, total)}"
        else:
            text = f"{number(done)} …"
        print(f"{_CLEAR}{text}", end="", file=sys.stderr, flush=True)
