"""When somebody ended, so that their data are kept so long and no longer; and when they were erased.

Whatever ends somebody, by hand, from a file or by undoing, the database notes the day (UTC). Of
those who have ended before, the journal knows the day; where it does not, they count from today.
"""

from __future__ import annotations

from typing import Any

STATEMENTS = (
    "ALTER TABLE person ADD COLUMN ended_on TEXT",
    "ALTER TABLE person ADD COLUMN purged_on TEXT",
    """UPDATE person SET ended_on = coalesce(
        (SELECT date(max(at)) FROM journal WHERE kind = 'person' AND record_id = person.id
         AND json_extract(changes, '$.status[1]') = 'ended'), date('now'))
    WHERE status = 'ended'""",
    # Only where the day does not fit the status: undoing brings both back as they were.
    """CREATE TRIGGER person_ended AFTER UPDATE OF status ON person
    WHEN (NEW.status = 'ended') <> (NEW.ended_on IS NOT NULL)
    BEGIN
        UPDATE person SET ended_on = CASE NEW.status WHEN 'ended' THEN date('now') END
        WHERE id = NEW.id;
    END""",
    """CREATE TRIGGER person_came_ended AFTER INSERT ON person
    WHEN NEW.status = 'ended' AND NEW.ended_on IS NULL
    BEGIN UPDATE person SET ended_on = date('now') WHERE id = NEW.id; END""",
)


def up(migrator: Any, db: Any) -> None:
    """Add the columns, fill them, and have them kept."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
