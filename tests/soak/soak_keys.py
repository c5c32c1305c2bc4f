"""Somebody leans on the keyboard: the program goes on, and the data is sound."""

from __future__ import annotations

import asyncio
import contextlib
import random
import shutil
import time
import warnings
from typing import TYPE_CHECKING

from tests.hostile import KINDS
from tests.municipality import sample_made
from tests.screens.front import open_app
from tests.soak.consistent import unsound
from tests.soak.row import Row
from tui.keys import COMMANDS
from tui.widgets.sized_screen import LEAST_HEIGHT, LEAST_WIDTH

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.front import Front

TEST = "keys at random"
FULL, SHORT = 2_000, 1
KEYS, STREAMS_A_RUN = 100, 10
SLOW_SECONDS = 2
SETTLED = 0.2
"""The share of the keys after which it is waited until all is painted."""
LEAVES = {"ctrl+q", "q", "ctrl+c"}
PRESSED = sorted({key for command in COMMANDS for key in command.keys} - LEAVES)
MOVES = ("up", "down", "left", "right", "tab", "shift+tab", "enter", "enter", "escape", "escape")
MOVES += ("home", "end", "pageup", "pagedown", "space", "backspace", "delete", "ctrl+s", "ctrl+u")
TEXTS = ("Kari", "14.3", "+2u", "9,1", "50", "i morgen", "2027", "x.csv", *KINDS.values())


def soak(turns: int, folder: Path) -> Row:
    """Press ``turns`` streams of keys."""
    template = sample_made()
    chance = random.Random(turns)
    faults: list[str] = []
    slowest, left = 0.0, turns
    with contextlib.chdir(folder):  # what is exported without a path lands there
        while left:
            path = folder / f"{left}.db"
            shutil.copy(template, path)
            streams = min(left, STREAMS_A_RUN)
            left -= streams
            with warnings.catch_warnings(record=True) as warned:
                warnings.simplefilter("always", RuntimeWarning)
                slowest = max(slowest, asyncio.run(_run(path, streams, chance, faults)))
            faults += [
                f"warned: {one.message}" for one in warned if "never awaited" in str(one.message)
            ]
    return Row(
        f"{turns} streams of {KEYS} keys",
        "no error, no key that takes over 2 s, and the database sound",
        f"the slowest key took {slowest:.1f} s; {len(faults)} faults",
        tuple(faults[:10]),
    )


async def _run(path: Path, streams: int, chance: random.Random, faults: list[str]) -> float:
    """Press some streams at one program; how long the slowest key took."""
    slowest = 0.0
    pressed: list[str] = []
    size = chance.choice(((80, 24), (80, 24), (120, 40), (LEAST_WIDTH, LEAST_HEIGHT)))
    try:
        async with open_app(path, size, chance.choice(("en", "nb"))) as front:
            for _stream in range(streams):
                pressed.clear()
                for _key in range(KEYS):
                    _press(front, chance, pressed)
                    if chance.random() < SETTLED:
                        slowest = max(slowest, await _seconds_a_key(front))
                slowest = max(slowest, await _seconds_a_key(front))
                faults += [f"{one} after {pressed}" for one in await front.asks(unsound)]
    except Exception as error:
        faults.append(f"{type(error).__name__} {error} after {pressed}"[:1500])
    if slowest > SLOW_SECONDS:
        faults.append(f"a key took {slowest:.1f} s, one of {pressed}")
    return slowest


async def _seconds_a_key(front: Front) -> float:
    """What comes of the keys since the last time is waited for; the seconds that each took."""
    began, keys = time.process_time(), max(front.presses, 1)
    front.presses = 0
    await front.settle()
    return (time.process_time() - began) / keys


def _press(front: Front, chance: random.Random, pressed: list[str]) -> None:
    """One key or text."""
    kind = chance.random()
    key = chance.choice(MOVES if kind < 0.45 else PRESSED)
    if kind > 0.95:
        key = chance.choice(TEXTS)
        for sign in key[:200]:
            front.send(sign)
    else:
        front.send(key)
    pressed.append(key[:40])
