"""Writing an export: CSV in two dialects, or a workbook, to a file or a stream."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from models.placing import placed
from models.transfer.cells.writing import Style, text_of

if TYPE_CHECKING:
    from models.transfer.columns.column import Table

_FORMS = {"excel-nb": (";", "\ufeff"), "rfc4180": (",", "")}
"""Dialect → delimiter and what stands before the first heading: Excel knows UTF-8 by its BOM."""

WINDOW = 1_000
"""Rows that are written in one go."""

Values = Mapping[str, object]
"""Column name → value, of the type that the column's kind says; every column of the table."""


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
    style = style or Style()
    if not isinstance(target, Path):
        return _to_stream(table, records, target, style)
    with placed(target, overwrite=overwrite) as stream:
        if target.suffix.casefold() == ".xlsx":
            # Loads its library, which CSV can do without.
            from models.transfer.reading import sheet

            return sheet.write(table, records, stream, style, folder=target.parent)
        return _to_stream(table, records, stream, style)


def _to_stream(
    table: Table, records: Iterable[Values], stream: BinaryIO | TextIO, style: Style
) -> int:
    if isinstance(stream, io.TextIOBase):
        return _to_text(table, records, stream, style)
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="")  # type: ignore[type-var]
    try:
        return _to_text(table, records, text, style)
    finally:
        text.detach()


def _to_text(table: Table, records: Iterable[Values], stream: io.TextIOBase, style: Style) -> int:
    delimiter, before = _FORMS[style.dialect]
    stream.write(before)
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([style.heading(column) for column in table.columns])
    cells = [(itemgetter(column.name), text_of(column, style)) for column in table.columns]
    count, left = 0, iter(records)
    # Column by column: a cell by itself would cost more than reading its row from the database.
    while window := list(islice(left, WINDOW)):
        columns = (map(text, map(value, window)) for value, text in cells)
        writer.writerows(zip(*columns, strict=True))
        count += len(window)
    stream.flush()
    return count
