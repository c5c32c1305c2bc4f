"""Bringing a database up to the schema of this program.

``PRAGMA user_version`` holds the number of the last migration applied; the runner is only loaded
when there is something to do.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from peewee import SqliteDatabase

from models.database import APPLICATION_ID, database
from models.problems import Problem

MIGRATIONS = Path(__file__).parent / "migrations"

SCHEMA_VERSION = 2
"""The number of the newest file in ``migrations/``; a test holds it to that."""


def schema_version() -> int:
    """The number of the last migration applied to the open database; 0 for an empty file."""
    return int(database.execute_sql("PRAGMA user_version").fetchone()[0])


def is_current() -> bool:
    """Whether nothing needs doing. Raises ``database-newer`` for a file from a later program."""
    found = schema_version()
    if found > SCHEMA_VERSION:
        raise Problem("database-newer", found=found, known=SCHEMA_VERSION)
    return found == SCHEMA_VERSION


def bring_up_to_date(path: Path) -> None:
    """Apply the missing migrations, after a copy of the file as it was; to be called :func:`alone`.

    The runner makes its plan outside any lock, so two programs started at once would both apply
    it: held by the file lock, the second one finds the work done.
    """
    found = schema_version()
    if found >= SCHEMA_VERSION:
        return
    if found:
        copy_before_upgrade(path, found)
    from playhouse.migrations import Runner

    # Marked before there is a table in it: cut off half-way, it must not look like another
    # program's file.
    database.execute_sql(f"PRAGMA application_id={APPLICATION_ID}")
    Runner(database, str(MIGRATIONS)).up()
    database.execute_sql(f"PRAGMA user_version={SCHEMA_VERSION}")


def copy_before_upgrade(path: Path, version: int) -> Path:
    """A verified copy of the open database beside it, named by its schema version and the time.

    Raises ``database-damaged`` when the engine finds fault with the copy, which is then no use.
    """
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    copy = path.with_name(f"{path.name}.v{version}-{stamp}.bak")
    # The copy obeys the umask, which open_database has set to 077.
    database.execute_sql("VACUUM INTO ?", (str(copy),))
    _verify(copy)
    for place in (copy, copy.parent):
        descriptor = os.open(place, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
    return copy


def _verify(copy: Path) -> None:
    other = SqliteDatabase(str(copy), autoconnect=False)
    with other.connection_context():
        found = other.execute_sql("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise Problem("database-damaged", path=str(copy))


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the file lock beside the database; whoever may use the database may hold it."""
    lock = path.with_name(path.name + ".lock")
    try:
        descriptor = os.open(lock, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise Problem("database-unreachable", path=str(lock)) from error
    try:
        about = os.fstat(descriptor)
        if about.st_uid == os.geteuid():
            os.fchmod(descriptor, path.stat().st_mode & 0o660)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
