"""Finding the row of headings among titles, dates and links that stand above it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from models.transfer.reading.source import Record

LOOKED_AT = 50
"""So many rows from the top may be the headings."""

Known = Callable[[str], bool]
"""Whether a heading is one that an import understands."""


class Header(Struct, frozen=True):
    """Where the headings stand; ``recognised`` of them are known, ``rows_below`` were seen."""

    line: int
    cells: tuple[str, ...]
    recognised: int
    rows_below: int


def find(records: Iterable[Record], known: Known) -> Header | None:
    """The row with most known headings if it has at least two, or consists of them; else the first
    row that is about as full as those below it. ``None`` if all rows are empty."""
    filled = [(line, cells) for line, cells in records if _filled(cells)]
    if not filled:
        return None
    scores = [recognised(cells, known) for _, cells in filled]
    candidates = [
        place
        for place, (_, cells) in enumerate(filled)
        if scores[place] >= 2 or 0 < scores[place] == _filled(cells)
    ]
    if candidates:
        place = max(candidates, key=lambda place: scores[place])
    else:
        place = _first_full([_filled(cells) for _, cells in filled])
    line, cells = filled[place]
    headings = tuple(cell.replace("\0", "").strip(" \t\ufeff") for cell in cells)
    return Header(line, headings, scores[place], len(filled) - place - 1)


def recognised(cells: Sequence[str], known: Known) -> int:
    """How many different known headings there are in a row."""
    return len({cell.strip().casefold() for cell in cells if known(cell)})


def _first_full(counts: list[int]) -> int:
    """The place of the first row with more than half the cells of the second fullest: the fullest
    one alone may be an accident."""
    usual = sorted(counts)[-2] if len(counts) > 1 else counts[0]
    return next(
        place
        for place, count in enumerate(counts)
        if 2 * count > usual and (count > 1 or usual <= 1)
    )


def _filled(cells: Sequence[str]) -> int:
    return sum(1 for cell in cells if cell and not cell.isspace())
