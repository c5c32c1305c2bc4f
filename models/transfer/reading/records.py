"""The records of a CSV file with the lines that they begin on, a window of them at a time."""

from __future__ import annotations

import csv
from itertools import islice, tee
from typing import TYPE_CHECKING, NamedTuple

from models.problems import Problem
from models.transfer.reading.source import WINDOW, Window

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path
    from typing import TextIO


class _Record(NamedTuple):
    """A record: the line it ``begins`` on, its ``lines`` as they stand, and its cells."""

    begins: int
    lines: list[str]
    cells: list[str]


def windows(path: Path, file: TextIO, delimiter: str) -> Iterator[Window]:
    """The records of ``file``, which ``path`` names in what is refused.

    Nearly all are a line each, which a whole window of them shows by taking as many lines.
    """
    lines, kept = tee(file)
    reader = csv.reader(lines, delimiter=delimiter)
    last = _Record(1, [], [])
    while True:
        begins = reader.line_num + 1
        try:
            rows = list(islice(reader, WINDOW))
        except csv.Error:
            # Which record it is comes out when they are read one by one.
            rows = []
        except UnicodeDecodeError as error:
            # It was readable a moment ago.
            line = reader.line_num + 1
            raise Problem("file-changed-meanwhile", file=str(path), line=line) from error
        taken = list(islice(kept, reader.line_num + 1 - begins))
        if not taken:
            break
        if len(taken) == len(rows):
            last = _Record(reader.line_num, taken[-1:], rows[-1])
            yield Window(range(begins, begins + len(rows)), rows)
            continue
        found = list(_one_by_one(path, taken, begins, delimiter))
        last = found[-1]
        yield Window([one.begins for one in found], [one.cells for one in found])
    _check_quotes(path, last, delimiter)


def _one_by_one(path: Path, lines: Iterable[str], begins: int, delimiter: str) -> Iterator[_Record]:
    """The records of ``lines``, the first of which is line ``begins`` of the file."""
    record: list[str] = []

    def noted() -> Iterator[str]:
        for line in lines:
            record.append(line)
            yield line

    try:
        for cells in csv.reader(noted(), delimiter=delimiter):
            found = _Record(begins, record.copy(), cells)
            record.clear()
            if len(found.lines) > 1:
                _check_quotes(path, found, delimiter)
            begins += len(found.lines)
            yield found
    except csv.Error as error:
        code = "field-too-long" if "limit" in str(error) else "row-unreadable"
        raise Problem(code, file=str(path), line=begins) from error


def _check_quotes(path: Path, record: _Record, delimiter: str) -> None:
    """A quote that is never closed swallows the rows below it, up to the next quote or the end.

    The reader takes that for a cell with line breaks in it; read strictly, it is an error.
    """
    if not any('"' in line for line in record.lines):
        return
    try:
        for _ in csv.reader(record.lines, delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        if len(record.lines) > 1 or "unexpected end" in str(error):
            raise Problem("quote-unclosed", file=str(path), line=record.begins) from error
