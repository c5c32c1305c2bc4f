"""Whether a database is one of ours and sound, and what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct
from peewee import SqliteDatabase

from models.database import APPLICATION_ID
from models.problems import Problem


class Contents(Struct, frozen=True):
    """What one database can be told from another by: the version of its schema, how many units and
    people are in it, how many changes the journal tells of, and the last of them (UTC)."""

    schema: int
    units: int
    people: int
    changes: int
    changed_at: datetime | None
    changed_by: str


def faults(found: SqliteDatabase, path: Path, known: int) -> Iterator[Problem]:
    """What is wrong with a database; ``known`` is the newest schema that can be read.

    The worst first, and nothing after what makes the rest pointless: ``not-our-database``,
    ``database-damaged``, ``database-newer``, ``database-inconsistent``.
    """
    if value(found, "PRAGMA application_id") != APPLICATION_ID:
        yield Problem("not-our-database", path=str(path))
        return
    if value(found, "PRAGMA integrity_check(1)") != "ok":
        yield Problem("database-damaged", path=str(path))
        return
    schema = value(found, "PRAGMA user_version")
    if schema > known:
        yield Problem("database-newer", found=schema, known=known)
    lost = found.execute_sql("PRAGMA foreign_key_check").fetchall()
    if lost:
        tables = sorted({str(one[0]) for one in lost})
        yield Problem("database-inconsistent", path=str(path), count=len(lost), tables=tables)


def contents(found: SqliteDatabase) -> Contents:
    """What a sound database holds."""
    last = found.execute_sql("SELECT at, who FROM journal ORDER BY id DESC LIMIT 1").fetchone()
    at, who = last or (None, "")
    return Contents(
        value(found, "PRAGMA user_version"),
        value(found, "SELECT count(*) FROM unit WHERE removed_at IS NULL"),
        value(found, "SELECT count(*) FROM person WHERE removed_at IS NULL"),
        value(found, "SELECT count(*) FROM journal"),
        datetime.fromisoformat(at).replace(tzinfo=UTC) if at else None,
        who,
    )


def counts(found: SqliteDatabase) -> dict[str, int]:
    """Table → how many rows are in it."""
    tables = found.execute_sql("SELECT name FROM main.sqlite_schema WHERE type = 'table'")
    return {
        name: value(found, f'SELECT count(*) FROM main."{name}"') for (name,) in tables.fetchall()
    }


def value(found: SqliteDatabase, sql: str) -> Any:
    """The one value that ``sql`` gives."""
    return found.execute_sql(sql).fetchone()[0]
