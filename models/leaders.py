"""The leaders, each with dialogue, span and what their staff lack: one row a leader."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct

from models.database import rows, with_days
from models.derived import AsOf, derive
from models.fields import unscaled


class Leader(Struct, frozen=True):
    """A leader's row. ``span_fte`` is in full posts; ``span_limit`` is 0 where there is none.

    ``status`` is empty when the round does not cover the leader's level.
    """

    id: int
    employee_no: str | None
    name: str
    unit_id: int | None
    unit_code: str | None
    unit: str
    level: int
    superior_id: int | None
    superior_no: str | None
    superior: str
    conductor: str
    status: str
    planned_on: date | None
    planned_time: str | None
    held_on: date | None
    agreed_on: date | None
    span_heads: int
    span_fte: Decimal
    span_limit: int
    span_flag: str
    staff_with_goals: int
    goals: int
    open_commitments: int
    overdue_commitments: int
    agreement_until: date | None
    search: str

    @property
    def staff_without_goals(self) -> int:
        """How many of the span have no goal of their own this year."""
        return self.span_heads - self.staff_with_goals


def leaders(at: AsOf) -> list[Leader]:
    """Every leader, by name."""
    derive(at)
    found = rows(
        """
        WITH owed(owner_id, open, overdue) AS MATERIALIZED (
            SELECT k.owner_id, count(*), total(k.due < ?)
            FROM commitment k JOIN person w ON w.id = k.person_id AND w.removed_at IS NULL
            WHERE k.state = 'open' AND k.removed_at IS NULL AND k.owner_id IS NOT NULL
            GROUP BY k.owner_id
        )
        SELECT l.person_id, p.employee_no, p.name, l.unit_id, u.code, coalesce(u.name, ''),
               l.level, l.superior_id, b.employee_no, coalesce(b.name, ''), coalesce(c.name, ''),
               l.status, l.planned_on, l.planned_time, l.held_on, l.agreed_on,
               l.heads, l.fte, l.upper, l.span_flag, l.with_goals, n.goals,
               coalesce(k.open, 0), CAST(coalesce(k.overdue, 0) AS INT),
               (SELECT max(valid_until) FROM leader_agreement a WHERE a.person_id = l.person_id
                AND a.removed_at IS NULL),
               p.search || ' ' || coalesce(u.search, '')
        FROM temp.leader l CROSS JOIN person p ON p.id = l.person_id
        CROSS JOIN temp.line n ON n.person_id = l.person_id
        LEFT JOIN unit u ON u.id = l.unit_id
        LEFT JOIN person b ON b.id = l.superior_id
        LEFT JOIN person c ON c.id = l.conductor_id
        LEFT JOIN owed k ON k.owner_id = l.person_id
        ORDER BY p.sort_key""",
        (at.today.isoformat(),),
    )
    return [_leader(with_days(one, 12, 14, 15, 24)) for one in found]


def _leader(values: list[Any]) -> Leader:
    values[17] = unscaled(values[17], 10_000)
    return Leader(*values)
