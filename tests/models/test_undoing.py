"""What is undone, and what is not: somebody else's work, a broken rule, the same thing twice."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from models import journal, sample
from models.database import COMMAND, DoneBefore, close_database, open_database, row, rows
from models.database import database as engine
from models.deed import Deed
from models.dialogue import hold
from models.goal import GoalEntry, add_goal, goal_card, remove_goal
from models.note import topics_of, write_note
from models.past import forget_past, tables
from models.person import PersonEntry, add_person, edit_person, person_card, remove_person
from models.planning import Request, candidates, plan_many
from models.problems import Problem
from models.rules import Rules
from models.slot import Slot, Window
from models.undoing import redo, undo
from models.unit import UnitEntry, add_unit, edit_unit, remove_unit, unit_card
from models.year import current_round, ensure_year
from tests.models.somebody_else import NAME, somebody_else

DAY = date(2027, 3, 10)
SECRET = "Det som ble sagt"


def rename(number: int, name: str) -> None:
    card = person_card(number)
    edit_person(number, card.revision, PersonEntry(name, unit_id=card.entry.unit_id))


def name(number: int) -> str:
    return person_card(number).entry.name


def refusal() -> Problem:
    """What undoing is refused with; nothing is changed by it."""
    before = [rows(f"SELECT * FROM {table}") for table in (*tables(), "journal", "step", "past")]
    with pytest.raises(Problem) as refused:
        undo()
    after = [rows(f"SELECT * FROM {table}") for table in (*tables(), "journal", "step", "past")]
    assert after == before
    return refused.value


def test_one_goes_back_and_forth_across_restarts(database: Path) -> None:
    number = add_person(PersonEntry("A"))
    for one in "BCD":
        rename(number, one)
    assert undo() == Deed("edit", "person", 1, "D")
    undo()
    assert name(number) == "B"
    close_database()
    open_database(database)
    redo()
    assert name(number) == "C"
    undo()
    undo()
    assert name(number) == "A"
    rename(number, "E")
    with pytest.raises(Problem, match="nothing-to-redo"):
        redo()
    undo()
    assert undo() == Deed("add", "person", 1, "A")
    with pytest.raises(Problem, match="nothing-to-undo"):
        undo()
    with pytest.raises(Problem, match="removed-meanwhile"):
        name(number)


def test_only_ones_own_is_undone(database: Path) -> None:
    mine = add_person(PersonEntry("Mine"))
    with somebody_else():
        theirs = add_person(PersonEntry("Theirs"))
    undo()
    assert rows("SELECT id, name FROM person") == [(theirs, "Theirs")]
    assert refusal().code == "nothing-to-undo"
    redo()
    assert name(mine) == "Mine"


def test_what_somebody_has_changed_since_stays_and_it_says_who(database: Path) -> None:
    number = add_person(PersonEntry("A"))
    rename(number, "B")
    with somebody_else():
        rename(number, "C")
    problem = refusal()
    assert problem.code == "changed-since"
    assert problem.facts == {"who": NAME, "kind": "person", "record": "C"}
    with somebody_else():
        undo()
    undo()
    assert name(number) == "A"


def test_an_edit_that_builds_on_what_is_undone_is_refused(database: Path) -> None:
    number = add_person(PersonEntry("A"))
    rename(number, "B")
    seen = person_card(number)
    undo()
    with pytest.raises(Problem, match="changed-meanwhile"):
        edit_person(number, seen.revision, PersonEntry("C"))
    undo()
    assert add_person(PersonEntry("Another")) > number
    with pytest.raises(Problem, match="removed-meanwhile"):
        edit_person(number, 0, PersonEntry("C"))


def test_what_others_have_built_on_stays(database: Path) -> None:
    unit = add_unit(UnitEntry("Nordvik"))
    with somebody_else():
        person = add_person(PersonEntry("Liv", unit_id=unit))
    assert refusal().facts == {"who": NAME, "kind": "person", "record": "Liv"}
    with somebody_else():
        remove_person(person)
        undo()
        undo()
    undo()
    assert rows("SELECT * FROM unit UNION ALL SELECT * FROM unit") == []


def test_nothing_points_at_what_is_gone(database: Path) -> None:
    unit = add_unit(UnitEntry("Nordvik"))
    with somebody_else():
        leader = add_person(PersonEntry("Liv"))
    edit_unit(unit, 0, UnitEntry("Nordvik", leader_id=leader))
    edit_unit(unit, 1, UnitEntry("Nordvik"))
    with somebody_else():
        undo()
    assert refusal().facts["who"] == NAME
    with somebody_else():
        redo()
    undo()
    assert unit_card(unit).entry.leader_id == leader


def test_nothing_comes_back_into_what_has_been_removed(database: Path) -> None:
    top = add_unit(UnitEntry("Nordvik"))
    person = add_person(PersonEntry("Liv", unit_id=top))
    remove_person(person)
    with somebody_else():
        remove_unit(top)
    assert refusal().facts == {"who": NAME, "kind": "unit", "record": "Nordvik"}


def test_a_loop_in_the_lines_is_refused(database: Path) -> None:
    ola, liv = (add_person(PersonEntry(one)) for one in ("Ola", "Liv"))
    edit_person(ola, 0, PersonEntry("Ola", superior_id=liv))
    edit_person(ola, 1, PersonEntry("Ola"))
    with somebody_else():
        edit_person(liv, 0, PersonEntry("Liv", superior_id=ola))
    problem = refusal()
    assert (problem.code, problem.facts["path"]) == ("line-loop", ["Ola", "Liv", "Ola"])


def test_what_is_closed_or_taken_stays(database: Path) -> None:
    ensure_year(2027, Rules())
    goal = add_goal(GoalEntry(2027, "Fravær", code="F1"))
    remove_goal(goal)
    with somebody_else():
        add_goal(GoalEntry(2027, "Annet", code="F1"))
    assert refusal().code == "already-there"
    with somebody_else():
        undo()
    engine.execute_sql("UPDATE year SET closed_on = '2027-12-31'")
    assert refusal().code == "year-closed"
    engine.execute_sql("UPDATE year SET closed_on = NULL")
    undo()
    assert goal_card(goal).entry.code == "F1"


def test_many_are_one_step(database: Path) -> None:
    ensure_year(2027, Rules())
    round_ = current_round(DAY)
    assert round_
    people = tuple(add_person(PersonEntry(f"P{one}")) for one in range(60))
    window = Window(DAY, DAY + timedelta(30), 480, 960, 60, 3)
    seen = candidates(Request(round_.id, people, DAY, window))
    plan_many(round_.id, [Slot(one, None, DAY, None, 60) for one in people], seen, Rules())
    assert undo() == Deed("plan", "dialogue", 60, "")
    assert rows("SELECT * FROM dialogue UNION ALL SELECT * FROM dialogue") == []
    assert redo() == Deed("plan", "dialogue", 60, "")
    assert row("SELECT count(*), sum(planned_on = '2027-03-10') FROM dialogue") == (60, 60)
    actions = rows("SELECT action, count(*) FROM journal WHERE kind = 'dialogue' GROUP BY 1")
    assert actions == [("dialogue.plan", 60), ("dialogue.redo", 60), ("dialogue.undo", 60)]


def test_the_journal_tells_of_undoing_with_before_and_after_turned_round(database: Path) -> None:
    ensure_year(2027, Rules())
    number = add_goal(GoalEntry(2027, "Fravær", qualitative=True, target=Decimal("7.5")))
    undo()
    entry, added = journal.entries("goal", number)
    assert entry.action == "goal.undo"
    assert entry.changes == {
        name: [after, before] for name, (before, after) in added.changes.items()
    }
    assert entry.changes["qualitative"] == [True, None]


def note_of(database: Path) -> None:
    ensure_year(2027, Rules())
    round_ = current_round(DAY)
    assert round_
    talk = hold(add_person(PersonEntry("Liv")), round_.id, DAY, Rules())
    write_note(topics_of(talk)[0], SECRET, DAY)
    write_note(topics_of(talk)[0], f"{SECRET} nå", DAY)


def test_text_of_notes_is_undone_but_not_in_the_journal_and_forgotten_with_the_past(
    database: Path,
) -> None:
    note_of(database)
    undo()
    assert rows("SELECT text FROM note") == [(SECRET,)]
    undo()
    assert SECRET not in json.dumps(rows("SELECT * FROM journal"), ensure_ascii=False)
    assert rows("SELECT 1 FROM past WHERE instr(before, ?)", (SECRET,)) != []
    forget_past(datetime.now(UTC) - timedelta(days=1))
    assert rows("SELECT 1 FROM past WHERE instr(before, ?)", (SECRET,)) != []
    forget_past(datetime.now(UTC))
    assert rows("SELECT 1 FROM past UNION ALL SELECT 1 FROM step") == []
    engine.execute_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    assert SECRET.encode() not in database.read_bytes()
    assert refusal().code == "nothing-to-undo"


def test_a_chain_is_forgotten_as_a_whole(database: Path) -> None:
    number = add_person(PersonEntry("A"))
    rename(number, "B")
    undo()
    engine.execute_sql("UPDATE step SET at = '2020-01-01 00:00:00' WHERE deed = id")
    forget_past(datetime(2021, 1, 1, tzinfo=UTC))
    redo()
    assert name(number) == "B"
    undo()
    assert refusal().code == "nothing-to-undo"


def test_the_sample_is_what_one_begins_with(database: Path) -> None:
    sample.make(DAY, Rules())
    assert refusal().code == "nothing-to-undo"
    card = unit_card(1)
    edit_unit(1, card.revision, UnitEntry("Sørvik"))
    undo()
    assert unit_card(1).entry == card.entry


def test_under_one_name_a_command_is_done_once(database: Path) -> None:
    """As when it is killed between commit and answer, and then done again."""
    before = COMMAND.set("skjema-1")
    try:
        add_person(PersonEntry("Liv"))
        with pytest.raises(DoneBefore):
            add_person(PersonEntry("Liv"))
    finally:
        COMMAND.reset(before)
    add_person(PersonEntry("Liv"))
    assert row("SELECT count(*) FROM person") == (2,)


def test_a_command_that_was_refused_can_be_done_under_its_name(database: Path) -> None:
    before = COMMAND.set("skjema-1")
    try:
        with pytest.raises(Problem):
            add_unit(UnitEntry("Nordvik", leader_id=4711))
        assert add_unit(UnitEntry("Nordvik")) == 1
    finally:
        COMMAND.reset(before)


def test_what_changes_nothing_is_no_step(database: Path) -> None:
    number = add_person(PersonEntry("A"))
    steps = rows("SELECT * FROM step")
    edit_person(number, 0, PersonEntry("A"))
    assert rows("SELECT * FROM step") == steps
