"""A source for lists that are read whole: a person's goals, a round's dialogues, the flags."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Generic, TypeVar

from models.folding import fold, sort_key
from tui.widgets.cells import Cell, Column, Key, Listing, View

Row = TypeVar("Row")


class WholeList(Generic[Row]):
    """Reads every row with ``read``, and finds and sorts among them by what the columns show."""

    def __init__(
        self, read: Callable[[], Awaitable[Sequence[Row]]], key: Callable[[Row], Key]
    ) -> None:
        self._read = read
        self._key = key
        self._rows: dict[Key, Row] = {}
        self._seen: View | None = None
        self.columns: Sequence[Column[Row]] = ()

    async def listing(self, view: View) -> Listing:
        """The keys of the rows that hold what is typed, in the order asked for."""
        self._rows = {self._key(row): row for row in await self._read()}
        words = fold(view.text).split()
        keys = [key for key, row in self._rows.items() if self._holds(row, words)]
        column = next((one for one in self.columns if one.key == view.sort), None)
        if column is not None:
            keys.sort(key=lambda key: _order(column.cell(self._rows[key])), reverse=view.descending)
        return Listing(keys, total=len(self._rows))

    async def rows(self, keys: Sequence[Key]) -> Mapping[Key, Row]:
        """The rows of these keys."""
        return {key: self._rows[key] for key in keys if key in self._rows}

    def _holds(self, row: Row, words: Sequence[str]) -> bool:
        if not words:
            return True
        text = fold(" ".join(column.cell(row).text for column in self.columns))
        return all(word in text for word in words)


def _order(cell: Cell) -> str:
    return sort_key(cell.text)
