"""What everything was before it was written, so that a step can be undone.

Triggers note each row before it is changed: no write can be forgotten, whatever made it. They are
temporary, made when a connection first writes, from the columns that the tables have at the time.
The past holds text of notes, unlike the journal; it is kept in the database only, and not for ever.
"""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime

from models.database import COMMAND, STEP, DoneBefore, database, row, rows, writing
from models.journal import MOMENT, who

NOT_DATA = ("journal", "step", "past", "schema_migration")
"""Tables that tell of the data; SQLite's own are none of them either."""

KEY_BITS = 40
"""A row without a number of its own goes by the year, and in it by the number of what it is of."""

_NOT_ADDED_AT_ONCE = """WHEN NOT EXISTS (
    SELECT 1 FROM temp.added WHERE place = '{table}' AND {key} BETWEEN first AND last)"""

NOTE_CHANGED = f"""
CREATE TEMP TRIGGER past_{{event}}_{{table}} AFTER {{event}} ON main.{{table}}
{_NOT_ADDED_AT_ONCE} BEGIN
    INSERT INTO past (step_id, place, event, first, last, before)
    SELECT step_id, '{{table}}', '{{event}}', {{key}}, {{key}}, json_object({{columns}})
    FROM temp.under_way;
END"""

NOTE_ADDED = f"""
CREATE TEMP TRIGGER past_insert_{{table}} AFTER INSERT ON main.{{table}}
{_NOT_ADDED_AT_ONCE} BEGIN
    UPDATE past SET first = min(first, {{key}}), last = max(last, {{key}})
    WHERE id = (SELECT max(id) FROM past) AND step_id = (SELECT step_id FROM temp.under_way)
    AND place = '{{table}}' AND event = 'INSERT' AND {{key}} IN (first - 1, last + 1);
    INSERT INTO past (step_id, place, event, first, last)
    SELECT step_id, '{{table}}', 'INSERT', {{key}}, {{key}} FROM temp.under_way WHERE changes() = 0;
END"""


OLD = "SELECT deed FROM step GROUP BY deed HAVING max(at) <= ?"
"""The deeds of which nothing is younger than a moment."""


def watch() -> None:
    """See that this connection notes what it is about to change; not within a transaction."""
    if row("SELECT 1 FROM sqlite_temp_schema WHERE name = 'under_way'"):
        return
    with database.transaction("DEFERRED"):
        database.execute_sql("CREATE TEMP TABLE under_way (step_id INTEGER NOT NULL)")
        database.execute_sql(
            "CREATE TEMP TABLE added (place TEXT NOT NULL, first INTEGER, last INTEGER)"
        )
        for table in tables():
            names = columns_of(table)
            whole = ", ".join(f"'{name}', OLD.{name}" for name in names)
            for event in ("UPDATE", "DELETE"):
                key = key_of(table, "OLD.")
                statement = NOTE_CHANGED.format(event=event, table=table, key=key, columns=whole)
                database.execute_sql(statement)
            database.execute_sql(NOTE_ADDED.format(table=table, key=key_of(table, "NEW.")))


def tables() -> list[str]:
    """The tables that hold data."""
    found = rows("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return [name for (name,) in found if name not in NOT_DATA and not name.startswith("sqlite_")]


def columns_of(table: str) -> list[str]:
    """The columns of a table, in order."""
    return [column[1] for column in rows(f"PRAGMA table_info({table})")]


def key_columns(table: str) -> list[str]:
    """The columns of its primary key."""
    columns = rows(f"PRAGMA table_info({table})")
    return [name for place, name in sorted((column[5], column[1]) for column in columns) if place]


def key_of(table: str, prefix: str = "") -> str:
    """The expression for the one whole number that names a row of ``table``."""
    names = [prefix + name for name in key_columns(table)]
    return names[0] if len(names) == 1 else f"({names[0]} << {KEY_BITS} | {names[1]})"


@contextlib.contextmanager
def taken_as_step() -> Iterator[None]:
    """One transaction, whatever is written in it noted as one step. As :func:`begin_step`."""
    name = COMMAND.get() or uuid.uuid4().hex
    outside = STEP.set(name)
    try:
        watch()
        with database.atomic():
            begin_step(name)
            yield
            end_step()
    finally:
        STEP.reset(outside)


def begin_step(name: str) -> None:
    """Have what is written from here on noted as one step, in the transaction that has begun.

    Raises :class:`models.database.DoneBefore` if a step of that name was taken before.
    """
    if row("SELECT 1 FROM step WHERE name = ?", (name,)):
        raise DoneBefore
    at = datetime.now(UTC).strftime(MOMENT)
    database.execute_sql(
        "INSERT INTO step (name, deed, at, who) VALUES (?, 0, ?, ?)", (name, at, who())
    )
    database.execute_sql("UPDATE step SET deed = id WHERE name = ?", (name,))
    database.execute_sql("INSERT INTO temp.under_way SELECT id FROM step WHERE name = ?", (name,))


def end_step() -> None:
    """The step is taken; one in which nothing was written is none."""
    database.execute_sql(
        "DELETE FROM step WHERE id = (SELECT step_id FROM temp.under_way)"
        " AND NOT EXISTS (SELECT 1 FROM past WHERE step_id = step.id)"
    )
    database.execute_sql("DELETE FROM temp.under_way")
    database.execute_sql("DELETE FROM temp.added")


def note_added(table: str, first: int, last: int) -> None:
    """Note at once all rows that this step is to add to ``table``, numbered ``first`` to ``last``
    and nothing else; what becomes of them later in the step need not be noted.

    Row by row it would take longer than to add them.
    """
    database.execute_sql(
        "INSERT INTO past (step_id, place, event, first, last)"
        " SELECT step_id, ?, 'INSERT', ?, ? FROM temp.under_way",
        (table, first, last),
    )
    database.execute_sql("INSERT INTO temp.added VALUES (?, ?, ?)", (table, first, last))


def leave_no_past() -> None:
    """Forget all that was before, and note nothing of what is written from here on in this step:
    for what is removed for good."""
    for table in ("temp.under_way", "past", "step"):
        database.execute_sql(f"DELETE FROM {table}")


def forget_past(before: datetime) -> None:
    """Forget what was before the steps taken until then, with all text of notes in it.

    A chain of doing and undoing is forgotten once all of it is that old.
    """
    until = before.astimezone(UTC).strftime(MOMENT)
    if not rows(f"{OLD} LIMIT 1", (until,)):
        return
    with writing():
        database.execute_sql(f"DELETE FROM step WHERE deed IN ({OLD})", (until,))
        database.execute_sql("DELETE FROM past WHERE step_id NOT IN (SELECT id FROM step)")
