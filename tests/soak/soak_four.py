"""Four coordinators at once on one database, a fifth of their edits on the same ten goals.

Each has the program itself, at a terminal: who was first is settled between its form, its threads
and the engine, and that is what is tried. What each sees on the screen before writing over it is
held against the journal.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from typing import TYPE_CHECKING

from models.database import close_database, open_database, rows
from models.journal import who
from tests import processes
from tests.home import surroundings
from tests.municipality import sample_made
from tests.soak.desk_work import EMPTY, SAVE, Coordinator, Work
from tests.soak.row import Row
from tests.terminal import PROGRAM, Terminal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEST = "four coordinators at once"
FULL, SHORT = 120, 4
"""Seconds."""
COORDINATORS, SHARED, OWN = 4, 10, 5
EDITS_TO_ONE_SHARED = 5
TURN_SECONDS = 5.0
"""For how long one of the shared goals is the one that is edited."""
FREEZE_SECONDS = 0.2
"""For how long a letter may not come; judged at full length alone, for beside other tests it says
more of the machine."""
FIELDS = {"indicator": ("Indicator", 1), "measure": ("Measured in", 2)}
"""What the fields are called on the screen, and how many times Tab leads to them."""
CLASH = "has changed the same meanwhile"
EDITS = """
SELECT title, json_extract(changes, '$.{name}[0]'), json_extract(changes, '$.{name}[1]')
FROM journal JOIN goal ON goal.id = record_id
WHERE journal.kind = 'goal' AND changes -> '$.{name}' IS NOT NULL ORDER BY journal.id"""


@dataclass(frozen=True)
class Edit:
    """One field of one goal: what its writer ``saw`` in it, and put there instead."""

    title: str
    name: str
    saw: str
    wrote: str


@dataclass
class Done:
    """All ``edits`` of one coordinator that were said to be saved; how many ``clashes`` were asked
    about; the longest wait for a letter and for a save, in seconds; whether the word was that the
    database is ``locked``."""

    edits: list[Edit] = field(default_factory=list)
    clashes: int = 0
    letter: float = 0.0
    save: float = 0.0
    locked: bool = False


class Colleague(Coordinator):
    """One of the four."""

    def __init__(self, terminal: Terminal, number: int) -> None:
        super().__init__(terminal, Work())
        self.number = number
        self.done = Done()

    def work_for(self, seconds: float) -> None:
        """Edit one goal after the other."""
        self.see("Kari Nordmann")
        self.terminal.type("4", "· Goals")
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            shared = len(self.done.edits) % EDITS_TO_ONE_SHARED == self.number
            # All who are at a shared one are at the same: two seldom meet by chance.
            title = _shared(int(time.monotonic() / TURN_SECONDS) % SHARED)
            if not shared:
                title = _own(self.number, random.randrange(OWN))
            self.terminal.type(f"/{EMPTY}{title}\r")
            self.see(title, " 1 of ")
            self.terminal.type("e")
            self.see("^S Save", "Case number", title)
            self.edit(title, random.choice([*FIELDS]), random.uniform(0, 1) if shared else 0)

    def edit(self, title: str, name: str, pause: float) -> None:
        """Type into one field of the form that is open, think for a while, and save."""
        label, tabs = FIELDS[name]
        edit = Edit(title, name, self._in_field(label), f"{self.number}/{len(self.done.edits)}")
        self.terminal.type("\t" * tabs + EMPTY)
        self.terminal.quiet()  # a letter is to wait for no other key
        for place, letter in enumerate(edit.wrote, 1):
            wanted = edit.wrote[:place]
            self.terminal.type(letter)
            waited = self._wait(lambda wanted=wanted: self._in_field(label) == wanted)
            self.done.letter = max(self.done.letter, waited)
        time.sleep(pause)
        other = ""
        while True:
            self.terminal.type(SAVE)
            waited = self._wait(partial(self._answered, other))
            self.done.save = max(self.done.save, waited)
            if CLASH not in self.terminal.text:
                break
            other = self._other()
            edit = replace(edit, saw=other)
            self.done.clashes += 1
        self.done.edits.append(edit)

    def _in_field(self, label: str) -> str:
        lines = (line.strip() for line in self.terminal.lines)
        return next((line.removeprefix(label).strip() for line in lines if label in line), "")

    def _other(self) -> str:
        """What somebody else has put into the field."""
        found = re.search(rf"^ *{who()}: (\S+)", self.terminal.text, re.MULTILINE)
        return found[1] if found else ""

    def _answered(self, seen: str) -> bool:
        """Whether it is saved, or another value than the one ``seen`` is asked about."""
        text = self.terminal.text
        if "^S Save" not in text:
            return self.said in text
        return CLASH in text and self._other() not in ("", seen)

    def _wait(self, seen: Callable[[], bool]) -> float:
        """For how many seconds that which is ``seen`` does not come, but for those in which other
        programs had the processor."""
        began = time.monotonic() - self._queued()
        self.terminal.until(seen)
        return time.monotonic() - self._queued() - began

    def _queued(self) -> float:
        return processes.seconds_queued(self.terminal.child.pid) + processes.seconds_queued(
            os.getpid()
        )


def soak(turns: int, folder: Path) -> Row:
    """Work for ``turns`` seconds, all four, and look at the journal."""
    path = folder / "x.db"
    _prepare(path)
    environment = surroundings(folder / "home")
    # A process each: reading what comes to a terminal costs about as much as writing it.
    with ProcessPoolExecutor(COORDINATORS, get_context("fork")) as together:
        work = partial(_work, path, environment, turns)
        four = list(together.map(work, range(COORDINATORS)))
    edits = Counter(edit for one in four for edit in one.edits)
    faults = _journal_faults(path, edits)
    if any(one.locked for one in four):
        faults.append("the database was said to be locked")
    letter, save = max(one.letter for one in four), max(one.save for one in four)
    if turns >= FULL and letter > FREEZE_SECONDS:
        faults.append(f"a letter came after {letter * 1000:.0f} ms")
    clashes = sum(one.clashes for one in four)
    if turns >= FULL and not clashes:
        faults.append("no two have met: the machine was too busy to try it")
    shared = sum(edit.title in map(_shared, range(SHARED)) for edit in edits)
    found = (
        f"{len(edits)} edits, {shared} of shared goals, {clashes} asked about; a letter after"
        f" {letter * 1000:.0f} ms at most, a save after {save * 1000:.0f} ms"
    )
    asked = "nothing overwritten unseen, journal = all edits, not locked, no freeze over 200 ms"
    return Row(f"{turns} s", asked, found, tuple(faults))


def _work(path: Path, environment: dict[str, str], seconds: float, number: int) -> Done:
    terminal = Terminal([str(PROGRAM), "--db", str(path)], environment)
    one = Colleague(terminal, number)
    one.work_for(seconds)
    one.done.locked = b"holds the database" in terminal.written
    terminal.child.kill(signal.SIGKILL)
    terminal.child.wait()
    return one.done


def _shared(number: int) -> str:
    return f"Qfelles{'abcdefghij'[number]}"


def _own(coordinator: int, number: int) -> str:
    return f"Qeget{'abcd'[coordinator]}{'abcde'[number]}"


def _prepare(path: Path) -> None:
    """The sample municipality, with the goals that are worked on."""
    titles = [_shared(one) for one in range(SHARED)]
    titles += [_own(one, number) for one in range(COORDINATORS) for number in range(OWN)]
    shutil.copy(sample_made(), path)
    open_database(path)
    found = rows("SELECT id FROM goal WHERE year_id = 2027 LIMIT ?", (len(titles),))
    for title, (number,) in zip(titles, found, strict=True):
        change = "UPDATE goal SET title = ?, indicator = '', measure = '' WHERE id = ?"
        rows(change, (title, number))
    close_database()


def _journal_faults(path: Path, edits: Counter[Edit]) -> list[str]:
    """Where the journal tells of other edits, or in another order, than those that were made."""
    faults, told, last = [], Counter[Edit](), dict[tuple[str, str], str]()
    open_database(path)
    try:
        for name in FIELDS:
            for title, before, after in rows(EDITS.format(name=name)):
                told[Edit(title, name, before, after)] += 1
                if last.get((title, name), "") != before:
                    faults.append(f"{title}: {before!r} was not there before {after!r}")
                last[title, name] = after
            for title, value in rows(f"SELECT title, {name} FROM goal"):
                if last.get((title, name), value) != value:
                    faults.append(f"{title}: {value!r} is there")
        assert rows("PRAGMA integrity_check") == [("ok",)]
    finally:
        close_database()
    faults += [f"saved and not in the journal so: {edit}" for edit in edits - told]
    faults += [f"in the journal and not made so: {edit}" for edit in told - edits]
    return faults
