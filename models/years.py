"""The list of dialogue years, each with how far it has come."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from models.database import rows, with_days


class YearCard(Struct, frozen=True):
    """A dialogue year; ``open_goals`` and ``open_commitments`` are those that belong to it."""

    number: int
    closed_on: date | None
    goals: int
    open_goals: int
    open_commitments: int


def years() -> list[YearCard]:
    """Every year that was opened, the earliest first."""
    found = rows(
        """
        SELECT y.number, y.closed_on,
               coalesce(g.goals, 0), coalesce(g.open_goals, 0),
               (SELECT count(*) FROM commitment c WHERE c.year_id = y.number AND c.state = 'open'
                AND c.removed_at IS NULL)
        FROM year y
        LEFT JOIN (
            SELECT year_id, sum(state <> 'dropped') AS goals, sum(state = 'open') AS open_goals
            FROM goal WHERE removed_at IS NULL GROUP BY year_id
        ) g ON g.year_id = y.number
        ORDER BY y.number"""
    )
    return [YearCard(*with_days(one, 1)) for one in found]
