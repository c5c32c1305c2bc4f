"""How far an import or an export is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int | None], None]
"""Called with how much is done, and of how much, once that is known. What it raises ends the work:
nothing is written then."""


def untold(_done: int, _total: int | None) -> None:
    """Nobody wants to know."""
