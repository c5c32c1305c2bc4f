"""What a table is told: its columns, what to list, and who answers.

These records are the whole border between a screen and `Table`. A *key* names a row for as long
as it exists; a *row* is any immutable record, which only the columns look into.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping, Sequence

Key = int | str

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)

LEAF, FOLDED, OPEN = 0, 1, 2  # the values of Listing.folds

STYLES = ("ok", "warn", "bad", "muted", "accent", "strong")
"""The styles that a cell may name besides "": `tui/widgets/table_style.py` has their colours."""


class Cell(Struct, frozen=True):
    """The text of one cell, and the name of its style (one of STYLES, or "" for plain).

    `spot` is the part of the text, from and to, that is set off while the cursor is on the row.
    """

    text: str
    style: str = ""
    spot: tuple[int, int] | None = None


class Column(Struct, Generic[R], frozen=True):
    """One column: how a row's cell is made, and how much room it gets.

    `width` is in cells, at the least; the width left over is shared out in proportion to `grows`.
    Where there is too little, the column with the highest `shed` goes first; 0 never goes.
    The one `tree` column draws the indent and the fold sign before its text.
    """

    key: str
    title: str
    cell: Callable[[R], Cell]
    width: int
    grows: int = 0
    right: bool = False
    shed: int = 0
    sortable: bool = True
    tree: bool = False


class View(Struct, frozen=True):
    """What the reader wants listed: order, filter text, and the keys of the unfolded nodes.

    `sort` is a column's key; None is the order that the source thinks natural.
    """

    sort: str | None = None
    descending: bool = False
    text: str = ""
    open: frozenset[Key] = frozenset()

    def sorted_by(self, column_key: str) -> View:
        """The same in the order of a column, and of the one it is in already in reverse."""
        descending = self.sort == column_key and not self.descending
        return replace(self, sort=column_key, descending=descending)


class Listing(Struct, frozen=True):
    """The keys of all rows of a view, in order.

    `keys` may be an `array('q')` of several hundred thousand: nobody makes an object per row of
    it. `depths` (0 is outermost) and `folds` (LEAF, FOLDED, OPEN) are as long as `keys` in a tree
    and None in a plain list. `total` counts the rows before the filter.

    A long listing begins with the keys that are first in order; `more` reads on, and gives it anew
    with more of them. Until it is None neither the last key nor `total` is known.
    """

    keys: Sequence[Key]
    depths: Sequence[int] | None = None
    folds: Sequence[int] | None = None
    total: int = 0
    more: Callable[[], Awaitable[Listing]] | None = None


class Source(Protocol[R_co]):
    """Answers a table's two questions, on another thread if answering takes time."""

    async def listing(self, view: View) -> Listing:
        """The keys of a view."""
        ...

    async def rows(self, keys: Sequence[Key]) -> Mapping[Key, R_co]:
        """The rows of these keys, a few pages at most; a key left out no longer exists."""
        ...
