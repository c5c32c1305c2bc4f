"""Any organisation, written as a file and imported, has the lines that the file says."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.database import close_database, database, open_database, rows, writing
from models.lines import LINES, loops
from models.transfer.importing.draft_lines import DraftLines
from models.transfer.importing.drafts import stored_organisation
from models.transfer.importing.people import apply
from tests.models.transfer.imports import plan_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = ("employee_no", "name", "unit_code", "unit", "parent_unit_code", "leader_no", "status")
EXAMPLES = settings(
    max_examples=60,
    # A home of its own for each test is enough: no example looks there.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@dataclass(frozen=True)
class Town:
    """``parents`` of the units, and ``(unit, leader, status)`` of the people, by place."""

    parents: tuple[int | None, ...]
    people: tuple[tuple[int | None, int | None, str], ...]

    def write(self, path: Path) -> None:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEAD)
            for place, (unit, leader, status) in enumerate(self.people):
                above = None if unit is None else self.parents[unit]
                writer.writerow(
                    (
                        f"N{place}",
                        f"Person {place}",
                        "" if unit is None else f"E{unit}",
                        "" if unit is None else f"Enhet {unit}",
                        "" if above is None else f"E{above}",
                        "" if leader is None else f"N{leader}",
                        status,
                    )
                )


@st.composite
def towns(draw: st.DrawFn, sound: bool = True) -> Town:
    """A town; ``sound`` ones have no loops, and nobody in them has ended."""
    units = draw(st.integers(1, 6))
    parents = tuple(
        draw(st.none() | st.integers(0, unit - 1)) if unit else None for unit in range(units)
    )
    count = draw(st.integers(1, 12))
    statuses = st.just("active") if sound else st.sampled_from(("active", "leave", "ended"))
    order = draw(st.permutations(range(count)))
    people: list[tuple[int | None, int | None, str]] = [(None, None, "")] * count
    for at, place in enumerate(order):
        choices = order[:at] if sound else order
        leader = draw(st.none() | st.sampled_from(choices)) if choices else None
        people[place] = (
            draw(st.none() | st.integers(0, units - 1)),
            leader,
            draw(statuses),
        )
    return Town(parents, tuple(people))


def lines() -> dict[str, str | None]:
    """Employee number → that of the superior, as the database derives it."""
    return dict(
        rows(
            LINES + "SELECT p.employee_no, s.employee_no FROM line l"
            " JOIN person p ON p.id = l.person_id LEFT JOIN person s ON s.id = l.superior_id"
        )
    )


@pytest.fixture(scope="module")
def reused(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A database for all examples, and beside it the file; see :func:`emptied`."""
    folder = tmp_path_factory.mktemp("random")
    open_database(folder / "x.db")
    yield folder / "x.csv"
    close_database()


def emptied(path: Path) -> Path:
    """``path``, with nothing left of the last example."""
    with writing():
        database.execute_sql("PRAGMA defer_foreign_keys = ON")
        for table in ("person", "unit", "journal"):
            database.execute_sql(f"DELETE FROM {table}")
    return path


@given(towns(), towns())
@EXAMPLES
def test_the_lines_are_those_of_the_file(reused: Path, first: Town, second: Town) -> None:
    path = emptied(reused)
    first.write(path)
    assert not blamed_and_checked(path, first, fresh=True)
    second.write(path)
    blamed_and_checked(path, second, fresh=False)


def blamed_and_checked(path: Path, town: Town, fresh: bool) -> set[int]:
    """Import the file of ``town`` and hold the lines against it; the lines that stay out.

    Where the file gives nobody, a unit's leader may, which is told; but in a ``fresh`` database not
    to somebody who leads others.
    """
    plan = plan_of(path)
    apply(plan)
    found = lines()
    blamed = {bad.line for bad in plan.problems}
    followed = {leader for _, leader, _ in town.people}
    by_unit = 0
    for place, (_, leader, _) in enumerate(town.people):
        superior = found[f"N{place}"]
        if place + 2 in blamed:
            continue
        if leader is not None:
            assert superior == f"N{leader}"
        else:
            assert superior is None or not (fresh and place in followed)
            by_unit += superior is not None
    told = {one.code: one.facts["count"] for one in plan.remarks}
    assert told.get("superior-by-unit", 0) == by_unit
    assert plan_of(path).is_empty
    return blamed


@given(towns(sound=False), towns(sound=False))
@EXAMPLES
def test_whatever_a_file_says_goes_in_soundly(reused: Path, first: Town, second: Town) -> None:
    path = emptied(reused)
    for town in (first, second):
        town.write(path)
        plan = plan_of(path)
        apply(plan)
        stored = dict(rows(LINES + "SELECT person_id, superior_id FROM line"))
        assert loops({one: above for one, above in stored.items() if above}) == []
        assert DraftLines(stored_organisation()).superiors() == stored
        again = plan_of(path)
        assert again.is_empty, again.changes
        assert [bad.line for bad in again.problems] == [bad.line for bad in plan.problems]
