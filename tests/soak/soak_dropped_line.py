"""The line drops in the middle of a form or a note, at the client's end or at the server's.

What stands in a form is left as a draft; a note is stored as it is.
"""

from __future__ import annotations

import os
import random
import signal
import time
from typing import TYPE_CHECKING

from tests import processes, ssh
from tests.home import surroundings
from tests.soak.desk_work import (
    AtAGoal,
    AtANote,
    Coordinator,
    TimeUp,
    Work,
    drafted,
    prepare,
    stored,
)
from tests.soak.row import Row

if TYPE_CHECKING:
    from pathlib import Path

    from tests.terminal import Terminal

TEST = "SSH line dropped in mid-form"
FULL, SHORT = 100, 2
GONE_SECONDS = 2.0
CPU_SECONDS = 0.5
"""What it may take to store a draft and end."""
LETTERS = 0x400
"""Where an alphabet begins of which each turn has its letter, all through its text: what an earlier
one left on the screen is not taken for it."""
PLACES = "abcdefghijklmnopqrst"
"""What tells eight letters of a text from any other eight of it, on a machine so busy that letters
come late."""


def soak(turns: int, folder: Path) -> Row:
    """Type, drop the line, and see what the next session is offered; save that."""
    path = folder / "x.db"
    prepare(path)
    environment = surroundings(folder / "home")
    works: dict[type[Coordinator], Work] = {AtAGoal: Work(), AtANote: Work()}
    faults: list[str] = []
    ends, used, offered = [0.0], [0.0], 0
    with ssh.running(folder / "sshd") as server:

        def begin(kind: type[Coordinator]) -> Coordinator:
            return kind(server.session(environment, "--db", str(path)), works[kind])

        for turn in range(turns):
            kind = (AtAGoal, AtANote)[turn % 2]
            one = begin(kind)
            one.go_there()
            one.begin()
            one.until = time.monotonic() + random.uniform(0.2, 1.5)
            try:
                one.write("".join(f"{chr(LETTERS + turn)}{place}-tekst" for place in PLACES))
            except TimeUp:
                one.terminal.until(lambda one=one: _shown(one))
            [program] = processes.with_argument(str(path))
            end = drop(one.terminal, program, turn % 4 < 2)
            if end is None:
                faults.append(f"turn {turn}: it still runs after 10 s")
                os.kill(program, signal.SIGKILL)
                continue
            ends.append(end[0])
            used.append(end[1])
            text = one.work.typed[-1][1]
            draft = drafted(path, kind.field)
            if draft is not None:
                again = begin(kind)
                again.go_on_from_draft(draft)
                again.terminal.type("\x11")
                assert again.terminal.ended(5)
                offered += 1
            if stored(path, kind.stored_by) != text:
                faults.append(f"turn {turn}: {text!r} typed, {draft!r} kept")
            one.work.typed.clear()
            one.work.stored = text
    if max(ends) > GONE_SECONDS:
        faults.append(f"gone after {max(ends):.2f} s only")
    if max(used) > CPU_SECONDS:
        faults.append(f"took {max(used):.2f} s of the processor")
    found = (
        f"{offered} drafts taken up, else the note stored; gone after {max(ends):.2f} s,"
        f" with {max(used):.2f} s of the processor"
    )
    asked = f"every letter back; gone after {GONE_SECONDS:.0f} s, {CPU_SECONDS} s of the processor"
    return Row(f"{turns} drops", asked, found, tuple(faults))


def drop(terminal: Terminal, program: int, at_client: bool) -> tuple[float, float] | None:
    """Kill one end of the line; how long the program took to end, as :func:`processes.gone`."""
    os.kill(terminal.child.pid if at_client else ssh.serving(program), signal.SIGKILL)
    end = processes.gone(program, 10)
    terminal.child.close(force=True)
    return end


def _shown(one: Coordinator) -> bool:
    """Whether the last letters typed have reached the program."""
    return one.work.typed[-1][1].rpartition("\n")[2][-8:] in one.terminal.text
