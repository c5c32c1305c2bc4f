"""Rounds and milestones as data: what can be changed, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from models import journal
from models.database import database as engine
from models.dialogue import hold, remove_dialogue
from models.milestones import (
    MilestoneEntry,
    add_milestone,
    edit_milestone,
    milestones,
    remove_milestone,
)
from models.person import PersonEntry, add_person
from models.problems import Problem, Problems
from models.rounds import (
    RoundEntry,
    add_round,
    edit_round,
    planning_remarks,
    remove_round,
    rounds,
)
from models.rules import Rules
from models.undoing import undo
from models.year import ensure_year, round_card
from models.years import years
from tests.models.somebody_else import somebody_else

DAY = date(2027, 3, 10)
SPRING = RoundEntry(2027, "spring", date(2027, 5, 1), date(2027, 5, 31))


@pytest.fixture(autouse=True)
def year(database: Path) -> None:
    ensure_year(2026, Rules())
    ensure_year(2027, Rules())


def wrong(found: pytest.ExceptionInfo[Problems]) -> set[tuple[str, str | None]]:
    return {(one.code, one.field) for one in found.value.problems}


def test_a_round_is_added_moved_and_taken_out(database: Path) -> None:
    number = add_round(SPRING)
    assert edit_round(number, 0, replace(SPRING, name="Vår", levels="34", ends_on=date(2027, 6, 4)))
    with pytest.raises(Problem, match="changed-meanwhile"):
        edit_round(number, 0, SPRING)
    found = {one.entry.code: one for one in rounds(2027)}
    assert list(found) == ["winter", "spring", "autumn"]
    assert (found["spring"].entry.name, found["spring"].entry.levels) == ("Vår", "34")
    assert found["autumn"].precedes == ("", "ambitions-sent")
    remove_round(number)
    assert len(rounds(2027)) == 2
    undo()
    actions = [one.action for one in reversed(journal.entries("round", number))]
    assert actions == ["round.add", "round.edit", "round.remove", "round.undo"]


def test_what_no_round_can_be() -> None:
    other = milestones(2026)[0].id
    with pytest.raises(Problems) as found:
        add_round(RoundEntry(2027, " ", date(2027, 5, 2), date(2027, 5, 1), other, None, "15"))
    assert wrong(found) == {
        ("field-empty", "code"),
        ("ends-before-start", "ends_on"),
        ("levels-unreadable", "levels"),
        ("milestone-of-another-year", "follows_id"),
    }
    with pytest.raises(Problems) as found:
        add_round(RoundEntry(2027, "winter", None, date(2030, 1, 1), levels=""))
    assert wrong(found) == {
        ("code-taken", "code"),
        ("field-empty", "starts_on"),
        ("day-far-from-year", "ends_on"),
        ("levels-unreadable", "levels"),
    }
    assert add_round(replace(SPRING, ends_on=SPRING.starts_on))


def test_a_round_with_dialogues_stays() -> None:
    winter = rounds(2027)[0]
    talk = hold(add_person(PersonEntry("Liv Berg")), winter.id, DAY, Rules())
    with pytest.raises(Problem, match="round-in-use") as found:
        remove_round(winter.id)
    assert found.value.facts == {"count": 1}
    remove_dialogue(talk)
    remove_round(winter.id)


def test_a_milestone_stays_while_a_round_is_placed_by_it() -> None:
    accounts, report, *_rest = milestones(2027)
    with pytest.raises(Problem, match="milestone-in-use"):
        remove_milestone(accounts.id)
    remove_milestone(report.id)
    undo()
    winter = rounds(2027)[0]
    remove_round(winter.id)
    with somebody_else():
        remove_milestone(accounts.id)
    with pytest.raises(Problem, match="changed-since"):
        undo()
    with pytest.raises(Problem, match="removed-meanwhile"):
        edit_milestone(accounts.id, 1, accounts.entry)


def test_a_milestone_moves_the_rounds_that_are_placed_by_it() -> None:
    accounts = milestones(2027)[0]
    winter = rounds(2027)[0].id
    assert round_card(winter).not_before == date(2027, 2, 22)
    edit_milestone(accounts.id, 0, replace(accounts.entry, day=date(2027, 3, 1), name="Regnskap"))
    assert round_card(winter).not_before == date(2027, 3, 1)
    with pytest.raises(Problems) as found:
        add_milestone(MilestoneEntry(2027, "annual-report", None))
    assert wrong(found) == {("code-taken", "code"), ("field-empty", "day")}
    assert add_milestone(MilestoneEntry(2027, "strategy", date(2028, 1, 15)))


def test_what_is_said_of_a_day_for_a_dialogue() -> None:
    winter, autumn = (one.id for one in rounds(2027))

    def said(round_id: int, month: int, day: int) -> list[str]:
        return [one.code for one in planning_remarks(round_id, date(2027, month, day))]

    assert said(winter, 3, 10) == []
    assert said(winter, 2, 22) == []
    assert said(winter, 2, 10) == ["planned-before-milestone"]
    assert said(winter, 1, 10) == ["planned-before-milestone", "planned-outside-round"]
    assert said(winter, 5, 10) == ["planned-outside-round"]
    assert said(autumn, 10, 20) == ["planned-outside-round"]
    assert said(autumn, 10, 26) == ["planned-after-milestone"]
    [early] = planning_remarks(winter, date(2027, 2, 10))
    assert early.facts == {"milestone": "annual-accounts", "day": date(2027, 2, 22)}


def test_a_closed_year_keeps_its_rounds() -> None:
    engine.execute_sql("UPDATE year SET closed_on = '2027-12-31' WHERE number = 2027")
    winter = rounds(2027)[0]
    for question in (
        lambda: add_round(SPRING),
        lambda: edit_round(winter.id, 0, replace(winter.entry, name="x")),
        lambda: remove_round(winter.id),
        lambda: add_milestone(MilestoneEntry(2027, "x", DAY)),
    ):
        with pytest.raises(Problem, match="year-closed"):
            question()
    assert [(one.number, one.closed_on) for one in years()] == [
        (2026, None),
        (2027, date(2027, 12, 31)),
    ]
