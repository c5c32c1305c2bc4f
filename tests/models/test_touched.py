"""After a write, what is derived anew is what would be derived if everything were."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from models import derived
from models.database import close_database, open_database, row, rows
from models.database import database as connection
from models.derived import as_of, derive
from models.goal import GoalEntry, add_goal
from models.undoing import undo
from tests.models.random_deeds import DAY, RULES, Coordinator

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def sample(sample_file: Path) -> Iterator[Path]:
    """The sample municipality, open on this thread."""
    open_database(sample_file)
    yield sample_file
    close_database()


TABLES = ("unit_line", "team", "span", "leader", "kept_flag", "figure", "served", "way", "carried")


def held() -> dict[str, list[str]]:
    """Everything derived, whatever the order in which it was."""
    return {table: sorted(map(repr, rows(f"SELECT * FROM temp.{table}"))) for table in TABLES}


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_all_stays_as_if_derived_anew(sample: Path, seed: int) -> None:
    coordinator = Coordinator(random.Random(seed), sample.parent)
    little = 0
    for _ in range(25):
        before = derived._derived_from()
        deed = coordinator.act()
        at = as_of(DAY, RULES)
        little += before is not None and derived._touched(at) is not None
        derive(at)
        found = held()
        connection.execute_sql("DELETE FROM temp.derived_from")
        derive(at)
        assert found == held(), deed
    assert little > 5


@pytest.mark.usefixtures("sample")
def test_of_one_more_goal_only_its_unit_is_counted_anew() -> None:
    at = as_of(DAY, RULES)
    derive(at)
    person, unit = rows("SELECT id, unit_id FROM person WHERE unit_id IS NOT NULL LIMIT 1")[0]
    add_goal(GoalEntry(at.year, "Lese mer", person_id=person))
    touched = derived._touched(at)
    assert touched is not None
    assert touched.units == {unit}
    derive(at)
    undo()
    assert derived._touched(at) == touched


@pytest.mark.usefixtures("sample")
def test_a_write_that_nobody_noted_has_everything_derived_anew() -> None:
    at = as_of(DAY, RULES)
    derive(at)
    row("UPDATE person SET fte = 5000 WHERE id = 1 RETURNING 1")
    assert derived._touched(at) is None
