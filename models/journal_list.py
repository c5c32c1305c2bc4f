"""The journal as a list: what was done in one go is one line, and it can be narrowed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from msgspec import Struct

from models.database import rows
from models.folding import fold
from models.journal import MOMENT, Entry, entry_of
from models.record_names import NAMED, Whereabouts, records_of, whereabouts


class JournalScope(Struct, frozen=True):
    """Which entries: by ``who`` wrote, about a ``kind`` of record, one ``record_id`` of it, or all
    that is about ``person_id``; written from the ``first`` day to the ``last`` where the clock of
    the machine is; the entries of one ``step``. Of a dialogue its topics and notes are part."""

    who: str = ""
    kind: str = ""
    record_id: int | None = None
    person_id: int | None = None
    first: date | None = None
    last: date | None = None
    step: str = ""

    @property
    def is_single(self) -> bool:
        """Whether each entry is a line of its own."""
        return self.record_id is not None or self.person_id is not None or bool(self.step)


class JournalLine(Struct, frozen=True):
    """An entry with how many of the same step and action it stands for, and what it is about;
    ``about`` is None for a record that is not stored any more. ``step`` is empty in old ones."""

    entry: Entry
    step: str
    count: int
    name: str
    about: Whereabouts | None


def journal_keys(scope: JournalScope, text: str = "") -> tuple[list[int], int]:
    """The numbers of the lines in ``scope``, the newest first, that hold every word of ``text`` in
    the name of who wrote or of what it is about; and how many there are whatever they hold."""
    conditions, values = _conditions(scope)
    all_of_them = _lines(scope, conditions, values)
    words = fold(text).split()
    if not words:
        return all_of_them, len(all_of_them)
    for word in words:
        conditions.append(f"({_holds()})")
        values += [word] * (len(NAMED) + 1)
    return _lines(scope, conditions, values), len(all_of_them)


def journal_in_order(scope: JournalScope, before: int | None, limit: int) -> list[int]:
    """The first ``limit`` numbers that :func:`journal_keys` gives without any text, or those that
    come next after (and so were written ``before``) one of them."""
    conditions, values = _conditions(scope)
    if before is not None:
        conditions.append("id < ?")
        values.append(before)
    if not scope.is_single:
        conditions.append(IS_LAST)
    found = rows(
        f"SELECT id FROM journal WHERE {' AND '.join(conditions)} ORDER BY id DESC LIMIT ?",
        [*values, limit],
    )
    return [number for (number,) in found]


IS_LAST = """
(step = '' OR NOT EXISTS (
    SELECT 1 FROM journal k
    WHERE k.step = journal.step AND k.action = journal.action AND k.id > journal.id))"""
"""Whether an entry stands for all of its step and action."""


def journal_lines(scope: JournalScope, numbers: Sequence[int]) -> dict[int, JournalLine]:
    """The lines with these numbers."""
    count = "1" if scope.is_single else COUNT
    found = rows(
        f"SELECT j.id, j.at, j.who, j.action, j.kind, j.record_id, j.changes, j.step, {count}"
        " FROM journal j WHERE j.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(numbers)),),
    )
    entries = {one[0]: (entry_of(one[:7]), one[7], one[8]) for one in found}
    wanted: dict[str, set[int]] = {}
    for entry, _step, _count in entries.values():
        if entry.record_id is not None:
            wanted.setdefault(entry.kind, set()).add(entry.record_id)
    about = {kind: whereabouts(kind, records) for kind, records in wanted.items()}
    return {
        number: _line(entry, step, count, about.get(entry.kind, {}))
        for number, (entry, step, count) in entries.items()
    }


def writers() -> list[str]:
    """Everybody who has written, by name."""
    return [who for (who,) in rows("SELECT DISTINCT who FROM journal ORDER BY who")]


COUNT = """CASE j.step WHEN '' THEN 1 ELSE
(SELECT count(*) FROM journal k WHERE k.step = j.step AND k.action = j.action) END"""

OF_A_DIALOGUE = """
(kind = 'topic' AND record_id IN (SELECT id FROM topic WHERE dialogue_id = ?)
 OR kind = 'note' AND record_id IN (
    SELECT n.id FROM note n JOIN topic t ON t.id = n.topic_id WHERE t.dialogue_id = ?))"""


def _conditions(scope: JournalScope) -> tuple[list[str], list[object]]:
    conditions, values = ["1"], list[object]()
    if scope.record_id is not None:
        own = "(kind = ? AND record_id = ?)"
        with_parts = scope.kind == "dialogue"
        conditions.append(f"({own} OR {OF_A_DIALOGUE})" if with_parts else own)
        values += [scope.kind, *[scope.record_id] * (3 if with_parts else 1)]
    elif scope.kind:
        conditions.append("kind = ?")
        values.append(scope.kind)
    if scope.person_id is not None:
        of_person = " OR ".join(
            f"kind = '{kind}' AND record_id IN"
            f" (SELECT number FROM ({records_of(kind)}) WHERE person_id = ?)"
            for kind in NAMED
        )
        conditions.append(f"({of_person})")
        values += [scope.person_id] * len(NAMED)
    for condition, value in (
        ("who = ?", scope.who),
        ("step = ?", scope.step),
        ("at >= ?", scope.first and _midnight(scope.first)),
        ("at < ?", scope.last and _midnight(scope.last + timedelta(1))),
    ):
        if value:
            conditions.append(condition)
            values.append(value)
    return conditions, values


def _midnight(day: date) -> str:
    return datetime.combine(day, time()).astimezone(UTC).strftime(MOMENT)


def _holds() -> str:
    of_kinds = (
        f"kind = '{kind}' AND record_id IN"
        f" (SELECT number FROM ({records_of(kind)}) WHERE instr(search, ?))"
        for kind in NAMED
    )
    return " OR ".join(["instr(lower(who), ?)", *of_kinds])


def _lines(scope: JournalScope, conditions: Sequence[str], values: Sequence[object]) -> list[int]:
    where = " AND ".join(conditions)
    if scope.is_single:
        found = rows(f"SELECT id FROM journal WHERE {where} ORDER BY id DESC", values)
    else:
        found = rows(
            f"SELECT max(id) FROM journal WHERE step <> '' AND {where} GROUP BY step, action"
            f" UNION ALL SELECT id FROM journal WHERE step = '' AND {where} ORDER BY 1 DESC",
            [*values, *values],
        )
    return [number for (number,) in found]


def _line(entry: Entry, step: str, count: int, about: dict[int, Whereabouts]) -> JournalLine:
    found = about.get(entry.record_id) if entry.record_id is not None else None
    if count > 1:
        return JournalLine(entry, step, count, "", None)
    return JournalLine(entry, step, count, found.name if found else _last_name(entry), found)


def _last_name(entry: Entry) -> str:
    """What a record that is not there any more was called, if the entry knows."""
    for column in ("name", "title"):
        known = [value for value in entry.changes.get(column, []) if value]
        if known:
            return str(known[0])
    return ""
