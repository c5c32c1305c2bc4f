"""Painting from the front to the back, and of each widget only the lines of which something shows.

Textual draws every line of every widget within what has changed, and cuts each into pieces, before
it finds that others stand in front of them: all that a form lies on, six deep.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip

Gap = tuple[int, int]
"""Columns, from and to, of a line in which nothing has been painted yet."""


def render_chops(
    compositor: Compositor, crop: Region, is_rendered_line: Callable[[int], bool]
) -> Sequence[Mapping[int, Strip | None]]:
    """For each line of the screen its pieces by the column that they begin at; None for what is
    not within ``crop`` or in no line that is to be rendered. As :meth:`Compositor._render_chops`,
    whose place it takes."""
    chops: list[dict[int, Strip | None]] = [dict.fromkeys(line[:-1]) for line in compositor.cuts]
    gaps = _gaps(compositor, crop, is_rendered_line)
    for widget, (region, clip) in compositor.visible_widgets.items():
        seen = region.intersection(clip)
        left, right = seen.column_span
        shows = [
            y
            for y in seen.line_range
            if y in gaps and any(left <= start < right for start, _end in gaps[y])
        ]
        if not shows:
            continue
        top, bottom = shows[0], shows[-1] + 1
        part = Region(left - region.x, top - region.y, seen.width, bottom - top)
        for y, strip in zip(range(top, bottom), widget.render_lines(part), strict=False):
            if y in gaps:
                gaps[y] = _fill(chops[y], gaps[y], seen, strip)
    return chops


def _gaps(
    compositor: Compositor, crop: Region, is_rendered_line: Callable[[int], bool]
) -> dict[int, list[Gap]]:
    first, last = crop.column_span
    return {
        y: [gap for gap in pairwise(cuts) if gap[0] < last and gap[1] > first]
        for y, cuts in enumerate(compositor.cuts)
        if y in crop.line_range and is_rendered_line(y)
    }


def _fill(
    chops: dict[int, Strip | None], gaps: Sequence[Gap], seen: Region, strip: Strip
) -> list[Gap]:
    """Take out of ``strip``, a line of what is ``seen`` of a widget, what belongs in ``gaps``; the
    gaps that remain. One that ends after the strip is left to whatever is behind."""
    left, right = seen.x, min(seen.right, seen.x + strip.cell_length)
    remaining = []
    for start, end in gaps:
        if left <= start and end <= right:
            chops[start] = strip.crop(start - left, end - left)
        else:
            remaining.append((start, end))
    return remaining
