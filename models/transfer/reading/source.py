"""A table file that has been opened: where it begins, how it is written, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from msgspec import Struct, field

from models.transfer.columns.headings import fold


class Row(NamedTuple):
    """One row: ``line`` is the physical line it begins on, or the row's number in the sheet.

    ``cells`` are as many as there are headings.
    """

    line: int
    cells: tuple[str, ...]


Record = tuple[int, Sequence[str]]
"""A line number with the cells as they stand, however many."""
WINDOW = 100
"""So many records are handed on at once: few enough to be at hand to the processor."""


class Window(NamedTuple):
    """Some records that follow each other: the line numbers, and beside them the cells."""

    lines: Sequence[int]
    rows: Sequence[Sequence[str]]


def one_by_one(windows: Iterable[Window]) -> Iterator[Record]:
    """The records of ``windows``."""
    for lines, rows in windows:
        yield from zip(lines, rows, strict=True)


def filled(windows: Iterable[Window]) -> Iterator[Window]:
    """The records of ``windows`` in windows that are full, but for the last."""
    lines: list[int] = []
    rows: list[Sequence[str]] = []
    for window in windows:
        lines += window.lines
        rows += window.rows
        while len(rows) >= WINDOW:
            yield Window(lines[:WINDOW], rows[:WINDOW])
            del lines[:WINDOW], rows[:WINDOW]
    if rows:
        yield Window(lines, rows)


def in_windows(records: Iterator[Record]) -> Iterator[Window]:
    """``records`` in windows."""
    while found := list(islice(records, WINDOW)):
        yield Window([line for line, _cells in found], [cells for _line, cells in found])


class Remark(Struct, frozen=True):
    """Something about the file that the user should be told though it was read."""

    code: str
    line: int
    facts: Mapping[str, object]


class _EmptyLines(Struct):
    """A run of empty lines: the ``first``, and how many there are."""

    first: int = 0
    count: int = 0


class Source(Struct, frozen=True):
    """A CSV file or a sheet. ``encoding`` and ``delimiter`` are ``None`` for a sheet, ``sheet`` for
    CSV, ``delimiter`` also where there is only one column.

    ``remarks`` grows while :meth:`rows` is read and is whole when that is through:

    ``lines-before-headings`` (``count``), ``heading-duplicate`` (``heading``), ``empty-lines``
    (``count``, a run of them from ``line`` on), ``row-too-long`` and ``row-too-short``
    (``expected``, ``found`` cells), ``nul-removed``.
    """

    file: str
    format: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    sheets: tuple[str, ...]
    headings: tuple[str, ...]
    header_line: int
    records: Callable[[], Iterator[Window]]
    ragged_short: bool = True
    """Whether a row can have too few cells: in a sheet it cannot."""
    remarks: list[Remark] = field(default_factory=list)
    share: Callable[[], float | None] = lambda: None
    """How much of the file has been read, from 0 to 1, where that is known."""

    def rows(self) -> Iterator[Row]:
        """The rows below the headings, from the start at each call; raises ``Problem`` with
        the line where the file cannot be read any further. Empty rows are left out, long ones
        cut to the headings, short ones padded; a NUL sign is taken out of a cell."""
        return (Row(line, tuple(cells)) for line, cells in one_by_one(self.windows()))

    def windows(self) -> Iterator[Window]:
        """As :meth:`rows`, as they come: for a file with very many."""
        self.remarks[:] = self._remarks_of_the_head()
        empty = _EmptyLines()
        for window in self.records():
            if not self._is_in_order(window):
                window = self._put_in_order(window, empty)
            elif empty.count:
                self._tell_of(empty)
            if window.lines:
                yield window

    def _is_in_order(self, window: Window) -> bool:
        """Whether there is nothing to leave out of the rows, to mend in them or to remark."""
        wholes = list(map("".join, window.rows))
        return (
            window.lines[0] > self.header_line
            and set(map(len, window.rows)) == {len(self.headings)}
            and all(wholes)
            and not any(map(str.isspace, wholes))
            and "\0" not in "".join(wholes)
        )

    def _put_in_order(self, window: Window, empty: _EmptyLines) -> Window:
        lines: list[int] = []
        rows: list[Sequence[str]] = []
        for line, cells in zip(*window, strict=True):
            if line <= self.header_line:
                continue
            whole = "".join(cells)
            if not whole or whole.isspace():
                empty.first = empty.first or line
                empty.count += 1
                continue
            if empty.count:
                self._tell_of(empty)
            if "\0" in whole:
                self._remark("nul-removed", line)
                cells = [cell.replace("\0", "") for cell in cells]
            if len(cells) != len(self.headings):
                cells = self._evened(line, cells)
            lines.append(line)
            rows.append(cells)
        return Window(lines, rows)

    def _tell_of(self, empty: _EmptyLines) -> None:
        self._remark("empty-lines", empty.first, count=empty.count)
        empty.first = empty.count = 0

    def _evened(self, line: int, cells: Sequence[str]) -> Sequence[str]:
        expected, found = len(self.headings), len(cells)
        if found > expected:
            if self.ragged_short or any(cells[expected:]):
                self._remark("row-too-long", line, expected=expected, found=found)
            return cells[:expected]
        if self.ragged_short:
            self._remark("row-too-short", line, expected=expected, found=found)
        return [*cells, *[""] * (expected - found)]

    def _remarks_of_the_head(self) -> list[Remark]:
        remarks = []
        if self.header_line > 1:
            remarks.append(Remark("lines-before-headings", 1, {"count": self.header_line - 1}))
        seen: set[str] = set()
        for heading in self.headings:
            folded = fold(heading)
            if folded and folded in seen:
                remarks.append(Remark("heading-duplicate", self.header_line, {"heading": heading}))
            seen.add(folded)
        return remarks

    def _remark(self, code: str, line: int, **facts: object) -> None:
        self.remarks.append(Remark(code, line, facts))
