"""A program that saves, drafts and backs up, and tells of each when it is done: run by soaks.

``python -m tests.soak.saving FOLDER TURNS SYNCHRONOUS``. After each turn it writes a line with
the file's name, the number of the turn and what :func:`state` gives for it.
"""

from __future__ import annotations

import hashlib
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from models.backup import back_up
from models.commitment import CommitmentEntry, add_commitment
from models.database import close_database, database, open_database
from models.dialogue import hold
from models.draft import Draft, DraftFile
from models.note import topics_of, write_note
from models.person import PersonEntry, add_person, edit_person, person_card, remove_person
from models.rules import Rules
from models.unit import UnitEntry, add_unit
from models.year import current_round, ensure_year

if TYPE_CHECKING:
    from peewee import SqliteDatabase

DAY = date(2027, 3, 10)
CHECKPOINT_PAGES = 100
"""Smaller than usual, so that the log is folded in many times."""


def state(of: SqliteDatabase) -> str:
    """A print of every row of every table."""
    names = of.execute_sql("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    print_ = hashlib.blake2b(digest_size=8)
    for (name,) in names.fetchall():
        for one in of.execute_sql(f'SELECT * FROM "{name}" ORDER BY 1'):
            print_.update(repr(one).encode())
    return print_.hexdigest()


class Office:
    """Somebody who saves something else each turn."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "x.db"
        open_database(self.path)
        ensure_year(2027, Rules())
        unit = add_unit(UnitEntry("Skole"))
        self.people = [add_person(PersonEntry("Kari", unit_id=unit))]
        round_ = current_round(DAY)
        assert round_ is not None
        self.talk = hold(self.people[0], round_.id, DAY, Rules())
        self.drafts = DraftFile(self.path)

    def save(self, turn: int) -> None:
        """One write of the models."""
        kind = turn % 5
        if kind == 0:
            self.people.append(add_person(PersonEntry(f"Person {turn}")))
        elif kind == 1:
            topics = topics_of(self.talk)
            write_note(topics[turn % len(topics)], f"Notat {turn} " * 200, DAY)
        elif kind == 2:
            entry = CommitmentEntry(2027, self.people[0], "subject", f"Love {turn}")
            add_commitment(entry)
        elif kind == 3:
            seen = person_card(self.people[0]).revision
            edit_person(self.people[0], seen, PersonEntry(f"Kari {turn}"))
        else:
            remove_person(self.people.pop())

    def draft(self, turn: int) -> None:
        """One text kept as a draft."""
        typed = {"note": (("", ""), (f"Skrevet {turn} " * 50, ""))}
        self.drafts.keep(Draft("k", "Notat", typed, {}, datetime.now(UTC), self.drafts.session))


def tell(name: str, turn: int, found: str) -> None:
    """Say that it is done; only what was said counts."""
    os.write(1, f"{name} {turn} {found}\n".encode())


def main(folder: Path, turns: int, synchronous: str) -> None:
    """Do it."""
    office = Office(folder)
    database.execute_sql(f"PRAGMA synchronous={synchronous}")
    database.execute_sql(f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}")
    tell("x.db", 0, state(database))
    for turn in range(1, turns + 1):
        office.save(turn)
        tell("x.db", turn, state(database))
        office.draft(turn)
        tell(office.drafts.path.name, turn, state(office.drafts._file))
        if turn % 20 == 0:
            back_up(folder / f"backup-{turn}.db")
            tell(f"backup-{turn}.db", turn, state(database))
    close_database()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
