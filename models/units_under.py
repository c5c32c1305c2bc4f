"""The units with all that is under each."""

from __future__ import annotations

UNDER = """
under(above_id, unit_id) AS MATERIALIZED (
    SELECT id, id FROM unit WHERE removed_at IS NULL
    UNION ALL
    SELECT a.above_id, u.id FROM under a JOIN unit u ON u.parent_id = a.unit_id
    WHERE u.removed_at IS NULL
)"""
"""Each unit with itself and all that is under it."""
