"""Opening a year: what it makes, that a second time adds nothing, and what becomes of goals."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import journal
from models.database import database as engine
from models.database import rows, writing
from models.derived import as_of
from models.dialogue import hold, remove_dialogue
from models.goal import GoalEntry, add_goal, goal_card, remove_goal
from models.goal_turn import settle_goals
from models.measurement import MeasurementEntry, add_measurement
from models.opening_plan import plan_opening
from models.person import PersonEntry, add_person, edit_person
from models.problems import Problem
from models.rules import RoundRule, Rules
from models.turn_of_year import open_year
from models.unit import UnitEntry, add_unit, edit_unit
from models.year import ensure_year
from tests.models.by_hand import Town
from tests.models.towns import DrawnTown, examples, towns

DAY = date(2027, 12, 10)
RULES = Rules()
TABLES = ("year", "round", "milestone", "dialogue", "topic", "goal", "journal")


@pytest.fixture
def town(database: Path) -> dict[str, int]:
    """A chief executive, a head of school under her, two teachers; 2027 is open."""
    ensure_year(2027, RULES)
    top = add_unit(UnitEntry("Nordvik kommune"))
    school = add_unit(UnitEntry("Nordvik skole", parent_id=top))
    chief = add_person(PersonEntry("Kari Nordmann", unit_id=top))
    head = add_person(PersonEntry("Liv Berg", unit_id=school))
    teacher = add_person(PersonEntry("Aud Lie", unit_id=school))
    edit_unit(top, 0, UnitEntry("Nordvik kommune", leader_id=chief))
    edit_unit(school, 0, UnitEntry("Nordvik skole", parent_id=top, leader_id=head))
    return {"top": top, "school": school, "chief": chief, "head": head, "teacher": teacher}


def stored() -> list[list[tuple[object, ...]]]:
    return [rows(f"SELECT * FROM {table} ORDER BY 1") for table in TABLES]


def measurable(year: int = 2027, **given: object) -> GoalEntry:
    figures = {"baseline": Decimal("9.1"), "target": Decimal("7.5"), "due": date(year, 12, 31)}
    start = {"title": "Fravær", "indicator": "fravær", "measure": "%", "direction": "less"}
    return GoalEntry(year, **{**start, **figures, **given})  # type: ignore[arg-type]


def test_each_leader_gets_a_dialogue_with_the_right_superior(town: dict[str, int]) -> None:
    plan = plan_opening(2028, DAY, RULES)
    assert rows("SELECT number FROM year") == [(2027,)]
    done = open_year(2028, DAY, RULES)
    assert (
        [one.dialogues for one in plan.rounds] == [one.dialogues for one in done.rounds] == [2, 2]
    )
    assert plan.counts == done.counts
    found = rows(
        "SELECT r.code, person_id, superior_id, conductor_id, planned_on FROM dialogue d"
        " JOIN round r ON r.id = d.round_id WHERE r.year_id = 2028 AND r.code = 'winter' ORDER BY 2"
    )
    assert found == [
        ("winter", town["chief"], None, None, None),
        ("winter", town["head"], town["chief"], town["chief"], None),
    ]
    agendas = rows("SELECT title FROM topic WHERE dialogue_id = 1 ORDER BY position")
    assert tuple(title for (title,) in agendas) == RULES.short_agenda
    steps = rows(
        "SELECT count(DISTINCT step) FROM journal WHERE record_id IN (1, 2, 2028)"
        " AND action IN ('year.open', 'dialogue.add') AND record_id <> 2027"
    )
    assert steps == [(1,)]


def test_staff_when_wanted_or_when_the_round_covers_them(town: dict[str, int]) -> None:
    assert plan_opening(2028, DAY, RULES, staff=True).dialogues == 6
    wide = Rules(rounds=(RoundRule("winter", (2, 1), (4, 15), levels=(1, 2, 3, 4)),))
    assert plan_opening(2028, DAY, wide).dialogues == 3
    leaders = Rules(rounds=(RoundRule("winter", (2, 1), (4, 15), levels=(1,)),))
    plan = plan_opening(2028, DAY, leaders)
    assert plan.dialogues == 1
    assert [(one.name, one.reason) for one in plan.left_out] == [("Liv Berg", "not-asked")]


def test_who_is_left_out_and_why(town: dict[str, int]) -> None:
    edit_person(town["head"], 0, PersonEntry("Liv Berg", unit_id=town["school"], status="leave"))
    loose = add_person(PersonEntry("Per Alene"))
    open_year(2028, DAY, RULES, staff=True)
    edit_person(town["teacher"], 0, PersonEntry("Aud Lie", unit_id=town["school"], status="ended"))
    [(mine, _later)] = rows(
        "SELECT min(id), max(id) FROM dialogue WHERE person_id = ?", (town["chief"],)
    )
    remove_dialogue(mine)
    again = plan_opening(2028, DAY, RULES, staff=True)
    assert again.is_empty
    why = {(one.person_id, one.reason) for one in again.left_out}
    assert {(town["head"], "on-leave"), (loose, "no-superior")} <= why
    assert Counter(one.reason for one in again.left_out) == {
        "on-leave": 1,
        "no-superior": 1,
        "removed": 1,
        "there-already": 1,
    }
    following = plan_opening(2029, DAY, RULES, staff=True)
    assert (town["teacher"], "ended") in {(one.person_id, one.reason) for one in following.left_out}


def test_a_goal_carried_on_starts_where_the_old_one_ended(town: dict[str, int]) -> None:
    above = add_goal(measurable(unit_id=town["school"], code="S-1", adopted_by="Kommunestyret"))
    own = add_goal(measurable(person_id=town["teacher"], serves_id=above, meaning="Jeg"))
    add_measurement(MeasurementEntry(own, date(2027, 3, 1), Decimal("8.9")))
    add_measurement(MeasurementEntry(own, date(2027, 10, 1), Decimal("8.3")))
    plan = open_year(2028, DAY, RULES)
    assert plan.counts == {"carry": 2, "close": 0, "drop": 0}
    new = dict(rows("SELECT carried_from_id, id FROM goal WHERE year_id = 2028"))
    entry = goal_card(new[own]).entry
    assert (entry.baseline, entry.target, entry.due) == (
        Decimal("8.3"),
        Decimal("7.5"),
        date(2028, 12, 31),
    )
    assert (entry.serves_id, entry.meaning, entry.state) == (new[above], "Jeg", "open")
    higher = goal_card(new[above]).entry
    assert (higher.code, higher.baseline, higher.adopted_by) == (
        "S-1",
        Decimal("9.1"),
        "Kommunestyret",
    )
    assert {goal_card(one).entry.state for one in (above, own)} == {"closed"}
    [agenda] = rows(
        "SELECT count(*) FROM topic t JOIN dialogue d ON d.id = t.dialogue_id"
        " JOIN round r ON r.id = d.round_id WHERE d.person_id = ? AND r.code = 'winter'",
        (town["head"],),
    )
    assert agenda == (len(RULES.agenda),)


def test_what_is_usual_of_goals_and_what_is_decided(town: dict[str, int]) -> None:
    met = add_goal(measurable(person_id=town["head"]))
    add_measurement(MeasurementEntry(met, date(2027, 10, 1), Decimal("7.4")))
    vague = add_goal(GoalEntry(2027, "Bli bedre", person_id=town["head"]))
    spoken = add_goal(GoalEntry(2027, "Tillit", person_id=town["head"], qualitative=True))
    gone = add_person(PersonEntry("Per", unit_id=town["school"], status="ended"))
    left = add_goal(measurable(person_id=gone))
    found = {one.id: (one.reason, one.choice) for one in plan_opening(2028, DAY, RULES).goals}
    assert found == {
        met: ("met", "close"),
        vague: ("not-measurable", "close"),
        spoken: ("qualitative", "carry"),
        left: ("owner-gone", "close"),
    }
    open_year(2028, DAY, RULES, decisions={met: "carry", spoken: "drop", vague: "later"})
    states = {one: goal_card(one).entry.state for one in found}
    assert states == {met: "closed", vague: "open", spoken: "dropped", left: "closed"}
    assert rows("SELECT carried_from_id FROM goal WHERE year_id = 2028") == [(met,)]


def test_goals_of_a_closed_year_are_left_untouched(town: dict[str, int]) -> None:
    own = add_goal(measurable(person_id=town["head"]))
    engine.execute_sql("UPDATE year SET closed_on = '2027-12-01'")
    before = rows("SELECT * FROM goal WHERE id = ?", (own,))
    plan = open_year(2028, DAY, RULES)
    assert plan.previous_closed
    assert rows("SELECT * FROM goal WHERE id = ?", (own,)) == before
    assert rows("SELECT carried_from_id FROM goal WHERE year_id = 2028") == [(own,)]


def test_a_goal_that_is_there_under_its_code_is_not_doubled(town: dict[str, int]) -> None:
    above = add_goal(measurable(unit_id=town["school"], code="S-1"))
    own = add_goal(measurable(person_id=town["teacher"], serves_id=above))
    ensure_year(2028, RULES)
    there = add_goal(measurable(2028, unit_id=town["school"], code="S-1"))
    open_year(2028, DAY, RULES)
    found = rows("SELECT carried_from_id, serves_id FROM goal WHERE year_id = 2028 ORDER BY id")
    assert found == [(None, None), (own, there)]


def test_what_was_taken_out_is_not_made_again(town: dict[str, int]) -> None:
    add_goal(measurable(person_id=town["head"]))
    open_year(2028, DAY, RULES)
    [(carried,)] = rows("SELECT id FROM goal WHERE year_id = 2028")
    remove_goal(carried)
    assert plan_opening(2028, DAY, RULES).is_empty


def test_a_year_that_cannot_be_opened(town: dict[str, int]) -> None:
    for year in (1066, 20270):
        with pytest.raises(Problem, match="year-out-of-range"):
            open_year(year, DAY, RULES)
    engine.execute_sql("UPDATE year SET closed_on = '2027-12-01'")
    with pytest.raises(Problem, match="year-closed"):
        open_year(2027, DAY, RULES)


def test_goals_are_settled_in_one_write(town: dict[str, int]) -> None:
    goals = [add_goal(measurable(person_id=town["head"])) for _ in range(3)]
    decisions = dict(zip(goals, ("carry", "close", "drop"), strict=True))
    before = stored()
    with pytest.raises(Problem, match="year-not-there"):
        settle_goals(decisions)
    assert stored() == before
    ensure_year(2028, RULES)
    assert settle_goals(decisions) == 3
    assert [goal_card(one).entry.state for one in goals] == ["closed", "closed", "dropped"]
    [step] = {entry[0] for entry in rows("SELECT step FROM journal ORDER BY id DESC LIMIT 4")}
    assert step
    assert settle_goals(decisions) == 0


def test_a_dialogue_that_waited_is_led_by_the_superior_of_the_day_it_is_held(
    town: dict[str, int],
) -> None:
    open_year(2028, DAY, RULES)
    new = add_person(PersonEntry("Ny Leder", unit_id=town["top"]))
    edit_unit(town["top"], 1, UnitEntry("Nordvik kommune", leader_id=new))
    [(round_,)] = rows("SELECT id FROM round WHERE year_id = 2028 AND code = 'winter'")
    number = hold(town["head"], round_, date(2028, 2, 10), RULES)
    led = rows("SELECT superior_id, conductor_id FROM dialogue WHERE id = ?", (number,))
    assert led == [(new, new)]


MEASURED = st.lists(
    st.tuples(st.integers(1, 11), st.sampled_from([0, 7_500_000, 8_300_000])),
    max_size=2,
    unique_by=lambda one: one[0],
)


@examples(15)
@given(towns(), st.lists(MEASURED, min_size=10, max_size=10), st.booleans())
def test_opening_twice_is_opening_once(
    database: Path, drawn: DrawnTown, measured: list[list[tuple[int, int]]], staff: bool
) -> None:
    with writing(), _undone():
        _fill(drawn, measured)
        plan = open_year(2028, DAY, RULES, staff)
        _is_what_was_asked(plan.dialogues, staff)
        _begins_where_the_old_ones_ended()
        once = stored()
        assert plan_opening(2028, DAY, RULES, staff).is_empty
        assert open_year(2028, DAY, RULES, staff).is_empty
        assert stored() == once


def _fill(drawn: DrawnTown, measured: list[list[tuple[int, int]]]) -> None:
    """The town, and the months and values that each of its goals was measured in and at."""
    ensure_year(2026, RULES)
    ensure_year(2027, RULES)
    drawn.store()
    for goal, values in zip(drawn.tables["goal"], measured, strict=False):
        for month, value in values:
            engine.execute_sql(
                "INSERT INTO measurement (goal_id, measured_on, value) VALUES (?, ?, ?)",
                (goal["id"], f"2027-{month:02}-01", value),
            )


class _undone:  # noqa: N801 (reads as a word)
    """Takes everything back at the end."""

    def __enter__(self) -> None:
        engine.execute_sql("SAVEPOINT town")

    def __exit__(self, *_: object) -> None:
        engine.execute_sql("ROLLBACK TO town")


def _is_what_was_asked(made: int, staff: bool) -> None:
    """By hand: the active with a superior or at the top, not only named, whose level is asked."""
    town = Town(DAY, RULES)
    tops = {one["leader_id"] for one in town.units.values() if one["parent_id"] is None}
    asked = {
        number
        for number, about in town.people.items()
        if about["status"] == "active"
        and not about["only_named"]
        and (town.superiors[number] is not None or number in tops)
        and (staff or town.level(number) < 4)
    }
    found = rows(
        "SELECT person_id, superior_id FROM dialogue d JOIN round r ON r.id = d.round_id"
        " WHERE r.year_id = 2028"
    )
    assert {person for person, _superior in found} == asked
    assert made == len(found) == 2 * len(asked)
    assert all(superior == town.superiors[person] for person, superior in found)


def _begins_where_the_old_ones_ended() -> None:
    for baseline, before, actual in rows(
        "SELECT g.baseline, o.baseline, (SELECT value FROM measurement m WHERE m.goal_id = o.id"
        " AND m.removed_at IS NULL ORDER BY measured_on DESC LIMIT 1)"
        " FROM goal g JOIN goal o ON o.id = g.carried_from_id WHERE g.year_id = 2028"
    ):
        assert baseline == (before if actual is None else actual)


def test_a_year_opened_ahead_leaves_what_is_on(town: dict[str, int]) -> None:
    before = as_of(date(2027, 3, 10), RULES)
    open_year(2028, date(2027, 3, 10), RULES)
    assert as_of(date(2027, 3, 10), RULES) == before
    assert [one.action for one in journal.entries("year", 2028)] == ["year.open"]
