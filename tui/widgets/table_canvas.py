"""The lines of a table that are on the screen, and which of them have to be drawn anew."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Generic

from textual.geometry import Size

from tui.widgets.cells import LEAF, Column, R, View
from tui.widgets.column_fit import Slot, fit
from tui.widgets.row_paint import Palette, fold_cells, paint_header, paint_row, paint_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.strip import Strip

    from tui.widgets.row_window import Line

HEADER = 1  # lines above the first row
SENTENCE = 2  # the line that says why there are no rows


class Canvas(Generic[R]):
    """A header and the rows under it. Line 0 is the header; `lines[0]` is drawn on line 1.

    It shows what it was last told, whatever is being read meanwhile.
    """

    def __init__(self, columns: Sequence[Column[R]], palette: Palette) -> None:
        self.columns = tuple(columns)
        self.slots: tuple[Slot[R], ...] = ()
        self.size = Size(0, 0)
        self.lines: list[Line[R]] = []
        self._view = View()
        self._listed = False
        self._palette = palette

    @property
    def height(self) -> int:
        """The number of rows that there is room for."""
        return max(self.size.height - HEADER, 0)

    @property
    def cursor_lines(self) -> list[int]:
        """Where the cursor's row is drawn, if it is."""
        return [y for y, line in enumerate(self.lines, HEADER) if line.cursor]

    def fit(self, columns: Sequence[Column[R]], size: Size) -> None:
        """Draw these columns in this room from now on."""
        self.columns, self.size = tuple(columns), size
        self.slots = fit(self.columns, size.width)

    def show(self, lines: list[Line[R]], view: View) -> list[int]:
        """Take the lines of a listing; the numbers of those that look different now."""
        before, sorted_before = self.lines, (self._view.sort, self._view.descending)
        first, self._listed = not self._listed, True
        self.lines, self._view = lines, view
        if first or bool(before) != bool(lines):
            return list(range(self.size.height))
        pairs = enumerate(zip_longest(before, lines), start=HEADER)
        changed = [y for y, (old, new) in pairs if old != new]
        return changed if sorted_before == (view.sort, view.descending) else [0, *changed]

    def paint(self, y: int, empty: str) -> Strip:
        """Draw a line. `empty` is the sentence for a listing without rows."""
        if y < HEADER:
            return paint_header(self.slots, self._view, self.size.width, self._palette)
        if line := self.line(y):
            return paint_row(line, self.slots, self.size.width, self._palette)
        sentence = empty if y == SENTENCE and self._listed and not self.lines else ""
        return paint_text(sentence, self.size.width, self._palette)

    def line(self, y: int) -> Line[R] | None:
        """The row that is drawn on a line, if any."""
        return self.lines[y - HEADER] if 0 <= y - HEADER < len(self.lines) else None

    def is_fold_sign(self, x: int, y: int) -> bool:
        """Whether the fold sign of a node is drawn there."""
        slot, line = self.slot(x), self.line(y)
        if slot is None or line is None:
            return False
        return slot.column.tree and line.fold != LEAF and x in fold_cells(slot, line.depth)

    def slot(self, x: int) -> Slot[R] | None:
        """The column that a cell belongs to; None for the gutter and the gaps."""
        return next((slot for slot in self.slots if x in slot.cells), None)
