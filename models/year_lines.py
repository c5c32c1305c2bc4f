"""Who belonged where, and to whom, when a year ended: its figures stay when people move.

For a year that runs, the lines of today count; these are kept when it is closed.
"""

from __future__ import annotations

from models.database import database
from models.derived import AsOf, derive

KEEP = (
    "DELETE FROM year_line WHERE year_id = :year",
    "DELETE FROM year_unit WHERE year_id = :year",
    """
    INSERT INTO year_line
    SELECT :year, n.person_id, n.unit_id, n.superior_id, l.led_unit_id, coalesce(l.level, 4),
           n.status, n.fte
    FROM temp.line n LEFT JOIN temp.leader l ON l.person_id = n.person_id
    WHERE n.status <> 'ended'""",
    """
    INSERT INTO year_unit
    SELECT :year, id, parent_id FROM unit WHERE removed_at IS NULL""",
)


def keep_lines(year: int, at: AsOf) -> None:
    """Note the lines as they are ``at`` that day as those of ``year``, in the caller's write."""
    derive(at)
    for statement in KEEP:
        database.execute_sql(statement, {"year": year} if ":year" in statement else {})


def has_lines(year: int) -> bool:
    """Whether the lines of ``year`` have been kept."""
    found = database.execute_sql("SELECT 1 FROM year_unit WHERE year_id = ? LIMIT 1", (year,))
    return found.fetchone() is not None
