"""``make soak``: each soak at its full length, and a table. ``ONLY=word`` takes those named so.

Arguments: the words; ``--short`` for the lengths that ``make test`` takes, or ``--turns=100``.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.home import surroundings
from tests.soak.found import found

if TYPE_CHECKING:
    from types import ModuleType


def one(module: ModuleType, turns: int) -> bool:
    """Run one soak and print its line; whether it found no fault."""
    with tempfile.TemporaryDirectory(prefix="soak-") as name:
        folder = Path(name)
        os.environ.update(surroundings(folder / "home"))
        (folder / "work").mkdir()
        begun = time.monotonic()
        try:
            row = module.soak(turns, folder / "work")
        except pytest.skip.Exception as reason:
            print(f"| {module.TEST} | not done: {reason} | | |", flush=True)
            return True
        seconds = time.monotonic() - begun
    print(
        f"| {module.TEST}: {row.done} | {row.asked} | {row.found} | {seconds:.0f} s |", flush=True
    )
    for fault in row.faults:
        print(f"    FAULT {fault}", flush=True)
    return not row.faults


def main(arguments: list[str]) -> int:
    """Run those asked for; status 1 where anything was found."""
    if "--help" in arguments:
        print(__doc__)
        return 0
    short = "--short" in arguments
    words = [one for one in arguments if not one.startswith("-")]
    chosen = [one for one in found() if not words or any(w in one.__name__ for w in words)]
    print("| test | asked | found | took |\n|---|---|---|---|", flush=True)
    told = [int(one.partition("=")[2]) for one in arguments if one.startswith("--turns=")]
    if short:
        chosen = [one for one in chosen if one.SHORT]
    good = [one(soak, told[0] if told else soak.SHORT if short else soak.FULL) for soak in chosen]
    return 0 if good and all(good) else 1


sys.exit(main(sys.argv[1:]))
