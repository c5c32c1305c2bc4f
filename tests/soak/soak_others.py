"""What somebody else writes is seen, and moves neither the cursor nor what is being typed."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from models import records
from models.database import close_database, open_database, row
from models.goal import Goal
from tests.home import surroundings
from tests.soak.desk_work import EMPTY, GOAL, AtAGoal, Work, prepare
from tests.soak.row import Row
from tests.terminal import PROGRAM, Terminal

if TYPE_CHECKING:
    from pathlib import Path

TEST = "what others write is seen"
FULL, SHORT = 100, 2
SEEN_SECONDS = 2.0
TYPED = "Andel som har hel stilling"


def soak(turns: int, folder: Path) -> Row:
    """Change the title of a goal so often, beside one who looks at it and one who types."""
    path = folder / "x.db"
    prepare(path)
    environment = surroundings(folder / "home")
    command = [str(PROGRAM), "--db", str(path)]
    looking = AtAGoal(Terminal(command, environment, (120, 40)), Work())
    looking.see("Kari Nordmann")
    looking.terminal.type("4")
    looking.see(" rows")
    looking.terminal.type(f"/{EMPTY}{GOAL}\r")
    looking.see(" 1 of ")
    typing = AtAGoal(Terminal(command, environment), Work())
    typing.go_there()
    typing.begin()
    typing.terminal.type(TYPED, TYPED)
    before = typing.terminal.text
    faults, waits = [], [0.0]
    open_database(path)
    try:
        found = row("SELECT id, revision FROM goal WHERE title = ?", (GOAL,))
        assert found
        for turn in range(turns):
            title = f"{GOAL} nr. {turn}."
            time.sleep(random.uniform(0, 1))
            records.edit(Goal, found[0], found[1] + turn, {"title": title})
            began = time.monotonic()
            looking.terminal.until(title)
            waits.append(time.monotonic() - began)
            while typing.terminal.read(0):
                pass
            if typing.terminal.text != before:
                faults.append(f"turn {turn}: {typing.terminal.text}")
    finally:
        close_database()
    if max(waits) > SEEN_SECONDS:
        faults.append(f"seen after {max(waits):.2f} s only")
    asked = f"seen within {SEEN_SECONDS:.0f} s; what is being typed stays"
    return Row(
        f"{turns} changes", asked, f"seen after {max(waits):.2f} s at most", tuple(faults[:10])
    )
