"""What Textual leaves open between the program and the terminal, closed.

One byte that is not UTF-8 (``å`` from a Latin-1 terminal) would end the keyboard for good; a line
that drops without a signal would leave the input thread spinning.
"""

from __future__ import annotations

import codecs
import os
import select
import signal
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

HUNG_UP = 129
"""The exit status of a program whose terminal is gone, as a shell gives it."""


def accept_any_byte() -> None:
    """Have bytes that are not UTF-8 read as ``�`` instead of raising (textual#6456)."""
    from textual.drivers import linux_driver

    def decoder(encoding: str) -> Callable[..., codecs.IncrementalDecoder]:
        return partial(codecs.getincrementaldecoder(encoding), errors="replace")

    guarded: Any = linux_driver
    guarded.getincrementaldecoder = decoder


def watch_the_line(hang_up: Callable[[], None]) -> None:
    """Call ``hang_up`` once when the terminal goes or the program is told to end (textual#5140).

    The raw kind of signal handler runs even while the event loop waits for a stalled line; the
    thread costs nothing until the terminal hangs up. Three seconds later the process is gone.
    """
    once = threading.Lock()

    def end(*_arguments: object) -> None:
        if once.acquire(blocking=False):
            timer = threading.Timer(3, os._exit, (HUNG_UP,))
            timer.daemon = True
            timer.start()
            hang_up()

    for number in (signal.SIGHUP, signal.SIGTERM):
        signal.signal(number, end)

    def wait() -> None:
        poll = select.poll()
        poll.register(0, 0)
        poll.poll()
        end()

    threading.Thread(target=wait, name="hang-up", daemon=True).start()
