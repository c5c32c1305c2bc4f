"""One call of the system fails in the midst of a piece of work: the old state or the new one.

Each call about a file of the work's own, and each error that it may give, is one fault
(:mod:`tests.soak.faulty`); ``strace`` has it happen. What is said must name the cause.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

from tests.lacking import lacking
from tests.soak.faulty import WORKS
from tests.soak.row import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEST = "system calls that fail"
FULL, SHORT = 3_500, 42
DISK = ("full", "no room", "disk has failed", "disk cannot be read", "could not be", "cannot be")
RIGHTS = ("may not use", "Check the rights", "cannot be opened", "cannot be written", "disk")
CAUSES = {"ENOSPC": ("full", "no room"), "EIO": DISK, "EACCES": RIGHTS, "EPERM": RIGHTS}
"""What the sentence for an error has to hold one of; for the others, any sentence will do."""


def soak(turns: int, folder: Path) -> Row:
    """Have ``turns`` calls fail, the works' share of them each."""
    if not shutil.which("strace"):
        lacking("strace is not installed")
    states: Counter[str] = Counter()
    faults = []
    for name in WORKS:
        (folder / name).mkdir()
        program = [sys.executable, "-m", "tests.soak.faulty"]
        given = [name, str(folder / name), str(turns // len(WORKS)), str(turns)]
        done = subprocess.run([*program, *given], check=True, stdout=subprocess.PIPE, text=True)
        for line in done.stdout.splitlines():
            told = json.loads(line)
            states["done" if told["done"] else told["state"]] += 1
            faults += [f"{told['fault']}: {fault}" for fault in _wrong(told)]
        shutil.rmtree(folder / name)
    return Row(
        f"{sum(states.values())} errors in the calls of {', '.join(WORKS)}",
        "the old state or the new one, never between, and the cause said",
        f"{states['done']} done all the same, {states['old']} left it as it was,"
        f" {states['new']} failed after it; {len(faults)} faults",
        tuple(faults),
    )


def _wrong(told: dict[str, Any]) -> Iterator[str]:
    """What is wrong with what came of a fault."""
    call, _number, error = told["fault"].rpartition(": ")[2].split()
    said = [line for line in told["said"].splitlines() if line.startswith("resultatdialog: ")]
    if told["state"] not in {"old", "new"}:
        yield f"between: {told['state']}"
    if told["done"]:
        if told["state"] != "new":
            yield "said to be done and is not"
        return
    if "Traceback" in told["said"] or "program has failed" in told["said"] or len(said) != 1:
        yield f"said: {told['said']}"
    # The engine takes a lock that the system has none for as one that somebody else holds.
    elif call != "fcntl" and not any(word in said[0] for word in CAUSES.get(error, ("",))):
        yield f"the cause is not said: {said[0]}"
    # Where tidying up fails, something is left; the check of the installation names it.
    if told["left"] and call not in {"unlink", "openat", "fcntl"}:
        yield f"left: {told['left']}"
