"""What a table says. Each is handled as `on_table_…` and known as `Table.Chosen` and so on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.message import Message

from models.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tui.widgets.cells import Key
    from tui.widgets.table import Table
    from tui.widgets.table_reader import TableReader


@dataclass(eq=False, repr=False)
class _FromTable(Message):
    table: Table[Any]

    @property
    def control(self) -> Table[Any]:
        """The table, so that `@on(Table.Chosen, "#people")` works."""
        return self.table


@dataclass(eq=False, repr=False)
class Chosen(_FromTable, namespace="table"):
    """The row of this key was chosen, by Enter or a double click."""

    key: Key


@dataclass(eq=False, repr=False)
class Moved(_FromTable, namespace="table"):
    """The cursor is on the row of another key; None when there are no rows any more."""

    key: Key | None


@dataclass(eq=False, repr=False)
class Marked(_FromTable, namespace="table"):
    """The marks have changed: these are the keys marked now."""

    keys: frozenset[Key]


@dataclass(eq=False, repr=False)
class Counted(_FromTable, namespace="table"):
    """So many rows are listed, of so many before the filter."""

    shown: int
    total: int


@dataclass(eq=False, repr=False)
class Failed(_FromTable, namespace="table"):
    """The rows could not be read."""

    problem: Problem


class News:
    """What a table has not said yet about where its reader stands."""

    def __init__(self, table: Table[Any]) -> None:
        self._table = table
        self._count: tuple[int, int] | None = None
        self._key: Key | None = None
        self._marks: frozenset[Key] = frozenset()

    def of(self, reader: TableReader[Any]) -> Iterator[Message]:
        """Each piece of it once."""
        count = len(reader.window), reader.window.listing.total
        if count != self._count and reader.window.listing.more is None:
            self._count = count
            yield Counted(self._table, *count)
        key = reader.cursor_key  # its row has not been read while there is no room for rows
        if key != self._key and (key is None or reader.window.row(key) is not None):
            self._key = key
            yield Moved(self._table, key)
        if reader.marks is not self._marks and reader.marks != self._marks:
            self._marks = reader.marks
            yield Marked(self._table, reader.marks)
