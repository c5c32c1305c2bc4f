"""The basis of a dialogue: what is in it, and that no note is."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from models import note
from models.basis import Basis, basis_ahead, basis_of
from models.commitment import CommitmentEntry, add_commitment
from models.database import database as connection
from models.database import open_database, rows
from models.derived import as_of
from models.dialogue import Plan, plan, remove_dialogue
from models.flags import Scope, flags
from models.goal import remove_goal
from models.leaders import leaders
from models.note import topics_of
from models.problems import Problem
from models.rules import DEFAULT_AGENDA, Rules
from models.turn_of_year import open_year
from models.unit import edit_unit, unit_card

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2027, 3, 10)
RULES = Rules()


@pytest.fixture
def town(sample_file: Path) -> None:
    """The sample municipality, open on this thread."""
    open_database(sample_file)


def number_of(name: str) -> int:
    return int(rows("SELECT id FROM person WHERE name = ?", (name,))[0][0])


def of(name: str, code: str = "winter", year: int = 2027) -> Basis:
    [[round_id]] = rows("SELECT id FROM round WHERE code = ? AND year_id = ?", (code, year))
    return basis_ahead(number_of(name), int(round_id), as_of(DAY, RULES))


def test_before_anything_is_planned(town: None) -> None:
    basis = of("Liv Berg")
    assert basis.card is None
    assert (basis.person, basis.title, basis.unit, basis.level) == (
        "Liv Berg",
        "Rektor",
        "Nordvik skole",
        3,
    )
    assert (basis.superior, basis.conductor) == ("Ola Hansen", "Ola Hansen")
    assert tuple(one.title for one in basis.topics) == DEFAULT_AGENDA
    assert {one.id for one in basis.topics} == {None}
    assert (basis.staff and basis.staff.heads, basis.staff and basis.staff.leaders) == (41, 1)
    assert next(one.rule for one in basis.flags) == "span-severe"


def test_a_dialogue_that_only_waits_is_with_the_leader_of_today(town: None) -> None:
    """Sindre Haugland follows Liv Berg as head of the school, when all of 2028 is there already."""
    open_year(2028, DAY, RULES)
    new, old = number_of("Sindre Haugland"), number_of("Liv Berg")
    school = unit_card(int(rows("SELECT id FROM unit WHERE name = 'Nordvik skole'")[0][0]))
    edit_unit(school.id, school.revision, replace(school.entry, leader_id=new))
    at = as_of(date(2028, 2, 1), RULES)
    assert at.round
    own = basis_ahead(new, at.round.id, at)
    assert own.card
    assert own.card.conductor_id == old
    assert (own.superior, own.conductor) == ("Ola Hansen", "Ola Hansen")
    [listed] = [one for one in leaders(at) if one.id == new]
    assert (listed.superior, listed.conductor) == ("Ola Hansen", "Ola Hansen")
    assert not flags(at, Scope("conductor-in-own-line"))
    # Once it is planned with somebody that stays, whoever leads.
    plan(Plan(at.round.id, new, date(2028, 3, 1), conductor_id=old), RULES)
    assert basis_ahead(new, at.round.id, at).conductor == "Liv Berg"
    assert [one.person_id for one in flags(at, Scope("conductor-in-own-line"))] == [new]


def test_goals_are_of_the_rounds_year_and_the_one_before(town: None) -> None:
    basis = of("Liv Berg")
    assert {one.entry.year_id for one in basis.last_goals} == {2026}
    assert {one.entry.year_id for one in basis.goals} == {2027}
    assert [one.standing.state for one in basis.last_goals][:1] == ["under-way"]
    assert "not-measured" in {one.standing.state for one in basis.goals}
    gone = basis.goals[0].id
    remove_goal(gone)
    assert gone not in {one.id for one in of("Liv Berg").goals}
    earlier = of("Liv Berg", "autumn", 2026)
    assert {one.entry.year_id for one in earlier.goals} == {2026}


def test_open_promises_of_both_sides_the_overdue_first(town: None) -> None:
    liv = number_of("Liv Berg")
    talk = plan(Plan(of("Liv Berg").round.id, liv, DAY), RULES)
    late = CommitmentEntry(2027, liv, "subject", "For sent", owner_id=liv, due=date(2027, 1, 1))
    made = CommitmentEntry(
        2027, liv, "superior", "Gjort", owner_id=2, state="kept", dialogue_id=talk
    )
    add_commitment(late)
    add_commitment(made)
    basis = basis_of(talk, as_of(DAY, RULES))
    assert basis.commitments[0].entry.text == "For sent"
    assert {one.entry.side for one in basis.commitments} == {"superior", "subject"}
    assert {one.entry.state for one in basis.commitments} == {"open"}
    assert [one.entry.text for one in basis.made_here] == ["Gjort"]


def test_no_word_of_a_note_is_in_it(town: None) -> None:
    talk = plan(Plan(of("Liv Berg").round.id, number_of("Liv Berg"), DAY), RULES)
    for topic in topics_of(talk):
        note.write_note(topic, "kanarifugl", DAY)
    basis = basis_of(talk, as_of(DAY, RULES))
    assert len(basis.topics) == len(DEFAULT_AGENDA)
    assert "kanarifugl" not in repr(basis)


def test_a_leaders_own_leaders_are_counted(town: None) -> None:
    staff = of("Ola Hansen").staff
    assert staff is not None
    [[asked, held]] = rows(
        "SELECT count(*), sum(status IN ('held', 'agreed')) FROM temp.leader"
        " WHERE superior_id = ? AND status NOT IN ('', 'exempt')",
        (number_of("Ola Hansen"),),
    )
    assert (staff.leaders, staff.held) == (asked, held)
    [[nobodys]] = rows(
        "SELECT name FROM person WHERE status = 'active' AND removed_at IS NULL AND id NOT IN"
        " (SELECT person_id FROM temp.leader) LIMIT 1"
    )
    assert of(nobodys).staff is None
    assert of(nobodys).level == 4


def test_a_removed_dialogue_has_none(town: None) -> None:
    talk = plan(Plan(of("Liv Berg").round.id, number_of("Liv Berg"), DAY), RULES)
    remove_dialogue(talk)
    with pytest.raises(Problem, match="removed-meanwhile"):
        basis_of(talk, as_of(DAY, RULES))


def test_the_number_of_questions_does_not_grow(town: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """No question per goal, promise or flag."""
    of("Liv Berg")
    asked: list[str] = []
    ask = connection.execute_sql

    def counted(sql: str, *facts: object, **named: object) -> object:
        asked.append(sql)
        return ask(sql, *facts, **named)

    monkeypatch.setattr(connection, "execute_sql", counted)
    counts = set()
    for name in ("Liv Berg", "Ola Hansen", "Kari Nordmann"):
        asked.clear()
        of(name)
        counts.add(len([one for one in asked if "temp.derived_from" not in one]))
    assert max(counts) - min(counts) <= 3
