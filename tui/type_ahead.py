"""Keys typed before what they are meant for is open.

Somebody who types ``p14.3`` means the day for the form that ``p`` opens. The form takes a moment to
open, and on a slow line all the keys arrive at once: until it has the focus, they are held back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Key = TypeVar("Key")


class TypeAhead(Generic[Key]):
    """Holds keys while something is opening; ``send`` gets them, in order, when it is open."""

    def __init__(self) -> None:
        self.send: Callable[[Key], None] = lambda _key: None
        self.call_off: Callable[[], None] | None = None
        """Calls off what keys are held for, where that can be."""
        self._keys: list[Key] = []
        self._holds = 0

    @property
    def holding(self) -> bool:
        """Whether keys are to be handed to :meth:`keep`."""
        return self._holds > 0

    def hold(self) -> None:
        """Something begins to open; each call is answered by one of :meth:`release`."""
        self._holds += 1

    def release(self) -> None:
        """It is open and has the focus, or will not open."""
        self._holds = max(0, self._holds - 1)
        while self._keys and not self._holds:
            self.send(self._keys.pop(0))

    def keep(self, key: Key) -> None:
        """Hold ``key`` back."""
        self._keys.append(key)
