"""Goals that would serve themselves in the end: refused wherever a goal is told what it serves."""

from __future__ import annotations

import json
from collections.abc import Collection

from models.database import row, rows
from models.problems import Problem


def refuse_goal_rings(goals: Collection[int]) -> None:
    """Raise ``goal-ring`` with its path if one of ``goals`` serves itself through others.

    Asked after the write, within its transaction. Removed goals are followed too: they may be
    brought back.
    """
    found = row(
        """
        WITH RECURSIVE up(start, id) AS (
            SELECT g.id, g.serves_id FROM goal g JOIN json_each(?) w ON w.value = g.id
            WHERE g.serves_id IS NOT NULL
            UNION
            SELECT u.start, g.serves_id FROM up u JOIN goal g ON g.id = u.id
            WHERE g.serves_id IS NOT NULL
        )
        SELECT start FROM up WHERE id = start LIMIT 1""",
        (json.dumps(list(goals)),),
    )
    if found:
        raise Problem("goal-ring", "serves_id", path=_path(found[0]))


def refuse_own_goal(goals: Collection[int], serves_id: int | None) -> None:
    """Raise ``goal-ring`` if one of ``goals`` is to serve itself, which the table does not hold."""
    if serves_id is not None and serves_id in goals:
        found = row("SELECT title FROM goal WHERE id = ?", (serves_id,))
        title = found[0] if found else ""
        raise Problem("goal-ring", "serves_id", path=[title, title])


def _path(start: int) -> list[str]:
    """The titles from ``start`` up to itself."""
    serves = {number: (title, above) for number, title, above in rows(_UP, (start,))}
    path, at = [serves[start][0]], serves[start][1]
    while at != start:
        path.append(serves[at][0])
        at = serves[at][1]
    return [*path, serves[start][0]]


_UP = """
WITH RECURSIVE up(id, title, serves_id) AS (
    SELECT id, title, serves_id FROM goal WHERE id = ?
    UNION SELECT g.id, g.title, g.serves_id FROM up u JOIN goal g ON g.id = u.serves_id
)
SELECT id, title, serves_id FROM up"""
