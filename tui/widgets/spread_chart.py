"""Many small counts along one scale, drawn in a line of cells: how spans spread."""

from __future__ import annotations

from collections.abc import Sequence

from tui import glyphs


def spread_chart(
    spans: Sequence[tuple[int, int]], upper: int, severe: int, scale: int, width: int
) -> str:
    """``spans`` (heads, leaders) over ``width`` cells that reach from 1 to ``scale`` heads.

    The height of a block says how many leaders have a span that falls into its cell; an empty cell
    says whether its spans would be over the limit. A limit of 0 is none.
    """
    signs = glyphs.current()
    counts = [0] * width
    for heads, leaders in spans:
        counts[cell_of(heads, scale, width)] += leaders
    tallest = max(counts, default=0)
    cells = []
    for place, count in enumerate(counts):
        if count:
            step = max(1, round(count / tallest * len(signs.levels)))
            cells.append(signs.levels[step - 1])
        else:
            cells.append(_zone(place, upper, severe, scale, width))
    return "".join(cells)


def cell_of(heads: int, scale: int, width: int) -> int:
    """The cell that a span of ``heads`` falls into."""
    return min(width - 1, (heads - 1) * width // max(scale, 1))


def _zone(place: int, upper: int, severe: int, scale: int, width: int) -> str:
    signs = glyphs.current()
    if severe and place > cell_of(severe, scale, width):
        return signs.severe_zone
    if upper and place > cell_of(upper, scale, width):
        return signs.over_zone
    return signs.empty
