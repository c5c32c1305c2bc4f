"""Writing a workbook: numbers and days as such, text as text that nothing runs."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, BinaryIO

from models.problems import Problem
from models.transfer.cells import formula
from models.transfer.cells.numbers import plain
from models.transfer.cells.writing import Style, exact, fraction, post_share, word_of
from models.transfer.columns.column import Column, Kind, Table

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

_ROWS = 1_048_575
"""What a sheet holds below its headings."""
_TEXT = 32_767
"""Signs in a cell."""
_FIGURES = 15
"""Figures of a number that a spreadsheet keeps."""
_EARLIEST = date(1900, 3, 1)
"""Before it, spreadsheets count a day that never was."""

_WIDTHS = {
    Kind.TEXT: 28,
    Kind.IDENTIFIER: 12,
    Kind.DECIMAL: 12,
    Kind.PERCENT: 10,
    Kind.FRACTION: 10,
    Kind.COUNT: 8,
    Kind.DAY: 12,
    Kind.MOMENT: 17,
    Kind.PERIOD: 12,
    Kind.CHOICE: 16,
    Kind.FLAG: 8,
}

Cell = str | float | date
Writer = Callable[[Any], Cell]


def write(
    table: Table,
    rows: Iterable[tuple[Any, ...]],
    stream: BinaryIO,
    style: Style,
    *,
    folder: Path,
) -> int:
    """Write a workbook of one sheet to ``stream``; return the number of rows, which have their
    values in the order of the table's columns.

    Its parts lie in a closed folder inside ``folder`` until it is put together. Raises
    ``sheet-full`` and ``text-too-long`` (with the ``line``), for a spreadsheet would cut both in
    silence.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import XlsxWriterException

    with tempfile.TemporaryDirectory(prefix=".resultatdialog-", dir=folder) as parts:
        options = {
            "constant_memory": True,
            "tmpdir": parts,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        workbook = Workbook(stream, options)
        try:
            count = _fill(workbook, table, rows, style)
        except BaseException:
            # It is thrown away unfinished, and would leave the files of its parts open.
            for sheet in workbook.worksheets():
                sheet.row_data_fh.close()
            workbook.fileclosed = True
            raise
        try:
            workbook.close()
        except XlsxWriterException as error:
            cause = error.args[0] if error.args else None
            raise cause if isinstance(cause, OSError) else OSError(str(error)) from error
        return count


def _fill(workbook: Any, table: Table, rows: Iterable[tuple[Any, ...]], style: Style) -> int:
    sheet = workbook.add_worksheet(table.words[style.language])
    bold = workbook.add_format({"bold": True})
    day = "dd.mm.yyyy" if style.dialect == "excel-nb" else "yyyy-mm-dd"
    formats = {
        Kind.DAY: workbook.add_format({"num_format": day}),
        Kind.MOMENT: workbook.add_format({"num_format": f"{day} hh:mm"}),
    }
    if style.headings == "words":
        formats[Kind.FRACTION] = workbook.add_format({"num_format": "0.##%"})
    for place, column in enumerate(table.columns):
        heading = style.heading(column)
        sheet.set_column(place, place, max(_WIDTHS[column.kind], len(heading) + 3))
        sheet.write_string(0, place, heading, bold)
    sheet.freeze_panes(1, 0)
    columns = [
        (place, column, _writer(column, style), formats.get(column.kind))
        for place, column in enumerate(table.columns)
    ]
    line = 0
    for line, row in enumerate(rows, 1):
        if line > _ROWS:
            raise Problem("sheet-full", rows=_ROWS)
        for (place, column, writer, form), value in zip(columns, row, strict=True):
            if value is not None:
                _put(sheet, line, place, column, writer(value), form)
    sheet.autofilter(0, 0, line, len(table.columns) - 1)
    return line


def _put(sheet: Any, line: int, place: int, column: Column, cell: Cell, form: Any) -> None:
    if isinstance(cell, str):
        if len(cell) > _TEXT:
            raise Problem("text-too-long", column.name, line=line + 1, limit=_TEXT)
        sheet.write_string(line, place, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(line, place, cell, form)
    else:
        sheet.write_number(line, place, cell, form)


def _writer(column: Column, style: Style) -> Writer:
    match column.kind:
        case Kind.TEXT | Kind.IDENTIFIER:
            return _text
        case Kind.DECIMAL | Kind.COUNT:
            return lambda value: _number(exact(value))
        case Kind.PERCENT:
            return lambda value: post_share(value) if 0 < value <= 1 else _number(exact(value))
        case Kind.FRACTION:
            return lambda value: _number(fraction(value))
        case Kind.CHOICE | Kind.FLAG:
            return word_of(column, style)
        case _:
            return _day


def _text(value: str) -> str:
    """Nothing runs a text cell of a workbook; only what an import would change is quoted."""
    return value if formula.original(value) == value else formula.harmless(value)


def _number(value: Decimal) -> Cell:
    """A number, or text where a spreadsheet would drop figures."""
    figures = len(value.normalize().as_tuple().digits)
    return float(value) if figures <= _FIGURES else plain(value)


def _day(value: date) -> Cell:
    """A day or a moment; as text if too early, or at midnight, which would read as a day."""
    if isinstance(value, datetime):
        typed = value.date() >= _EARLIEST and value.time() != time()
    else:
        typed = value >= _EARLIEST
    return value if typed else value.isoformat()
