"""Drafts: what somebody is typing and has not saved, kept beside the database for them alone.

A file of its own and not a table of the database: it is written every second, must not wait for
others who write, and is nobody else's to read, back up or be told of. It is encrypted as the
database is, with the same key.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from models import journal
from models.database import key_of_open
from models.database_file import prepare_file
from models.encryption import salt_of
from models.engine_errors import engine_errors_told
from models.keyed_database import KeyedDatabase
from models.placing import unwritable
from models.problems import Problem

Typed = tuple[str, str]
"""The text of a field, and the key of what was chosen with it, empty for plain text."""

BETWEEN = ".drafts-"
"""What stands between the database's name and the user's in that of the file."""
UNREADABLE = frozenset({"not-a-database", "database-damaged"})
"""What is the matter with a file whose drafts are lost."""
TABLE = """
CREATE TABLE IF NOT EXISTS draft (
    key TEXT NOT NULL, session TEXT NOT NULL, title TEXT NOT NULL, fields TEXT NOT NULL,
    place TEXT NOT NULL, typed_at TEXT NOT NULL, PRIMARY KEY (key, session)
)"""


class Draft(Struct, frozen=True):
    """What is typed into one form or note.

    ``key`` tells it from all others, ``title`` is for people, ``fields`` give for each field what
    stood in it and what was typed; ``place`` is how one comes there again, as plain JSON.
    ``session`` is the one that typed it, empty if that has ended.
    """

    key: str
    title: str
    fields: Mapping[str, tuple[Typed, Typed]]
    place: Mapping[str, Any]
    typed_at: datetime
    session: str


def draft_files(database: Path) -> list[Path]:
    """The files that hold anybody's drafts of ``database``."""
    return sorted(database.parent.glob(f"{database.name}{BETWEEN}*"))


class DraftFile:
    """The drafts of one user of one database; to be used on one thread, and closed there."""

    def __init__(self, database: Path) -> None:
        self.path = database.with_name(f"{database.name}{BETWEEN}{journal.who()}")
        self.session = f"{os.getpid()}:{_begun(os.getpid())}"
        self._file = KeyedDatabase(None, autoconnect=False, lock_type="IMMEDIATE")
        self._file.key = key_of_open(database)

    def left(self, days: int) -> list[Draft]:
        """What earlier sessions left, the newest first; what is past its day is deleted."""
        drafts = self.kept()
        late = past_their_day(drafts, days)
        for draft in late:
            self.drop(draft)
        return [one for one in drafts if one not in late and not _runs(one.session)]

    def kept(self) -> list[Draft]:
        """Every draft that is stored, the newest first."""
        if not self.path.exists():
            return []
        found = self._run(
            "SELECT key, title, fields, place, typed_at, session FROM draft ORDER BY typed_at DESC"
        )
        return [_draft(*one) for one in found]

    def keep(self, draft: Draft) -> None:
        """Store ``draft``, on the disk before this returns."""
        fields = json.dumps(draft.fields, ensure_ascii=True)
        values = (draft.key, draft.session, draft.title, fields, json.dumps(draft.place))
        self._run(
            "INSERT OR REPLACE INTO draft (key, session, title, fields, place, typed_at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (*(_storable(one) for one in values), draft.typed_at.isoformat()),
        )

    def drop(self, draft: Draft) -> None:
        """Delete it: it was saved, or given up. Its text goes from the file as well."""
        if self.path.exists():
            values = (_storable(draft.key), draft.session)
            self._run("DELETE FROM draft WHERE key = ? AND session = ?", values)

    def close(self) -> None:
        """Close the file; what this session kept is left for the next.

        The file stays: another session of the user may be writing to it.
        """
        if not self._file.is_closed():
            self._run("UPDATE OR REPLACE draft SET session = '' WHERE session = ?", (self.session,))
            self._file.close()

    def _run(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple[Any, ...]]:
        with engine_errors_told(self._file, self.path):
            if self._file.is_closed():
                self._open()
            with self._file.atomic():
                return list(self._file.execute_sql(sql, values).fetchall())

    def _open(self) -> None:
        try:
            with engine_errors_told(self._file, self.path):
                self._fit()
                self._connect()
        except Problem as problem:
            if problem.code not in UNREADABLE:
                raise
            # What cannot be read any more must not keep what is typed now from being kept.
            self._file.close()
            self._put_aside("damaged")
            self._connect()

    def _connect(self) -> None:
        prepare_file(self.path, "")
        pragmas = {"journal_mode": "TRUNCATE", "synchronous": "FULL", "secure_delete": 1}
        self._file.init(str(self.path), pragmas=pragmas, timeout=5)
        self._file.connect()
        self._file.execute_sql(TABLE)

    def _fit(self) -> None:
        """Have the file encrypted as the database is by now, which somebody else may have changed.

        One that the key does not open is put aside; nobody but its owner could have taken it along.
        """
        key, salt = self._file.key, salt_of(self.path)
        unwritten = not self.path.exists() or not self.path.stat().st_size
        if unwritten or salt == (key and key.salt):
            return
        if salt:
            self._put_aside("locked")
            return
        from models.converting import convert_in_place

        try:
            convert_in_place(self.path, key)
        except OSError as error:
            raise unwritable(self.path, error) from error

    def _put_aside(self, why: str) -> None:
        try:
            self.path.replace(self.path.with_name(f"{self.path.name}.{why}"))
        except OSError as error:
            raise unwritable(self.path, error) from error


def past_their_day(drafts: Iterable[Draft], days: int) -> list[Draft]:
    """Those that sessions which have ended left more than ``days`` ago; none if they are 0."""
    if not days:
        return []
    now = datetime.now(UTC)
    return [one for one in drafts if (now - one.typed_at).days >= days and not _runs(one.session)]


def _draft(key: str, title: str, fields: str, place: str, typed_at: str, session: str) -> Draft:
    return Draft(
        key,
        title,
        {
            name: ((before[0], before[1]), (after[0], after[1]))
            for name, (before, after) in json.loads(fields).items()
        },
        json.loads(place),
        datetime.fromisoformat(typed_at),
        session,
    )


def _storable(text: str) -> str:
    """Lone surrogates, which a paste may hold, have no bytes."""
    return text.encode("utf-8", "replace").decode()


def _runs(session: str) -> bool:
    """Whether the process that a session was still runs; its number may be another's by now."""
    number, _, begun = session.partition(":")
    return number != "" and _begun(int(number)) == begun != ""


def _begun(process: int) -> str:
    """When a process began, in the system's own measure (proc(5)); empty if it does not run."""
    try:
        status = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ""
    # One that was killed stays a zombie until its parent has taken note.
    return "" if status[0] in "ZX" else status[19]
