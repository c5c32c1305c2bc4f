"""Planning many at once and handing over: all or nothing, and nothing unseen."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from models import dialogue
from models.database import rows
from models.derived import AsOf, as_of
from models.dialogue import Plan, dialogue_card
from models.journal import entries
from models.person import PersonEntry, add_person
from models.planning import (
    Request,
    default_window,
    draft,
    hand_over,
    hand_over_remarks,
    plan_many,
)
from models.problems import Problem, Problems
from models.rules import Rules, TalkRule
from models.slot import Slot, clock
from models.unit import UnitEntry, add_unit
from models.year import ensure_year

if TYPE_CHECKING:
    from pathlib import Path

RULES = Rules()
DAY = date(2027, 3, 10)


@pytest.fixture
def at(database: Path) -> AsOf:
    """The winter round of 2027; Kari (1) leads the top, Ola (2) under her, Liv (3) and Per (4)
    under him."""
    ensure_year(2027, RULES)
    add_person(PersonEntry("Kari"))
    top = add_unit(UnitEntry("Nordvik", leader_id=1))
    add_person(PersonEntry("Ola", unit_id=top))
    below = add_unit(UnitEntry("Oppvekst", parent_id=top, leader_id=2))
    add_person(PersonEntry("Liv", unit_id=below))
    add_person(PersonEntry("Per", unit_id=below))
    return as_of(DAY, RULES)


def request(at: AsOf, *people: int, move: bool = False) -> Request:
    assert at.round is not None
    return Request(at.round.id, people, DAY, default_window(at), move=move)


def test_the_window_is_the_rest_of_the_round(at: AsOf) -> None:
    window = default_window(at)
    assert (window.first, window.last) == (date(2027, 3, 11), date(2027, 4, 15))
    assert (window.opens, window.closes, window.minutes, window.a_day) == (540, 930, 60, 4)
    early = default_window(as_of(date(2027, 1, 5), Rules(talk=TalkRule(45, 2))))
    assert (early.first, early.minutes, early.a_day) == (date(2027, 2, 22), 45, 2)
    autumn = default_window(as_of(date(2027, 8, 20), RULES))
    assert (autumn.first, autumn.last) == (date(2027, 9, 1), date(2027, 10, 15))
    over = default_window(as_of(date(2027, 12, 20), RULES))
    assert over.first == over.last == date(2027, 12, 21)


def test_many_are_planned_in_one_step(at: AsOf) -> None:
    asked = request(at, 4, 3, 2, 1)
    found = draft(asked, RULES)
    assert found.proposal.unplaced == {}
    by_person = {slot.person_id: slot for slot in found.proposal.slots}
    days = [(by_person[n].day.day, by_person[n].start) for n in (1, 2, 3, 4)]
    assert days == [(11, 540), (12, 540), (15, 540), (15, 600)]
    assert [by_person[n].conductor_id for n in (1, 2, 3, 4)] == [None, 1, 2, 2]
    assert found.remarks(found.proposal.slots) == {}
    assert plan_many(asked.round_id, found.proposal.slots, found.candidates, RULES) == 4
    stored = rows("SELECT person_id, planned_on, planned_time, minutes FROM dialogue ORDER BY 1")
    assert stored[2] == (3, "2027-03-15", "09:00", 60)
    steps = rows("SELECT count(*), count(DISTINCT step) FROM journal WHERE action='dialogue.plan'")
    assert steps == [(4, 1)]


def test_what_is_held_exempt_or_planned_is_left_alone(at: AsOf) -> None:
    assert at.round
    dialogue.hold(1, at.round.id, DAY, RULES)
    dialogue.exempt(2, at.round.id, "permisjon", RULES)
    dialogue.plan(Plan(at.round.id, 3, date(2027, 3, 11), "09:00", place="B2"), RULES)
    found = draft(request(at, 1, 2, 3, 4), RULES)
    assert found.proposal.unplaced == {1: "held", 2: "exempt", 3: "planned"}
    [slot] = found.proposal.slots
    assert (slot.person_id, slot.start) == (4, 600)
    moved = draft(request(at, 3, move=True), RULES)
    [slot] = moved.proposal.slots
    later = replace(slot, day=date(2027, 3, 12))
    plan_many(at.round.id, [later], moved.candidates, RULES)
    [card] = dialogue.dialogues_of(3, DAY)
    assert (card.planned_on, card.place, card.minutes) == (date(2027, 3, 12), "B2", 60)


def test_who_is_overdue_gets_a_new_day(at: AsOf) -> None:
    assert at.round
    dialogue.plan(Plan(at.round.id, 3, DAY - timedelta(1), "09:00", conductor_id=1), RULES)
    found = draft(request(at, 3), RULES)
    [slot] = found.proposal.slots
    assert (slot.day, slot.conductor_id) == (date(2027, 3, 11), 1)
    plan_many(at.round.id, found.proposal.slots, found.candidates, RULES)
    [card] = dialogue.dialogues_of(3, DAY)
    assert (card.status, card.conductor_name) == ("planned", "Kari")


def test_somebody_else_can_hold_them_all(at: AsOf) -> None:
    asked = replace(request(at, 3, 4), conductor_id=1)
    found = draft(asked, RULES)
    assert {slot.conductor_id for slot in found.proposal.slots} == {1}
    assert {one.conductor_name for one in found.candidates.values()} == {"Kari"}


def test_without_a_working_day_there_is_no_proposal(at: AsOf) -> None:
    asked = request(at, 3)
    easter = replace(asked.window, first=date(2027, 3, 25), last=date(2027, 3, 29))
    with pytest.raises(Problem, match="window-empty"):
        draft(replace(asked, window=easter), RULES)
    short = replace(asked.window, closes=asked.window.opens + 30)
    with pytest.raises(Problem, match="window-empty"):
        draft(replace(asked, window=short), RULES)


def test_nothing_is_planned_over_what_somebody_else_did_meanwhile(at: AsOf) -> None:
    assert at.round
    found = draft(request(at, 3, 4), RULES)
    dialogue.plan(Plan(at.round.id, 4, date(2027, 3, 20)), RULES)
    with pytest.raises(Problem, match="changed-meanwhile"):
        plan_many(at.round.id, found.proposal.slots, found.candidates, RULES)
    assert rows("SELECT person_id FROM dialogue") == [(4,)]


def test_talks_of_another_round_take_their_time(at: AsOf) -> None:
    autumn = as_of(date(2027, 9, 10), RULES).round
    assert autumn
    dialogue.plan(Plan(autumn.id, 4, date(2027, 3, 11), "09:00", minutes=120), RULES)
    [slot] = draft(request(at, 3), RULES).proposal.slots
    assert slot == Slot(3, 2, date(2027, 3, 11), clock("11:00"), 60)


def test_moving_a_plan_keeps_who_holds_it(at: AsOf) -> None:
    assert at.round
    number = dialogue.plan(Plan(at.round.id, 3, DAY, conductor_id=1, minutes=90), RULES)
    dialogue.plan(Plan(at.round.id, 3, DAY + timedelta(1)), RULES)
    card = dialogue_card(number, DAY)
    assert (card.conductor_name, card.minutes) == ("Kari", 90)


def test_what_only_waited_follows_the_lines(at: AsOf) -> None:
    """Opening a year makes dialogues; whose superior has changed since is led by the new one."""
    assert at.round
    waits = {"round_id": at.round.id, "person_id": 3, "superior_id": 1, "conductor_id": 1}
    number = dialogue._add(waits, "open", RULES)
    [slot] = draft(request(at, 3), RULES).proposal.slots
    assert slot.conductor_id == 2
    dialogue.plan(Plan(at.round.id, 3, DAY), RULES)
    assert dialogue_card(number, DAY).conductor_name == "Ola"


def test_dialogues_are_handed_over_all_or_none(at: AsOf) -> None:
    assert at.round
    numbers = [dialogue.plan(Plan(at.round.id, n, DAY), RULES) for n in (3, 4)]
    assert hand_over(dict.fromkeys(numbers, 0), 1) == 2
    assert [dialogue_card(n, DAY).conductor_name for n in numbers] == ["Kari", "Kari"]
    assert [one.action for one in entries()][:2] == ["dialogue.hand-over"] * 2
    with pytest.raises(Problem, match="changed-meanwhile"):
        hand_over({numbers[0]: 1, numbers[1]: 0}, 2)
    with pytest.raises(Problem, match="conductor-is-subject"):
        hand_over(dict.fromkeys(numbers, 1), 4)
    dialogue.hold(4, at.round.id, DAY, RULES)
    with pytest.raises(Problem, match="dialogue-held-already"):
        hand_over({numbers[0]: 1, numbers[1]: 2}, 2)
    assert dialogue_card(numbers[0], DAY).conductor_name == "Kari"


def test_a_conductor_who_is_elsewhere_at_that_time_is_remarked_on(at: AsOf) -> None:
    assert at.round
    autumn = as_of(date(2027, 9, 10), RULES).round
    assert autumn
    liv = dialogue.plan(Plan(at.round.id, 3, DAY, "09:00"), RULES)
    per = dialogue.plan(Plan(at.round.id, 4, DAY, "11:00"), RULES)
    dialogue.plan(Plan(autumn.id, 2, DAY, "09:30", conductor_id=1), RULES)
    hand_over({liv: 0, per: 0}, 1)
    [remark] = hand_over_remarks([liv, per], RULES)
    assert (remark.code, remark.facts) == ("talks-clash", {"people": ["Liv"]})
    assert hand_over_remarks([per], RULES) == []
    dialogue.plan(Plan(at.round.id, 3, DAY, "10:30"), replace(RULES, talk=TalkRule(30)))
    assert hand_over_remarks([liv, per], RULES) != []
    assert hand_over_remarks([liv, per], replace(RULES, talk=TalkRule(30))) == []


def test_nothing_was_held_in_the_future(at: AsOf) -> None:
    assert at.round
    tomorrow = DAY + timedelta(1)
    with pytest.raises(Problems, match="held-in-future"):
        dialogue.hold(3, at.round.id, tomorrow, RULES, DAY)
    number = dialogue.hold(3, at.round.id, DAY, RULES, DAY)
    with pytest.raises(Problems, match="held-in-future"):
        dialogue.edit_dialogue(number, 0, {"held_on": tomorrow}, DAY)
    dialogue.edit_dialogue(number, 0, {"place": "B2"}, DAY)
