"""Commitments: what either side promised in a dialogue, and by when.

``owner`` has to keep it, ``promised_by`` is who made the promise: they differ once it has been
handed over (:mod:`models.hand_over`), and history keeps the first name.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict
from peewee import DateField, ForeignKeyField, TextField

from models import records
from models.database import row, with_days, writing
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


class CommitmentEntry(Struct, frozen=True):
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


class CommitmentCard(Struct, frozen=True):
    """A commitment as lists and the form show it. ``settled_on`` is the day on which it was kept
    or dropped."""

    id: int
    revision: int
    entry: CommitmentEntry
    person_name: str
    owner_name: str
    settled_on: date | None
    promised_by_id: int | None
    promised_by_name: str

    def overdue(self, today: date) -> bool:
        """Whether it is open past its day."""
        return self.entry.state == "open" and self.entry.due is not None and self.entry.due < today

    @property
    def first_promised_by(self) -> str:
        """Who made the promise, where somebody else has to keep it now; else empty."""
        return "" if self.promised_by_id == self.entry.owner_id else self.promised_by_name


def add_commitment(entry: CommitmentEntry, day: date | None = None) -> int:
    """Store a new commitment and return its number. ``day`` is today where that is not the
    calendar's: one that is settled at once was settled then."""
    _validate(entry)
    settled = None if entry.state == "open" else _today(day)
    return records.add(
        Commitment, _columns(entry) | {"settled_on": settled, "promised_by_id": entry.owner_id}
    )


def edit_commitment(
    number: int, revision: int, entry: CommitmentEntry, day: date | None = None
) -> bool:
    """Change a commitment; whether anything differed.

    Another state is settled on ``day``, one that is open again on none; who promised it stays.
    """
    _validate(entry)
    with writing():
        found = row("SELECT state, settled_on FROM commitment WHERE id = ?", (number,))
        state, settled_on = with_days(found, 1) if found else ("", None)
        if entry.state == "open":
            settled_on = None
        elif settled_on is None or state != entry.state:
            settled_on = _today(day)
        return records.edit(
            Commitment, number, revision, _columns(entry) | {"settled_on": settled_on}
        )


def settle_commitment(number: int, revision: int, day: date) -> bool:
    """Record that it was kept on ``day``."""
    values = {"state": "kept", "settled_on": day, "dropped_because": None}
    return records.edit(Commitment, number, revision, values, action="keep")


def drop_commitment(number: int, revision: int, reason: str, day: date) -> bool:
    """Record that it was dropped on ``day``, because of ``reason``."""
    if not reason.strip():
        raise Problems([Problem("reason-missing", "reason")])
    values = {"state": "dropped", "settled_on": day, "dropped_because": reason}
    return records.edit(Commitment, number, revision, values, action="drop")


def remove_commitment(number: int) -> None:
    """Take a commitment out of every list."""
    records.remove(Commitment, number)


COMMITMENT_CARD = """
SELECT c.id, c.revision, c.year_id, c.person_id, c.side, c.text, c.owner_id, c.due, c.state,
       c.dropped_because, c.dialogue_id, p.name, coalesce(o.name, ''), c.settled_on,
       c.promised_by_id, coalesce(b.name, '')
FROM commitment c JOIN person p ON p.id = c.person_id AND p.removed_at IS NULL
LEFT JOIN person o ON o.id = c.owner_id LEFT JOIN person b ON b.id = c.promised_by_id
WHERE c.removed_at IS NULL """
"""What was promised in dialogues with somebody who has been removed goes with them."""


def commitment_card(number: int) -> CommitmentCard:
    """One commitment, to be shown or edited."""
    found = row(COMMITMENT_CARD + "AND c.id = ?", (number,))
    if found is None:
        raise Problem("removed-meanwhile", kind="commitment")
    return card_of(found)


def card_of(found: tuple[Any, ...]) -> CommitmentCard:
    """A row of :data:`COMMITMENT_CARD` as a record."""
    values = with_days(found, 7, 13)
    number, revision, year, person, side, text, owner, due, state, because, dialogue, *rest = values
    entry = CommitmentEntry(year, person, side, text, owner, due, state, because, dialogue)
    return CommitmentCard(number, revision, entry, *rest)


def _columns(entry: CommitmentEntry) -> dict[str, object]:
    """A reason goes with a commitment that is dropped, and with no other."""
    because = entry.dropped_because if entry.state == "dropped" else None
    return asdict(entry) | {"dropped_because": because}


def _today(day: date | None) -> date:
    return day or date.today()  # noqa: DTZ011 (the user's own calendar day)


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
