"""What drafts would mean, as a file: a row for each leader as it is and by each draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from models.transfer.columns.column import Column, Kind, Table
from models.transfer.columns.table import COLUMNS
from models.transfer.exporting.files import Values, write
from models.what_if.effect import Effect, hours_of

if TYPE_CHECKING:
    from models.transfer.cells.writing import Style

TABLE = Table(
    "what-if",
    {"nb": "Hva om", "en": "What if"},
    (
        Column("draft", Kind.TEXT, {"nb": "Utkast", "en": "Draft"}),
        *(COLUMNS[name] for name in ("name", "unit", "span_heads", "span_fte", "span_flag")),
        Column("hours", Kind.DECIMAL, {"nb": "Timer dialog", "en": "Hours of dialogue"}),
    ),
)


def write_effect(
    found: Effect,
    names: Sequence[str],
    minutes: int,
    target: Path,
    *,
    style: Style,
    overwrite: bool = False,
) -> int:
    """Write ``found`` to ``target``; how many rows. ``names`` are those of the drafts; rows without
    one are as it is now. Raises as any export does."""
    rows = _rows(found, ("", *names), minutes)
    return write(TABLE, rows, target, style=style, overwrite=overwrite)


def _rows(found: Effect, names: Sequence[str], minutes: int) -> Iterator[Values]:
    for place, draft in enumerate(names):
        for leader in found.leaders:
            span = leader.spans[place]
            if span is not None:
                yield {
                    "draft": draft,
                    "name": leader.name,
                    "unit": leader.unit,
                    "span_heads": span.heads,
                    "span_fte": span.fte,
                    "span_flag": span.flag,
                    "hours": hours_of(span.heads, minutes),
                }
