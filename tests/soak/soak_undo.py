"""Everything that a coordinator can do, at random, undone step by step, and done again."""

from __future__ import annotations

import random
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from models.database import close_database, open_database
from models.problems import Problem
from models.undoing import undo
from tests.models.history import WRITTEN, History, make_town
from tests.models.random_deeds import Coordinator
from tests.soak.row import Row

if TYPE_CHECKING:
    from pathlib import Path

TEST = "whatever was done, undone"
FULL, SHORT = 20, 1
DEEDS = {SHORT: 20}
"""In a row; 200 at full length."""


def soak(turns: int, folder: Path) -> Row:
    """So many times a long row of deeds, back to its beginning, forth and back again."""
    town, path = folder / "town.db", folder / "x.db"
    make_town(town)
    deeds, steps = DEEDS.get(turns, 200), 0
    faults = []
    for seed in range(turns):
        shutil.copy(town, path)
        open_database(path)
        history = History(Coordinator(random.Random(seed), folder))
        try:
            for _ in range(deeds):
                history.act()
            whole = len(history.states) - 1
            history.turn(whole, whole)
            history.turn(whole, 0)
            steps += 3 * whole
            for _ in range(WRITTEN):
                undo()
            with suppress(Problem):
                undo()
                faults.append(f"row {seed}: more can be undone than was done")
            if any(history.look().values()):
                faults.append(f"row {seed}: something is left of the town")
        except AssertionError:
            faults.append(f"row {seed}: what is stored is not what was stored then")
        finally:
            close_database()
    return Row(
        f"{turns} rows of {deeds} random deeds, all undone, done again and undone",
        "after each step all is as it was then, at the end as in the beginning",
        f"{steps} steps undone or done again, {len(faults)} faults",
        tuple(faults),
    )
