"""Confirming, locking and reopening: the status is a function of the facts and the day alone."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import dialogue
from models.confirmation import SIDES, confirm_all, reopen, reopen_all, sides_missing
from models.database import rows
from models.dialogue import DialogueCard, Plan, dialogue_card, hold, plan, remove_dialogue
from models.note import topics_of, write_note
from models.person import PersonEntry, add_person
from models.problems import Problem
from models.rules import Rules
from models.topic import add_topic, move_topic, remove_topic, rename_topic
from models.unit import UnitEntry, add_unit
from models.year import all_rounds, ensure_year

if TYPE_CHECKING:
    from pathlib import Path

RULES = Rules()
DAY = date(2027, 3, 10)
SHARED = settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("plan"), st.integers(-5, 5)),
        st.tuples(st.just("hold"), st.integers(-5, 0)),
        st.tuples(st.just("confirm"), st.sampled_from([("superior",), ("subject",), SIDES])),
        st.tuples(st.just("reopen"), st.none()),
        st.tuples(st.just("cancel"), st.none()),
        st.tuples(st.just("exempt"), st.none()),
        st.tuples(st.just("write"), st.text("ab", max_size=2)),
    ),
    max_size=12,
)


@pytest.fixture
def winter(database: Path) -> int:
    """A round of 2027; Kari (1) leads the only unit, Ola (2) and Liv (3) are in it."""
    ensure_year(2027, RULES)
    top = add_unit(UnitEntry("Nordvik", leader_id=add_person(PersonEntry("Kari"))))
    for name in ("Ola", "Liv"):
        add_person(PersonEntry(name, unit_id=top))
    return next(one.id for one in all_rounds() if one.code == "winter")


def wanted(card: DialogueCard, today: date) -> str:
    """The rule as DESIGN.md has it, of a round without a deadline."""
    if card.superior_confirmed_on and card.subject_confirmed_on:
        return "agreed"
    if card.held_on:
        return "held"
    if card.exempt_because is not None:
        return "exempt"
    if card.planned_on:
        return "overdue" if card.planned_on < today else "planned"
    return "not-planned"


def do(deed: str, fact: object, card: DialogueCard) -> None:
    talk = (card.id, card.revision)
    match deed, fact:
        case "plan", int(days):
            plan(Plan(card.round_id, card.person_id, DAY + timedelta(days)), RULES)
        case "hold", int(days):
            hold(card.person_id, card.round_id, DAY + timedelta(days), RULES)
        case "confirm", tuple(sides):
            confirm_all([card], sides, DAY)
        case "reopen", _:
            reopen(*talk)
        case "cancel", _:
            dialogue.cancel(*talk, "syk")
        case "exempt", _:
            dialogue.exempt(card.person_id, card.round_id, "permisjon", RULES)
        case "write", str(text):
            write_note(topics_of(card.id)[0], text, DAY)


@SHARED
@given(deeds=DEEDS)
def test_the_status_follows_from_facts_and_day_and_the_lock_holds(
    winter: int, deeds: list[tuple[str, object]]
) -> None:
    talk = plan(Plan(winter, 2, DAY), RULES)
    for deed, fact in deeds:
        before = dialogue_card(talk, DAY)
        note = topics_of(talk)[0].text
        refused = ""
        try:
            do(deed, fact, before)
        except Problem as problem:
            refused = problem.code
        if refused:
            codes = {"dialogue-agreed", "not-held-yet", "dialogue-held-already"}
            assert refused in codes
            assert dialogue_card(talk, DAY) == before
            assert topics_of(talk)[0].text == note
        after = dialogue_card(talk, DAY)
        if before.status == "agreed" and deed != "reopen":
            assert (after, topics_of(talk)[0].text) == (before, note)
        if deed == "reopen":
            assert sides_missing(after) == SIDES
            assert after.status != "agreed"
        for days in (-6, 0, 6):
            today = DAY + timedelta(days)
            card = dialogue_card(talk, today)
            assert card.status == wanted(card, today)
    card = dialogue_card(talk, DAY)
    reopen(card.id, card.revision)
    remove_dialogue(talk)


def talks(winter: int) -> list[DialogueCard]:
    numbers = [hold(person, winter, DAY, RULES) for person in (2, 3)]
    return [dialogue_card(number, DAY) for number in numbers]


def test_many_are_confirmed_together_or_not_at_all(winter: int) -> None:
    first, second = talks(winter)
    planned = dialogue_card(plan(Plan(winter, 1, DAY), RULES), DAY)
    with pytest.raises(Problem, match="not-held-yet"):
        confirm_all([first, planned, second], SIDES, DAY)
    assert dialogue_card(first.id, DAY) == first
    assert confirm_all([first], ["subject"], DAY) == 1
    later = DAY + timedelta(3)
    fresh = dialogue_card(first.id, DAY)
    assert confirm_all([fresh, second], SIDES, later) == 2
    card = dialogue_card(first.id, DAY)
    assert (card.subject_confirmed_on, card.superior_confirmed_on) == (DAY, later)
    steps = rows("SELECT DISTINCT step FROM journal WHERE action = 'dialogue.confirm'")
    assert len(steps) == 2


def test_reopening_is_in_the_journal_and_says_what_was_taken_back(winter: int) -> None:
    first, second = talks(winter)
    confirm_all([first], SIDES, DAY)
    with pytest.raises(Problem, match="changed-meanwhile"):
        reopen(first.id, first.revision)
    with pytest.raises(Problem, match="not-confirmed-yet"):
        reopen_all([dialogue_card(first.id, DAY), second])
    assert dialogue_card(first.id, DAY).status == "agreed"
    reopen_all([dialogue_card(first.id, DAY)])
    assert dialogue_card(first.id, DAY).status == "held"
    [[action, changes]] = rows("SELECT action, changes FROM journal ORDER BY id DESC LIMIT 1")
    assert action == "dialogue.reopen"
    assert changes.count(DAY.isoformat()) == 2


def test_the_agenda_of_an_agreed_dialogue_stands(winter: int) -> None:
    first, _second = talks(winter)
    confirm_all([first], SIDES, DAY)
    topic = topics_of(first.id)[0]
    for deed in (
        lambda: add_topic(first.id, "Nytt"),
        lambda: rename_topic(topic.topic_id, topic.topic_revision, "Nytt"),
        lambda: move_topic(topic.topic_id, 1),
        lambda: remove_topic(topic.topic_id),
    ):
        with pytest.raises(Problem, match="dialogue-agreed"):
            deed()
    assert topics_of(first.id)[0] == topic
