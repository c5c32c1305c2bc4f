"""Importing small files of goals and of measured values, and looking at what has come of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.database import rows
from models.fields import unscaled
from models.rules import Rules
from models.transfer.importing.kinds import apply, prepare
from models.transfer.importing.plan import ImportRequest
from models.transfer.importing.record_plan import RecordPlan
from models.year import ensure_year
from tests.models.transfer.imports import TODAY

if TYPE_CHECKING:
    from pathlib import Path

TABLES = ("goal", "measurement", "unit", "person", "year", "round", "milestone", "journal")


def plan_of(kind: str, path: Path, *lines: str, **options: Any) -> RecordPlan:
    """What an import of ``path`` would do, written anew from ``lines`` if there are any."""
    if lines:
        path.write_text("\n".join(lines) + "\n", "utf-8")
    plan = prepare(ImportRequest(path, kind=kind, **options), TODAY, Rules())
    assert isinstance(plan, RecordPlan)
    return plan


def bring_in(kind: str, path: Path, *lines: str, **options: Any) -> RecordPlan:
    """The same, written to the database; afterwards the file must have nothing new in it."""
    plan = plan_of(kind, path, *lines, **options)
    apply(plan)
    written = everything()
    again = plan_of(kind, path, **options)
    assert again.is_empty, again.changes
    assert [bad.line for bad in again.problems] == [bad.line for bad in plan.problems]
    apply(again)
    assert everything() == written
    return plan


def goals(*columns: str) -> list[tuple[Any, ...]]:
    """The columns of every goal, by code and title."""
    return rows(
        f"SELECT {', '.join(columns)} FROM goal WHERE removed_at IS NULL ORDER BY code, title, id"
    )


def values() -> list[tuple[Any, ...]]:
    """Code, year of the goal, day and figure of every measurement."""
    return [
        (code, year, day, unscaled(value, 1_000_000))
        for code, year, day, value in rows(
            "SELECT g.code, g.year_id, m.measured_on, m.value FROM measurement m"
            " JOIN goal g ON g.id = m.goal_id WHERE m.removed_at IS NULL ORDER BY 1, 2, 3"
        )
    ]


def open_years(*numbers: int) -> None:
    """Open these years."""
    for number in numbers:
        ensure_year(number, Rules())


def close_year(number: int) -> None:
    """Close a year as it is."""
    from models.database import database

    database.execute_sql("UPDATE year SET closed_on = '2027-01-31' WHERE number = ?", (number,))


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All that an import could touch."""
    return {table: rows(f"SELECT * FROM {table} ORDER BY 1") for table in TABLES}
