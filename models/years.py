"""The list of dialogue years, each with how far it has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.database import rows, with_days


@dataclass(frozen=True, slots=True)
class YearCard:
    """A dialogue year; ``open_goals`` and ``open_commitments`` are those that belong to it."""

    number: int
    closed_on: date | None
    rounds: int
    milestones: int
    dialogues: int
    held: int
    goals: int
    open_goals: int
    open_commitments: int


def years() -> list[YearCard]:
    """Every year that was opened, the earliest first."""
    found = rows(
        """
        SELECT y.number, y.closed_on,
               (SELECT count(*) FROM round r WHERE r.year_id = y.number AND r.removed_at IS NULL),
               (SELECT count(*) FROM milestone m
                WHERE m.year_id = y.number AND m.removed_at IS NULL),
               coalesce(t.dialogues, 0), coalesce(t.held, 0),
               coalesce(g.goals, 0), coalesce(g.open_goals, 0),
               (SELECT count(*) FROM commitment c WHERE c.year_id = y.number AND c.state = 'open'
                AND c.removed_at IS NULL)
        FROM year y
        LEFT JOIN (
            SELECT r.year_id, sum(d.exempt_because IS NULL OR d.held_on IS NOT NULL) AS dialogues,
                   count(d.held_on) AS held
            FROM dialogue d JOIN round r ON r.id = d.round_id
            WHERE d.removed_at IS NULL AND r.removed_at IS NULL GROUP BY r.year_id
        ) t ON t.year_id = y.number
        LEFT JOIN (
            SELECT year_id, sum(state <> 'dropped') AS goals, sum(state = 'open') AS open_goals
            FROM goal WHERE removed_at IS NULL GROUP BY year_id
        ) g ON g.year_id = y.number
        ORDER BY y.number"""
    )
    return [YearCard(*with_days(one, 1)) for one in found]
