"""The agenda of a new dialogue: by level, and shorter without a measurable goal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from models.agenda import agenda_for
from models.database import database as connection
from models.database import row, rows
from models.derived import as_of, derive
from models.goal import GoalEntry, add_goal
from models.levels import level_of
from models.person import PersonEntry, add_person
from models.rules import LevelAgenda, Rules
from models.unit import UnitEntry, add_unit
from models.year import all_rounds, ensure_year
from tests.models.towns import DrawnTown, examples, towns

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2027, 3, 10)
COMMON = Rules(agenda=("common",), short_agenda=("short",))


@pytest.fixture
def winter(database: Path) -> int:
    """A round of 2027. Kari (1) leads the top, Ola (2) under her, Liv (3) under him, Per (4)."""
    ensure_year(2027, Rules())
    above = None
    for name in ("Kari", "Ola", "Liv"):
        leader = add_person(PersonEntry(name, unit_id=above))
        above = add_unit(UnitEntry(name, parent_id=above, leader_id=leader))
    add_person(PersonEntry("Per", unit_id=above))
    return next(one.id for one in all_rounds() if one.code == "winter")


def test_each_level_may_have_its_own(winter: int) -> None:
    own = {level: LevelAgenda((f"all {level}",), (f"some {level}",)) for level in range(1, 5)}
    rules = Rules(agenda=("common",), short_agenda=("short",), agenda_of_level=own)
    assert [agenda_for(one, winter, rules) for one in range(1, 5)] == [
        (f"some {level}",) for level in range(1, 5)
    ]
    measured = {"indicator": "fravær", "measure": "%", "due": DAY}
    values = {"baseline": Decimal(9), "target": Decimal(7)}
    add_goal(GoalEntry(2027, "Fravær", person_id=2, **measured, **values))  # type: ignore[arg-type]
    assert agenda_for(2, winter, rules) == ("all 2",)


def test_what_a_level_leaves_out_is_as_for_everybody(winter: int) -> None:
    only_full = Rules(
        agenda=("common",), short_agenda=("short",), agenda_of_level={2: LevelAgenda(("own",))}
    )
    assert agenda_for(2, winter, only_full) == ("short",)
    assert agenda_for(3, winter, only_full) == ("short",)
    assert agenda_for(3, winter, COMMON) == ("short",)


def test_a_level_that_the_settings_give_a_unit_counts(winter: int) -> None:
    row("UPDATE unit SET code = 'Å3' WHERE leader_id = 3 RETURNING 1")
    own = {level: LevelAgenda(short=(f"some {level}",)) for level in (2, 3)}
    rules = Rules(agenda_of_level=own, level_of_unit={"å3": 2})
    assert agenda_for(3, winter, rules) == ("some 2",)
    assert agenda_for(3, winter, Rules(agenda_of_level=own)) == ("some 3",)


@examples(15)
@given(towns())
def test_the_level_is_the_one_that_is_derived(database: Path, drawn: DrawnTown) -> None:
    rules = Rules(level_of_unit={"a1": 2, "å1": 3, "a3": 1, "å4": 4})
    with connection.atomic() as transaction:
        ensure_year(2026, Rules())
        ensure_year(2027, Rules())
        drawn.store()
        derive(as_of(DAY, rules))
        found = rows(
            "SELECT n.person_id, coalesce(l.level, 4) FROM temp.line n"
            " LEFT JOIN temp.leader l ON l.person_id = n.person_id WHERE n.status <> 'ended'"
        )
        assert {one: level_of(one, rules) for one, _level in found} == dict(found)
        transaction.rollback()
