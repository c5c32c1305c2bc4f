"""What a whole dialogue year needs: goals carried on, promises handed over, closed years.

A closed year and an agreed dialogue are read-only. That is a rule of the database itself, so that
no way into it can be forgotten; the message of each trigger is the code of the problem.
"""

from __future__ import annotations

from typing import Any

COLUMNS = (
    # How long a dialogue is planned to take, in minutes.
    (
        "ALTER TABLE dialogue ADD COLUMN minutes INTEGER"
        " CHECK (minutes IS NULL OR minutes BETWEEN 5 AND 600)"
    ),
    # The goal of an earlier year that this one goes on with.
    "ALTER TABLE goal ADD COLUMN carried_from_id INTEGER REFERENCES goal (id)",
    "ALTER TABLE goal ADD COLUMN repealed_on TEXT",
    (
        "CREATE UNIQUE INDEX goal_carried ON goal (carried_from_id)"
        " WHERE carried_from_id IS NOT NULL AND removed_at IS NULL"
    ),
    # Who made the promise, when somebody else has taken it over since.
    "ALTER TABLE commitment ADD COLUMN promised_by_id INTEGER REFERENCES person (id)",
    "UPDATE commitment SET promised_by_id = owner_id",
    # Everything that one action wrote shares a step.
    "ALTER TABLE journal ADD COLUMN step TEXT NOT NULL DEFAULT ''",
)

TABLES = (
    # A medarbeidersamtale that was held apart from the results dialogue.
    """CREATE TABLE appraisal (
        id INTEGER PRIMARY KEY,
        year_id INTEGER NOT NULL REFERENCES year (number),
        person_id INTEGER NOT NULL REFERENCES person (id),
        held_on TEXT NOT NULL,
        revision INTEGER NOT NULL DEFAULT 0,
        removed_at TEXT
    )""",
    (
        "CREATE UNIQUE INDEX appraisal_person ON appraisal (year_id, person_id)"
        " WHERE removed_at IS NULL"
    ),
    # Who belonged where, and to whom, when a year ended: its figures stay when people move.
    """CREATE TABLE year_line (
        year_id INTEGER NOT NULL REFERENCES year (number),
        person_id INTEGER NOT NULL REFERENCES person (id),
        unit_id INTEGER REFERENCES unit (id),
        superior_id INTEGER REFERENCES person (id),
        led_unit_id INTEGER REFERENCES unit (id),
        level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 4),
        status TEXT NOT NULL,
        fte INTEGER NOT NULL,
        PRIMARY KEY (year_id, person_id)
    ) WITHOUT ROWID""",
    "CREATE INDEX year_line_superior ON year_line (superior_id, year_id)",
    # And where each unit lay then.
    """CREATE TABLE year_unit (
        year_id INTEGER NOT NULL REFERENCES year (number),
        unit_id INTEGER NOT NULL REFERENCES unit (id),
        parent_id INTEGER REFERENCES unit (id),
        PRIMARY KEY (year_id, unit_id)
    ) WITHOUT ROWID""",
    # A draft of another organisation; ``steps`` is a JSON list of what is moved.
    """CREATE TABLE what_if (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL CHECK (name <> ''),
        steps TEXT NOT NULL DEFAULT '[]',
        made_on TEXT NOT NULL,
        applied_on TEXT,
        revision INTEGER NOT NULL DEFAULT 0,
        removed_at TEXT
    )""",
)

YEAR_OF = {
    "milestone": "{row}.year_id",
    "round": "{row}.year_id",
    "goal": "{row}.year_id",
    "appraisal": "{row}.year_id",
    "measurement": "(SELECT year_id FROM goal WHERE id = {row}.goal_id)",
    "dialogue": "(SELECT year_id FROM round WHERE id = {row}.round_id)",
    "topic": "(SELECT r.year_id FROM dialogue d JOIN round r ON r.id = d.round_id"
    " WHERE d.id = {row}.dialogue_id)",
    "note": "(SELECT r.year_id FROM topic t JOIN dialogue d ON d.id = t.dialogue_id"
    " JOIN round r ON r.id = d.round_id WHERE t.id = {row}.topic_id)",
}
"""Table → the year that a row of it belongs to. Commitments outlive their year."""

AGREED = (
    "EXISTS (SELECT 1 FROM dialogue WHERE id = {dialogue}"
    " AND superior_confirmed_on IS NOT NULL AND subject_confirmed_on IS NOT NULL)"
)
DIALOGUE_OF = {
    "topic": "{row}.dialogue_id",
    "note": "(SELECT dialogue_id FROM topic WHERE id = {row}.topic_id)",
}
BOTH_CONFIRMED = (
    "{row}.superior_confirmed_on IS NOT NULL AND {row}.subject_confirmed_on IS NOT NULL"
)


def up(migrator: Any, db: Any) -> None:
    """Add columns and tables, then the rules."""
    for statement in (*COLUMNS, *TABLES):
        db.execute_sql(statement)
    for table, year in YEAR_OF.items():
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            closed = f"(SELECT closed_on FROM year WHERE number = {year.format(row=row)})"
            _refuse(db, f"{table}_closed", event, table, f"{closed} IS NOT NULL", "year-closed")
    for table, dialogue in DIALOGUE_OF.items():
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            agreed = AGREED.format(dialogue=dialogue.format(row=row))
            _refuse(db, f"{table}_agreed", event, table, agreed, "dialogue-agreed")
    # Taking both confirmations back is how an agreed dialogue is reopened.
    still = f"{BOTH_CONFIRMED.format(row='OLD')} AND {BOTH_CONFIRMED.format(row='NEW')}"
    _refuse(db, "dialogue_agreed", "UPDATE", "dialogue", still, "dialogue-agreed")


def _refuse(db: Any, name: str, event: str, table: str, when: str, code: str) -> None:
    db.execute_sql(
        f"CREATE TRIGGER {name}_{event.lower()} BEFORE {event} ON {table} WHEN {when}"
        f" BEGIN SELECT raise(ABORT, '{code}'); END"
    )
