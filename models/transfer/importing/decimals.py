"""What must be said of a column of figures that can be read in more than one way."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.entry.numbers import MAX_DECIMALS
from models.transfer.cells.numbers import ambiguous, notation

if TYPE_CHECKING:
    from models.transfer.columns.column import Column
    from models.transfer.importing.packed import Cells
    from models.transfer.importing.report import Report
    from models.transfer.importing.staging import Staged

_PRECISE = re.compile(rf"[.,][0-9]{{{MAX_DECIMALS + 1},}}")


def tell_of_decimals(column: Column, texts: Cells, staged: Staged, report: Report) -> None:
    """Tell of figures with more decimals than are kept, of ``1.234`` where nothing says what the
    point is for, and of a column where some figures have a per cent sign and some have none."""
    rows = [row for row, text in enumerate(texts) if _PRECISE.search(text)]
    if rows:
        line, example = staged.lines[rows[0]], texts[rows[0]].strip()
        facts = {"field": column.name, "example": example, "decimals": MAX_DECIMALS}
        report.tell("value-rounded", line, len(rows), **facts)
    # A sheet keeps numbers as numbers, and they come out with a decimal point.
    if staged.source.sheet is None and notation(texts) is None:
        rows = [row for row, text in enumerate(texts) if ambiguous(text)]
        if rows:
            line, example = staged.lines[rows[0]], texts[rows[0]].strip()
            report.tell("number-ambiguous", line, len(rows), field=column.name, example=example)
    figures = [row for row, text in enumerate(texts) if any(map(str.isdigit, text))]
    signed = [row for row in figures if "%" in texts[row]]
    if signed and len(signed) < len(figures):
        report.tell("percent-mixed", staged.lines[signed[0]], len(signed), field=column.name)
