"""Reporting lines: the rule of DESIGN.md, section 3, on organisations of every odd shape."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from models.database import database as connection
from models.database import rows
from models.lines import LINES, loops, names_of, refuse_loops, superior_of, superiors_of_leaders
from models.person import PersonEntry, add_person, edit_person, person_card
from models.problems import Problem, Problems
from models.rules import Rules
from models.unit import UnitEntry, add_unit, edit_unit, unit_card
from tests.models.by_hand import Town
from tests.municipality import SAMPLE_DAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SHARED = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass(frozen=True)
class Organisation:
    """Units as (parent, leader) and people as (unit, superior, status); numbers from 1."""

    units: tuple[tuple[int | None, int | None], ...]
    people: tuple[tuple[int | None, int | None, str], ...]

    def store(self) -> None:
        connection.execute_sql("PRAGMA defer_foreign_keys=1")
        connection.connection().executemany(
            "INSERT INTO unit (id, parent_id, leader_id, name, sort_key, search)"
            " VALUES (?, ?, ?, ?, '', '')",
            [(n, *unit, f"U{n}") for n, unit in enumerate(self.units, 1)],
        )
        connection.connection().executemany(
            "INSERT INTO person (id, unit_id, superior_id, status, name, sort_key, search)"
            " VALUES (?, ?, ?, ?, ?, '', '')",
            [(n, *person, f"P{n}") for n, person in enumerate(self.people, 1)],
        )


@st.composite
def organisations(draw: st.DrawFn) -> Organisation:
    """Trees of units, led by anybody or nobody; people anywhere; loops in the lines may be."""
    units, people = draw(st.integers(1, 5)), draw(st.integers(1, 6))
    somebody = st.none() | st.integers(1, people)
    parents = [None, *(draw(st.none() | st.integers(1, n)) for n in range(1, units))]
    status = st.sampled_from(["active", "active", "active", "leave", "ended"])
    in_unit = st.none() | st.integers(1, units)
    lines = []
    for number in range(1, people + 1):
        superior = draw(st.none() | st.none() | st.integers(1, people))
        lines.append((draw(in_unit), None if superior == number else superior, draw(status)))
    return Organisation(tuple((parent, draw(somebody)) for parent in parents), tuple(lines))


def town() -> Town:
    return Town(SAMPLE_DAY, Rules())


@SHARED
@given(organisation=organisations())
def test_superiors_are_who_the_rule_says(database: Path, organisation: Organisation) -> None:
    with connection.atomic() as transaction:
        organisation.store()
        expected = town()
        found = dict(rows(LINES + "SELECT person_id, superior_id FROM line"))
        assert found == expected.superiors
        assert {one: superior_of(one) for one in found} == found
        above = {one for one in found.values() if one is not None}
        assert superiors_of_leaders() == {
            one: superior
            for one, superior in found.items()
            if one in above and superior is not None
        }
        everybody = {one: superior for one, superior in found.items() if superior is not None}
        assert {one for loop in loops(everybody) for one in loop} == expected.in_loops()
        if expected.in_loops():
            with pytest.raises(Problem, match="line-loop"):
                refuse_loops()
        else:
            refuse_loops()
        transaction.rollback()


@given(superior=st.dictionaries(st.integers(1, 9), st.integers(1, 9), max_size=9))
def test_each_loop_is_found_once_and_begins_with_its_lowest_number(
    superior: dict[int, int],
) -> None:
    found = loops(superior)
    members = [frozenset(loop) for loop in found]
    for loop in found:
        assert loop[0] == loop[-1] == min(loop)
        assert len(set(loop)) == len(loop) - 1
        assert all(superior[one] == above for one, above in pairwise(loop))
    assert len(set(members)) == len(members)

    def comes_back(start: int) -> bool:
        at = superior.get(start)
        for _ in superior:
            if at == start:
                return True
            at = superior.get(at) if at is not None else None
        return False

    assert {one for loop in found for one in loop} == {n for n in superior if comes_back(n)}


Edit = tuple[str, int, int | None]


@SHARED
@given(
    organisation=organisations(),
    edit=st.tuples(
        st.sampled_from(["superior", "person's unit", "status", "unit leader", "unit parent"]),
        st.integers(1, 6),
        st.none() | st.integers(1, 6),
    ),
)
def test_an_edit_that_makes_a_loop_is_refused_and_no_other(
    database: Path, organisation: Organisation, edit: Edit
) -> None:
    with connection.atomic() as transaction:
        organisation.store()
        if not town().in_loops():
            holds_to_the_rule(organisation, edit)
        transaction.rollback()


def holds_to_the_rule(organisation: Organisation, edit: Edit) -> None:
    what, number, value = edit
    of_unit = what.startswith("unit")
    number = min(number, len(organisation.units if of_unit else organisation.people))
    among = organisation.units if what in {"person's unit", "unit parent"} else organisation.people
    value = None if value is None else min(value, len(among))
    wanted = town()
    (wanted.units if of_unit else wanted.people)[number] |= {
        "superior": {"superior_id": value},
        "person's unit": {"unit_id": value},
        "status": {"status": "ended" if value else "active"},
        "unit leader": {"leader_id": value},
        "unit parent": {"parent_id": value},
    }[what]
    before = [
        rows("SELECT * FROM unit"),
        rows("SELECT * FROM person"),
        rows("SELECT * FROM journal"),
    ]
    under_itself = what == "unit parent" and value in town().under(number)
    own_superior = what == "superior" and value == number
    loop = under_itself or own_superior or bool(wanted.in_loops())
    if not loop:
        EDITS[what](number, value)
        assert town().superiors == wanted.superiors
        return
    with pytest.raises(Problems if own_superior else Problem) as raised:
        EDITS[what](number, value)
    if isinstance(raised.value, Problem):
        told(raised.value, wanted, under_itself)
    else:
        assert str(raised.value) == "own-superior"
    now = [rows("SELECT * FROM unit"), rows("SELECT * FROM person"), rows("SELECT * FROM journal")]
    assert now == before


def told(problem: Problem, wanted: Town, under_itself: bool) -> None:
    """The path goes round once, each followed by who stands above."""
    if under_itself and problem.code == "not-allowed":
        return  # a unit that is its own parent never gets into the table
    path = problem.facts["path"]
    assert isinstance(path, list)
    numbers = [int(name[1:]) for name in path]
    assert numbers[0] == numbers[-1]
    if under_itself:
        assert (problem.code, problem.field) == ("unit-loop", "parent_id")
        above: Any = {n: unit["parent_id"] for n, unit in wanted.units.items()}
    else:
        assert (problem.code, problem.field) == ("line-loop", "superior_id")
        above = wanted.superiors
    assert all(above[one] == next_ for one, next_ in pairwise(numbers))


def set_person(number: int, **values: Any) -> None:
    card = person_card(number)
    edit_person(number, card.revision, replace(card.entry, **values))


def set_unit(number: int, **values: Any) -> None:
    card = unit_card(number)
    edit_unit(number, card.revision, replace(card.entry, **values))


EDITS: dict[str, Callable[[int, int | None], None]] = {
    "superior": lambda number, value: set_person(number, superior_id=value),
    "person's unit": lambda number, value: set_person(number, unit_id=value),
    "status": lambda number, value: set_person(number, status="ended" if value else "active"),
    "unit leader": lambda number, value: set_unit(number, leader_id=value),
    "unit parent": lambda number, value: set_unit(number, parent_id=value),
}


def test_a_leader_of_two_levels_answers_past_their_own_unit_above(database: Path) -> None:
    chief = add_person(PersonEntry("Kari"))
    both = add_person(PersonEntry("Ola"))
    top = add_unit(UnitEntry("Nordvik", leader_id=chief))
    middle = add_unit(UnitEntry("Oppvekst", parent_id=top, leader_id=both))
    school = add_unit(UnitEntry("Skolen", parent_id=middle, leader_id=both))
    set_person(both, unit_id=school)
    teacher = add_person(PersonEntry("Liv", unit_id=school))
    assert superior_of(both) == chief
    assert superior_of(teacher) == both
    set_person(chief, unit_id=top)
    assert superior_of(chief) is None


def test_lines_run_past_vacant_units_and_who_has_ended(database: Path) -> None:
    chief = add_person(PersonEntry("Kari"))
    ended = add_person(PersonEntry("Per", status="ended"))
    top = add_unit(UnitEntry("Nordvik", leader_id=chief))
    vacant = add_unit(UnitEntry("Oppvekst", parent_id=top))
    school = add_unit(UnitEntry("Skolen", parent_id=vacant, leader_id=ended))
    teacher = add_person(PersonEntry("Liv", unit_id=school, superior_id=ended))
    assert superior_of(teacher) == chief
    set_person(chief, status="leave")
    assert superior_of(teacher) == chief
    set_person(chief, status="ended")
    assert superior_of(teacher) is None
    assert person_card(teacher).set_superior_name == "Per"
    assert names_of([teacher, chief]) == ["Liv", "Kari"]


LEADS_TO_A_LOOP: dict[str, Callable[[], None]] = {
    # Kari (1) leads Nordvik (1), Ola (2) in it Oppvekst (2), and Liv (3) in that Skolen (3).
    "superior": lambda: set_person(1, superior_id=3),
    "person's unit": lambda: set_person(1, unit_id=3),
    "unit leader": lambda: set_unit(1, leader_id=3),
    "unit parent": lambda: set_unit(4, parent_id=3),
    "status": lambda: set_person(4, status="active"),
}


LOOPS = {
    "superior": ["Kari", "Liv", "Ola", "Kari"],
    "person's unit": ["Kari", "Liv", "Ola", "Kari"],
    "unit leader": ["Ola", "Liv", "Ola"],
    "unit parent": ["Kari", "Liv", "Ola", "Kari"],
    "status": ["Kari", "Per", "Liv", "Ola", "Kari"],
}


@pytest.mark.parametrize("edit", LEADS_TO_A_LOOP)
def test_each_kind_of_edit_that_makes_a_loop_is_refused(database: Path, edit: str) -> None:
    for unit, (person, name) in enumerate(
        (("Kari", "Nordvik"), ("Ola", "Oppvekst"), ("Liv", "Skolen")), 1
    ):
        add_person(PersonEntry(person, unit_id=unit - 1 or None))
        add_unit(UnitEntry(name, parent_id=unit - 1 or None, leader_id=unit))
    # Per (4) would be Kari's superior and under Liv, but has left.
    add_person(PersonEntry("Per", unit_id=3, status="ended"))
    if edit == "status":
        set_person(1, superior_id=4)
    if edit == "unit parent":
        # Kari sits in a loose unit, which comes to lie under one of her own.
        add_unit(UnitEntry("Løs"))
        set_person(1, unit_id=4)
    before = [
        rows("SELECT * FROM unit"),
        rows("SELECT * FROM person"),
        rows("SELECT * FROM journal"),
    ]
    with pytest.raises(Problem) as raised:
        LEADS_TO_A_LOOP[edit]()
    problem = raised.value
    assert (problem.code, problem.field) == ("line-loop", "superior_id")
    assert problem.facts["path"] == LOOPS[edit]
    assert before == [
        *(rows("SELECT * FROM unit"), rows("SELECT * FROM person")),
        rows("SELECT * FROM journal"),
    ]


def test_a_loop_is_told_with_its_path(database: Path) -> None:
    names = ("Kari", "Ola", "Liv")
    numbers = [add_person(PersonEntry(name)) for name in names]
    set_person(numbers[1], superior_id=numbers[0])
    set_person(numbers[2], superior_id=numbers[1])
    with pytest.raises(Problem) as raised:
        set_person(numbers[0], superior_id=numbers[2])
    assert raised.value.facts["path"] == ["Kari", "Liv", "Ola", "Kari"]
    with pytest.raises(Problems) as own:
        set_person(numbers[0], superior_id=numbers[0])
    assert [problem.code for problem in own.value.problems] == ["own-superior"]


def test_a_unit_under_itself_is_told_with_its_path(database: Path) -> None:
    top = add_unit(UnitEntry("Nordvik"))
    below = add_unit(UnitEntry("Oppvekst", parent_id=top))
    school = add_unit(UnitEntry("Skolen", parent_id=below))
    with pytest.raises(Problem) as raised:
        set_unit(top, parent_id=school)
    assert (raised.value.code, raised.value.field) == ("unit-loop", "parent_id")
    assert raised.value.facts["path"] == ["Nordvik", "Skolen", "Oppvekst", "Nordvik"]
    with pytest.raises(Problem):
        set_unit(top, parent_id=top)
    assert unit_card(top).entry.parent_id is None
