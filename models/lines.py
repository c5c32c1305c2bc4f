"""Reporting lines: who is whose superior.

A person's superior is the one set on the person; else the leader of the person's unit, unless that
is the person; else the leader of the nearest unit above that has one; else nobody. Somebody who has
ended leads nobody, so lines run past them.
"""

from __future__ import annotations

from models.database import row, rows
from models.problems import Problem

UNIT_LINE = """
unit_line(unit_id, leader_id, above_id) AS (
    SELECT u.id, p.id, NULL
    FROM unit u LEFT JOIN person p
      ON p.id = u.leader_id AND p.status <> 'ended' AND p.removed_at IS NULL
    WHERE u.parent_id IS NULL AND u.removed_at IS NULL
    UNION ALL
    SELECT u.id, coalesce(p.id, l.leader_id),
           CASE WHEN p.id IS NULL OR p.id = l.leader_id THEN l.above_id ELSE l.leader_id END
    FROM unit_line l JOIN unit u ON u.parent_id = l.unit_id AND u.removed_at IS NULL
    LEFT JOIN person p ON p.id = u.leader_id AND p.status <> 'ended' AND p.removed_at IS NULL
)"""
"""Per unit: the leader at or above it, and the next different one above that."""

GIVEN = """
(SELECT s.id FROM person s
 WHERE s.id = p.superior_id AND s.status <> 'ended' AND s.removed_at IS NULL)"""
"""The superior set on person ``p``, who may be one still."""

BY_UNIT = "CASE WHEN l.leader_id = p.id THEN l.above_id ELSE l.leader_id END"
"""The one whom the :data:`UNIT_LINE` ``l`` of their unit gives."""

_LINE = """
line(person_id, unit_id, status, superior_id) AS NOT MATERIALIZED (
    SELECT p.id, p.unit_id, p.status, coalesce({superior}) FROM person p {joined}
    WHERE p.removed_at IS NULL
)
"""

LINES = f"WITH RECURSIVE {UNIT_LINE}," + _LINE.format(
    superior=f"{GIVEN}, {BY_UNIT}",
    joined="LEFT JOIN unit_line l ON l.unit_id = p.unit_id",
)
"""Begins a statement about the ``line`` of everybody: units are followed from the top."""

FEW_LINES = "WITH" + _LINE.format(
    superior=f"""{GIVEN}, (
        WITH RECURSIVE up(unit_id, parent_id, leader_id, steps) AS (
            SELECT id, parent_id, leader_id, 0 FROM unit
            WHERE id = p.unit_id AND removed_at IS NULL
            UNION ALL
            SELECT u.id, u.parent_id, u.leader_id, steps + 1 FROM up JOIN unit u
            ON u.id = up.parent_id AND u.removed_at IS NULL
        )
        SELECT l.id FROM up JOIN person l
        ON l.id = up.leader_id AND l.status <> 'ended' AND l.removed_at IS NULL
        WHERE l.id <> p.id ORDER BY steps LIMIT 1)""",
    joined="",
)
"""The same for those asked for by number: each one's units are followed upwards."""


def superior_of(person_id: int) -> int | None:
    """The superior that the lines give a person today."""
    found = row(FEW_LINES + "SELECT superior_id FROM line WHERE person_id = ?", (person_id,))
    return found[0] if found else None


def refuse_loops() -> None:
    """Raise ``line-loop`` with its path if somebody is, in the end, their own superior."""
    for loop in loops(superiors_of_leaders()):
        raise Problem("line-loop", "superior_id", path=names_of(loop))


def superiors_of_leaders() -> dict[int, int]:
    """Leader → superior. A loop can only run through people who have somebody under them."""
    return dict(
        rows(
            LINES + "SELECT person_id, superior_id FROM line WHERE superior_id IS NOT NULL"
            " AND person_id IN (SELECT superior_id FROM line)"
        )
    )


def loops(superior: dict[int, int]) -> list[list[int]]:
    """Every loop in ``superior``, each once, beginning with its lowest number and ending there."""
    found: list[list[int]] = []
    done: set[int] = set()
    for start in superior:
        path: dict[int, None] = {}
        at: int | None = start
        while at is not None and at not in done and at not in path:
            path[at] = None
            at = superior.get(at)
        if at is not None and at in path:
            members = list(path)[list(path).index(at) :]
            first = members.index(min(members))
            turned = members[first:] + members[:first]
            found.append([*turned, turned[0]])
        done.update(path)
    return found


def names_of(people: list[int]) -> list[str]:
    """The names of ``people``, in that order."""
    marks = ", ".join("?" * len(people))
    names = dict(rows(f"SELECT id, name FROM person WHERE id IN ({marks})", people))
    return [names[number] for number in people]


def refuse_unit_loops() -> None:
    """Raise ``unit-loop`` if a unit lies, in the end, under itself."""
    parents = dict(
        rows("SELECT id, parent_id FROM unit WHERE parent_id IS NOT NULL AND removed_at IS NULL")
    )
    for loop in loops(parents):
        marks = ", ".join("?" * len(loop))
        names = dict(rows(f"SELECT id, name FROM unit WHERE id IN ({marks})", loop))
        raise Problem("unit-loop", "parent_id", path=[names[number] for number in loop])
