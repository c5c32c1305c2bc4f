"""A source for lists that may hold everybody's goals or flags: never read whole to be shown.

In their natural order the keys are read bit by bit and the rows for a screen. What is typed is
looked for row by row in what the columns show, as in :class:`screens.parts.whole.WholeList`: what
is found is listed as it is found, and the next letter need not wait for the end of it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from models.folding import fold, sort_key
from screens.parts.long_listing import Read, at_once, long_listing
from tui.widgets.cells import Column, Key, Listing, View

Row = TypeVar("Row")

AT_ONCE = 200
"""So many rows are looked through before anything else gets its turn."""


class LongList(Generic[Row]):
    """Asks ``read`` for keys in their natural order, and ``read_rows`` for rows."""

    def __init__(
        self, read: Read, read_rows: Callable[[Sequence[Any]], Awaitable[Mapping[Any, Row]]]
    ) -> None:
        self._read = read
        self._read_rows = read_rows
        self._total = 0
        self.columns: Sequence[Column[Row]] = ()

    async def listing(self, view: View) -> Listing:
        """The keys of the rows that hold what is typed, in the order asked for."""
        words = fold(view.text).split()
        column = next((one for one in self.columns if one.key == view.sort), None)
        if column is not None:
            return await self._sorted(column, view.descending, words)
        if not words:
            return await long_listing(self._read)
        return await long_listing(
            lambda place, _limit: self._found(words, place), at_once(self._count)
        )

    async def rows(self, keys: Sequence[Key]) -> Mapping[Key, Row]:
        """The rows of these keys."""
        return await self._read_rows(keys)

    async def _found(self, words: Sequence[str], place: Any) -> tuple[Sequence[Key], Any]:
        if place is None:
            self._total = 0
        keys, place = await self._read(place, AT_ONCE)
        self._total += len(keys)
        rows = await self._read_rows(keys)
        return [key for key in keys if key in rows and self._holds(rows[key], words)], place

    async def _count(self) -> int:
        return self._total

    async def _sorted(self, column: Column[Row], descending: bool, words: Sequence[str]) -> Listing:
        """Needs every row once, but keeps what it is sorted by."""
        order: list[tuple[str, Key]] = []
        place: Any = None
        total = 0
        while True:
            keys, place = await self._read(place, AT_ONCE)
            rows = await self._read_rows(keys)
            order += (
                (sort_key(column.cell(rows[key]).text), key)
                for key in keys
                if key in rows and (not words or self._holds(rows[key], words))
            )
            total += len(keys)
            if place is None:
                break
        order.sort(key=lambda one: one[0], reverse=descending)
        return Listing([key for _order, key in order], total=total)

    def _holds(self, row: Row, words: Sequence[str]) -> bool:
        text = fold(" ".join(column.cell(row).text for column in self.columns))
        return all(word in text for word in words)
