"""Who changed what, and when. The journal holds no text of notes."""

from __future__ import annotations

import getpass
import json
import os
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from msgspec import Struct

from models.database import STEP, database, refuse_other_file, rows

MOMENT = "%Y-%m-%d %H:%M:%S"
"""How a moment is kept: UTC, to the second."""

Changes = Mapping[str, tuple[object, object]]
"""Column → (before, after)."""


def who() -> str:
    """The operating system's user, whatever the environment says."""
    try:
        import pwd

        return pwd.getpwuid(os.getuid()).pw_name
    except (ImportError, KeyError):
        return getpass.getuser()


def record(action: str, kind: str, record_id: int | None, changes: Changes | None = None) -> None:
    """Add one entry; to be called inside the transaction that it tells of."""
    record_all(action, kind, [(record_id, changes or {})])


def record_all(action: str, kind: str, each: Iterable[tuple[int | None, Changes]]) -> None:
    """Add an entry for each record with its changes, as :func:`record` does for one."""
    at = datetime.now(UTC).strftime(MOMENT)
    user, step = who(), STEP.get()
    database.connection().executemany(
        "INSERT INTO journal (command, at, who, action, kind, record_id, changes, step)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (uuid.uuid4().hex, at, user, action, kind, number, _as_text(changes), step)
            for number, changes in each
        ),
    )


def mirror(step: int, action: str) -> None:
    """Note that what ``step`` noted was undone or done again, as ``action`` says, by the step that
    is under way: after has become before."""
    database.execute_sql(
        MIRROR,
        {
            "step": step,
            "action": action,
            "at": datetime.now(UTC).strftime(MOMENT),
            "who": who(),
            "now": STEP.get(),
        },
    )


MIRROR = """
INSERT INTO journal (command, at, who, action, kind, record_id, changes, step)
SELECT lower(hex(randomblob(16))), :at, :who, kind || '.' || :action, kind, record_id,
       (SELECT json_group_object(key, json_array(json(value -> '$[1]'), json(value -> '$[0]')))
        FROM json_each(j.changes)), :now
FROM journal j WHERE step = (SELECT name FROM step WHERE id = :step) ORDER BY id DESC"""


class Entry(Struct, frozen=True):
    """One line of the journal; ``at`` is UTC."""

    id: int
    at: datetime
    who: str
    action: str
    kind: str
    record_id: int | None
    changes: dict[str, list[object]]


def entries(kind: str | None = None, record_id: int | None = None) -> list[Entry]:
    """The newest first; of one record if ``kind`` and ``record_id`` are given."""
    where = "" if kind is None else "WHERE kind = ? AND record_id IS ?"
    parameters = () if kind is None else (kind, record_id)
    found = rows(
        "SELECT id, at, who, action, kind, record_id, changes FROM journal"
        f" {where} ORDER BY id DESC LIMIT 1000",
        parameters,
    )
    return [entry_of(one) for one in found]


def newest() -> tuple[int, int]:
    """Two numbers that both grow when somebody else has written: what other connections have
    stored, which a mere clearing up of theirs counts for too, and the newest entry of all. Asked
    every second, so it is one statement. Raises what :func:`refuse_other_file` does."""
    refuse_other_file()
    [(others, entry)] = rows(
        "SELECT data_version, (SELECT coalesce(max(id), 0) FROM journal) FROM pragma_data_version"
    )
    return others, entry


def last_writer(kind: str, record_id: int) -> str:
    """Who changed a record last; empty if nobody has since the journal begins."""
    found = rows(
        "SELECT who FROM journal WHERE kind = ? AND record_id = ? ORDER BY id DESC LIMIT 1",
        (kind, record_id),
    )
    return str(found[0][0]) if found else ""


def entry_of(found: Sequence[Any]) -> Entry:
    """The entry with these values, in the order of its fields, as they are stored."""
    number, at, user, action, kind, record_id, changes = found
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC)
    return Entry(number, moment, user, action, kind, record_id, json.loads(changes))


def _as_text(changes: Changes) -> str:
    return json.dumps(changes, default=_plain, ensure_ascii=False)


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)
