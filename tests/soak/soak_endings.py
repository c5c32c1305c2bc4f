"""All the other ways to an end, and a line that stalls without one."""

from __future__ import annotations

import os
import select
import signal
import termios
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from models.database import looked_into
from models.draft import draft_files
from tests import processes
from tests.home import surroundings
from tests.soak.desk_work import AtAGoal, Work, drafted, prepare
from tests.soak.row import Row
from tests.terminal import PROGRAM, Terminal

if TYPE_CHECKING:
    from pathlib import Path

TEST = "stalled lines, ignored hang-ups, SIGTERM"
FULL, SHORT = 60, 2
"""Seconds for which a line stalls."""
GONE_SECONDS, STALLED_SECONDS, CPU_SECONDS, DRAFT_SECONDS = 2.0, 5.0, 1.0, 1.0
DEAF = f"trap '' HUP; exec '{PROGRAM}' \"$@\""
TEXT = "Andel som har hel stilling"
REPAINT = "\x0c"


class Scene:
    """One session in which a text is being typed; ``typed`` is what it has become."""

    def __init__(self, folder: Path, name: str, shell: str = "") -> None:
        self.path = folder / f"{name}.db"
        prepare(self.path)
        command = ["/bin/sh", "-c", shell, "sh"] if shell else [str(PROGRAM)]
        environment = surroundings(folder / "home")
        self.terminal = Terminal([*command, "--db", str(self.path)], environment)
        work = AtAGoal(self.terminal, Work())
        work.go_there()
        work.begin()
        self.typed = TEXT
        self.terminal.type(TEXT, TEXT)

    def stall(self) -> None:
        """Read nothing from here on; returns when the line takes no more."""
        full, end = 0, time.monotonic() + 20
        while full < 5:
            self.terminal.type(REPAINT)
            time.sleep(0.05)
            full = full + 1 if self._is_full() else 0
            assert time.monotonic() < end, "the line does not stall"

    def type_on(self, seconds: float) -> None:
        """Type on, on the stalled line."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            letter = "abcdefghij"[len(self.typed) % 10]
            self.terminal.type(letter)
            self.typed += letter
            time.sleep(0.1)
        assert self._is_full()

    def _is_full(self) -> bool:
        """Whether the program would have to wait if it wrote to its terminal."""
        line = os.open(f"/proc/{self.terminal.child.pid}/fd/0", os.O_WRONLY | os.O_NOCTTY)
        try:
            return not select.select([], [line], [], 0)[1]
        finally:
            os.close(line)


class Endings:
    """How long each ending took, and with how much of the processor."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.found: list[str] = []

    def look(self, scene: Scene, name: str, allowed: float) -> None:
        """See the program end, and the draft that it leaves."""
        process = scene.terminal.child.pid
        end = processes.gone(process, 10)
        if end is None:
            self.faults.append(f"{name}: still runs after 10 s")
            os.kill(process, signal.SIGKILL)
            return
        seconds, used = end
        self.found.append(f"{name}: gone after {seconds:.2f} s, CPU {used:.2f} s")
        if seconds > allowed or used > CPU_SECONDS:
            self.faults.append(self.found[-1])
        if (kept := drafted(scene.path, "indicator")) != scene.typed:
            self.faults.append(f"{name}: {kept!r} is kept of {scene.typed!r}")


def soak(turns: int, folder: Path) -> Row:
    """One ending after the other; ``turns`` seconds of stall."""
    ends = Endings()

    scene = Scene(folder, "deaf", DEAF)
    scene.terminal.hang_up()
    ends.look(scene, "SIGHUP ignored", GONE_SECONDS)

    scene = Scene(folder, "told")
    scene.terminal.child.kill(signal.SIGTERM)
    ends.look(scene, "SIGTERM", GONE_SECONDS)
    ends.faults += _not_restored(scene.terminal)

    scene = Scene(folder, "stalled")
    used = processes.seconds_used(scene.terminal.child.pid)
    scene.stall()
    scene.type_on(turns)
    time.sleep(DRAFT_SECONDS)
    if (kept := _kept(scene.path)) != scene.typed:
        ends.faults.append(f"stalled: {kept!r} is kept of {scene.typed!r}")
    ends.faults += _not_caught_up(scene)
    used = processes.seconds_used(scene.terminal.child.pid) - used
    ends.found.append(f"{turns} s of stall: CPU {used:.1f} s")
    scene.stall()
    scene.type_on(0.2)
    scene.terminal.type("!")
    scene.typed += "!"
    time.sleep(0.1)
    scene.terminal.child.kill(signal.SIGTERM)
    ends.look(scene, "SIGTERM, stalled", STALLED_SECONDS)

    scene = Scene(folder, "gone", DEAF)
    scene.stall()
    scene.type_on(1)
    scene.terminal.hang_up()
    ends.look(scene, "dropped, stalled, SIGHUP ignored", STALLED_SECONDS)

    asked = (
        f"every letter kept; gone after {GONE_SECONDS:.0f} s, stalled {STALLED_SECONDS:.0f} s,"
        f" CPU {CPU_SECONDS:.0f} s; the terminal restored; keys answered after the stall"
    )
    return Row(f"{turns} s of stall", asked, "; ".join(ends.found), tuple(ends.faults))


def _kept(path: Path) -> str:
    """What is kept of the session that is on."""
    file = draft_files(path)[0]  # then its journal
    with looked_into(file) as drafts:
        [(text,)] = drafts.execute_sql("SELECT fields ->> '$.indicator[1][0]' FROM draft")
    return str(text)


def _not_restored(terminal: Terminal) -> list[str]:
    """What is still as the program had it."""
    with suppress(OSError):
        while got := os.read(terminal.child.child_fd, 65536):
            terminal.written += got
    faults = [
        f"SIGTERM leaves {on!r}"
        for on, off in (
            (b"\x1b[?1049h", b"\x1b[?1049l"),
            (b"\x1b[?25l", b"\x1b[?25h"),
            (b"\x1b[?2004h", b"\x1b[?2004l"),
        )
        if terminal.written.rfind(off) < terminal.written.rindex(on)
    ]
    local = termios.tcgetattr(terminal.child.child_fd)[3]
    if not (local & termios.ICANON and local & termios.ECHO):
        faults.append("SIGTERM leaves the terminal raw")
    return faults


def _not_caught_up(scene: Scene) -> list[str]:
    """What is wrong on the screen once the line takes again what is written."""
    scene.terminal.until(scene.typed[-20:])
    scene.terminal.quiet()
    caught_up = scene.terminal.text
    scene.terminal.type(REPAINT)
    scene.terminal.quiet()
    if scene.terminal.text != caught_up:
        return [f"after the stall there is\n{caught_up}\nfor\n{scene.terminal.text}"]
    return []
