"""The rows around the screen, out of a listing that may be far longer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple

from msgspec import Struct

from tui.widgets.cells import LEAF, Key, Listing, R

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet


class Place(Struct, frozen=True):
    """Where one is in a listing: the indices of the cursor's row and of the topmost row shown."""

    cursor: int = 0
    top: int = 0

    def fit(self, count: int, height: int) -> Place:
        """The nearest place that exists in `count` rows, with the cursor among the `height` shown.

        The window moves no further than it must, and leaves no room unused at the end.
        """
        cursor = min(max(self.cursor, 0), max(count - 1, 0))
        top = min(max(self.top, cursor - max(height, 1) + 1), cursor)
        return Place(cursor, max(min(top, count - height), 0))

    def scroll(self, by: int, count: int, height: int) -> Place:
        """Move the window; the cursor stays on its row until the edge drags it along."""
        top = max(min(self.top + by, count - height), 0)
        return Place(min(max(self.cursor, top), top + max(height, 1) - 1), top)


class Line(NamedTuple, Generic[R]):
    """All that one line of the table shows. Two equal lines look the same, so one is not drawn."""

    key: Key
    row: R | None
    depth: int
    fold: int
    marked: bool
    cursor: bool


class RowWindow(Generic[R]):
    """A listing and those of its rows that were read: a page above and below the screen."""

    def __init__(self, listing: Listing, rows: Mapping[Key, R] | None = None) -> None:
        self.listing = listing
        # None: was asked for, and is gone.
        self._rows: dict[Key, R | None] = dict(rows or {})

    def __len__(self) -> int:
        return len(self.listing.keys)

    def key(self, index: int) -> Key | None:
        """The key at an index, or None outside the listing."""
        return self.listing.keys[index] if 0 <= index < len(self) else None

    def row(self, key: Key) -> R | None:
        """The row of a key, if it was read and exists."""
        return self._rows.get(key)

    def index(self, key: Key, near: int) -> int | None:
        """Where a key is; `near` is where it is likely to be. None when it is not listed."""
        if self.key(near) == key:
            return near
        try:
            return self.listing.keys.index(key)
        except ValueError:
            return None

    def covers(self, place: Place, height: int) -> bool:
        """Whether every row on the screen has been read."""
        return all(key in self._rows for key in self._keys(place, height, 0))

    def lacking(self, place: Place, height: int) -> list[Key]:
        """The keys to read next: none while half a page of rows lies ready on both sides."""
        if all(key in self._rows for key in self._keys(place, height, height // 2)):
            return []
        return [key for key in self._keys(place, height, height) if key not in self._rows]

    def take(self, asked: Sequence[Key], rows: Mapping[Key, R], place: Place, height: int) -> None:
        """Add what was read, and let go of all that is more than a page off the screen."""
        known: dict[Key, R | None] = self._rows | {key: rows.get(key) for key in asked}
        self._rows = {key: known[key] for key in self._keys(place, height, height) if key in known}

    def lines(self, place: Place, height: int, marks: AbstractSet[Key]) -> list[Line[R]]:
        """What the screen shows at a place."""
        keys, depths, folds = self.listing.keys, self.listing.depths, self.listing.folds
        return [
            Line(
                keys[index],
                self._rows.get(keys[index]),
                depths[index] if depths else 0,
                folds[index] if folds else LEAF,
                keys[index] in marks,
                index == place.cursor,
            )
            for index in range(place.top, min(place.top + height, len(keys)))
        ]

    def fold(self, index: int) -> int:
        """Whether the row at an index is a LEAF, FOLDED or OPEN."""
        folds = self.listing.folds
        return folds[index] if folds and 0 <= index < len(folds) else LEAF

    def ancestors(self, index: int) -> Iterator[int]:
        """The indices of the nodes that a row lies under, the nearest first."""
        depths = self.listing.depths
        if not depths or not 0 <= index < len(depths):
            return
        depth = depths[index]
        while depth and index:
            index -= 1
            if depths[index] < depth:
                depth = depths[index]
                yield index

    def _keys(self, place: Place, height: int, margin: int) -> Sequence[Key]:
        first = max(place.top - margin, 0)
        return self.listing.keys[first : max(place.top + height + margin, 0)]
