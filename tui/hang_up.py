"""The end of a program whose terminal goes, or that is told to end."""

from __future__ import annotations

import os
import select
import signal
import threading
from collections.abc import Callable

HUNG_UP = 129
"""The exit status of a program whose terminal is gone, as a shell gives it."""


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
