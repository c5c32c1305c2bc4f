"""An index for what somebody promised, whoever owes it now: one leader's figures over the years."""

from __future__ import annotations

from typing import Any


def up(migrator: Any, db: Any) -> None:
    """Make the index."""
    db.execute_sql(
        "CREATE INDEX commitment_promised ON commitment (promised_by_id)"
        " WHERE promised_by_id IS NOT NULL AND removed_at IS NULL"
    )
