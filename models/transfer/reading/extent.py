"""How large a sheet is before it is unpacked.

The library that reads sheets makes room for the whole rectangle between the first and the last
filled cell, and a forgotten word in the farthest corner ends the process for want of memory.
"""

from __future__ import annotations

import re
import zipfile
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_CELLS = 20_000_000
"""Some 600 MB: 300,000 rows of 60 columns."""

_DIMENSION = re.compile(
    rb"<(?:\w+:)?dimension\s[^>]*?ref=[\"']([A-Z]+)(\d+)(?::([A-Z]+)(\d+))?[\"']"
)
_FILLED = re.compile(
    rb"<(?:\w+:)?c\s[^>]*?\br=[\"']([A-Z]+)(\d+)[\"'][^>]*[^/>]>|<(?:\w+:)?c\s+r=[\"']([A-Z]+)(\d+)[\"']>"
)
_SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
_CHUNK = 1024 * 1024
_OVERLAP = 4096


class Extents:
    """The sheets of a workbook as they lie in its zip file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with zipfile.ZipFile(path) as file:
            self._parts = _parts(file)

    def too_large(self, sheet: str) -> bool:
        """Whether the filled cells of ``sheet`` span more than can be held.

        The extent that the sheet claims is believed when it is small; a large one, which can come
        from cells that are only coloured, is checked cell by cell.
        """
        part = self._parts.get(sheet)
        if part is None:
            return False
        with zipfile.ZipFile(self._path) as file:
            claimed = _claimed(file, part)
            return claimed > _CELLS and _spanned(file, part) > _CELLS


def _parts(file: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name → the name of its part in the zip file."""
    names = set(file.namelist())
    relations = "xl/_rels/workbook.xml.rels"
    if relations not in names:
        return {}
    targets = {
        _attribute(tag, "Id"): _attribute(tag, "Target")
        for tag in _RELATION.findall(file.read(relations).decode("utf-8", "replace"))
    }
    parts = {}
    for tag in _SHEET.findall(file.read("xl/workbook.xml").decode("utf-8", "replace")):
        target = targets.get(_attribute(tag, r"\w+:id"), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            parts[_attribute(tag, "name")] = part
    return parts


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"\s{name}=(?:\"([^\"]*)\"|'([^']*)')", tag)
    return unescape(found.group(1) or found.group(2) or "") if found else ""


def _claimed(file: zipfile.ZipFile, part: str) -> float:
    with file.open(part) as sheet:
        found = _DIMENSION.search(sheet.read(_CHUNK))
    if not found:
        return float("inf")
    left, top, right, bottom = found.groups()
    if right is None:
        # One cell, or a writer that did not know yet.
        return float("inf")
    return (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)


def _spanned(file: zipfile.ZipFile, part: str) -> int:
    columns: list[int] = []
    rows: list[int] = []
    for column, row in _filled(file, part):
        columns = [min([column, *columns]), max([column, *columns])]
        rows = [min([row, *rows]), max([row, *rows])]
    return (columns[1] - columns[0] + 1) * (rows[1] - rows[0] + 1) if columns else 0


def _filled(file: zipfile.ZipFile, part: str) -> Iterator[tuple[int, int]]:
    with file.open(part) as sheet:
        kept = b""
        while chunk := sheet.read(_CHUNK):
            for found in _FILLED.finditer(kept + chunk):
                column, row = (found.group(1) or found.group(3)), (found.group(2) or found.group(4))
                yield _column(column), int(row)
            kept = chunk[-_OVERLAP:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
