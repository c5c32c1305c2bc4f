"""The database file: opening it safely, and the one kind of transaction that writes.

Facts behind the choices (engine versions, pragmas, locking) are summed up in ``docs/storage.md``.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from contextvars import ContextVar
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from msgspec import Struct
from peewee import SqliteDatabase

from models.database_file import prepare_file, refuse_network
from models.encryption import Key, key_for
from models.engine_errors import cause_code, engine_errors_told
from models.file_locks import alone, begin_use, end_use
from models.file_rights import refuse_wide_file
from models.keyed_database import KeyedDatabase, engine_version
from models.problems import Problem

APPLICATION_ID = 0x52444C47
"""``RDLG`` in the file's header, so that another program's database is not taken for ours."""

LOCK_WAIT_SECONDS = 30

CACHE_KIB, ROOMY_KIB = 1_000, 4_000
"""The system keeps the file's pages anyway; more of our own only takes memory, except while much is
written, see :func:`writing_much`."""

STEP: ContextVar[str] = ContextVar("step", default="")
"""What names the command that is being done on this thread; empty outside :func:`writing`."""

COMMAND: ContextVar[str] = ContextVar("command", default="")
"""The name of the next step on this thread, if it is to be taken once only; see :func:`writing`."""

database = KeyedDatabase(None, autoconnect=False, lock_type="IMMEDIATE")

_file: list[tuple[Path, tuple[int, int] | None]] = []
"""The file that is open, and what the system knows it by; none while none is."""


def engine_resets_safely(version: tuple[int, ...]) -> bool:
    """Whether several processes may share one write-ahead log.

    Engines from 3.7.0 to 3.51.2 can lose committed work when a checkpoint races a commit that
    resets the log (sqlite.org/wal.html#walresetbug); the cure was also put into two older lines.
    """
    return (
        version >= (3, 51, 3) or (3, 50, 7) <= version < (3, 51) or (3, 44, 6) <= version < (3, 45)
    )


class Opened(Struct, frozen=True):
    """What opening found: whether the file is ``new`` and how it is journalled."""

    path: Path
    new: bool
    journal_mode: str


def open_database(path: Path, group: str = "") -> Opened:
    """Open ``path`` on this thread, making or upgrading it as needed.

    ``group`` names a system group that shares the file (0660 in a setgid folder); without it the
    file is its owner's alone (0600). Raises :class:`Problem` for every way this can fail,
    ``passphrase-needed`` for one that is locked; the folder is made if it is missing.
    """
    from models.upgrade import bring_up_to_date, is_current

    os.umask(0o077)
    refuse_network(path)
    new = prepare_file(path, group)
    _file.clear()
    try:
        begin_use(path, LOCK_WAIT_SECONDS)
        database.key = key_for(path)
        database.init(
            str(path),
            timeout=LOCK_WAIT_SECONDS,
            pragmas={
                "foreign_keys": 1,
                "synchronous": "FULL",
                "secure_delete": 1,
                "temp_store": "MEMORY",
                "trusted_schema": 0,
                "mmap_size": 0,
                "cache_size": -CACHE_KIB,
            },
        )
        database.connect()
        refuse_foreign(database, path)
        refuse_wide_file(path, group)
        mode = _journal_mode()
        if not is_current() or mode != _wanted_journal(mode):
            with alone(path):
                mode = _choose_journal()
                bring_up_to_date(path)
    except database.errors as error:
        close_database()
        raise Problem(cause_code(error), path=str(path)) from error
    except Problem:
        close_database()
        raise
    _file.append((path.absolute(), _identity(path)))
    return Opened(path, new, mode)


def refuse_other_file() -> None:
    """Raise ``database-moved`` where the open database's name leads to another file or to none: the
    engine would go on writing into one that nobody finds again."""
    for path, identity in _file:
        if _identity(path) != identity:
            raise Problem("database-moved", path=str(path))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def close_database() -> None:
    """Close this thread's connection, if it has one."""
    if not database.is_closed():
        database.close()
    _file.clear()
    end_use()


def key_of_open(path: Path) -> Key | None:
    """The key of the database that is open, if that is ``path`` and it is encrypted."""
    return database.key if str(path) == str(database.database) else None


@contextlib.contextmanager
def beside() -> Iterator[None]:
    """On another thread than the one that has the database open: a connection of its own to it,
    for work that takes long and must not keep the other waiting."""
    with engine_errors_told(database, database.database), database.connection_context():
        # What such work reads it reads once: to keep it would only take memory.
        database.execute_sql("PRAGMA cache_size = -2000")
        yield


@contextlib.contextmanager
def own_copy(path: Path) -> Iterator[KeyedDatabase]:
    """A copy that this program has just made and nobody else has, to be looked through: one that is
    opened for reading only is not held against its CHECK constraints by the engine."""
    with _other(path, "mode=rw") as other:
        yield other


@contextlib.contextmanager
def at_rest(path: Path) -> Iterator[KeyedDatabase]:
    """A database that nobody writes to, such as a copy, to be read only: nothing is locked, and
    nothing made beside it. What the engine cannot do comes out as :class:`Problem`."""
    with _other(path, "immutable=1") as other:
        yield other


@contextlib.contextmanager
def looked_into(path: Path) -> Iterator[KeyedDatabase]:
    """A database that others may have open, to be read only. Where nobody has written a log it is
    taken to be :func:`at_rest`, for else the engine would make one."""
    log = path.with_name(path.name + "-wal")
    with _other(path, "mode=ro" if log.exists() else "immutable=1") as other:
        yield other


@contextlib.contextmanager
def _other(path: Path, how: str) -> Iterator[KeyedDatabase]:
    name = f"file:{quote(str(path.absolute()))}?{how}"
    pragmas = {"trusted_schema": 0, "mmap_size": 0}
    other = KeyedDatabase(name, uri=True, autoconnect=False, pragmas=pragmas)
    other.key = key_for(path)
    with engine_errors_told(other, path), other.connection_context():
        yield other


@contextlib.contextmanager
def writing() -> Iterator[None]:
    """One transaction that holds the write lock from its first statement.

    A transaction that reads before it takes the lock fails at once when somebody else writes in
    between; taken first, the lock is waited for. Engine errors come out as :class:`Problem`.

    One inside another is part of it: what a command does as a whole is a step, undone as a whole,
    and its journal entries share the name in :data:`STEP`. The name is :data:`COMMAND` where that
    is set, and anything else's where not: under one name a step is taken once. Raises
    :class:`DoneBefore` the second time, and what :func:`refuse_other_file` does.
    """
    from models.past import taken_as_step

    refuse_other_file()
    with engine_errors_told(database), database.atomic() if STEP.get() else taken_as_step():
        yield


@contextlib.contextmanager
def writing_much() -> Iterator[None]:
    """As :func:`writing`, for so many rows that the pages they lie in would be written again and
    again if they were not kept."""
    database.execute_sql(f"PRAGMA cache_size = -{ROOMY_KIB}")
    try:
        with writing():
            yield
    finally:
        database.execute_sql(f"PRAGMA cache_size = -{CACHE_KIB}")


class DoneBefore(Exception):
    """The command is done already: its answer was lost, not the command."""


Parameters = Sequence[object] | Mapping[str, object]
"""Values for the ``?`` or the ``:names`` in a statement."""


def rows(sql: str, parameters: Parameters = ()) -> list[tuple[Any, ...]]:
    """Every row that ``sql`` gives, as plain tuples."""
    return list(database.execute_sql(sql, parameters).fetchall())


def row(sql: str, parameters: Parameters = ()) -> tuple[Any, ...] | None:
    """The first row that ``sql`` gives, if any."""
    found: tuple[Any, ...] | None = database.execute_sql(sql, parameters).fetchone()
    return found


LAST_NUMBER = "(SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = '{table}')"
"""The highest number that a record of a table has or ever had: the next one is free."""


def others_writes() -> int:
    """A number that is another one once another connection has written."""
    return int(database.execute_sql("PRAGMA data_version").fetchone()[0])


def with_days(found: Sequence[Any], *places: int) -> list[Any]:
    """The values of a row, the days at ``places`` read from their ISO text."""
    values = list(found)
    for place in places:
        if values[place] is not None:
            values[place] = date.fromisoformat(values[place])
    return values


def refuse_foreign(found_in: SqliteDatabase, path: Path) -> None:
    """Raise ``not-our-database`` for one that another program has made tables in."""
    # In this order: another start may be making the tables, and marks the file before it does.
    tables = found_in.execute_sql("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    found = found_in.execute_sql("PRAGMA application_id").fetchone()[0]
    if tables and found != APPLICATION_ID:
        raise Problem("not-our-database", path=str(path))


def _journal_mode() -> str:
    return str(database.execute_sql("PRAGMA journal_mode").fetchone()[0])


def _wanted_journal(current: str) -> str:
    """Write-ahead log on a sound engine, else a rollback journal; a log in use stays as it is."""
    if current == "wal" or engine_resets_safely(engine_version(database.key)):
        return "wal"
    return "truncate"


def _choose_journal() -> str:
    """Set the journal that is wanted; two programs that do it at once would lock each other out."""
    current = _journal_mode()
    wanted = _wanted_journal(current)
    if current == wanted:
        return current
    return str(database.execute_sql(f"PRAGMA journal_mode={wanted}").fetchone()[0])
