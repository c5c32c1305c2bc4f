"""The power goes at any moment while somebody saves, drafts and backs up.

The program runs once, with every change of a file written down; then the disk is made as it may be
after a cut at each of many moments (:mod:`tests.soak.disk`), and the program is started on it. With
``synchronous=NORMAL``, which loses what was acknowledged since the log was last folded in, the same
must find a loss, or it could not find one.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from peewee import SqliteDatabase

from models.database import close_database, database, open_database, rows
from models.problems import Problem
from tests.lacking import lacking
from tests.soak.disk import TRACE, Disk
from tests.soak.row import Row
from tests.soak.saving import state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TEST = "power cut"
FULL, SHORT = 300, 30
SAVES = {SHORT: 40, FULL: 200}
CHANGES_BEFORE_FIRST = 0.2
"""The share of the cuts that are made anywhere, the making of the file included."""


@dataclass
class Told:
    """What the program has said of each file: turns and states, in their order."""

    states: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, said: bytes) -> Told:
        told = cls()
        for line in said.decode().splitlines():
            name, turn, found = line.split()
            told.states[name].append((int(turn), found))
        return told


def soak(turns: int, folder: Path) -> Row:
    """Cut the power ``turns`` times."""
    if not shutil.which("strace"):
        lacking("strace is not installed")
    full = _cut_many(turns, folder / "full", "FULL")
    normal = _cut_many(max(turns // 5, 10), folder / "normal", "NORMAL")
    faults = [*full.faults]
    if not any("lost" in one for one in normal.faults):
        faults.append("nothing was lost with synchronous=NORMAL: this finds no loss")
    return Row(
        f"{turns} cuts while {SAVES.get(turns, turns)} saves, as many drafts and backups are made",
        "nothing acknowledged lost, nothing damaged; a loss with synchronous=NORMAL",
        f"{full.held} acknowledged held against the disk, {len(full.faults)} faults;"
        f" with NORMAL {len(normal.faults)} of {normal.cuts} cuts lost something",
        tuple(faults[:10]),
    )


@dataclass
class _Found:
    cuts: int = 0
    held: int = 0
    faults: list[str] = field(default_factory=list)


def _cut_many(turns: int, folder: Path, synchronous: str) -> _Found:
    folder.mkdir()
    place, log = folder / "place", folder / "calls"
    place.mkdir()
    program = [sys.executable, "-m", "tests.soak.saving"]
    given = [str(place), str(SAVES.get(turns, turns)), synchronous]
    subprocess.run([*TRACE, "-o", log, *program, *given], check=True, stdout=subprocess.DEVNULL)
    whole = Disk(place)
    changes = sum(1 for _ in whole.play(log))
    told = Told.of(whole.said)
    chance = random.Random(turns)
    first = next(number for number, disk in enumerate(_played(place, log)) if disk.said)
    cuts = sorted(
        chance.randrange(0 if chance.random() < CHANGES_BEFORE_FIRST else first, changes)
        for _ in range(turns)
    )
    found = _Found()
    for number, disk in enumerate(_played(place, log)):
        for _ in range(cuts.count(number)):
            after = folder / f"after-{found.cuts}"
            after.mkdir()
            for name, content in disk.after_cut(chance).items():
                (after / name).write_bytes(content)
                (after / name).chmod(0o600)
            _look(after, Told.of(disk.said), told, found)
            found.cuts += 1
            shutil.rmtree(after)
    return found


def _played(place: Path, log: Path) -> Iterator[Disk]:
    disk = Disk(place)
    for _ in disk.play(log):
        yield disk


def _look(after: Path, until: Told, whole: Told, found: _Found) -> None:
    """Start on what the cut has left, and hold it against what had been said by then."""
    try:
        open_database(after / "x.db")
        now = state(database)
        sound = rows("PRAGMA integrity_check") == [("ok",)] and not rows("PRAGMA foreign_key_check")
        if not sound:
            found.faults.append(f"cut {found.cuts}: x.db damaged")
    except Problem as problem:
        found.faults.append(f"cut {found.cuts}: x.db damaged: {problem.code}")
        return
    finally:
        close_database()
    _hold("x.db", now, until, whole, found)
    for name in until.states:
        if name == "x.db":
            continue
        if not (after / name).exists():
            found.faults.append(f"cut {found.cuts}: {name} lost")
            continue
        with closing(SqliteDatabase(str(after / name))) as other:
            _hold(name, state(other), until, whole, found)


def _hold(name: str, now: str, until: Told, whole: Told, found: _Found) -> None:
    said = until.states.get(name, [])
    if not said:
        return
    found.held += len(said)
    good = {one for _turn, one in whole.states[name][len(said) - 1 : len(said) + 1]}
    if now not in good:
        found.faults.append(f"cut {found.cuts}: {name} lost what was told up to turn {said[-1][0]}")
