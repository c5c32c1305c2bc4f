"""The agenda of one dialogue: added to, moved in, taken from and given back."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.database import rows
from models.derived import as_of
from models.dialogue import ensure_dialogue
from models.note import topics_of, write_note
from models.person import PersonEntry, add_person
from models.problems import Problem, Problems
from models.rules import SHORT_AGENDA, Rules
from models.talk import talk_of, topic_made
from models.topic import add_topic, move_topic, remove_topic, rename_topic
from models.undoing import undo
from models.unit import UnitEntry, add_unit
from models.year import all_rounds, ensure_year

if TYPE_CHECKING:
    from pathlib import Path

RULES = Rules()
DAY = date(2027, 3, 10)


@pytest.fixture
def talk(database: Path) -> int:
    """The dialogue with Ola (2) under Kari (1), with the short agenda."""
    ensure_year(2027, RULES)
    top = add_unit(UnitEntry("Nordvik", leader_id=add_person(PersonEntry("Kari"))))
    ola = add_person(PersonEntry("Ola", unit_id=top))
    return ensure_dialogue(ola, winter(), RULES)


def winter() -> int:
    return next(one.id for one in all_rounds() if one.code == "winter")


def titles(talk: int) -> list[str]:
    return [one.title for one in topics_of(talk)]


def test_a_new_topic_stands_behind_another_or_last(talk: int) -> None:
    add_topic(talk, " Sist ")
    add_topic(talk, "Andre", after=topics_of(talk)[0].topic_id)
    assert titles(talk) == [SHORT_AGENDA[0], "Andre", *SHORT_AGENDA[1:], "Sist"]
    with pytest.raises(Problems, match="field-empty"):
        add_topic(talk, "  ")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.integers(0, 4), st.integers(-6, 6)), max_size=8))
def test_moving_is_as_in_a_list_with_ends(talk: int, moves: list[tuple[int, int]]) -> None:
    for place, by in moves:
        order = [one.topic_id for one in topics_of(talk)]
        topic = order[place]
        moved = move_topic(topic, by)
        before = list(order)
        order.insert(min(max(place + by, 0), len(order) - 1), order.pop(place))
        assert [one.topic_id for one in topics_of(talk)] == order
        assert moved == (order != before)


def test_a_removed_topic_comes_back_to_its_place_with_its_note(talk: int) -> None:
    second = topics_of(talk)[1]
    write_note(second, "Sagt", DAY)
    remove_topic(second.topic_id)
    assert titles(talk) == [SHORT_AGENDA[0], *SHORT_AGENDA[2:]]
    with pytest.raises(Problem, match="removed-meanwhile"):
        move_topic(second.topic_id, 1)
    undo()
    assert titles(talk) == list(SHORT_AGENDA)
    assert topics_of(talk)[1].text == "Sagt"


def test_a_topic_renamed_by_two(talk: int) -> None:
    topic = topics_of(talk)[0]
    assert rename_topic(topic.topic_id, topic.topic_revision, "Budsjett")
    with pytest.raises(Problem, match="changed-meanwhile"):
        rename_topic(topic.topic_id, topic.topic_revision, "Økonomi")
    assert titles(talk)[0] == "Budsjett"


def test_a_dialogue_to_come_shows_the_agenda_it_will_get(talk: int) -> None:
    at = as_of(DAY, RULES)
    basis, ahead = talk_of(1, winter(), at)
    assert basis.card is None
    assert [one.title for one in ahead] == list(SHORT_AGENDA)
    number = ensure_dialogue(1, winter(), RULES)
    assert ensure_dialogue(1, winter(), RULES) == number
    made = [topic_made(number, one) for one in ahead]
    assert made == topics_of(number)
    assert rows("SELECT action FROM journal ORDER BY id DESC LIMIT 1") == [("dialogue.add",)]
    assert talk_of(1, winter(), at)[0].card is not None
