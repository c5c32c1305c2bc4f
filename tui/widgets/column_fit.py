"""Sharing the width of the table among its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, NamedTuple

from tui.widgets.cells import Column, R

if TYPE_CHECKING:
    from collections.abc import Sequence

GUTTER = 2  # cells at the left edge: the mark, and a space


class Slot(NamedTuple, Generic[R]):
    """A column's place on the line: its first cell, and its width in cells."""

    column: Column[R]
    start: int
    width: int

    @property
    def cells(self) -> range:
        """The cells of the line that it fills."""
        return range(self.start, self.start + self.width)


def fit(columns: Sequence[Column[R]], width: int) -> tuple[Slot[R], ...]:
    """Place the columns on a line of `width` cells.

    Columns are shed until the rest fit; what is left over is shared out. If those that are never
    shed are still too wide, the line is cut at the right edge.
    """
    kept = list(columns)
    while _needed(kept) > width and (worst := max((c.shed for c in kept), default=0)):
        del kept[max(i for i, column in enumerate(kept) if column.shed == worst)]
    spare, shares = max(width - _needed(kept), 0), sum(column.grows for column in kept)
    slots: list[Slot[R]] = []
    end = 0
    for column, gap in zip(kept, _gaps(kept), strict=True):
        extra = spare * column.grows // shares if shares else 0
        spare, shares = spare - extra, shares - column.grows
        room = min(column.width + extra, width - end - gap)
        if room <= 0:
            break
        slots.append(Slot(column, end + gap, room))
        end += gap + room
    return tuple(slots)


def _gaps(columns: Sequence[Column[Any]]) -> list[int]:
    """The blanks before each column: one, but two after a right-aligned one, which ends hard."""
    return [GUTTER, *(2 if column.right else 1 for column in columns[:-1])][: len(columns)]


def _needed(columns: Sequence[Column[Any]]) -> int:
    return sum(_gaps(columns)) + sum(column.width for column in columns)
