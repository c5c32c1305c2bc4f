"""What everything was before each step, so that a step can be undone; and numbers used once.

A record that is undone is gone, and its number with it: were the number given to another record,
whoever still has the first one on the screen would save it over the second. ``AUTOINCREMENT`` never
gives a number twice. It changes nothing in how rows are stored, so the tables' text is changed in
place (sqlite.org/lang_altertable.html, at the end), which leaves rows, indexes and triggers alone.
"""

from __future__ import annotations

from typing import Any

TABLES = (
    # A deed, its undoing, the undoing of that and so on are one chain: they share their ``deed``,
    # the number of the first.
    """CREATE TABLE step (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        deed INTEGER NOT NULL,
        at TEXT NOT NULL,
        who TEXT NOT NULL
    )""",
    "CREATE INDEX step_deed ON step (deed, id)",
    # In the order of writing. ``before`` is the whole row as JSON, null where there was none;
    # rows added one after the other are one, from ``first`` to ``last``.
    """CREATE TABLE past (
        id INTEGER PRIMARY KEY,
        step_id INTEGER NOT NULL,
        place TEXT NOT NULL,
        event TEXT NOT NULL CHECK (event IN ('INSERT', 'UPDATE', 'DELETE')),
        first INTEGER NOT NULL,
        last INTEGER NOT NULL,
        before TEXT
    )""",
    "CREATE INDEX past_step ON past (step_id)",
    "CREATE INDEX journal_step ON journal (step, action)",
)

NUMBERED = (
    *("unit", "person", "milestone", "round", "dialogue", "topic", "note", "goal", "measurement"),
    *("commitment", "leader_agreement", "appraisal", "what_if"),
)


def up(migrator: Any, db: Any) -> None:
    """Add the tables, then have no number given twice."""
    for statement in TABLES:
        db.execute_sql(statement)
    db.execute_sql("PRAGMA writable_schema=ON")
    for table in NUMBERED:
        db.execute_sql(
            "UPDATE sqlite_schema SET sql = replace(sql, 'id INTEGER PRIMARY KEY,',"
            " 'id INTEGER PRIMARY KEY AUTOINCREMENT,') WHERE type = 'table' AND name = ?",
            (table,),
        )
        db.execute_sql(
            "INSERT INTO sqlite_sequence (name, seq)"
            f" SELECT '{table}', max(id) FROM {table} HAVING max(id) > 0"
        )
    version = db.execute_sql("PRAGMA schema_version").fetchone()[0]
    db.execute_sql(f"PRAGMA schema_version={version + 1}")
    db.execute_sql("PRAGMA writable_schema=RESET")
