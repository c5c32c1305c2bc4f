"""Coordinators who type and save, letter by letter, and know what was typed when."""

from __future__ import annotations

import random
import shutil
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.database import close_database, open_database, row, rows
from models.draft import DraftFile
from tests.municipality import sample_made

if TYPE_CHECKING:
    from pathlib import Path

    from tests.terminal import Terminal

SAVE, EMPTY = "\x13", "\x1b[F\x15"
GOAL = "Prøvemålet"


class TimeUp(Exception):
    """The moment has come at which it is to end."""


@dataclass
class Work:
    """One text: ``stored`` is what was said to be saved, ``saving`` what was asked to be, ``typed``
    what it became when, since the last save; ``saves`` counts those."""

    stored: str = ""
    saving: str | None = None
    typed: list[tuple[float, str]] = field(default_factory=list)
    saves: int = 0


class Coordinator:
    """Works at ``terminal`` until ``until``, in the clock of :func:`time.monotonic`."""

    way = ""
    """The keys that lead from the first screen to where the work is."""
    stored_by = ""
    """What gives the text."""
    field = ""
    """What it is called in a draft."""
    said = " is saved."
    """What the status line says then."""

    def __init__(self, terminal: Terminal, work: Work, until: float = float("inf")) -> None:
        self.terminal = terminal
        self.work = work
        self.until = until

    def begin(self) -> None:
        """Have the text open for the first letter, once the way has been gone."""
        raise NotImplementedError

    def write(self, text: str) -> None:
        """Type ``text`` into it."""
        raise NotImplementedError

    def go_there(self) -> None:
        """Go to where the work is."""
        self.see("Kari Nordmann")
        self.terminal.type(self.way)

    def see(self, *words: str, without: str = "\0") -> None:
        """Read until all of ``words`` are on the screen."""
        end = time.monotonic() + 30
        text = self.terminal.text
        while without in text or not all(one in text for one in words):
            if time.monotonic() > self.until:
                raise TimeUp
            assert time.monotonic() < end, f"{words} do not come:\n{text}"
            if self.terminal.read(0.01):
                text = self.terminal.text
            else:
                assert self.terminal.child.isalive(), text

    def type_slowly(self, text: str, before: str) -> None:
        """Type ``text`` after ``before``, letter by letter."""
        for number, letter in enumerate(text, 1):
            if time.monotonic() > self.until:
                raise TimeUp
            self.terminal.type(letter)
            self.work.typed.append((time.monotonic(), before + text[:number]))
            pause = time.monotonic() + random.uniform(0.01, 0.06)
            while time.monotonic() < pause:
                self.terminal.read(0.01)

    def save(self) -> None:
        """Save, until the status line says that it is.

        What it says of an earlier save stays until the next key has come, which may take long.
        """
        text = self.work.typed[-1][1]
        self.see(text.rpartition("\n")[2][-20:].strip(), without=self.said)
        self.work.saving = text
        self.terminal.type(SAVE)
        self.see(self.said)
        self.work.stored, self.work.saving = self.work.saving, None
        self.work.typed.clear()
        self.work.saves += 1

    def go_on_from_draft(self, text: str) -> None:
        """Take up the draft that is offered, see the end of ``text`` in it, and save it."""
        self.see("Typed and not saved")
        self.terminal.type("\r")
        self.see("^S Save", text.rpartition("\n")[2][-20:].strip(), without="Typed and not saved")
        self.work.typed.append((time.monotonic(), text))
        self.save()


class AtAGoal(Coordinator):
    """Edits one field of a goal."""

    way = f"4/{GOAL}\r"
    stored_by = f"SELECT indicator FROM goal WHERE title = '{GOAL}'"
    field = "indicator"

    def begin(self) -> None:
        """Open its form, the field empty."""
        self.see(GOAL, " 1 of ")
        self.terminal.type("e")
        self.see("^S Save", without=" is saved.")
        self.terminal.type("\t" + EMPTY)

    def write(self, text: str) -> None:
        """Type it anew."""
        self.type_slowly(text, "")


class AtANewPerson(Coordinator):
    """Adds people by their names."""

    way = "2"
    field = "name"
    said = " is added."

    def begin(self) -> None:
        """Open a form for one more."""
        self.see("Everybody")
        self.terminal.type("n")
        self.see("^S Save", "Employee number")


class AtANote(Coordinator):
    """Writes on at a note."""

    way = "3/Liv Berg\r\r\r"
    stored_by = "SELECT text FROM note WHERE text LIKE '§%'"
    field = "text"

    def begin(self) -> None:
        """It is open."""
        self.see("^S Save", "Confidential")

    def write(self, text: str) -> None:
        """Type another line."""
        before = self.work.stored + "\n" if self.work.stored else ""
        if before:
            self.terminal.type("\r")
        self.type_slowly("§" + text, before)


def prepare(path: Path) -> None:
    """The sample municipality at ``path``, with one goal that is found by its name."""
    shutil.copy(sample_made(), path)
    open_database(path)
    found = row("SELECT id FROM goal WHERE year_id = 2027 AND title = 'Flere hele stillinger'")
    assert found
    rows("UPDATE goal SET title = ?, indicator = '' WHERE id = ?", (GOAL, found[0]))
    close_database()


def stored(path: Path, statement: str) -> str:
    """The one text that ``statement`` gives, empty if there is none, from a sound database."""
    open_database(path)
    try:
        assert rows("PRAGMA integrity_check") == [("ok",)]
        assert rows("PRAGMA foreign_key_check") == []
        found = row(statement)
    finally:
        close_database()
    return str(found[0]) if found else ""


def drafted(path: Path, name: str) -> str | None:
    """The text of the field of the draft that is left, if there is one."""
    file = DraftFile(path)
    try:
        texts = [one.fields[name][1][0] for one in file.left(30) if name in one.fields]
    finally:
        file.close()
    assert len(texts) <= 1, texts
    return texts[0] if texts else None
