"""Leader agreements: content, purpose and frequency of the dialogue, on paper and signed."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict
from peewee import DateField, ForeignKeyField, IntegerField, TextField

from models import records
from models.agreement_state import NEWEST, STATE
from models.database import row, rows, with_days
from models.fields import Record
from models.person import Person
from models.problems import Problem, Problems

STATES = ("valid", "incomplete", "expired", "missing")
MOST_A_YEAR = 12


class LeaderAgreement(Record):
    """The agreement that a leader has, with its term."""

    person = ForeignKeyField(Person)
    content = TextField(default="")
    purpose = TextField(default="")
    dialogues_a_year = IntegerField(null=True)
    valid_from = DateField(null=True)
    valid_until = DateField(null=True)
    signed_on = DateField(null=True)


class AgreementEntry(Struct, frozen=True):
    """What is entered of an agreement; what is left out makes it incomplete."""

    person_id: int
    content: str = ""
    purpose: str = ""
    dialogues_a_year: int | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    signed_on: date | None = None


class AgreementCard(Struct, frozen=True):
    """An agreement as lists and the form show it; ``state`` is one of :data:`STATES`."""

    id: int
    revision: int
    entry: AgreementEntry
    state: str


AGREEMENT = f"""
SELECT id, revision, person_id, content, purpose, dialogues_a_year, valid_from, valid_until,
       signed_on, {STATE}
FROM leader_agreement WHERE removed_at IS NULL """


def add_agreement(entry: AgreementEntry) -> int:
    """Store a new agreement and return its number."""
    _validate(entry)
    return records.add(LeaderAgreement, asdict(entry))


def edit_agreement(number: int, revision: int, entry: AgreementEntry) -> bool:
    """Change an agreement; whether anything differed."""
    _validate(entry)
    return records.edit(LeaderAgreement, number, revision, asdict(entry))


def remove_agreement(number: int) -> None:
    """Take an agreement out of every list."""
    records.remove(LeaderAgreement, number)


def agreement_card(number: int, today: date) -> AgreementCard:
    """One agreement, to be edited."""
    found = row(AGREEMENT + "AND id = :id", {"id": number, "today": today.isoformat()})
    if found is None:
        raise Problem("removed-meanwhile", kind="leader-agreement")
    return _card(found)


def agreements_of(person_id: int, today: date) -> list[AgreementCard]:
    """A leader's agreements, the one that counts first."""
    found = rows(
        AGREEMENT + f"AND person_id = :person ORDER BY {NEWEST}",
        {"person": person_id, "today": today.isoformat()},
    )
    return [_card(one) for one in found]


class YearOfTalks(Struct, frozen=True):
    """What was agreed for a year and what came of it; ``agreed`` is None where nothing was."""

    year: int
    agreed: int | None
    held: int


def agreed_and_held(person_id: int) -> list[YearOfTalks]:
    """Year by year, the newest first: the talks agreed on, by the agreement that was in force in
    any part of the year and began last, and the talks held."""
    found = rows(
        f"""
        SELECT y.number,
               (SELECT dialogues_a_year FROM leader_agreement a WHERE a.person_id = :person
                AND a.removed_at IS NULL AND a.dialogues_a_year IS NOT NULL
                AND coalesce(a.valid_from, '') <= y.number || '-12-31'
                AND coalesce(a.valid_until, '9999') >= y.number || '-01-01'
                ORDER BY {NEWEST} LIMIT 1),
               (SELECT count(*) FROM dialogue d JOIN round r ON r.id = d.round_id
                WHERE r.year_id = y.number AND d.person_id = :person AND d.held_on IS NOT NULL
                AND d.removed_at IS NULL)
        FROM year y WHERE y.removed_at IS NULL ORDER BY y.number DESC""",
        {"person": person_id},
    )
    return [YearOfTalks(*one) for one in found]


def _card(found: tuple[Any, ...]) -> AgreementCard:
    number, revision, *entry, state = with_days(found, 6, 7, 8)
    return AgreementCard(number, revision, AgreementEntry(*entry), state)


def _validate(entry: AgreementEntry) -> None:
    problems = []
    times = entry.dialogues_a_year
    if times is not None and not 0 <= times <= MOST_A_YEAR:
        problems.append(Problem("dialogues-a-year-range", "dialogues_a_year", most=MOST_A_YEAR))
    if entry.valid_from and entry.valid_until and entry.valid_until < entry.valid_from:
        problems.append(Problem("ends-before-start", "valid_until"))
    if problems:
        raise Problems(problems)
