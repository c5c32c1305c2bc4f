"""Writing the rows of an import."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database import database
from models.folding import sort_key
from models.person import person_search
from models.problems import Problem
from models.unit import unit_search

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    from models.transfer.importing.plan import Work

    Row = tuple[Any, ...]
    Statement = tuple[str, Iterable[Row]]

_NEW_UNIT = (
    "INSERT INTO unit (id, code, name, kind, parent_id, leader_id, sort_key, search)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_CHANGED_UNIT = (
    "UPDATE unit SET code = ?, name = ?, kind = ?, parent_id = ?, leader_id = ?, sort_key = ?,"
    " search = ?, revision = revision + 1 WHERE id = ? AND revision = ? AND removed_at IS NULL"
)
_NEW_PERSON = (
    "INSERT INTO person (id, employee_no, name, email, title, fte, status, unit_id, superior_id,"
    " only_named, sort_key, search) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_CHANGED_PERSON = (
    "UPDATE person SET employee_no = ?, name = ?, email = ?, title = ?, fte = ?, status = ?,"
    " unit_id = ?, superior_id = ?, only_named = ?, sort_key = ?, search = ?,"
    " revision = revision + 1 WHERE id = ? AND revision = ? AND removed_at IS NULL"
)
_STEP = 5_000


def write_rows(work: Work, progress: Callable[[int, int | None], None] | None = None) -> None:
    """Write ``work`` inside the caller's transaction.

    Raises ``changed-meanwhile`` if a row to be changed is no longer what it was.
    """
    # People and units name each other: checked when the transaction ends.
    database.execute_sql("PRAGMA defer_foreign_keys = ON")
    statements: tuple[Statement, ...] = (
        (_CHANGED_UNIT, map(_unit, work.changed_units)),
        (_NEW_UNIT, (_unit(row, 1) for row in work.new_units)),
        (_CHANGED_PERSON, map(_person, work.changed_people)),
        (_NEW_PERSON, (_person(row, 1) for row in work.new_people)),
    )
    execute(statements, work.size, progress)


def execute(
    statements: Iterable[Statement],
    size: int,
    progress: Callable[[int, int | None], None] | None = None,
) -> None:
    """Run each statement with its rows inside the caller's transaction; ``size`` rows in all.

    Raises ``changed-meanwhile`` if a statement does not find the row that it is to change.
    """
    done = 0
    for statement, rows in statements:
        for batch in _batches(rows):
            written = database.connection().executemany(statement, batch).rowcount
            if written != len(batch):
                raise Problem("changed-meanwhile", kind="import")
            done += len(batch)
            if progress:
                progress(done, size)


def _unit(row: Row, at: int = 0) -> Row:
    """``row`` with the columns that follow from code and name, which stand from ``at`` on."""
    code, name = row[at], row[at + 1]
    return (*row[: at + 5], sort_key(name), unit_search(name, code), *row[at + 5 :])


def _person(row: Row, at: int = 0) -> Row:
    """``row`` with the columns that follow from number and name, which stand from ``at`` on."""
    number, name = row[at], row[at + 1]
    return (*row[: at + 9], sort_key(name), person_search(name, number), *row[at + 9 :])


def _batches(rows: Iterable[Row]) -> Iterable[list[Row]]:
    batch = []
    for row in rows:
        batch.append(row)
        if len(batch) == _STEP:
            yield batch
            batch = []
    if batch:
        yield batch
