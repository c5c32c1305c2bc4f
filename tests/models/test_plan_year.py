"""The year as a calendar: every dialogue in its week, with the one who holds it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from models import dialogue
from models.dialogue import Plan
from models.person import PersonEntry, add_person
from models.plan_year import plan_year, talks_of_week
from models.rules import Rules
from models.year import all_rounds, ensure_year

if TYPE_CHECKING:
    from pathlib import Path

RULES = Rules()
DAY = date(2027, 3, 10)


@pytest.fixture
def winter(database: Path) -> int:
    ensure_year(2026, RULES)
    ensure_year(2027, RULES)
    add_person(PersonEntry("Kari"))
    for name in ("Ola", "Liv", "Per"):
        add_person(PersonEntry(name, superior_id=1))
    return next(one.id for one in all_rounds() if (one.year, one.code) == (2027, "winter"))


def test_each_conductor_has_their_dialogues_by_week(winter: int) -> None:
    dialogue.plan(Plan(winter, 2, date(2027, 3, 15), "10:00", minutes=45), RULES)
    dialogue.plan(Plan(winter, 3, date(2027, 3, 19), "09:00"), RULES)
    dialogue.hold(4, winter, date(2027, 3, 8), RULES)
    dialogue.plan(Plan(winter, 1, date(2027, 3, 1)), RULES)
    found = plan_year(2027, DAY, 60)
    kari, chair = found.conductors
    assert (kari.name, kari.held, kari.total, kari.minutes) == ("Kari", 1, 3, 165)
    assert {week + 1: count for week, count in enumerate(kari.counts) if count} == {10: 1, 11: 2}
    week = talks_of_week(kari.id, 2027, 11, DAY, 60)
    assert [(talk.name, talk.minutes) for talk in week] == [("Ola", 45), ("Liv", 60)]
    assert (chair.id, chair.name, chair.total) == (0, "", 1)
    assert [talk.status for talk in talks_of_week(0, 2027, 9, DAY, 60)] == ["overdue"]


def test_a_held_dialogue_stands_on_the_day_it_was_held(winter: int) -> None:
    dialogue.plan(Plan(winter, 2, date(2027, 3, 2), "10:00"), RULES)
    dialogue.hold(2, winter, date(2027, 3, 9), RULES)
    assert talks_of_week(1, 2027, 9, DAY, 60) == ()
    [talk] = talks_of_week(1, 2027, 10, DAY, 60)
    assert (talk.day, talk.time, talk.status) == (date(2027, 3, 9), None, "held")


def test_every_day_is_in_one_week_of_one_year(winter: int) -> None:
    dialogue.plan(Plan(winter, 2, date(2027, 1, 2)), RULES)
    assert plan_year(2027, DAY, 60).conductors == ()
    [kari] = plan_year(2026, DAY, 60).conductors
    assert kari.counts[52] == 1
    assert [plan_year(year, DAY, 60).weeks for year in (2026, 2027)] == [53, 52]


def test_rounds_and_milestones_are_those_of_the_year(winter: int) -> None:
    found = plan_year(2027, DAY, 60)
    assert [one.code for one in found.rounds] == ["winter", "autumn"]
    assert [one.code for one in found.milestones] == [
        "annual-accounts",
        "annual-report",
        "ambitions-sent",
        "budget-adopted",
    ]
    assert found.week_of(date(2027, 1, 1)) == 1
    assert found.week_of(date(2027, 3, 10)) == 10
    assert found.week_of(date(2028, 2, 1)) == 52


def test_who_is_exempt_or_removed_is_not_in_it(winter: int) -> None:
    dialogue.plan(Plan(winter, 2, DAY), RULES)
    dialogue.exempt(2, winter, "permisjon", RULES)
    number = dialogue.plan(Plan(winter, 3, DAY), RULES)
    dialogue.remove_dialogue(number)
    assert plan_year(2027, DAY, 60).conductors == ()
