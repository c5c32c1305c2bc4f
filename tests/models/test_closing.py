"""Closing a year: refused while work is open, and what it keeps."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import journal
from models.asked import round_counts
from models.closing import close_year, open_work, reopen_year, settle_commitments
from models.commitment import CommitmentEntry, add_commitment, commitment_card
from models.database import database as engine
from models.database import row, rows, writing
from models.derived import as_of
from models.dialogue import exempt, hold
from models.goal import GoalEntry, add_goal
from models.goal_turn import settle_goals
from models.person import PersonEntry, add_person, edit_person
from models.problems import Problem
from models.rules import Rules
from models.turn_of_year import open_year
from models.unit import UnitEntry, add_unit, edit_unit
from models.year import ensure_year
from models.year_lines import has_lines
from tests.models.by_hand import Town
from tests.models.towns import DrawnTown, examples, towns

DAY = date(2027, 12, 30)
RULES = Rules()


@pytest.fixture
def chief(database: Path) -> int:
    """The only one there is, who leads the only unit; 2027 is open, with two rounds."""
    ensure_year(2027, RULES)
    top = add_unit(UnitEntry("Nordvik kommune"))
    number = add_person(PersonEntry("Kari Nordmann", unit_id=top))
    edit_unit(top, 0, UnitEntry("Nordvik kommune", leader_id=number))
    return number


def rounds_of(year: int) -> list[int]:
    return [one for (one,) in rows("SELECT id FROM round WHERE year_id = ? ORDER BY 1", (year,))]


def hold_all(chief: int) -> None:
    for one in rounds_of(2027):
        hold(chief, one, DAY, RULES)


def kinds(year: int = 2027) -> list[str]:
    return [one.kind for one in open_work(year, as_of(DAY, RULES))]


def refusal() -> dict[str, object]:
    with pytest.raises(Problem, match="year-open-work") as found:
        close_year(2027, DAY, RULES)
    assert row("SELECT closed_on FROM year WHERE number = 2027") == (None,)
    return found.value.facts


def test_it_is_refused_until_everything_is_settled(chief: int) -> None:
    goal = add_goal(GoalEntry(2027, "Fravær", person_id=chief))
    promises = [
        add_commitment(CommitmentEntry(2027, chief, "subject", "x", due=due))
        for due in (None, date(2027, 12, 31), date(2028, 1, 1))
    ]
    assert refusal() == {"year": 2027, "dialogues": 2, "goals": 1, "commitments": 2}
    assert kinds() == ["dialogue", "dialogue", "goal", "commitment", "commitment"]
    winter, autumn = rounds_of(2027)
    hold(chief, winter, DAY, RULES)
    assert refusal()["dialogues"] == 1
    exempt(chief, autumn, "Ny i stillingen", RULES)
    settle_goals({goal: "close"})
    settle_commitments(promises[:1], DAY)
    assert refusal() == {"year": 2027, "dialogues": 0, "goals": 0, "commitments": 1}
    settle_commitments(promises[1:2], DAY, "Ikke lenger aktuelt")
    assert kinds() == ["not-agreed"]
    assert close_year(2027, DAY, RULES)
    assert not close_year(2027, DAY, RULES)
    assert row("SELECT closed_on FROM year") == ("2027-12-30",)
    states = [commitment_card(one).entry.state for one in promises]
    assert states == ["kept", "dropped", "open"]
    [entry] = [one for one in journal.entries("year", 2027) if one.action == "year.close"]
    assert entry.changes == {"closed_on": [None, "2027-12-30"]}


def test_commitments_are_settled_all_or_none(chief: int) -> None:
    promise = add_commitment(CommitmentEntry(2027, chief, "subject", "x"))
    with pytest.raises(Problem, match="removed-meanwhile"):
        settle_commitments([promise, 99], DAY)
    assert commitment_card(promise).entry.state == "open"


def test_a_closed_year_can_be_reopened(chief: int) -> None:
    hold_all(chief)
    close_year(2027, DAY, RULES)
    with pytest.raises(Problem, match="year-closed"):
        add_goal(GoalEntry(2027, "Fravær"))
    assert reopen_year(2027)
    assert not reopen_year(2027)
    add_goal(GoalEntry(2027, "Fravær"))
    assert [one.action for one in journal.entries("year", 2027)][:2] == [
        "year.reopen",
        "year.close",
    ]
    for question in (reopen_year, lambda year: close_year(year, DAY, RULES)):
        with pytest.raises(Problem, match="year-not-there"):
            question(2040)


def test_the_lines_are_kept_and_kept_anew_only_while_no_later_year_is_there(chief: int) -> None:
    hold_all(chief)
    close_year(2027, DAY, RULES)
    assert has_lines(2027)
    reopen_year(2027)
    edit_person(chief, 0, PersonEntry("Kari Nordmann", unit_id=1, fte=Decimal(50)))
    close_year(2027, DAY, RULES)
    assert rows("SELECT fte FROM year_line") == [(5000,)]
    reopen_year(2027)
    open_year(2028, DAY, RULES)
    edit_person(chief, 1, PersonEntry("Kari Nordmann", unit_id=1, fte=Decimal(80)))
    close_year(2027, DAY, RULES)
    assert rows("SELECT fte FROM year_line") == [(5000,)]


def test_who_came_to_lead_after_a_closing_is_not_asked_for_what_was_never_made(chief: int) -> None:
    hold_all(chief)
    close_year(2027, DAY, RULES)
    reopen_year(2027)
    new = add_unit(UnitEntry("Ny enhet", parent_id=1))
    leader = add_person(PersonEntry("Ny Leder", unit_id=new))
    edit_unit(new, 0, UnitEntry("Ny enhet", parent_id=1, leader_id=leader))
    assert set(kinds()) == {"not-agreed"}


@examples(15)
@given(drawn=towns(), settled=st.booleans())
def test_it_is_refused_exactly_while_work_is_open(
    database: Path, drawn: DrawnTown, settled: bool
) -> None:
    with writing():
        engine.execute_sql("SAVEPOINT town")
        ensure_year(2026, RULES)
        ensure_year(2027, RULES)
        drawn.store()
        if settled:
            settle_by_hand()
        expected = open_by_hand()
        work = [one for one in open_work(2027, as_of(DAY, RULES)) if one.blocks]
        assert len({one.key for one in work}) == len(work) == expected
        if expected:
            refusal()
        else:
            assert close_year(2027, DAY, RULES)
        engine.execute_sql("ROLLBACK TO town")


def settle_by_hand() -> None:
    open_year(2027, DAY, RULES)
    engine.execute_sql("UPDATE dialogue SET exempt_because = 'x' WHERE held_on IS NULL")
    engine.execute_sql("UPDATE goal SET state = 'closed' WHERE state = 'open'")
    engine.execute_sql("UPDATE commitment SET state = 'kept' WHERE state = 'open'")


def open_by_hand() -> int:
    """How much is open, in plain Python over the stored rows."""
    town = Town(DAY, RULES)
    rounds = {number for number, one in town.rounds.items() if one["year_id"] == 2027}
    talks = [one for one in town.dialogues.values() if one["round_id"] in rounds]
    waiting = [
        one
        for one in talks
        if one["held_on"] is None
        and one["exempt_because"] is None
        and one["person_id"] in town.people
        and town.people[one["person_id"]]["status"] == "active"
    ]
    tops = {one["leader_id"] for one in town.units.values() if one["parent_id"] is None}
    asked = [
        number
        for number, about in town.people.items()
        if about["status"] == "active"
        and not about["only_named"]
        and (town.superiors[number] is not None or number in tops)
        and town.level(number) < 4
    ]
    made = {(one["round_id"], one["person_id"]) for one in talks}
    missing = [(one, who) for one in rounds for who in asked if (one, who) not in made]
    goals = [one for one in town.goals.values() if (one["year_id"], one["state"]) == (2027, "open")]
    promised = [
        one
        for one in town.commitments.values()
        if one["state"] == "open" and one["year_id"] == 2027 and (one["due"] or "") <= "2027-12-31"
    ]
    held = sum(1 for one in talks if one["held_on"] is not None)
    counts = round_counts(2027, as_of(DAY, RULES)).values()
    assert sum(one.held for one in counts) == held
    assert sum(one.asked for one in counts) == held + len(waiting) + len(missing)
    return len(waiting) + len(missing) + len(goals) + len(promised)
