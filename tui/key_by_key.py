"""Keys one at a time, in the order in which they were typed."""

from __future__ import annotations

import time
from collections import deque
from itertools import takewhile
from typing import Any

from textual import events
from textual.message_pump import MessagePump

from tui.keyboard import Keyboard
from tui.let_go import Pauses
from tui.stalled_line import PatientApp
from tui.type_ahead import TypeAhead
from tui.widgets.page import Page
from tui.widgets.sized_screen import SizedScreen

KEY_SECONDS = 1.0
"""So long a key may be under way before the next one goes all the same."""

PASTE = 16
"""So many letters waiting at once were not typed but pasted, by a terminal that does not say so."""


class KeyByKeyApp(PatientApp[None]):
    """Hands a key on when all that the one before it does has begun, and what that opens is open.

    Textual hands every key on as it comes, and bindings answer only once a key has climbed up from
    the widget. On a slow line, where many come at once, a letter would be typed into the field that
    Ctrl+S in front of it is about to close. Letters among themselves may go into a text together.
    """

    def __init__(self, ahead: TypeAhead[Any]) -> None:
        super().__init__(Keyboard)
        self.pauses = Pauses()
        self.ahead = ahead
        ahead.send = self._hold_no_longer
        self._typed: deque[events.Key] = deque()
        self._held_back: deque[events.Key] = deque()
        self._handed_on_at: float | None = None

    async def on_event(self, event: events.Event) -> None:
        """Line up what was typed."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self.pauses.await_next()
            self._typed.append(event)
            await self._next_key()
        else:
            await super().on_event(event)

    async def _next_key(self) -> None:
        while (typed := self._held_back or self._typed) and not self._is_under_way:
            event = typed.popleft()
            if self._is_held(event):
                continue
            self._handed_on_at = time.monotonic()
            if isinstance(self.screen, Page) and self.screen.pane is None:
                self.screen.pressed = event.key
            way = self.screen.focused or self.screen
            await super().on_event(self._as_paste(event, typed))
            self._follow(way)

    def _as_paste(self, key: events.Key, behind: deque[events.Key]) -> events.Key | events.Paste:
        """One paste of ``key`` and the letters ``behind`` it, which are taken, if it is one into a
        text; else ``key``. A page of them, each looked at by itself, would take minutes."""
        if len(behind) < PASTE:
            return key
        from textual.widgets import TextArea

        if not isinstance(self.screen.focused, TextArea):
            return key
        letters = [_letter(one) for one in takewhile(_letter, (key, *behind))]
        if len(letters) < PASTE:
            return key
        for _taken in letters[1:]:
            behind.popleft()
        return events.Paste("".join(letters))

    @property
    def _is_under_way(self) -> bool:
        """Whether the last key is; not for ever, should its way have been taken down under it."""
        since = self._handed_on_at
        return since is not None and time.monotonic() - since < KEY_SECONDS

    def _follow(self, node: MessagePump) -> None:
        """Climb behind the key; when this arrives, all that the key does has begun."""
        above = node._parent  # noqa: SLF001 (the way that a key climbs)
        if node is self or above is None or not node.call_later(self._follow, above):
            self.call_later(self._arrived)

    async def _arrived(self) -> None:
        self._handed_on_at = None
        await self._next_key()

    def on_key(self, event: events.Key) -> None:
        """Hold a key back whose forerunner has begun to open something."""
        if self._is_held(event):
            event.prevent_default()

    def _is_held(self, event: events.Key) -> bool:
        """Whether the key is held back, or was for what keys are held for.

        A window in which nothing is shown takes none: nobody saves or removes unseen.
        """
        if event.key == "ctrl+q":
            return False
        if isinstance(self.screen, SizedScreen) and self.screen.too_small:
            return True
        if not self.ahead.holding:
            return False
        if event.key == "escape" and self.ahead.call_off:
            self.ahead.call_off()
        else:
            self.ahead.keep(event)
        return True

    def _hold_no_longer(self, event: events.Key) -> None:
        self._held_back.append(events.Key(event.key, event.character))
        self.call_later(self._next_key)


def _letter(key: events.Key) -> str:
    """What ``key`` puts into a text; empty if it is a command there."""
    return "\n" if key.key == "enter" else key.character or "" if key.is_printable else ""
