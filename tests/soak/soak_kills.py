"""Killed at any moment while a coordinator types and saves."""

from __future__ import annotations

import random
import signal
import time
from typing import TYPE_CHECKING

from tests import processes
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
from tests.terminal import PROGRAM, Terminal

if TYPE_CHECKING:
    from pathlib import Path

TEST = "kill -9 while typing and saving"
FULL, SHORT = 500, 3
DRAFT_SECONDS = 1.0
LIVES, STARTS = 3.0, 3
"""A life lasts so many seconds at most, from when it begins to type; where the machine is so busy
that the start took long, so many times as long as that."""
SAVES = 0.2
"""Acknowledged saves a life: over many lives there must be as many, or little was tried."""


class Lives:
    """One database, and what its two texts should be, through many lives of the program."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "x.db"
        prepare(self.path)
        self.environment = surroundings(folder / "home")
        self.works: dict[type[Coordinator], Work] = {AtAGoal: Work(), AtANote: Work()}
        self.left: tuple[type[Coordinator], str] | None = None
        self.faults: list[str] = []
        self.oldest = 0.0
        self.offered = self.unanswered = self.lost = 0

    def live(self, kind: type[Coordinator], number: int) -> None:
        """One life, and what is there after it."""
        command = [str(PROGRAM), "--db", str(self.path)]
        terminal = Terminal(command, self.environment)
        if self.left is not None:
            before, text = self.left
            self._resolve(before(terminal, self.works[before]), text)
            terminal.child.close(force=True)
            terminal = Terminal(command, self.environment)
        work = self.works[kind]
        one = kind(terminal, work)
        if number % 10 == 0:
            one.until = time.monotonic() + random.uniform(0, 1)
        try:
            began = time.monotonic()
            one.go_there()
            if number % 10:
                begins = time.monotonic()
                longest = max(LIVES, STARTS * (begins - began))
                one.until = begins + random.uniform(0.1, longest)
            while True:
                one.begin()
                one.write(f"Tekst-{number}.{work.saves}-om-økt-bemanning")
                one.save()
        except TimeUp:
            terminal.child.kill(signal.SIGKILL)
            killed = time.monotonic()
        terminal.child.wait()
        terminal.child.close()
        self._look(kind, work, killed)

    def _resolve(self, one: Coordinator, text: str) -> None:
        one.go_on_from_draft(text)
        self.offered += 1
        self.left = None

    def _look(self, kind: type[Coordinator], work: Work, killed: float) -> None:
        if processes.with_argument(str(self.path)):
            self.faults.append("a process is left")
        draft = drafted(self.path, kind.field)
        typed = {text for _, text in work.typed}
        if kind is AtAGoal and draft not in {None, "", work.saving, *typed}:
            self.faults.append(f"{draft!r} is offered, and {work.stored!r} was saved after it")
        for each, its in self.works.items():
            now = stored(self.path, each.stored_by)
            if now == its.saving:
                its.stored, its.saving = now, None
                self.unanswered += 1
            elif now != its.stored:
                self.lost += 1
                self.faults.append(f"lost: {its.stored!r} was saved, {now!r} is there")
        there = {work.stored, draft}
        for at, text in reversed(work.typed):
            if text in there:
                break
            self.oldest = max(self.oldest, killed - at)
        if draft is not None:
            # A note that is stored is gone on from, if it holds what was typed.
            held = kind is AtANote and draft in work.stored
            self.left = (kind, work.stored if held else draft)
        work.typed.clear()
        work.saving = None


def soak(turns: int, folder: Path) -> Row:
    """Live and be killed so often."""
    lives = Lives(folder)
    for number in range(turns):
        lives.live((AtAGoal, AtANote)[number % 2], number)
    saves = sum(work.saves for work in lives.works.values())
    if lives.oldest > DRAFT_SECONDS:
        lives.faults.append(f"{lives.oldest:.2f} s of typing lost")
    if saves < int(SAVES * turns):
        lives.faults.append(f"only {saves} saves: the lives were too short to try much")
    found = (
        f"{saves} acknowledged saves, {lives.lost} lost; {lives.unanswered} saved unanswered;"
        f" {lives.offered} drafts offered and taken up; at most {lives.oldest:.2f} s of typing lost"
    )
    asked = "every acknowledged save there, drafts at most 1 s old, sound, no process left"
    return Row(f"{turns} kills", asked, found, tuple(lives.faults))
