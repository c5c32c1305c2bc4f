"""Painting from the front to the back, and of each widget only the lines of which something shows.

Textual draws every line of every widget within what has changed, and cuts each into pieces, before
it finds that others stand in front of them: all that a form lies on, six deep.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

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
        for y, strip in zip(range(top, bottom), _lines(widget, part), strict=False):
            if y in gaps:
                gaps[y] = _fill(chops[y], gaps[y], seen, strip)
    return chops


def _lines(widget: Widget, part: Region) -> Sequence[Strip]:
    """The lines of ``part`` of a widget. All those of what only holds others are alike, and one is
    drawn for all."""
    if _only_holds(type(widget)) and widget.is_container and not _has_edges(widget):
        return widget.render_lines(Region(part.x, part.y, part.width, 1)) * part.height
    return widget.render_lines(part)


@cache
def _only_holds(kind: type[Widget]) -> bool:
    own = (kind.render, kind.render_line, kind.render_lines)
    return own == (Widget.render, Widget.render_line, Widget.render_lines)


def _has_edges(widget: Widget) -> bool:
    """Whether it has lines that are not like others: above, below, or of a grid."""
    gutter = widget.styles.gutter
    drawn = map(widget.styles.has_rule, ("outline_top", "outline_bottom", "keyline"))
    return bool(gutter.top or gutter.bottom) or any(drawn)


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
