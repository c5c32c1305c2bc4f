"""Moving people from unit to unit, many at a time."""

from __future__ import annotations

from collections.abc import Sequence

from models import journal
from models.database import database, row, rows, writing
from models.lines import refuse_loops
from models.unit import refuse_removed_unit


def common_unit(people: Sequence[int]) -> tuple[int, str] | None:
    """Number and name of the unit that most of these people are in."""
    marks = ", ".join("?" * len(people))
    return row(
        "SELECT u.id, u.name FROM person p JOIN unit u ON u.id = p.unit_id"
        f" WHERE p.id IN ({marks}) GROUP BY u.id ORDER BY count(*) DESC, u.id LIMIT 1",
        people,
    )


def move_people(people: Sequence[int], unit_id: int) -> int:
    """Put these people into a unit, whose leader becomes their superior; how many it moved.

    Who has left or been removed stays where they are. Problems: ``line-loop``,
    ``removed-meanwhile`` for the unit.
    """
    marks = ", ".join("?" * len(people))
    with writing():
        refuse_removed_unit(unit_id, "unit_id")
        moved = rows(
            f"SELECT id, unit_id, superior_id FROM person WHERE id IN ({marks})"
            " AND status <> 'ended' AND removed_at IS NULL"
            " AND (unit_id IS NOT ? OR superior_id IS NOT NULL)",
            (*people, unit_id),
        )
        for number, unit, superior in moved:
            database.execute_sql(
                "UPDATE person SET unit_id = ?, superior_id = NULL, revision = revision + 1"
                " WHERE id = ?",
                (unit_id, number),
            )
            changes = {"unit_id": (unit, unit_id), "superior_id": (superior, None)}
            differing = {name: pair for name, pair in changes.items() if pair[0] != pair[1]}
            journal.record("person.move", "person", number, differing)
        refuse_loops()
    return len(moved)
