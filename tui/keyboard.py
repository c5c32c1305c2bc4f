"""What is typed, read from the terminal without looking again and again whether anything is.

Textual's own reading wakes ten times a second, takes a single Escape for one after a tenth of a
second, and ends for good at a byte that is not UTF-8 (``å`` from a Latin-1 terminal, textual#6456).
"""

from __future__ import annotations

import codecs
import os
import selectors
import threading
from collections.abc import Iterable
from typing import Any

from textual import constants
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"


class _Told(threading.Event):
    """An event that can be waited for beside a file."""

    def __init__(self) -> None:
        super().__init__()
        self._out, self._in = os.pipe()

    def fileno(self) -> int:
        """What can be read once it is set."""
        return self._out

    def set(self) -> None:
        """Wake who waits."""
        super().set()
        os.write(self._in, b"\0")

    def clear(self) -> None:
        """Be there for the next time."""
        super().clear()
        os.read(self._out, 1)


class Keyboard(LinuxDriver):
    """Waits for keys as long as it takes, and for the rest of a sequence for as long as
    ``ESCDELAY`` says; within a paste, whose end a slow line may tear in two, for as long as that
    takes as well."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.exit_event = self._ending = _Told()

    def run_input_thread(self) -> None:
        """Hand on what is typed until the terminal is given back, or is gone."""
        parser = XTermParser(self._debug)
        decode = codecs.getincrementaldecoder("utf-8")("replace").decode
        paste = _Paste()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._ending, selectors.EVENT_READ)
            torn = False
            while not self.exit_event.is_set():
                ready = selector.select(constants.ESCAPE_DELAY if torn else None)
                messages: Iterable[Message] = ()
                if any(key.fd == self.fileno for key, _events in ready):
                    typed = _read(self.fileno)
                    if not typed:
                        return
                    if text := decode(typed):  # else more of a character is still to come
                        paste.take(text)
                        messages = parser.feed(text)
                elif not ready:
                    messages = parser.tick()
                for message in messages:
                    self.process_message(message)
                torn = parser._timeout_time is not None and not paste.lasts  # noqa: SLF001


class _Paste:
    """Whether one is under way: it ``lasts`` from its beginning to its end, however torn."""

    def __init__(self) -> None:
        self.lasts = False
        self._tail = ""

    def take(self, text: str) -> None:
        """Look at what was read next."""
        seen = self._tail + text
        begins, ends = seen.rfind(PASTE_BEGINS), seen.rfind(PASTE_ENDS)
        if begins != ends:
            self.lasts = begins > ends
        self._tail = seen[1 - len(PASTE_ENDS) :]


def _read(terminal: int) -> bytes:
    """What has been typed; nothing if the terminal is gone."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""
