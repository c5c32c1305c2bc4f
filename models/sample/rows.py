"""The rows of the sample municipality on their way to the database."""

from __future__ import annotations

from models.database import database


class Rows:
    """Collects rows by table and numbers them; :meth:`store` writes them all.

    Every row of a table names the same columns.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, list[dict[str, object]]] = {}
        self._last: dict[str, int] = {}

    def add(self, table: str, **columns: object) -> int:
        """Note one row; the number that it gets."""
        number = self._last[table] = self._last.get(table, 0) + 1
        self.add_keyed(table, id=number, **columns)
        return number

    def add_keyed(self, table: str, **columns: object) -> None:
        """Note one row that brings its own key."""
        self._waiting.setdefault(table, []).append(columns)

    def store(self) -> None:
        """Write what has been noted, inside the caller's transaction.

        What belongs to something is written before it: once a dialogue is there and agreed,
        nothing goes into it any more.
        """
        # Units name their leaders and people their units: checked when the transaction ends.
        database.execute_sql("PRAGMA defer_foreign_keys = ON")
        connection = database.connection()
        for table, noted in reversed(self._waiting.items()):
            columns = list(noted[0])
            marks = ", ".join(f":{column}" for column in columns)
            statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
            connection.executemany(statement, noted)
        self._waiting.clear()
