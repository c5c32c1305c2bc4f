"""Columns of very many rows in little room: no cell is an object of its own."""

from __future__ import annotations

from array import array
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

AT_ONCE = 50
"""So many texts are joined: few enough that looking one up takes no time."""
_SEPARATOR = "\0"
"""No cell has it: see :meth:`models.transfer.reading.source.Source.rows`."""


class Cells(Protocol):
    """A column: its values by row, and one after the other."""

    def __len__(self) -> int: ...

    def __getitem__(self, row: int, /) -> Any: ...

    def __iter__(self) -> Iterator[Any]: ...


class Words:
    """Cells of few different ``values``: each row has the place of its own among them."""

    def __init__(self, values: list[Any], places: array[int]) -> None:
        self.values = values
        self.places = places

    def __len__(self) -> int:
        return len(self.places)

    def __getitem__(self, row: int) -> Any:
        return self.values[self.places[row]]

    def __iter__(self) -> Iterator[Any]:
        return map(self.values.__getitem__, self.places)


class Texts:
    """Texts of which nearly every one is another; an empty one is ``None``."""

    def __init__(self, texts: Iterable[str | None] = ()) -> None:
        self._joined: list[str] = []
        self._rest: list[str | None] = []
        self._place = -1
        self._at_hand: list[str | None] = []
        self.extend(texts)

    def extend(self, texts: Iterable[str | None]) -> None:
        """Add ``texts`` at the end."""
        coming = iter(texts)
        while some := list(islice(coming, AT_ONCE - len(self._rest))):
            self._rest += some
            if len(self._rest) == AT_ONCE:
                self._joined.append(_SEPARATOR.join([text or "" for text in self._rest]))
                self._rest = []

    def __len__(self) -> int:
        return len(self._joined) * AT_ONCE + len(self._rest)

    def __getitem__(self, row: int) -> str | None:
        place, beyond = divmod(row, AT_ONCE)
        if place == len(self._joined):
            return self._rest[beyond]
        if place != self._place:
            # Rows are mostly asked for one after the other.
            self._place, self._at_hand = place, _apart(self._joined[place])
        return self._at_hand[beyond]

    def __iter__(self) -> Iterator[str | None]:
        return chain(chain.from_iterable(map(_apart, self._joined)), self._rest)


def _apart(joined: str) -> list[str | None]:
    return [text or None for text in joined.split(_SEPARATOR)]
