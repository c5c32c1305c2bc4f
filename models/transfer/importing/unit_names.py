"""A list of units whose names stand under *Navn*, as a person's name would."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from msgspec.structs import replace

from models.transfer.cells.values import fold_id

if TYPE_CHECKING:
    from models.transfer.importing.matching import Match
    from models.transfer.importing.plan import ImportRequest
    from models.transfer.importing.report import Report
    from models.transfer.reading.source import Source

_PLAIN = frozenset(("name", "navn"))
_OF_PEOPLE = ("employee_no", "given_name", "family_name", "email", "title", "fte", "status")
_LOOKED_AT = 5_000


def names_of_units(source: Source, matched: Match, request: ImportRequest, report: Report) -> Match:
    """``matched`` with the column *Navn* taken for the units' names, where the file has a code of a
    unit, each only once, and nothing else that people have. ``--map name=Navn`` goes before."""
    columns = dict(matched.columns)
    if (
        "name" not in columns
        or "unit_code" not in columns
        or "unit" in columns
        or "name" in request.mapping
        or any(field in columns for field in _OF_PEOPLE)
        or source.headings[columns["name"]].strip().casefold() not in _PLAIN
    ):
        return matched
    place = columns["unit_code"]
    codes = [fold_id(row.cells[place]) for row in islice(source.rows(), _LOOKED_AT)]
    if len(set(codes)) < len(codes) or "" in codes:
        return matched
    columns["unit"] = columns.pop("name")
    heading = source.headings[columns["unit"]]
    report.tell("names-are-units", source.header_line, heading=heading)
    return replace(matched, columns=columns)
