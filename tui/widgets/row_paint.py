"""Drawing one line of a table as a strip of as few segments as its styles allow.

Each segment costs some 25 bytes on the line before its text. Blanks therefore take the style of
what stands before them, where that cannot be seen, and the cursor's row is a single segment.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from tui import glyphs
from tui.gate import plain
from tui.widgets.cells import FOLDED, LEAF, OPEN, R, View
from tui.widgets.column_fit import GUTTER, Slot

if TYPE_CHECKING:
    from tui.widgets.row_window import Line

Palette = Callable[[str], Style]
"""The style of a name: one of cells.STYLES, "" for the table itself, "header", "cursor", "mark"."""

INDENT = 2  # cells a level of the tree


def cut(text: str, width: int, *, right: bool = False) -> str:
    """The text in exactly `width` cells: filled up with blanks, or cut with an ellipsis.

    The text must have passed the gate: joiners would change the width of what stands beside them.
    """
    length = cell_len(text)
    if length > width:
        return set_cell_size(text, width - 1) + glyphs.current().ellipsis if width > 0 else ""
    blanks = " " * (width - length)
    return blanks + text if right else text + blanks


def paint_row(line: Line[R], slots: Sequence[Slot[R]], width: int, palette: Palette) -> Strip:
    """One row of the table; blank while its record is not there."""
    run = _Run(palette, "cursor" if line.cursor else None)
    run.add(glyphs.current().mark if line.marked else " ", "mark")
    if line.row is None:
        return run.strip(width)
    for slot in slots:
        run.pad(slot.start)
        cell = slot.column.cell(line.row)
        room = slot.width
        if slot.column.tree:
            prefix = _branch(line, room)
            run.add(prefix, "")
            room -= len(prefix)
        text = cut(plain(cell.text), room, right=slot.column.right)
        if line.cursor and cell.spot:
            start, end = cell.spot
            run.add(text[:start], cell.style)
            run.add_spot(text[start:end])
            text = text[end:]
        run.add(text, cell.style)
    return run.strip(width)


def paint_header(slots: Sequence[Slot[R]], view: View, width: int, palette: Palette) -> Strip:
    """The titles, and an arrow at the one that the rows are sorted by."""
    run = _Run(palette, "header")
    end = 0
    for slot in slots:
        title = _title(slot, view, spare=slot.start - end)
        run.pad(slot.start + slot.width - max(cell_len(title), slot.width))
        run.add(title, "header")
        end = slot.start + slot.width
    return run.strip(width)


def paint_text(text: str, width: int, palette: Palette) -> Strip:
    """A line that is no row; without text a blank one."""
    run = _Run(palette, None)
    if text:
        run.pad(GUTTER)
        run.add(cut(plain(text), width - GUTTER), "muted")
    return run.strip(width)


def fold_cells(slot: Slot[R], depth: int) -> range:
    """The cells of a line on which a click means the fold sign of a node at this depth."""
    return slot.cells[INDENT * depth : INDENT * (depth + 1)]


def _branch(line: Line[R], room: int) -> str:
    """The indent and the fold sign; a tree deeper than the column is wide is cut off."""
    signs = {LEAF: " ", FOLDED: glyphs.current().folded, OPEN: glyphs.current().open}
    return (" " * INDENT * line.depth + signs[line.fold] + " ")[:room]


def _title(slot: Slot[R], view: View, spare: int) -> str:
    """As wide as the column. The arrow before a title to the right may stand in the last of the
    ``spare`` blanks there, where the column is no wider than its title."""
    title, width, right = plain(slot.column.title), slot.width, slot.column.right
    if slot.column.key != view.sort or width < 3:
        return cut(title, width, right=right)
    arrow = glyphs.current().down if view.descending else glyphs.current().up
    if right and spare > 1 and width - 2 < cell_len(title) <= width:
        return cut(f"{arrow}{title}", max(width, cell_len(title) + 1), right=True)
    title = cut(title, min(cell_len(title), width - 2))
    return cut(f"{arrow} {title}" if right else f"{title} {arrow}", width, right=right)


class _Run:
    """Gathers text from left to right into segments, one for each stretch that looks the same."""

    def __init__(self, palette: Palette, only: str | None) -> None:
        self._palette = palette
        self._only = only
        self._base = palette(only or "")
        self._segments: list[tuple[str, Style]] = []
        self._length = 0

    def add(self, text: str, name: str) -> None:
        """Add text in the style of a name, or in the one style of the whole run."""
        if not text:
            return
        self._length += cell_len(text)
        style = self._base if self._only else self._palette(name)
        if self._segments:
            before, last = self._segments[-1]
            alike = style == last
            if not alike and self._unseen(last) and self._unseen(style):
                if text.isspace():
                    alike = True
                elif before.isspace():
                    alike, last = True, style
            if alike:
                self._segments[-1] = (before + text, last)
                return
        self._segments.append((text, style))

    def add_spot(self, text: str) -> None:
        """Add text as a plain row has it, a hole in the cursor's."""
        self._segments.append((text, self._palette("")))
        self._length += cell_len(text)

    def pad(self, end: int) -> None:
        """Add blanks up to a cell of the line."""
        self.add(" " * (end - self._length), "")

    def strip(self, width: int) -> Strip:
        """All that was added, filled up to the width or cut there."""
        self.pad(width)
        strip = Strip([Segment(text, style) for text, style in self._segments], self._length)
        return strip.crop(0, width) if self._length > width else strip

    def _unseen(self, style: Style) -> bool:
        """Whether a blank in this style looks like a blank in the plain one."""
        return style.bgcolor == self._base.bgcolor and not (
            style.underline or style.reverse or style.strike or style.overline
        )
