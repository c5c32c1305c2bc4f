"""Lines of sight against the rule worked out by hand; links, rings, repeals, one goal for many."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.dashboard import unit_rows
from models.database import database as connection
from models.database import open_database, row, rows
from models.derived import AsOf, as_of
from models.flags import flags
from models.goal import (
    GoalEntry,
    add_goal,
    edit_goal,
    goal_card,
    goals_of,
    remove_goal,
)
from models.goal_links import link_goals, put_goal_in_force, repeal_goal
from models.goal_template import give_goal
from models.goal_tree import goal_nodes
from models.line_of_sight import LINE_OF_SIGHT_RULES, goals_in_line, total_share, unit_shares
from models.person import PersonEntry, add_person
from models.problems import Problem
from models.rules import Rules
from models.undoing import undo
from models.unit import UnitEntry, add_unit
from models.year import ensure_year
from tests.models.by_hand import Town
from tests.models.somebody_else import somebody_else

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2027, 3, 10)
BEFORE = date(2026, 12, 14)


@pytest.fixture
def town(database: Path) -> None:
    """Kari (1) leads Nordvik (1), Ola (2) the school (2) under it with Liv (3) and Per (4)."""
    ensure_year(2026, Rules())
    ensure_year(2027, Rules())
    for name in ("Kari", "Ola", "Liv", "Per"):
        add_person(PersonEntry(name))
    add_unit(UnitEntry("Nordvik", leader_id=1))
    add_unit(UnitEntry("Skolen", parent_id=1, leader_id=2))
    connection.execute_sql("UPDATE person SET unit_id = CASE id WHEN 1 THEN 1 ELSE 2 END")


def now() -> AsOf:
    return as_of(DAY, Rules())


def found(rule: str) -> list[tuple[Any, ...]]:
    """Goal, value, limit and day of each flag of a rule."""
    return [
        (one.goal_id, one.value, one.limit, one.day) for one in flags(now()) if one.rule == rule
    ]


def link(goals: list[int], serves: int | None) -> int:
    return link_goals(list(goals_of(goals).values()), serves)


def chain() -> tuple[int, int, int]:
    """An adopted goal, the school's under it, and Liv's own."""
    adopted = add_goal(GoalEntry(2027, "Trivsel", adopted_by="Kommunestyret", unit_id=1))
    school = add_goal(GoalEntry(2027, "Trygt", unit_id=2, serves_id=adopted))
    own = add_goal(GoalEntry(2027, "Ringe hjem", person_id=3, serves_id=school, meaning="Ringer"))
    return adopted, school, own


def test_a_whole_chain_has_no_flags(town: None) -> None:
    adopted, school, own = chain()
    assert [found(rule) for rule in LINE_OF_SIGHT_RULES] == [[], [], []]
    assert goals_in_line(now()) == {3: 1}
    assert total_share(now()) == (4, 1, 1, 1)
    assert {one.name: one.share for one in unit_shares(now())} == {
        "Nordvik": (4, 1, 1, 1),
        "Skolen": (3, 1, 1, 1),
    }
    link([own], None)
    assert found("goal-without-line-of-sight") == [(own, 0, None, None)]
    assert found("adopted-goal-uncarried") == [(adopted, 1, None, None)]
    assert total_share(now()) == (4, 1, 0, 0)
    assert school


def test_a_repealed_goal_leads_nowhere_until_it_is_in_force_again(town: None) -> None:
    adopted, school, own = chain()
    assert repeal_goal(adopted, 0, BEFORE)
    assert sorted(found("goal-without-line-of-sight")) == [
        (school, 0, None, BEFORE),
        (own, 1, None, BEFORE),
    ]
    assert found("adopted-goal-uncarried") == []
    put_goal_in_force(adopted, 1)
    assert found("goal-without-line-of-sight") == []
    with pytest.raises(Problem, match="goal-not-adopted"):
        repeal_goal(own, 0, BEFORE)
    with pytest.raises(Problem, match="goal-not-adopted"):
        repeal_goal(school, 0, BEFORE)


def test_a_goal_of_another_year_is_told_by_its_year(town: None) -> None:
    old = add_goal(GoalEntry(2026, "Trivsel", adopted_by="Kommunestyret"))
    own = add_goal(GoalEntry(2027, "Ringe hjem", person_id=3, serves_id=old))
    assert found("goal-without-line-of-sight") == [(own, 0, 2026, None)]
    remove_goal(old)
    assert found("goal-without-line-of-sight") == [(own, 0, None, None)]


def test_carriers_are_counted_when_asked_for_and_anew_after_a_change(town: None) -> None:
    adopted, school, own = chain()

    def counted() -> dict[int, int]:
        return {one.id: one.carriers for one in goal_nodes(now())}

    assert total_share(now()).in_line == 1
    assert counted() == counted() == {adopted: 1, school: 1, own: 0}
    other = add_goal(GoalEntry(2027, "Møte tidlig", person_id=4, serves_id=school))
    assert total_share(now()).in_line == 2
    assert counted() == {adopted: 2, school: 2, own: 0, other: 0}


def test_what_it_means_is_asked_of_those_in_line(town: None) -> None:
    _adopted, school, _own = chain()
    blank = add_goal(GoalEntry(2027, "Møte tidlig", person_id=4, serves_id=school, meaning=" "))
    add_goal(GoalEntry(2027, "Noe annet", person_id=4))
    assert found("goal-without-meaning") == [(blank, None, None, None)]
    assert total_share(now()) == (4, 2, 2, 1)


def test_the_municipalitys_own_goal_counts_as_adopted(town: None) -> None:
    whole = add_goal(GoalEntry(2027, "Fravær"))
    assert found("adopted-goal-uncarried") == [(whole, 0, None, None)]
    assert found("goal-without-line-of-sight") == []
    # Its flags stand at the top, so that those of the units add up to all there are.
    of_goal = [one for one in flags(now()) if one.goal_id == whole]
    assert [(one.rule, one.unit) for one in of_goal] == [
        ("goal-not-measurable", "Nordvik"),
        ("adopted-goal-uncarried", "Nordvik"),
    ]
    assert unit_rows(now())[0].flags == len(flags(now()))


def test_rings_are_refused_with_their_path_however_they_would_come(town: None) -> None:
    adopted, school, own = chain()
    with pytest.raises(Problem) as caught:
        edit_goal(adopted, 0, GoalEntry(2027, "Trivsel", unit_id=1, serves_id=own))
    assert (caught.value.code, caught.value.field) == ("goal-ring", "serves_id")
    assert caught.value.facts["path"] == ["Trivsel", "Ringe hjem", "Trygt", "Trivsel"]
    with pytest.raises(Problem, match="goal-ring"):
        link([school, adopted], own)
    with pytest.raises(Problem, match="goal-ring"):
        link([school], school)
    # By way of a removed goal too: it may be brought back.
    remove_goal(school)
    with pytest.raises(Problem, match="goal-ring"):
        link([adopted], own)
    undo()
    # And by undoing what was not a ring then.
    link([school], None)
    with somebody_else():
        link([adopted], school)
    with pytest.raises(Problem, match="goal-ring"):
        undo()
    assert row("SELECT count(*) FROM goal WHERE serves_id IS NOT NULL") == (2,)


def test_many_are_linked_in_one_write_and_undone_in_one(town: None) -> None:
    adopted, school, own = chain()
    more = [add_goal(GoalEntry(2027, f"Mål {one}", person_id=4)) for one in range(3)]
    before = rows("SELECT id, serves_id FROM goal ORDER BY id")
    assert link([own, *more], adopted) == 4
    newest = "SELECT step FROM journal ORDER BY id DESC LIMIT 1"
    actions = rows(f"SELECT action, count(*) FROM journal WHERE step = ({newest}) GROUP BY 1")
    assert actions == [("goal.link", 4)]
    assert rows("SELECT DISTINCT serves_id FROM goal WHERE person_id > 0") == [(adopted,)]
    undo()
    assert rows("SELECT id, serves_id FROM goal ORDER BY id") == before
    stale = list(goals_of([more[0], more[1]]).values())
    link([more[1]], school)
    with pytest.raises(Problem, match="changed-meanwhile"):
        link_goals(stale, adopted)
    assert goal_card(more[0]).entry.serves_id is None
    remove_goal(school)
    with pytest.raises(Problem, match="removed-meanwhile"):
        link([more[0]], school)


def test_one_goal_is_given_to_many_but_not_twice(town: None) -> None:
    adopted, _school, _own = chain()
    gone = add_person(PersonEntry("Siri", unit_id=2, status="ended"))
    template = GoalEntry(2027, "Ringe  Hjem", serves_id=adopted)
    given_ = give_goal(template, [2, 3, 4, gone])
    assert (given_.count, given_.had_it, given_.gone) == (2, ["Liv"], ["Siri"])
    assert rows("SELECT person_id, serves_id FROM goal WHERE title = 'Ringe  Hjem'") == [
        (2, adopted),
        (4, adopted),
    ]
    with pytest.raises(Problem, match="goal-everybody-has"):
        give_goal(template, [2, 3, 4, gone])
    undo()
    assert row("SELECT count(*) FROM goal WHERE removed_at IS NULL") == (3,)
    assert give_goal(template, [2, 3, 4]).count == 2


GOAL = st.fixed_dictionaries(
    {
        "owner": st.integers(0, 6),
        "adopted": st.booleans(),
        "serves": st.one_of(st.none(), st.integers(0, 13)),
        "last": st.integers(0, 7).map(lambda one: one == 0),
        "state": st.sampled_from(["open", "open", "open", "closed", "dropped"]),
        "repealed": st.integers(0, 5).map(lambda one: one == 0),
        "removed": st.integers(0, 7).map(lambda one: one == 0),
        "meaning": st.sampled_from(["", " ", "Ringer"]),
    }
)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(GOAL, min_size=1, max_size=14), st.sampled_from(["active", "leave", "ended"]))
def test_any_forest_of_goals_is_as_the_rule_says(
    town: None, goals: list[dict[str, Any]], status: str
) -> None:
    """Rings too: they are refused, but may lie in an old file."""
    with connection.atomic() as transaction:
        connection.execute_sql("UPDATE person SET status = ? WHERE id = 4", (status,))
        for number, one in enumerate(goals, 1):
            store(number, one)
        for number, one in enumerate(goals, 1):
            serves = None if one["serves"] is None else one["serves"] % len(goals) + 1
            if serves != number:
                connection.execute_sql(
                    "UPDATE goal SET serves_id = ? WHERE id = ?", (serves, number)
                )
        on = now().round
        expected = Town(DAY, Rules(), on.id if on else None)
        lines = Counter(
            about["person_id"]
            for number, about in expected.goals.items()
            if about["person_id"] is not None and expected.in_line(number)
        )
        assert goals_in_line(now()) == dict(lines)
        shown = Counter(
            (one.rule, one.goal_id, one.value, one.limit, one.day and one.day.isoformat())
            for one in flags(now())
            if one.rule in LINE_OF_SIGHT_RULES
        )
        assert shown == Counter(
            (rule, goal, value, limit, day)
            for rule, _unit, _person, goal, _commitment, value, limit, day in expected.flags()
            if rule in LINE_OF_SIGHT_RULES
        )
        for node in goal_nodes(now()):
            counts = expected.in_force(node.id)
            above = expected.goals[node.id]["serves_id"]
            assert counts or node.repealed_on
            if not (counts and in_a_ring(expected, node.id)):
                assert node.carriers == (len(expected.carriers(node.id)) if counts else 0)
            assert node.above_id == (above if counts and expected.in_force(above) else None)
            assert node.in_line == (counts and expected.in_line(node.id))
        staff = expected.staff()
        assert total_share(now()) == shares_of(expected, staff)
        for unit in unit_shares(now()):
            under = expected.under(unit.id)
            inside = [one for one in staff if expected.place(one) in under]
            assert unit.share == shares_of(expected, inside)
        transaction.rollback()


def in_a_ring(town: Town, goal: int) -> bool:
    """Whether the goal lies, in the end, under itself."""
    return bool(town.goals[town.upward(goal)[-1]]["serves_id"] == goal)


def shares_of(town: Town, people: list[int]) -> tuple[int, ...]:
    seen, told = town.seen(people), town.seen(people, meaning=True)
    return len(people), len(town.with_goals(people)), len(seen), len(told)


def store(number: int, one: dict[str, Any]) -> None:
    connection.execute_sql(
        "INSERT INTO goal (id, year_id, unit_id, person_id, title, adopted_by, state, repealed_on,"
        " removed_at, meaning) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(number, 2026 if one["last"] else 2027),
            {1: 1, 2: 2}.get(one["owner"]),
            one["owner"] - 2 if one["owner"] > 2 else None,
            f"G{number}",
            "Kommunestyret" if one["adopted"] else "",
            one["state"],
            "2026-12-14" if one["repealed"] else None,
            "2027-01-01 00:00:00" if one["removed"] else None,
            one["meaning"],
        ),
    )


def test_shares_of_the_sample_are_the_sums_of_their_parts(sample_file: Path) -> None:
    open_database(sample_file)
    try:
        at = now()
        units, whole = unit_shares(at), total_share(at)
        (top,) = [one for one in units if one.parent_id is None]
        without = row(
            "SELECT count(*) FROM person p WHERE status = 'active' AND NOT only_named"
            " AND unit_id IS NULL AND NOT EXISTS (SELECT 1 FROM unit u WHERE u.leader_id = p.id)"
        )
        assert without == (whole.staff - top.share.staff,)
        for unit in units:
            below = [one.share for one in units if one.parent_id == unit.id]
            for place, figure in enumerate(unit.share):
                assert figure >= sum(one[place] for one in below)
            assert unit.share.staff >= unit.share.with_goals >= unit.share.in_line
            assert unit.share.in_line >= unit.share.with_meaning
        rules = Counter(one.rule for one in flags(at))
        assert 0 < rules["goal-without-line-of-sight"] < 0.1 * 1332
        assert 0 < rules["adopted-goal-uncarried"] < 5
        assert 0 < rules["goal-without-meaning"] < 0.1 * 1332
        told = [one for one in flags(at) if one.rule == "goal-without-line-of-sight"]
        assert {one.limit for one in told} == {None, 2026}
        assert {one.day for one in told} == {None, BEFORE}
    finally:
        connection.close()
