"""A table file that has been opened: where it begins, how it is written, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
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


class Remark(Struct, frozen=True):
    """Something about the file that the user should be told though it was read."""

    code: str
    line: int
    facts: Mapping[str, object]


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
    records: Callable[[], Iterator[Record]]
    ragged_short: bool = True
    """Whether a row can have too few cells: in a sheet it cannot."""
    remarks: list[Remark] = field(default_factory=list)
    share: Callable[[], float | None] = lambda: None
    """How much of the file has been read, from 0 to 1, where that is known."""

    def rows(self) -> Iterator[Row]:
        """The rows below the headings, from the start at each call; raises ``Problem`` with
        the line where the file cannot be read any further. Empty rows are left out, long ones
        cut to the headings, short ones padded; a NUL sign is taken out of a cell."""
        return (Row(line, tuple(cells)) for line, cells in self.below())

    def below(self) -> Iterator[Record]:
        """As :meth:`rows`, as they come: for a file with very many."""
        self.remarks[:] = self._remarks_of_the_head()
        empty_from = empty = 0
        expected = len(self.headings)
        for line, cells in self.records():
            if line <= self.header_line:
                continue
            whole = "".join(cells)
            if not whole or whole.isspace():
                empty_from = empty_from or line
                empty += 1
                continue
            if empty:
                self._remark("empty-lines", empty_from, count=empty)
                empty_from = empty = 0
            if "\0" in whole:
                self._remark("nul-removed", line)
                cells = [cell.replace("\0", "") for cell in cells]
            if len(cells) != expected:
                cells = self._evened(line, cells)
            yield line, cells

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
