"""A program run in a pseudo-terminal, with the moment at which each piece of output came."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from xterm import CURSOR_KEYS, Xterm, answers, key_code

now = time.monotonic


class Run:
    """One run. Nothing is emulated while it lasts: that would take time away from the reading.

    ``pieces`` are the moments (seconds, monotonic) and the bytes of each read.
    """

    def __init__(self, argv: Sequence[str], env: Mapping[str, str], size: tuple[int, int]) -> None:
        self.size = size
        self.pieces: list[tuple[float, bytes]] = []
        self.ended = False
        self._application = False
        self._tail = b""
        reader, writer = os.pipe()
        self.pid, self._pty = pty.fork()
        if self.pid == 0:
            try:
                columns, lines = size
                fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
                os.write(writer, struct.pack("d", now()))
                os.execvpe(argv[0], list(argv), dict(env))
            finally:
                os._exit(127)
        os.close(writer)
        with os.fdopen(reader, "rb") as pipe:
            (self.started,) = struct.unpack("d", pipe.read(8))

    def listen(self, seconds: float) -> bool:
        """Wait for output and take it; False when none came or the program has ended."""
        if self.ended or not select.select([self._pty], [], [], max(seconds, 0))[0]:
            return False
        try:
            data = os.read(self._pty, 1 << 16)
        except OSError:
            data = b""
        if not data:
            self.ended = True
            return False
        self.pieces.append((now(), data))
        answer = answers(data, *self.size)
        if answer:
            os.write(self._pty, answer)
        for mode in CURSOR_KEYS.findall(data):
            self._application = mode == b"h"
        return True

    def listen_for(self, text: bytes, seconds: float = 30) -> bool:
        """Wait until ``text`` has been written; whether it was."""
        until, place = now() + seconds, 0
        while now() < until and not self.ended:
            while place < len(self.pieces):
                self._tail = (self._tail + self.pieces[place][1])[-(1 << 16) - len(text) :]
                place += 1
                if text in self._tail:
                    return True
            self.listen(until - now())
        return False

    def listen_until_quiet(self, quiet: float, seconds: float = 30) -> float:
        """Wait until nothing has come for ``quiet`` seconds; the moment of the last output."""
        until = now() + seconds
        while now() < until and self.listen(quiet):
            pass
        return self.pieces[-1][0] if self.pieces else self.started

    def press(self, key: str) -> float:
        """Press a key; the moment."""
        moment = now()
        if not self.ended:
            os.write(self._pty, key_code(key, self._application))
        return moment

    def written(self, first: int = 0) -> int:
        """How many bytes came from piece ``first`` on."""
        return sum(len(data) for _moment, data in self.pieces[first:])

    def processor_seconds(self) -> float:
        """The processor time of all its threads so far."""
        total = 0
        for task in Path(f"/proc/{self.pid}/task").iterdir():
            total += int((task / "schedstat").read_text().split()[0])
        return total / 1e9

    def memory(self) -> float:
        """Its resident memory now, in MB."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6

    def screen(self, pieces: int | None = None) -> Xterm:
        """What is on the screen after the first ``pieces`` pieces, or after all."""
        xterm = Xterm(*self.size)
        for _moment, data in self.pieces[:pieces]:
            xterm.feed(data)
        return xterm

    def end(self) -> None:
        """Have it end, at once if it will not."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            if not self.ended:
                os.kill(self.pid, number)
            until = now() + 2
            while not self.ended and now() < until:
                self.listen(0.05)
        os.close(self._pty)
        os.waitpid(self.pid, 0)
