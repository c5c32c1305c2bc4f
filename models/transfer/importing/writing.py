"""Writing the rows of an import."""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING

from models.database import database
from models.folding import sort_key
from models.past import note_added
from models.person import person_search
from models.problems import Problem
from models.transfer.importing.indexes import indexes_afterwards
from models.transfer.importing.new_people import COLUMNS
from models.transfer.progress import Progress, untold
from models.unit import unit_search

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from models.transfer.importing.plan import Work

    Row = tuple[Any, ...]
    Statement = tuple[str, Iterable[Row]]

_NEW_UNIT = (
    "INSERT INTO unit (id, code, name, kind, parent_id, sort_key, search)"
    " VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_LEADER = "UPDATE unit SET leader_id = ? WHERE id = ?"
_CHANGED_UNIT = (
    "UPDATE unit SET code = ?, name = ?, kind = ?, parent_id = ?, leader_id = ?, sort_key = ?,"
    " search = ?, revision = revision + 1 WHERE id = ? AND revision = ? AND removed_at IS NULL"
)
_NEW_PERSON = f"INSERT INTO person ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
_SUPERIOR = "UPDATE person SET superior_id = ? WHERE id = ?"
_CHANGED_PERSON = (
    "UPDATE person SET employee_no = ?, name = ?, email = ?, title = ?, fte = ?, status = ?,"
    " unit_id = ?, superior_id = ?, only_named = ?, sort_key = ?, search = ?,"
    " revision = revision + 1 WHERE id = ? AND revision = ? AND removed_at IS NULL"
)
_STEP = 5_000
_AT_ONCE = 50
"""So many new rows go into one statement. For each statement that sets off a trigger or refers to
other rows the engine keeps the pages that it may have to put back: with a row to a statement that
takes longer than adding it."""


def write_rows(work: Work, progress: Progress = untold) -> None:
    """Write ``work`` inside the caller's transaction.

    Raises ``changed-meanwhile`` if a row to be changed is no longer what it was.
    """
    if work.new_units:
        note_added("unit", work.new_units[0][0], work.new_units[-1][0])
    if work.new_people:
        note_added("person", *work.new_people.span())
    # People and units name each other: checked when the transaction ends. As long as anything names
    # what is not there yet, the engine looks through all tables for each row that comes; so whoever
    # is new comes before those who are named to lead.
    database.execute_sql("PRAGMA defer_foreign_keys = ON")
    statements: tuple[Statement, ...] = (
        (_NEW_UNIT, map(_new_unit, work.new_units)),
        (_NEW_PERSON, work.new_people.rows()),
        (_CHANGED_UNIT, map(_changed_unit, work.changed_units)),
        (_CHANGED_PERSON, map(_changed_person, work.changed_people)),
    )
    leading: tuple[Statement, ...] = (
        (_LEADER, ((row[5], row[0]) for row in work.new_units if row[5])),
        (_SUPERIOR, work.new_people.superiors()),
    )
    with indexes_afterwards("person"):
        execute(statements, work.size, progress)
        execute(leading, work.size)


def execute(
    statements: Iterable[Statement],
    size: int,
    progress: Progress = untold,
) -> None:
    """Run each statement with its rows inside the caller's transaction; ``size`` rows in all.

    Raises ``changed-meanwhile`` if a statement does not find the row that it is to change.
    """
    done = told = 0
    for statement, rows in statements:
        coming = iter(rows)
        while some := list(islice(coming, _AT_ONCE)):
            if _write(statement, some) != len(some):
                raise Problem("changed-meanwhile", kind="import")
            done += len(some)
            if done >= told + _STEP:
                told = done
                progress(done, size)
        if done > told:
            told = done
            progress(done, size)


def _write(statement: str, some: list[Row]) -> int:
    """Run ``statement`` with each row of ``some``; how many rows that has written."""
    head, values, one = statement.partition(" VALUES ")
    connection = database.connection()
    if values and len(some) == _AT_ONCE:
        many = head + values + ", ".join([one] * _AT_ONCE)
        written: int = connection.execute(many, list(chain(*some))).rowcount
    else:
        written = connection.executemany(statement, some).rowcount
    return written


def _new_unit(row: Row) -> Row:
    number, code, name, kind, parent, _leader = row
    return (number, code, name, kind, parent, sort_key(name), unit_search(name, code))


def _changed_unit(row: Row) -> Row:
    code, name = row[:2]
    return (*row[:5], sort_key(name), unit_search(name, code), *row[5:])


def _changed_person(row: Row) -> Row:
    employee_no, name = row[:2]
    return (*row[:9], sort_key(name), person_search(name, employee_no), *row[9:])
