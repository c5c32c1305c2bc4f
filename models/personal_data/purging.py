"""Purging: what is past its day is removed for good, wherever the program has put it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct

from models import journal
from models.database import writing
from models.draft import Draft, DraftFile
from models.personal_data.cleaning import clean, others_at
from models.personal_data.copies import (
    from_before_removal,
    last_removal,
    other_copies,
    remove_copies,
)
from models.personal_data.due import Due, notes_due, people_due
from models.personal_data.removing import remove
from models.retention import Retention


class Purged(Struct, frozen=True):
    """What was removed: how many notes, people and drafts, and which copies of the database.

    ``emptied`` is False where the engine could not empty its log since ``others`` have the database
    open: it holds what was removed until purging is done again. ``untouched`` are files that may
    hold the same and are for others to remove.
    """

    notes: int
    people: int
    drafts: int
    copies: tuple[Path, ...]
    emptied: bool
    others: tuple[str, ...]
    untouched: tuple[Path, ...]


class Way(Struct, frozen=True):
    """How it is done: what each person is called from then on, with ``{number}``; as of which day;
    and whether daily backups are ``kept``, which then begin anew."""

    called: str
    today: date
    keep_backups: int


def purge(path: Path, found: Due, retention: Retention, way: Way) -> Purged:
    """Remove what was ``found`` to be past its day and still is. Killed at any moment it leaves all
    of the database's contents as they were or as they are to be; done again it ends what is left.

    Raises ``database-locked``, ``disk-full`` and what taking a backup does.
    """
    _drop(path, found.drafts)
    with writing():
        late = set(notes_due(retention.notes_before(way.today)))
        ended = set(people_due(retention.ended_before(way.today)))
        notes = [one for one in found.notes if one in late]
        people = [one for one in found.people if one in ended]
        if notes or people:
            _remove(notes, people, way)
            counts = {"notes": len(notes), "people": len(people), "reason": retention.reason}
            changes = {name: (None, value) for name, value in counts.items() if value}
            journal.record("database.purge", "database", None, changes)
    return _finish(path, found, len(notes), len(people), way)


def erase(path: Path, found: Due, way: Way) -> Purged:
    """Remove what is stored about those whom :func:`models.personal_data.due.due_of` has found, as
    :func:`purge` does."""
    _drop(path, found.drafts)
    with writing():
        _remove([], found.people, way)
    return _finish(path, found, 0, len(found.people), way)


def _drop(path: Path, drafts: Iterable[Draft]) -> None:
    file = DraftFile(path)
    try:
        for draft in drafts:
            file.drop(draft)
    finally:
        file.close()


def _remove(notes: Sequence[int], people: Sequence[int], way: Way) -> None:
    remove(notes, people, way.called, way.today)
    journal.record_all("person.erase", "person", [(number, {}) for number in people])


def _finish(path: Path, found: Due, notes: int, people: int, way: Way) -> Purged:
    """See to the files; also to what an earlier purging was killed before."""
    copies: list[Path] = []
    emptied = True
    if last_removal():
        emptied = clean()
        copies = remove_copies(path, way.today, way.keep_backups)
    return Purged(
        notes,
        people,
        len(found.drafts),
        tuple(copies),
        emptied,
        () if emptied else others_at(path),
        tuple(from_before_removal(other_copies(path))),
    )
