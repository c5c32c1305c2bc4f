"""What is past its day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from msgspec import Struct

from models.database import database, rows
from models.draft import Draft, DraftFile, past_their_day
from models.personal_data.copies import from_before_removal, own_copies
from models.personal_data.held_texts import holding, texts_of
from models.retention import Retention
from models.soundness import value
from models.unshown import Unshown


class Due(Unshown, Struct, frozen=True):
    """What would be removed: the numbers of notes and of people, steps that can be undone now and
    not afterwards, one's own drafts, and copies of the database that hold any of it."""

    notes: tuple[int, ...] = ()
    people: tuple[int, ...] = ()
    steps: int = 0
    drafts: tuple[Draft, ...] = ()
    copies: tuple[Path, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing."""
        return not (self.notes or self.people or self.drafts or self.copies)


def due(path: Path, retention: Retention, today: date) -> Due:
    """What is past its day in the open database ``path`` and beside it."""
    notes = notes_due(retention.notes_before(today))
    people = people_due(retention.ended_before(today))
    return _due(path, notes, people, retention.drafts_days)


def due_of(path: Path, person_id: int) -> Due:
    """What erasing one person would remove."""
    return _due(path, (), (person_id,), 0)


def notes_due(before: date | None) -> tuple[int, ...]:
    """Notes last written before that day that still have their text."""
    found = rows(
        "SELECT id FROM note WHERE text <> '' AND written_on < ? ORDER BY id",
        (before.isoformat() if before else "",),
    )
    return tuple(number for (number,) in found)


def people_due(before: date | None) -> tuple[int, ...]:
    """People who had ended, or were removed, before that day and have not been erased."""
    found = rows(
        "SELECT id FROM person WHERE purged_on IS NULL"
        " AND (status = 'ended' AND ended_on < :before OR removed_at < :before) ORDER BY id",
        {"before": before.isoformat() if before else ""},
    )
    return tuple(number for (number,) in found)


def _due(path: Path, notes: tuple[int, ...], people: tuple[int, ...], drafts_days: int) -> Due:
    removes = bool(notes or people)
    steps = value(database, "SELECT count(*) FROM step") if removes else 0
    kept = _drafts(path)
    late = past_their_day(kept, drafts_days)
    told = holding(kept, texts_of(notes, people)) if removes else []
    drafts = [*late, *(one for one in told if one not in late)]
    copies = own_copies(path)
    hold = copies if removes else from_before_removal(copies)
    return Due(notes, people, steps, tuple(drafts), tuple(hold))


def _drafts(path: Path) -> list[Draft]:
    file = DraftFile(path)
    try:
        return file.kept()
    finally:
        file.close()
