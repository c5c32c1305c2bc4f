"""Which sign separates the cells of a CSV file: the one that gives even rows and known headings."""

from __future__ import annotations

import csv
import re
from collections import Counter
from typing import TYPE_CHECKING

from models.transfer.reading.header import Known, recognised

if TYPE_CHECKING:
    from collections.abc import Sequence

CANDIDATES = (";", "\t", "|", ",")
"""In the order of preference when nothing tells them apart."""
NONE = "\x1f"
"""Stands in for a delimiter where there is one column only."""

_DECLARED = re.compile(r"\ufeff?\"?sep=(.)\"?\s*$", re.IGNORECASE)


def detect(lines: Sequence[str], known: Known) -> str:
    """The delimiter of a file that begins with ``lines`` (with their ends), or :data:`NONE`.

    Excel's ``sep=;`` in the first line settles it. Otherwise that counts most which headings are
    known under it, then how many rows have the same number of cells, quotes respected.
    """
    declared = _DECLARED.match(lines[0]) if lines else None
    if declared:
        return declared.group(1)
    scores = {delimiter: _score(lines, delimiter, known) for delimiter in CANDIDATES}
    best = max(CANDIDATES, key=lambda delimiter: scores[delimiter])
    return best if scores[best] > (0, 0, 0) else NONE


def _score(lines: Sequence[str], delimiter: str, known: Known) -> tuple[int, int, int]:
    """(headings known, rows of the commonest width, that width); the widths above one count."""
    rows = _rows(lines, delimiter)
    headings = max((recognised(row, known) for row in rows), default=0)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return 0, 0, 0
    width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
    return headings if headings > 1 else 0, count, width


def _rows(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(lines, delimiter=delimiter))
    except csv.Error:
        # The sample may be cut within a cell, or be no CSV with this delimiter.
        return rows
    return rows
