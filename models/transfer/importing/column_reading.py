"""The cells of one column as the values that they stand for, taken in while the file is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.problems import Problem
from models.transfer.cells.values import parser, reading_of, stand_for_themselves, was_number
from models.transfer.columns.column import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from models.transfer.columns.column import Column

REMEMBERED = 50_000
"""So many different texts of a column are known with their values; most stand in many rows."""
_SEEN_FROM_ALL = (Kind.PERCENT, Kind.DECIMAL, Kind.FRACTION)
"""Kinds whose cells are read by what all cells of their column look like."""


class ColumnReading:
    """The cells of ``column`` in order of rows; ``meant`` is what the user says that words mean.

    ``values`` are whole after :meth:`finish`, ``None`` where a cell is empty or ``refused`` with
    its row; ``were_numbers`` are rows and texts of identifiers that a spreadsheet has spoilt.
    ``texts`` are kept only of a column of figures.
    """

    def __init__(self, column: Column, meant: Mapping[str, str] | None) -> None:
        self.column = column
        self.values: list[Any] = []
        self.texts: list[str] = []
        self.refused: list[tuple[int, Problem]] = []
        self.were_numbers: list[tuple[int, str]] = []
        self._meant = meant
        # Such texts are few, in many rows: each is kept once.
        self._kept = dict[str, str]().setdefault
        self._waits = column.kind in _SEEN_FROM_ALL
        self._known = _Known(column, meant, ())

    def take(self, texts: Sequence[str]) -> None:
        """The next cells."""
        if self._waits:
            self.texts += map(self._kept, texts, texts)
        else:
            self._read(texts)

    def finish(self) -> None:
        """There are no more cells."""
        if self._waits:
            self._known = _Known(self.column, self._meant, set(self.texts))
            self._read(self.texts)

    def _read(self, texts: Sequence[str]) -> None:
        first, known = len(self.values), self._known
        if not self._meant and stand_for_themselves(self.column, texts):
            once = known.get if len(known) >= REMEMBERED else known.setdefault
            self.values += map(once, texts, texts)
            return
        self.values += map(known.__getitem__, texts)
        if known.refused or known.were_numbers:
            for row, text in enumerate(texts, first):
                if text in known.refused:
                    self.refused.append((row, known.refused[text]))
                elif text in known.were_numbers:
                    self.were_numbers.append((row, text))


class _Known(dict[str, Any]):
    """Text → value, found when it is first asked for."""

    def __init__(
        self, column: Column, meant: Mapping[str, str] | None, texts: Iterable[str]
    ) -> None:
        super().__init__()
        self.refused: dict[str, Problem] = {}
        self.were_numbers: set[str] = set()
        self._parse: Callable[[str], Any] = parser(column, reading_of(column, texts, meant))
        self._identifies = column.kind is Kind.IDENTIFIER

    def __missing__(self, text: str) -> Any:
        try:
            value = self._parse(text)
        except Problem as problem:
            value = None
            self.refused[text] = problem
        if self._identifies and not text.isdigit() and was_number(text):
            self.were_numbers.add(text)
        if len(self) < REMEMBERED:
            self[text] = value
        return value
