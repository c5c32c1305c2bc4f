"""A long text pasted over SSH into a note, from a terminal that says that it is one or does not."""

from __future__ import annotations

import shutil
import time
from typing import TYPE_CHECKING

from models.database import close_database, open_database, rows
from tests import ssh
from tests.home import surroundings
from tests.municipality import sample_made
from tests.soak.row import Row

if TYPE_CHECKING:
    from pathlib import Path

TEST = "a paste into a note over SSH"
FULL, SHORT = 5000, 100
"""Lines."""
SECONDS_A_LINE = 0.02


def soak(turns: int, folder: Path) -> Row:
    """Paste in both ways, save, and hold what is stored against it."""
    pasted = "\r".join(f"Linje {number}: vi øker bemanningen." for number in range(turns))
    environment = surroundings(folder / "home")
    faults, took = [], {}
    with ssh.running(folder / "sshd") as server:
        for how, begin, end in (("said", "\x1b[200~", "\x1b[201~"), ("not said", "", "")):
            path = folder / f"{how}.db"
            shutil.copy(sample_made(), path)
            terminal = server.session(environment, "--db", f"'{path}'")
            terminal.until("Kari Nordmann")
            terminal.type("3/Liv Berg\r\r\r", "^S Save")
            began = time.monotonic()
            whole = (begin + pasted + end).encode()
            for place in range(0, len(whole), 1000):
                terminal.type(whole[place : place + 1000])
                while terminal.read(0):
                    pass
            terminal.until(f"Linje {turns - 1}: vi øker bemanningen.", 120)
            took[how] = time.monotonic() - began
            terminal.type("\x13", "The note is saved.")
            terminal.type("\x11")
            assert terminal.ended(5)
            if _note(path) != pasted.replace("\r", "\n"):
                faults.append(f"{how}: what is stored is not what was pasted")
    if max(took.values()) > 2 + turns * SECONDS_A_LINE:
        faults.append("too slow")
    found = ", ".join(f"{how}: all there after {seconds:.1f} s" for how, seconds in took.items())
    asked = f"every letter stored, within {2 + turns * SECONDS_A_LINE:.0f} s"
    return Row(f"{turns} lines", asked, found, tuple(faults))


def _note(path: Path) -> str:
    open_database(path)
    try:
        [(text,)] = rows("SELECT text FROM note ORDER BY id DESC LIMIT 1")
    finally:
        close_database()
    return str(text)
