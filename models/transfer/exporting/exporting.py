"""Exporting one of the tables: from the derived views to a file or a stream."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, TextIO

from msgspec.structs import replace

from models.database import row
from models.problems import Problem
from models.transfer.columns.table import EXPORTS, WITH_NOTES
from models.transfer.exporting.everybody import everybody
from models.transfer.exporting.files import in_windows, write_windows
from models.transfer.exporting.rows import (
    Export,
    Values,
    flag_values,
    leader_values,
    people_values,
    unit_values,
)
from models.transfer.exporting.year import (
    commitment_values,
    dialogue_values,
    goal_values,
    noted_values,
)
from models.transfer.exporting.years import year_values
from models.transfer.progress import Progress, untold
from models.year import all_rounds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from models.derived import AsOf
    from models.flags import Flag
    from models.transfer.cells.writing import Style
    from models.transfer.exporting.files import Window
    from models.transfer.exporting.rows import Keys

VALUES: Mapping[str, Callable[[Export], Iterator[Values]]] = {
    "units": unit_values,
    "people": people_values,
    "leaders": leader_values,
    "dialogues": dialogue_values,
    "goals": goal_values,
    "commitments": commitment_values,
    "flags": flag_values,
    "years": year_values,
}
"""Table → the function that gives its rows."""
COUNTS = {
    "people": "SELECT count(*) FROM person WHERE removed_at IS NULL AND NOT only_named",
    "units": "SELECT count(*) FROM unit WHERE removed_at IS NULL",
    "goals": "SELECT count(*) FROM goal WHERE removed_at IS NULL AND year_id = :year",
}
"""How many rows there are of tables that can be long."""


def export(
    name: str,
    at: AsOf,
    target: Path | BinaryIO | TextIO,
    *,
    style: Style,
    describe: Callable[[Flag], str],
    overwrite: bool = False,
    year: int | None = None,
    keys: Keys = None,
    with_notes: bool = False,
    progress: Progress = untold,
) -> int:
    """Write table ``name`` as of ``at`` to ``target``; return how many rows.

    ``year`` shows another dialogue year than the one that is on: its goals, its commitments and the
    dialogues of all its rounds; the other tables as its last round makes them. ``keys`` are the
    numbers of the only records to write (see :mod:`models.transfer.exporting.rows`). ``with_notes``
    adds the confidential notes to dialogues, a row for each topic with one. ``progress`` is told
    how many rows are written, and how many there are of what there can be many of.

    Raises ``year-not-there``, ``notes-only-of-dialogues``, and what
    :func:`models.transfer.exporting.files.write` raises.
    """
    if with_notes and name != "dialogues":
        raise Problem("notes-only-of-dialogues", table=name)
    wanted = Export(at if year is None else _in_year(at, year), year, keys, style, describe)
    table, values = EXPORTS[name], VALUES[name]
    if with_notes:
        table, values = WITH_NOTES, noted_values
    total = _count(name, at.year) if keys is None and year is None else None
    whole = name == "people" and keys is None
    windows = everybody(wanted.at) if whole else in_windows(table, values(wanted))
    told = _told(windows, total, progress)
    return write_windows(table, told, target, style=style, overwrite=overwrite)


def _count(name: str, year: int) -> int | None:
    found = row(COUNTS[name], {"year": year}) if name in COUNTS else None
    return found[0] if found else None


def _told(windows: Iterator[Window], total: int | None, progress: Progress) -> Iterator[Window]:
    count = 0
    for window in windows:
        progress(count, total)
        yield window
        count += len(next(iter(window.values())))


def _in_year(at: AsOf, year: int) -> AsOf:
    """``at`` in the round that is on if it is of ``year``, else in the last one of that year that
    has begun, else in its first."""
    if at.round and at.round.year == year:
        return at
    rounds = [one for one in all_rounds() if one.year == year]
    if not rounds:
        raise Problem("year-not-there", "year", year=str(year))
    begun = [one for one in rounds if one.starts_on <= at.today]
    return replace(at, round=begun[0] if begun else rounds[-1])
