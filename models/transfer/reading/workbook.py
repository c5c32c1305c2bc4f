"""Reading a sheet of an XLSX workbook as text, in the form that a CSV file would have it."""

from __future__ import annotations

import difflib
import zipfile
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING

from models.problems import Problem
from models.transfer.reading import extent
from models.transfer.reading import header as headers
from models.transfer.reading.source import Record, Source, in_windows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from python_calamine import CalamineSheet, CalamineWorkbook

_UNPACKED_LIMIT = 2 * 1024**3
"""Bytes: a workbook that unpacks to more is a mistake or an attack."""


def read(path: Path, sheet: str | None, known: headers.Known) -> Source:
    """The sheet called ``sheet``, or the one whose headings are known best; among equals the first
    that has headings with rows below them."""
    contents = _contents(path)
    workbook = _open(path)
    sheets = tuple(workbook.sheet_names)
    if sheet is not None:
        name = _named(path, sheet, sheets)
        opened = _sheet(path, workbook, name, contents)
        header = headers.find(islice(_records(opened), headers.LOOKED_AT), known)
    else:
        name, opened, header = _best(path, workbook, known, contents)
    if header is None:
        raise Problem("sheet-empty", file=str(path), sheet=name)
    if not header.rows_below and not _goes_on(opened, header):
        raise Problem("sheet-without-rows", file=str(path), sheet=name, line=header.line)
    width = max(place for place, cell in enumerate(header.cells, 1) if cell)
    return Source(
        file=str(path),
        format="xlsx",
        encoding=None,
        delimiter=None,
        sheet=name,
        sheets=sheets,
        headings=header.cells[:width],
        header_line=header.line,
        records=lambda: in_windows(_records(opened)),
        ragged_short=False,
    )


def _contents(path: Path) -> extent.Extents:
    """What the file is before it is unpacked; ``file-kind-unsupported`` for other zip files."""
    try:
        with zipfile.ZipFile(path) as file:
            names = set(file.namelist())
            if sum(entry.file_size for entry in file.infolist()) > _UNPACKED_LIMIT:
                raise Problem("workbook-too-large", file=str(path), line=1)
            if "xl/workbook.xml" not in names:
                found = "ods" if "content.xml" in names else "zip"
                raise Problem("file-kind-unsupported", file=str(path), found=found, line=1)
            return extent.Extents(path)
    except Problem:
        raise
    except Exception as error:
        # A damaged or locked zip file fails in many ways: BadZipFile, zlib.error, RuntimeError.
        raise Problem("workbook-unreadable", file=str(path), line=1) from error


def _open(path: Path) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook

    try:
        return CalamineWorkbook.from_path(path)
    except BaseException as error:
        raise _unreadable(error, path) from error


def _sheet(
    path: Path, workbook: CalamineWorkbook, name: str, contents: extent.Extents
) -> CalamineSheet:
    try:
        if contents.too_large(name):
            raise Problem("sheet-too-large", file=str(path), sheet=name)
        return workbook.get_sheet_by_name(name)
    except Problem:
        raise
    except BaseException as error:
        raise _unreadable(error, path, sheet=name) from error


def _unreadable(error: BaseException, path: Path, **facts: object) -> BaseException:
    """The library is written in Rust: what it did not foresee is a panic, which is no Exception."""
    if isinstance(error, Exception) or type(error).__name__ == "PanicException":
        return Problem("workbook-unreadable", None, file=str(path), **(facts or {"line": 1}))
    return error


def _named(path: Path, sheet: str, sheets: tuple[str, ...]) -> str:
    wanted = sheet.strip().casefold()
    for name in sheets:
        if name.strip().casefold() == wanted:
            return name
    nearest = difflib.get_close_matches(sheet, sheets, n=1, cutoff=0.5)
    raise Problem(
        "sheet-unknown",
        "sheet",
        file=str(path),
        sheet=sheet,
        sheets=sheets,
        nearest=nearest[0] if nearest else None,
    )


def _best(
    path: Path, workbook: CalamineWorkbook, known: headers.Known, contents: extent.Extents
) -> tuple[str, CalamineSheet, headers.Header]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    found = []
    for about in workbook.sheets_metadata:
        if about.typ != SheetTypeEnum.WorkSheet or about.visible != SheetVisibleEnum.Visible:
            continue
        sheet = _sheet(path, workbook, about.name, contents)
        header = headers.find(islice(_records(sheet), headers.LOOKED_AT), known)
        if header is not None:
            found.append((about.name, sheet, header))
    if not found:
        raise Problem("workbook-empty", file=str(path), sheets=tuple(workbook.sheet_names))

    def merit(candidate: tuple[str, CalamineSheet, headers.Header]) -> tuple[int, bool]:
        header = candidate[2]
        filled = [bool(cell) for cell in header.cells]
        count = sum(filled)
        table = header.rows_below > 0 and count > 1 and all(filled[:count])
        return header.recognised, table

    return max(found, key=merit)


def _goes_on(sheet: CalamineSheet, header: headers.Header) -> bool:
    return any(line > header.line and any(cells) for line, cells in _records(sheet))


def _records(sheet: CalamineSheet) -> Iterator[Record]:
    for line, cells in enumerate(sheet.iter_rows(), 1):
        yield line, [_text(cell) for cell in cells]


def _text(cell: float | str | bool | time | date | datetime | timedelta) -> str:
    """A cell as text: ``301`` for the number 301, ``2027-03-14`` for a day, ``true`` for a tick.

    Numbers have the fifteen figures that a spreadsheet shows: 0.1 + 0.2 is 0.3.
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int | float):
        number = Decimal(f"{cell:.15g}")
        return f"{number:f}" if number.is_finite() else str(cell)
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell)
