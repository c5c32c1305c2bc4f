"""The indexes of a table that is filled for the first time."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from models.database import database, row, rows

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def indexes_afterwards(table: str) -> Iterator[None]:
    """Make the indexes of ``table``, if that is empty still, when its rows are in: sorted once,
    they take half the time that it takes to put each row in its place in them.

    Inside the caller's transaction: what takes back the rows takes back this.
    """
    if row(f"SELECT 1 FROM {table} LIMIT 1"):
        yield
        return
    indexes = rows(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ?"
        " AND sql IS NOT NULL ORDER BY rowid",
        (table,),
    )
    for name, _sql in indexes:
        database.execute_sql(f"DROP INDEX {name}")
    yield
    for _name, sql in indexes:
        database.execute_sql(sql)
