"""Commitments: what either side promised in a dialogue, and by when."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from peewee import DateField, ForeignKeyField, TextField

from models import records
from models.database import row, with_days
from models.dialogue import Dialogue
from models.fields import Record
from models.person import Person
from models.problems import Problem, Problems
from models.year import Year

SIDES = ("superior", "subject")
STATES = ("open", "kept", "dropped")


class Commitment(Record):
    """A promise of one side of the dialogue with ``person``; ``owner`` has to keep it."""

    year = ForeignKeyField(Year)
    person = ForeignKeyField(Person)
    dialogue = ForeignKeyField(Dialogue, null=True)
    side = TextField()
    owner = ForeignKeyField(Person, null=True)
    text = TextField()
    due = DateField(null=True)
    state = TextField(default="open")
    dropped_because = TextField(null=True)
    settled_on = DateField(null=True)
    promised_by = ForeignKeyField(Person, null=True)


@dataclass(frozen=True, slots=True)
class CommitmentEntry:
    """What is entered of a commitment."""

    year_id: int
    person_id: int
    side: str
    text: str
    owner_id: int | None = None
    due: date | None = None
    state: str = "open"
    dropped_because: str | None = None
    dialogue_id: int | None = None


@dataclass(frozen=True, slots=True)
class CommitmentCard:
    """A commitment as lists and the form show it."""

    id: int
    revision: int
    entry: CommitmentEntry
    person_name: str
    owner_name: str

    def overdue(self, today: date) -> bool:
        """Whether it is open past its day."""
        return self.entry.state == "open" and self.entry.due is not None and self.entry.due < today


def add_commitment(entry: CommitmentEntry) -> int:
    """Store a new commitment and return its number."""
    _validate(entry)
    return records.add(Commitment, asdict(entry))


def edit_commitment(number: int, revision: int, entry: CommitmentEntry) -> bool:
    """Change a commitment; whether anything differed."""
    _validate(entry)
    return records.edit(Commitment, number, revision, asdict(entry))


def settle_commitment(number: int, revision: int, day: date) -> bool:
    """Record that it was kept on ``day``."""
    values = {"state": "kept", "settled_on": day, "dropped_because": None}
    return records.edit(Commitment, number, revision, values, action="keep")


def remove_commitment(number: int) -> None:
    """Take a commitment out of every list."""
    records.remove(Commitment, number)


def take_back_commitment(number: int) -> None:
    """Bring a removed commitment back."""
    records.take_back(Commitment, number)


COMMITMENT_CARD = """
SELECT c.id, c.revision, c.year_id, c.person_id, c.side, c.text, c.owner_id, c.due, c.state,
       c.dropped_because, c.dialogue_id, p.name, coalesce(o.name, '')
FROM commitment c JOIN person p ON p.id = c.person_id LEFT JOIN person o ON o.id = c.owner_id
WHERE c.removed_at IS NULL """


def commitment_card(number: int) -> CommitmentCard:
    """One commitment, to be shown or edited."""
    found = row(COMMITMENT_CARD + "AND c.id = ?", (number,))
    if found is None:
        raise Problem("removed-meanwhile", kind="commitment")
    return card_of(found)


def card_of(found: tuple[Any, ...]) -> CommitmentCard:
    """A row of :data:`COMMITMENT_CARD` as a record."""
    values = with_days(found, 7)
    number, revision, year, person, side, text, owner, due, state, because, dialogue, *names = (
        values
    )
    entry = CommitmentEntry(year, person, side, text, owner, due, state, because, dialogue)
    return CommitmentCard(number, revision, entry, *names)


def _validate(entry: CommitmentEntry) -> None:
    problems = []
    if not entry.text.strip():
        problems.append(Problem("field-empty", "text"))
    if entry.side not in SIDES:
        problems.append(Problem("choice-unknown", "side", value=entry.side))
    if entry.state == "dropped" and not (entry.dropped_because or "").strip():
        problems.append(Problem("reason-missing", "dropped_because"))
    if problems:
        raise Problems(problems)
