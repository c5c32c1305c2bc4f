"""Columns of very many rows in little room: no cell is an object of its own."""

from __future__ import annotations

from array import array
from collections import Counter
from itertools import chain, islice, pairwise
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

AT_ONCE = 50
"""So many texts are joined: few enough that looking one up takes no time."""
_PARTS = 2
_SEPARATOR = "\0"
"""No cell has it: see :meth:`models.transfer.reading.source.Source.rows`."""


class Cells(Protocol):
    """A column: its values by row, and one after the other."""

    def __len__(self) -> int: ...

    def __getitem__(self, row: int, /) -> Any: ...

    def __iter__(self) -> Iterator[Any]: ...

    def at(self, rows: Iterable[int]) -> Iterator[Any]:
        """The values of ``rows``."""

    def mapped(self, function: Callable[[Any], Any]) -> Cells:
        """A column of what ``function`` makes of each value; where there is none there is none."""


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

    def at(self, rows: Iterable[int]) -> Iterator[Any]:
        """The values of ``rows``."""
        return map(self.values.__getitem__, map(self.places.__getitem__, rows))

    def mapped(self, function: Callable[[Any], Any]) -> Words:
        """A column of what ``function`` makes of each value; where there is none there is none."""
        values = [None if value is None else function(value) for value in self.values]
        return Words(values, self.places)


def side_by_side(columns: Iterable[Words]) -> Words:
    """The cells of ``columns`` row by row, as one column of tuples."""
    columns = tuple(columns)
    known = _Sides(columns)
    places = array("I")
    places.extend(map(known.__getitem__, zip(*(one.places for one in columns), strict=True)))
    return Words(known.cells, places)


class _Sides(dict[tuple[int, ...], int]):
    """Places beside each other → the place of their values among the different ``cells``."""

    def __init__(self, columns: tuple[Words, ...]) -> None:
        super().__init__()
        self.cells: list[Any] = []
        self._values = [one.values for one in columns]

    def __missing__(self, places: tuple[int, ...]) -> int:
        self[places] = place = len(self.cells)
        self.cells.append(tuple(map(list.__getitem__, self._values, places)))
        return place


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
        return self._some(place)[beyond]

    def _some(self, place: int) -> list[str | None]:
        if place == len(self._joined):
            return self._rest
        if place != self._place:
            # Rows are mostly asked for one after the other.
            self._place, self._at_hand = place, _apart(self._joined[place])
        return self._at_hand

    def __iter__(self) -> Iterator[str | None]:
        return chain(chain.from_iterable(map(_apart, self._joined)), self._rest)

    def at(self, rows: Iterable[int]) -> Iterator[str | None]:
        """The texts of ``rows``, which best are in order."""
        first, some = 0, self._some(0)
        for row in rows:
            if not first <= row < first + AT_ONCE:
                first = row - row % AT_ONCE
                some = self._some(first // AT_ONCE)
            yield some[row - first]

    def mapped(self, function: Callable[[str], str | None]) -> Texts:
        """A column of what ``function`` makes of each text; where there is none there is none."""
        return Texts(text and function(text) for text in self)


def repeated(column: Cells) -> set[str]:
    """The texts that stand in more than one row."""
    # Nearly all stand in one: of those no more is kept than a number, and of most not for long.
    hashes = array("q", map(hash, filter(None, column)))
    twice: set[int] = set()
    for part in range(_PARTS):
        some = sorted([one for one in hashes if one % _PARTS == part])
        twice.update([one for one, other in pairwise(some) if one == other])
    if not twice:
        return set()
    counts = Counter(text for text in column if text and hash(text) in twice)
    return {text for text, count in counts.items() if count > 1}


def _apart(joined: str) -> list[str | None]:
    return [text or None for text in joined.split(_SEPARATOR)]
