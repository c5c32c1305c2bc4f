"""Dialogues as entries of a calendar: when, where, who; nothing of what is said in them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from models.database import row, rows, with_days


class CalendarScope(Struct, frozen=True):
    """Which dialogues go into a calendar: those of some people, or all that somebody holds, or
    everybody's; of one round or of one year's rounds, or of any."""

    people: tuple[int, ...] | None = None
    conductor_id: int | None = None
    round_id: int | None = None
    year: int | None = None


class CalendarEntry(Struct, frozen=True):
    """A dialogue that has a day, or had one before it was called off (``cancelled``).

    ``sequence`` grows with every change of the dialogue, so that a calendar takes the newest.
    ``minutes`` is None where nothing is said of how long it takes.
    """

    dialogue_id: int
    sequence: int
    person: str
    conductor: str
    place: str
    day: date
    time: str | None
    minutes: int | None
    cancelled: bool


LAST_PLANNED = """
(SELECT json_extract(j.changes, '$.{column}[0]') FROM journal j
 WHERE j.kind = 'dialogue' AND j.record_id = d.id AND j.action = 'dialogue.cancel'
 ORDER BY j.id DESC LIMIT 1)"""
"""What stood in a column before the dialogue was called off: only the journal knows that."""


def calendar_entries(scope: CalendarScope) -> list[CalendarEntry]:
    """The entries of ``scope``, by day. Dialogues that never had a day are not among them."""
    conditions, values = _conditions(scope)
    found = rows(
        f"""
        SELECT * FROM (
            SELECT d.id, d.revision, p.name, coalesce(c.name, ''), d.place,
                   coalesce(d.planned_on, {LAST_PLANNED.format(column="planned_on")}) AS day,
                   CASE WHEN d.planned_on IS NOT NULL THEN d.planned_time
                        ELSE {LAST_PLANNED.format(column="planned_time")} END AS time,
                   d.minutes,
                   d.held_on IS NULL AND (d.planned_on IS NULL OR d.removed_at IS NOT NULL
                                          OR d.exempt_because IS NOT NULL)
            FROM dialogue d JOIN round r ON r.id = d.round_id
            JOIN person p ON p.id = d.person_id LEFT JOIN person c ON c.id = d.conductor_id
            WHERE {" AND ".join(conditions)}
        ) WHERE day IS NOT NULL ORDER BY day, time, id""",
        values,
    )
    return [_entry(with_days(one, 5)) for one in found]


def database_id() -> str:
    """What tells this database from every other, in the names of its calendar entries.

    It is a hash of the name of its first command: the journal is never rewritten, so it stays the
    same for as long as the database, its copies and its backups do.
    """
    found = row("SELECT command FROM journal ORDER BY id LIMIT 1")
    return hashlib.sha256(str(found[0] if found else "").encode()).hexdigest()[:16]


def _conditions(scope: CalendarScope) -> tuple[Sequence[str], Sequence[object]]:
    conditions, values = ["1"], []
    if scope.people is not None:
        conditions.append(f"d.person_id IN ({', '.join(str(int(one)) for one in scope.people)})")
    for column, wanted in (
        ("d.conductor_id", scope.conductor_id),
        ("d.round_id", scope.round_id),
        ("r.year_id", scope.year),
    ):
        if wanted is not None:
            conditions.append(f"{column} = ?")
            values.append(wanted)
    return conditions, values


def _entry(values: list[object]) -> CalendarEntry:
    values[8] = bool(values[8])
    return CalendarEntry(*values)  # type: ignore[arg-type]
