"""Commitments: either side's, overdue past their day, the overdue on top."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from models.commitment import (
    CommitmentEntry,
    add_commitment,
    commitment_card,
    edit_commitment,
    remove_commitment,
    settle_commitment,
)
from models.commitments import CommitmentScope, commitments
from models.database import rows
from models.derived import as_of
from models.flags import Scope, flags
from models.leaders import leaders
from models.person import (
    PersonEntry,
    add_person,
    edit_person,
    remove_person,
)
from models.problems import Problem
from models.rules import Rules
from models.undoing import undo
from models.unit import UnitEntry, add_unit
from models.year import ensure_year

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2027, 3, 10)


@pytest.fixture
def people(database: Path) -> tuple[int, int]:
    """Kari, who leads the unit, and Ola in it."""
    ensure_year(2027, Rules())
    chief = add_person(PersonEntry("Kari"))
    unit = add_unit(UnitEntry("Nordvik", leader_id=chief))
    return chief, add_person(PersonEntry("Ola", unit_id=unit))


def entry(people: tuple[int, int], days: int | None = None, **values: Any) -> CommitmentEntry:
    due = None if days is None else DAY + timedelta(days)
    common = {"side": "superior", "text": "Ny PC", "owner_id": people[0], "due": due}
    return CommitmentEntry(2027, people[1], **common | values)


@pytest.mark.parametrize(
    ("days", "state", "overdue"),
    [
        (-1, "open", True),
        (0, "open", False),
        (1, "open", False),
        (None, "open", False),
        (-1, "kept", False),
        (-1, "dropped", False),
    ],
)
def test_what_is_open_past_its_day_is_overdue(
    people: tuple[int, int], days: int | None, state: str, overdue: bool
) -> None:
    number = add_commitment(entry(people, days, state=state, dropped_because="bortfalt"))
    assert commitment_card(number).overdue(DAY) is overdue
    found = flags(as_of(DAY, Rules()), Scope("commitment-overdue"))
    shown = [(one.commitment_id, one.person_id, one.value, one.day) for one in found]
    assert shown == ([(number, people[0], 1, DAY - timedelta(1))] if overdue else [])
    [chief] = leaders(as_of(DAY, Rules()))
    assert (chief.open_commitments, chief.overdue_commitments) == (state == "open", overdue)


def test_it_comes_back_as_it_was_entered(people: tuple[int, int]) -> None:
    wanted = entry(people, 5, side="subject", text="Kurs", owner_id=people[1])
    number = add_commitment(wanted)
    card = commitment_card(number)
    assert (card.entry, card.person_name, card.owner_name) == (wanted, "Ola", "Ola")
    assert edit_commitment(number, 0, wanted) is False
    assert edit_commitment(number, 0, replace(wanted, owner_id=people[0])) is True
    assert commitment_card(number).owner_name == "Kari"


def test_keeping_it_is_recorded_with_its_day(people: tuple[int, int]) -> None:
    number = add_commitment(entry(people, -5))
    settle_commitment(number, 0, DAY)
    assert commitment_card(number).entry.state == "kept"
    assert rows("SELECT settled_on FROM commitment") == [("2027-03-10",)]


def test_the_overdue_stand_on_top_and_the_settled_last(people: tuple[int, int]) -> None:
    order = [(-9, "open"), (-1, "open"), (0, "open"), (3, "open"), (None, "open"), (-20, "kept")]
    numbers = [add_commitment(entry(people, days, state=state)) for days, state in order[::-1]]
    removed = add_commitment(entry(people, -99))
    remove_commitment(removed)
    listed = [one.id for one in commitments(CommitmentScope(), DAY)]
    assert listed == numbers[::-1]
    with pytest.raises(Problem, match="removed-meanwhile"):
        commitment_card(removed)


def test_a_persons_are_those_of_their_dialogues_and_those_they_owe(people: tuple[int, int]) -> None:
    third = add_person(PersonEntry("Liv"))
    about = add_commitment(entry(people, owner_id=third))
    owed = add_commitment(replace(entry(people), person_id=third))
    other = add_commitment(replace(entry(people), person_id=third, owner_id=third))
    found = {
        who: {one.id for one in commitments(CommitmentScope(who), DAY)} for who in (*people, third)
    }
    assert found == {people[0]: {owed}, people[1]: {about}, third: {about, owed, other}}


def test_history_keeps_the_owner_who_has_left(people: tuple[int, int]) -> None:
    number = add_commitment(entry(people, -1))
    edit_person(people[0], 0, PersonEntry("Kari", status="ended"))
    assert commitment_card(number).owner_name == "Kari"
    [flag] = flags(as_of(DAY, Rules()), Scope("commitment-overdue"))
    assert flag.name == "Kari"


def stored() -> list[tuple[str, str | None, str | None]]:
    return rows("SELECT state, settled_on, dropped_because FROM commitment ORDER BY id")


def test_the_form_settles_and_reopens(people: tuple[int, int]) -> None:
    later = DAY + timedelta(5)
    number = add_commitment(entry(people), DAY)
    assert stored() == [("open", None, None)]
    edit_commitment(number, 0, entry(people, state="kept"), DAY)
    assert stored() == [("kept", "2027-03-10", None)]
    edit_commitment(number, 1, entry(people, state="kept", text="Ny PC og skjerm"), later)
    assert stored() == [("kept", "2027-03-10", None)]
    edit_commitment(number, 2, entry(people, state="dropped", dropped_because="nei"), later)
    assert stored() == [("dropped", "2027-03-15", "nei")]
    edit_commitment(number, 3, entry(people, dropped_because="nei"), later)
    assert stored() == [("open", None, None)]
    assert commitment_card(number).settled_on is None
    add_commitment(entry(people, state="kept"), later)
    assert stored()[1] == ("kept", "2027-03-15", None)


def test_who_promised_it_stays(people: tuple[int, int]) -> None:
    number = add_commitment(entry(people))
    assert commitment_card(number).first_promised_by == ""
    edit_commitment(number, 0, entry(people, owner_id=people[1]))
    card = commitment_card(number)
    assert (card.owner_name, card.first_promised_by) == ("Ola", "Kari")


def test_what_is_about_somebody_removed_is_gone(people: tuple[int, int]) -> None:
    number = add_commitment(entry(people, -1))
    remove_person(people[1])
    assert commitments(CommitmentScope(), DAY) == []
    assert flags(as_of(DAY, Rules()), Scope("commitment-overdue")) == []
    assert [one.open_commitments for one in leaders(as_of(DAY, Rules()))] == [0]
    with pytest.raises(Problem, match="removed-meanwhile"):
        commitment_card(number)
    undo()
    assert [one.id for one in commitments(CommitmentScope(), DAY)] == [number]


def test_what_somebody_removed_owed_is_flagged_where_it_was_promised(
    people: tuple[int, int],
) -> None:
    third = add_person(PersonEntry("Liv"))
    add_commitment(entry(people, -1, owner_id=third))
    remove_person(third)
    [flag] = flags(as_of(DAY, Rules()), Scope("commitment-overdue"))
    assert flag.name == "Ola"
