"""What is closed or agreed stays as it is, whichever way one comes at it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from models.confirmation import confirm
from models.database import database as engine
from models.database import row, rows, writing
from models.dialogue import dialogue_card, hold
from models.goal import GoalEntry, add_goal, edit_goal, goal_card, remove_goal
from models.note import topics_of, write_note
from models.person import PersonEntry, add_person
from models.problems import Problem
from models.rules import Rules
from models.year import current_round, ensure_year

DAY = date(2027, 3, 10)


@pytest.fixture
def held(database: Path) -> int:
    """A dialogue that was held in the winter round of 2027."""
    ensure_year(2027, Rules())
    round_ = current_round(DAY)
    assert round_
    return hold(add_person(PersonEntry("Liv Berg")), round_.id, DAY, Rules())


def agree(number: int) -> None:
    card = dialogue_card(number, DAY)
    confirm(number, card.revision, ("superior", "subject"), DAY)


def test_an_agreed_dialogue_and_its_notes_stay(held: int) -> None:
    topic = topics_of(held)[0]
    write_note(topic, "Before", DAY)
    agree(held)
    with pytest.raises(Problem, match="dialogue-agreed"):
        write_note(topics_of(held)[0], "After", DAY)
    with pytest.raises(Problem, match="dialogue-agreed"), writing():
        engine.execute_sql("UPDATE dialogue SET place = 'Rådhuset'")
    with pytest.raises(Problem, match="dialogue-agreed"), writing():
        engine.execute_sql("DELETE FROM topic")
    assert rows("SELECT text FROM note") == [("Before",)]
    with writing():
        engine.execute_sql("UPDATE dialogue SET subject_confirmed_on = NULL")
    write_note(topics_of(held)[0], "After", DAY)
    assert rows("SELECT text FROM note") == [("After",)]


def test_a_closed_year_is_read_only(held: int) -> None:
    goal = add_goal(GoalEntry(2027, "Lower sick leave"))
    with writing():
        engine.execute_sql("UPDATE year SET closed_on = '2027-12-31'")
    with pytest.raises(Problem, match="year-closed"):
        add_goal(GoalEntry(2027, "Another"))
    with pytest.raises(Problem, match="year-closed"):
        edit_goal(goal, 0, GoalEntry(2027, "Changed"))
    with pytest.raises(Problem, match="year-closed"):
        remove_goal(goal)
    with pytest.raises(Problem, match="year-closed"):
        write_note(topics_of(held)[0], "Late", DAY)
    for table in ("milestone", "round", "dialogue", "topic", "goal"):
        with pytest.raises(Problem, match="year-closed"), writing():
            engine.execute_sql(f"DELETE FROM {table}")
    assert goal_card(goal).entry.title == "Lower sick leave"
    with writing():
        engine.execute_sql("UPDATE year SET closed_on = NULL")
    edit_goal(goal, 0, GoalEntry(2027, "Changed"))


def test_all_that_one_command_writes_shares_a_step(database: Path) -> None:
    with writing():
        add_person(PersonEntry("Liv Berg"))
        add_person(PersonEntry("Aud Lie"))
    add_person(PersonEntry("Ola Hansen"))
    steps = [step for (step,) in rows("SELECT step FROM journal ORDER BY id")]
    assert steps[0] == steps[1] != steps[2]
    assert row("SELECT count(*) FROM journal WHERE step = ''") == (0,)
