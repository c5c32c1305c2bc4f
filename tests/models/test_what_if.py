"""What a draft shows is what applying it gives, and undoing that gives what was."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.database import close_database, open_database, rows
from models.derived import as_of, derive
from models.moving import move_people
from models.problems import Problem, Problems
from models.rules import Rules
from models.undoing import undo
from models.what_if import applying, drafts
from models.what_if.effect import Effect, effect
from models.what_if.steps import Move, NewUnit, Step, read, written
from tests.models.somebody_else import somebody_else
from tests.models.towns import examples

DAY = date(2027, 3, 10)
AT_RULES = Rules()


@pytest.fixture(scope="module")
def town(
    sample_made: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[list[int], list[int]]]:
    """The sample municipality, put back after each example by undoing; its people and units."""
    path = tmp_path_factory.mktemp("what-if") / "x.db"
    shutil.copy(sample_made, path)
    open_database(path)
    people = [number for (number,) in rows("SELECT id FROM person WHERE status = 'active'")]
    yield people, [number for (number,) in rows("SELECT id FROM unit")]
    close_database()


def organisation() -> list[tuple[object, ...]]:
    return [
        *rows("SELECT id, unit_id, superior_id FROM person WHERE removed_at IS NULL"),
        *rows("SELECT id, name, kind, parent_id, leader_id FROM unit WHERE removed_at IS NULL"),
    ]


def shown(found: Effect, place: int) -> list[tuple[object, ...]]:
    """By name, as new posts get their numbers only when they are made."""
    spans = [(one.name, one.unit, one.spans[place]) for one in found.leaders if one.spans[place]]
    return sorted(spans, key=str)


def step(people: list[int], units: list[int], made: int) -> st.SearchStrategy[Step]:
    who = st.lists(st.sampled_from(people), min_size=1, max_size=25, unique=True).map(tuple)
    where = st.sampled_from(units + [-1 - place for place in range(made)])
    new = st.builds(
        NewUnit,
        place=st.sampled_from(["beside", "under"]),
        unit=where,
        name=st.sampled_from(["Ny enhet", "Ny seksjon"]),
        people=who,
        leader=st.none() | st.sampled_from(people),
        post=st.sampled_from(["", "Ny leder"]),
    )
    return new if made % 2 == 0 else st.builds(Move, people=who, unit=where)


@examples(12)
@given(data=st.data())
def test_applied_it_is_what_was_shown_and_undone_it_is_what_was(
    town: tuple[list[int], list[int]], data: st.DataObject
) -> None:
    people, units = town
    steps: list[Step] = []
    for _ in range(data.draw(st.integers(1, 3))):
        # Only a step that makes a unit can be built on.
        made = len(steps) if all(isinstance(one, NewUnit) for one in steps) else 0
        steps.append(data.draw(step(people, units, made)))
    at = as_of(DAY, AT_RULES)
    before = organisation()
    try:
        tried = effect([steps], at)
    except Problem:
        # Some of them would have somebody lead themselves.
        assert organisation() == before
        return
    assert organisation() == before
    number = drafts.add_draft("Utkast", DAY)
    for one in steps:
        drafts.add_step(drafts.draft(number), one)
    applying.apply_draft(drafts.draft(number), DAY)
    after = effect([], at)
    assert shown(after, 0) == shown(tried, 1)
    assert after.totals[0] == tried.totals[1]
    with pytest.raises(Problem, match="what-if-applied"):
        applying.apply_draft(drafts.draft(number), DAY)
    undo()
    assert organisation() == before
    assert effect([], at).totals[0] == tried.totals[0]
    assert drafts.draft(number).applied_on is None
    drafts.remove_draft(number)


@given(
    st.lists(
        st.builds(Move, st.lists(st.integers(1, 9)).map(tuple), st.integers(-3, 9))
        | st.builds(
            NewUnit,
            st.sampled_from(["beside", "under"]),
            st.integers(-3, 9),
            st.text(),
            st.lists(st.integers(1, 9)).map(tuple),
            st.none() | st.integers(1, 9),
            st.text(),
        )
    ).map(tuple)
)
def test_steps_are_read_as_they_were_written(steps: tuple[Step, ...]) -> None:
    assert read(written(steps)) == steps


def test_a_section_leader_relieves_the_head(town: tuple[list[int], list[int]]) -> None:
    at = as_of(DAY, AT_RULES)
    derive(at)
    head, unit, heads = rows(
        "SELECT l.person_id, l.led_unit_id, l.heads FROM temp.leader l"
        " WHERE l.led_unit_id IS NOT NULL ORDER BY l.heads DESC LIMIT 1"
    )[0]
    staff = [
        number
        for (number,) in rows(
            "SELECT person_id FROM temp.line WHERE superior_id = ? AND status = 'active'"
            " ORDER BY person_id LIMIT 10",
            (head,),
        )
    ]
    found = effect([[NewUnit("under", unit, "Ny seksjon", tuple(staff), None, "Ny leder")]], at)
    by_name = {one.name: one for one in found.leaders}
    relieved = next(one for one in found.leaders if one.id == head)
    now, then = relieved.spans
    assert now
    assert then
    # Ten go, and the new section leader reports to the head instead.
    assert (now.heads, then.heads) == (heads, heads - 10 + 1)
    assert by_name["Ny leder"].spans[0] is None
    new = by_name["Ny leder"].spans[1]
    assert new
    assert new.heads == 10
    assert found.totals[1].leaders == found.totals[0].leaders + 1
    assert found.totals[1].hours - found.totals[0].hours == Decimal(2)


def test_what_is_changed_since_is_not_undone(town: tuple[list[int], list[int]]) -> None:
    people, units = town
    unit, other = units[-1], units[-2]
    before = organisation()
    number = drafts.add_draft("Utkast", DAY)
    drafts.add_step(drafts.draft(number), Move(tuple(people[-3:]), unit))
    applying.apply_draft(drafts.draft(number), DAY)
    after = organisation()
    with somebody_else() as name:
        move_people(people[-1:], other)
    with pytest.raises(Problem) as refused:
        undo()
    assert (refused.value.code, refused.value.facts["who"]) == ("changed-since", name)
    with somebody_else():
        undo()
    assert organisation() == after
    undo()
    assert organisation() == before


def test_drafts_refuse_what_makes_no_sense(town: tuple[list[int], list[int]]) -> None:
    with pytest.raises(Problems, match="field-empty"):
        drafts.add_draft(" ", DAY)
    number = drafts.add_draft("Utkast", DAY)
    with pytest.raises(Problem, match="nobody-marked"):
        drafts.add_step(drafts.draft(number), Move((), 1))
    drafts.add_step(drafts.draft(number), NewUnit("under", 1, "A", (9,)))
    drafts.add_step(drafts.draft(number), NewUnit("under", 1, "B", (10,)))
    drafts.add_step(drafts.draft(number), Move((11,), -2))
    with pytest.raises(Problem, match="step-needed"):
        drafts.drop_step(drafts.draft(number), 1)
    drafts.drop_step(drafts.draft(number), 0)
    assert drafts.draft(number).steps == (NewUnit("under", 1, "B", (10,)), Move((11,), -1))
    drafts.add_step(drafts.draft(number), Move((12,), 999_999))
    with pytest.raises(Problem, match="what-if-outdated"):
        effect([drafts.draft(number).steps], as_of(DAY, AT_RULES))
    assert drafts.rename_draft(drafts.draft(number), "Annet navn")
    assert [one.name for one in drafts.drafts() if one.id == number] == ["Annet navn"]
    drafts.remove_draft(number)
    undo()
    assert drafts.draft(number).name == "Annet navn"
