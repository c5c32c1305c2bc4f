"""What a table says. Each is handled as `on_table_…` and known as `Table.Chosen` and so on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.message import Message

from models.problems import Problem

if TYPE_CHECKING:
    from tui.widgets.cells import Key
    from tui.widgets.table import Table


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
