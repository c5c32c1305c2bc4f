"""How far long work is, in words: the share that is done, and how long the rest takes."""

from __future__ import annotations

from time import monotonic

from tui.languages import _, number, percent

SETTLED_SECONDS = 2.0
"""Before that, what is done so far tells little of the rest."""


class Pace:
    """Of one piece of work that begins now."""

    def __init__(self) -> None:
        self._began = monotonic()

    def words(self, done: int, total: int) -> str:
        """Such as ``37 % · 12 s left``; without the rest as long as it cannot be told."""
        share = min(done / total, 1)
        gone = monotonic() - self._began
        if gone < SETTLED_SECONDS or not share:
            return percent(share)
        left = round(gone * (1 - share) / share)
        if left < 100:
            rest = _("{count} s left").format(count=number(left))
        else:
            rest = _("{count} min left").format(count=number(round(left / 60)))
        return f"{percent(share)} · {rest}"
