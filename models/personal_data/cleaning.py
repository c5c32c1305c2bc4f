"""Seeing that what was removed is in no byte of the database's files."""

from __future__ import annotations

from pathlib import Path

import peewee

from models.database import LOCK_WAIT_SECONDS, database, rows
from models.engine_errors import cause_code
from models.file_locks import users

CLEANING_WAIT_SECONDS = 5


def clean() -> bool:
    """Make the open database's file anew from what is in it, and empty its log; whether nobody
    who has it open kept that from being done.

    With ``secure_delete`` what is freed is overwritten, but a page that was divided may keep what
    was on it. Emptying the log does nothing while anybody reads an older state, and says so
    (sqlite.org/pragma.html#pragma_wal_checkpoint).
    """
    try:
        database.execute_sql("VACUUM")
    except peewee.DatabaseError as error:
        if cause_code(error) != "database-locked":
            raise
        return False
    database.execute_sql(f"PRAGMA busy_timeout={CLEANING_WAIT_SECONDS * 1000}")
    [(busy, _pages, _moved)] = rows("PRAGMA wal_checkpoint(TRUNCATE)")
    database.execute_sql(f"PRAGMA busy_timeout={LOCK_WAIT_SECONDS * 1000}")
    return not busy


def others_at(path: Path) -> tuple[str, ...]:
    """Who else has the database open."""
    import os

    return tuple(who for who in users(path) if not who.endswith(f"({os.getpid()})"))
