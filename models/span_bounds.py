"""The limits of leadership spans, as the settings have them for kinds of units and for units."""

from __future__ import annotations

from models.database import database, rows
from models.rules import Rules

TABLE = """
CREATE TEMP TABLE span_bound (unit_id INTEGER PRIMARY KEY, lower INT, upper INT, severe INT)"""
"""The units whose limits are not the common ones."""


def set_span_bounds(rules: Rules) -> None:
    """Put down the units whose limits are not the common ones: settings name kinds and codes
    whatever their case."""
    for (kind,) in rows("SELECT DISTINCT kind FROM unit WHERE removed_at IS NULL"):
        limit = rules.limit_for(kind, None)
        if limit != rules.span:
            database.execute_sql(
                "INSERT INTO temp.span_bound SELECT id, ?, ?, ? FROM unit"
                " WHERE kind = ? AND removed_at IS NULL",
                (limit.lower, limit.upper, limit.severe, kind),
            )
    if not rules.span_of_unit:
        return
    for number, code in rows("SELECT id, code FROM unit WHERE removed_at IS NULL AND code <> ''"):
        limit = rules.limit_for("", code)
        if code.casefold() in rules.span_of_unit:
            database.execute_sql(
                "INSERT OR REPLACE INTO temp.span_bound VALUES (?, ?, ?, ?)",
                (number, limit.lower, limit.upper, limit.severe),
            )
