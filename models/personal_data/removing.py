"""Removing the text of notes, and everything that tells who somebody was; figures stay.

What was filled in holds a dash afterwards and what was empty stays empty: figures and flags look
only at whether there is something.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from models.database import database
from models.folding import sort_key
from models.past import leave_no_past
from models.person import person_search
from models.personal_data.belongings import ABOUT, TEXTS, ever, kind_of
from models.personal_data.lifted_rules import lifted_rules

GONE = "–"
"""Stands where there was a text."""

NAMELESS = (
    "UPDATE person SET name = ?, employee_no = NULL, email = '', title = '', sort_key = ?,"
    " search = ?, purged_on = ?, revision = revision + 1 WHERE id = ?"
)
OWN_TOPICS = f"""
UPDATE topic SET title = :gone, revision = revision + 1
WHERE {ABOUT["topic"]} AND title NOT IN (SELECT title FROM topic WHERE NOT ({ABOUT["topic"]}))"""
"""Topics that are on nobody else's agenda may be about the person."""

ENTRIES = """
UPDATE journal SET changes = '{{}}' WHERE kind = '{kind}' AND changes <> '{{}}'
AND record_id IN ({numbers})"""


def remove(notes: Sequence[int], people: Sequence[int], called: str, today: date) -> None:
    """Remove the text of ``notes``, and all that tells who ``people`` were, in the caller's write.

    ``called`` is what each is called from then on, with ``{number}``. Nothing that was done before
    can be undone afterwards: what it was like is kept for that, and is forgotten.
    """
    leave_no_past()
    with lifted_rules():
        _remove_notes("id IN (SELECT value FROM json_each(:notes))", notes=json.dumps(notes))
        if people:
            _remove_people(people, called, today)


def _remove_notes(which: str, **values: str) -> None:
    database.execute_sql(
        f"UPDATE note SET text = '', revision = revision + 1 WHERE text <> '' AND {which}", values
    )


def _remove_people(people: Sequence[int], called: str, today: date) -> None:
    asked = {"people": json.dumps(people)}
    _remove_entries(asked)
    for table, columns in TEXTS.items():
        sets = ", ".join(
            f"{one} = CASE WHEN trim(coalesce({one}, '')) = '' THEN {one} ELSE :gone END"
            for one in columns
        )
        database.execute_sql(
            f"UPDATE {table} SET {sets}, revision = revision + 1 WHERE {ABOUT[table]}",
            asked | {"gone": GONE},
        )
    database.execute_sql(OWN_TOPICS, asked | {"gone": GONE})
    _remove_notes(ABOUT["note"], **asked)
    database.connection().executemany(NAMELESS, [_nameless(one, called, today) for one in people])


def _remove_entries(asked: dict[str, str]) -> None:
    # What is about something else first: it is found by what the entries of that say.
    for table in reversed(ABOUT):
        statement = ENTRIES.format(kind=kind_of(table), numbers=ever(table))
        database.execute_sql(statement, asked)


def _nameless(number: int, called: str, today: date) -> tuple[object, ...]:
    name = called.format(number=number)
    return name, sort_key(name), person_search(name, None), today.isoformat(), number
