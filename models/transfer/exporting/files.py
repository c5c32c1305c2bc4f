"""Writing an export: CSV in two dialects, or a workbook, to a file or a stream."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TextIO

from models.placing import placed
from models.transfer.cells.writing import Style, texts_of

if TYPE_CHECKING:
    from models.transfer.columns.column import Table

_FORMS = {"excel-nb": (";", "\ufeff"), "rfc4180": (",", "")}
"""Dialect → delimiter and what stands before the first heading: Excel knows UTF-8 by its BOM."""

WINDOW = 1_000
"""Rows that are written in one go."""

Values = Mapping[str, object]
"""Column name → value, of the type that the column's kind says; every column of the table."""

Window = Mapping[str, Sequence[Any]]
"""Some rows column by column: column name → as many values as there are rows."""


def write(
    table: Table,
    records: Iterable[Values],
    target: Path | BinaryIO | TextIO,
    *,
    style: Style | None = None,
    overwrite: bool = False,
) -> int:
    """Write ``table`` with a row for each of ``records``; return how many.

    A path whose name ends in ``.xlsx`` becomes a workbook, everything else CSV. Paths are written
    whole or not at all (``models.placing.placed`` says what it raises). Records
    are taken one by one and never held together.
    """
    windows = in_windows(table, records)
    return write_windows(table, windows, target, style=style or Style(), overwrite=overwrite)


def write_windows(
    table: Table,
    windows: Iterable[Window],
    target: Path | BinaryIO | TextIO,
    *,
    style: Style,
    overwrite: bool = False,
) -> int:
    """The same of what is at hand in windows."""
    if not isinstance(target, Path):
        return _to_stream(table, windows, target, style)
    with placed(target, overwrite=overwrite) as stream:
        if target.suffix.casefold() == ".xlsx":
            # Loads its library, which CSV can do without.
            from models.transfer.reading import sheet

            rows = chain.from_iterable(rows_of(table, window) for window in windows)
            return sheet.write(table, rows, stream, style, folder=target.parent)
        return _to_stream(table, windows, stream, style)


def in_windows(table: Table, records: Iterable[Values]) -> Iterator[Window]:
    """``records`` in windows."""
    left = iter(records)
    while window := list(islice(left, WINDOW)):
        yield {one.name: [record[one.name] for record in window] for one in table.columns}


def rows_of(table: Table, window: Window) -> Iterator[tuple[Any, ...]]:
    """The rows of a window, each in the order of the table's columns."""
    return zip(*(window[column.name] for column in table.columns), strict=True)


def _to_stream(
    table: Table, windows: Iterable[Window], stream: BinaryIO | TextIO, style: Style
) -> int:
    if isinstance(stream, io.TextIOBase):
        return _to_text(table, windows, stream, style)
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")  # type: ignore[type-var]
    try:
        return _to_text(table, windows, text, style)
    finally:
        text.detach()


def _to_text(table: Table, windows: Iterable[Window], stream: io.TextIOBase, style: Style) -> int:
    delimiter, before = _FORMS[style.dialect]
    stream.write(before)
    stream.write(_lines([tuple(style.heading(column) for column in table.columns)], delimiter))
    cells = [(column.name, texts_of(column, style)) for column in table.columns]
    count = 0
    # Column by column: a cell by itself would cost more than reading its row from the database.
    for window in windows:
        columns = (texts(window[name]) for name, texts in cells)
        rows = list(zip(*columns, strict=True))
        stream.write(_lines(rows, delimiter))
        count += len(rows)
    stream.flush()
    return count


def _lines(rows: Sequence[Sequence[str]], delimiter: str) -> str:
    """``rows`` as CSV. Cells that need no quotes, which are most, only have to be joined: that
    there are no other signs of the format than those that join them shows that it was enough."""
    text = "".join([f"{delimiter.join(row)}\r\n" for row in rows])
    joints = len(rows) * (len(rows[0]) - 1)
    signs = text.count(delimiter), text.count("\r"), text.count("\n"), text.count('"')
    if signs == (joints, len(rows), len(rows), 0):
        return text
    quoted = io.StringIO(newline="")
    csv.writer(quoted, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return quoted.getvalue()
