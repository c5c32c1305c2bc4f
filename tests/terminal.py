"""The installed program at a pseudo terminal: keys go in, what stands on the screen comes out."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pexpect
import pyte

if TYPE_CHECKING:
    from collections.abc import Callable

PROGRAM = Path(sys.executable).parent / "resultatdialog"
KEY = re.compile(r"\x1b\[[0-9;]*[A-Za-z~]|.", re.DOTALL)
"""What one press of a key sends."""


def _heed_ctrl_c() -> None:
    """As at a terminal: what a shell runs in the background is told to ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Terminal:
    """A program at a pseudo terminal, and what stands on its screen. ``presses`` counts keys."""

    def __init__(
        self, command: list[str], environment: dict[str, str], size: tuple[int, int] = (80, 24)
    ) -> None:
        columns, lines = size
        self.child = pexpect.spawn(
            command[0],
            command[1:],
            env=environment,
            dimensions=(lines, columns),
            timeout=20,
            preexec_fn=_heed_ctrl_c,
        )
        self.child.delaybeforesend = None
        self.screen = pyte.Screen(columns, lines)
        self._lines: dict[int, str] = {}
        self._stream = pyte.ByteStream(self.screen)
        self.written = b""
        self.presses = 0

    def read(self, seconds: float = 0.05) -> bytes:
        """Take in what is written within ``seconds``."""
        try:
            got: bytes = self.child.read_nonblocking(65536, timeout=seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return b""
        self.written += got
        self._stream.feed(got)
        return got

    @property
    def lines(self) -> list[str]:
        """What stands on the screen, line by line; only those that have changed are looked at."""
        for y in self.screen.dirty:
            row = self.screen.buffer[y]
            self._lines[y] = "".join(row[x].data for x in range(self.screen.columns))
        self.screen.dirty.clear()
        return [self._lines[y] for y in range(self.screen.lines)]

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.lines)

    def until(self, seen: str | Callable[[], bool], seconds: float = 20) -> None:
        """Read until ``seen`` is on the screen or true."""
        end = time.monotonic() + seconds
        while not (seen in self.text if isinstance(seen, str) else seen()):
            assert time.monotonic() < end, f"{seen} does not come:\n{self.text}"
            assert self.read() or self.child.isalive(), self.text
            while self.read(0):
                pass

    def type(self, keys: str | bytes, seen: str = "") -> None:
        """Type, and wait for what comes of it."""
        self.presses += len(KEY.findall(keys)) if isinstance(keys, str) else len(keys)
        self.child.send(keys)
        if seen:
            self.until(seen)

    def quiet(self) -> None:
        """Read until nothing more is written."""
        while self.read(0.3):
            pass

    def hang_up(self) -> int:
        """Let the line drop; the number of the process."""
        process = self.child.ptyproc
        process.fileobj.close()
        self.child.closed = process.closed = True
        self.child.child_fd = process.fd = -1
        return int(self.child.pid)

    def ended(self, seconds: float) -> bool:
        """Whether the program is gone within ``seconds``."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.read(0.02)
            if not self.child.isalive():
                return True
        return False


def run_command(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program without a terminal."""
    return subprocess.run(
        [PROGRAM, *arguments],
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
