"""The cells of one column as the values that they stand for, taken in while the file is read."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

from models.problems import Problem
from models.transfer.cells.values import parser, reading_of, stand_for_themselves, was_number
from models.transfer.columns.column import Kind
from models.transfer.importing.packed import Texts, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from models.transfer.columns.column import Column

REMEMBERED = 50_000
"""So many different texts of a column are known with their places; most stand in many rows."""
_EACH_ITS_OWN = frozenset(("employee_no", "name", "email"))
"""Fields of which nearly every row has another text."""


class WordsReading:
    """The cells of ``column`` in order of rows, most of which stand in many rows; ``meant`` is what
    the user says that words mean.

    After :meth:`finish` there are ``values``, ``None`` where a cell is empty or ``refused`` with
    its row; ``were_numbers`` are rows and texts of identifiers that a spreadsheet has spoilt.
    """

    def __init__(self, column: Column, meant: Mapping[str, str] | None) -> None:
        self.column = column
        self.values = Words([], array("I"))
        self.refused: list[tuple[int, Problem]] = []
        self.were_numbers: list[tuple[int, str]] = []
        self._meant = meant
        self._places = _Places()
        self.texts = Words(self._places.texts, self.values.places)

    def take(self, texts: Sequence[str]) -> None:
        """The next cells."""
        self.values.places.extend(map(self._places.__getitem__, texts))

    def finish(self) -> None:
        """There are no more cells."""
        texts = self.texts.values
        known = _Known(self.column, self._meant, set(texts))
        self.values.values += map(known.__getitem__, texts)
        self._places.clear()
        if known.refused or known.were_numbers:
            _note_faults(self, known, enumerate(self.texts))


class TextsReading:
    """The same of a column in which nearly every cell is another."""

    def __init__(self, column: Column, meant: Mapping[str, str] | None) -> None:
        self.column = column
        self.values = Texts()
        self.texts = self.values
        self.refused: list[tuple[int, Problem]] = []
        self.were_numbers: list[tuple[int, str]] = []
        self._meant = meant
        self._known = _Known(column, meant, ())

    def take(self, texts: Sequence[str]) -> None:
        """The next cells."""
        if not self._meant and stand_for_themselves(self.column, texts):
            self.values.extend(texts)
            return
        first, known = len(self.values), self._known
        self.values.extend(map(known.__getitem__, texts))
        if known.refused or known.were_numbers:
            _note_faults(self, known, enumerate(texts, first))

    def finish(self) -> None:
        """There are no more cells."""
        self._known.clear()


ColumnReading = WordsReading | TextsReading


def reading_for(column: Column, meant: Mapping[str, str] | None) -> ColumnReading:
    """What reads ``column``."""
    read = TextsReading if column.name in _EACH_ITS_OWN else WordsReading
    return read(column, meant)


def _note_faults(reading: ColumnReading, known: _Known, cells: Iterable[tuple[int, str]]) -> None:
    for row, text in cells:
        if text in known.refused:
            reading.refused.append((row, known.refused[text]))
        elif text in known.were_numbers:
            reading.were_numbers.append((row, text))


class _Places(dict[str, int]):
    """Text → its place among the different ``texts``, given when it is first asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def __missing__(self, text: str) -> int:
        place = len(self.texts)
        self.texts.append(text)
        if place < REMEMBERED:
            self[text] = place
        return place


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
