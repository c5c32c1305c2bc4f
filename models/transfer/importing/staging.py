"""A file as columns of values, with the rows that cannot be read set aside."""

from __future__ import annotations

from array import array
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct, field

from models.problems import Problem
from models.transfer.columns.column import Kind
from models.transfer.columns.table import COLUMNS, IMPORTS
from models.transfer.importing.arguments import check_values
from models.transfer.importing.column_reading import reading_for
from models.transfer.importing.decimals import tell_of_decimals
from models.transfer.importing.matching import Match, match
from models.transfer.importing.packed import Words, side_by_side
from models.transfer.importing.unit_names import names_of_units
from models.transfer.progress import Progress, untold
from models.transfer.reading.reading import read
from models.transfer.reading.source import filled
from models.unshown import Unshown

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from models.transfer.columns.column import Column
    from models.transfer.importing.column_reading import ColumnReading
    from models.transfer.importing.packed import Cells
    from models.transfer.importing.plan import ImportRequest
    from models.transfer.importing.report import Report
    from models.transfer.reading.source import Source, Window

FIELDS = IMPORTS["people"]
SAMPLE = 200
"""So many rows are looked at to tell a column of numbers from one of names."""
OF_A_PERSON = ("employee_no", "name", "given_name", "family_name")
OF_A_UNIT = ("unit_code", "unit")
_ONLY_OF_PEOPLE = frozenset(("email", "title", "fte", "status"))
_STEP = 50
"""After so many windows it is told how far the file has been read."""


class Staged(Unshown, Struct):
    """The file's rows, by number from 0: ``lines`` in the file, ``values`` by field.

    A value is ``None`` where the cell is empty, or where it cannot be read: ``bad`` rows.
    """

    source: Source
    match: Match
    kind: str
    lines: array[int] = field(default_factory=lambda: array("I"))
    values: dict[str, Cells] = field(default_factory=dict)
    bad: set[int] = field(default_factory=set)
    _nothing: Words | None = None

    def has(self, *names: str) -> bool:
        """Whether the file has a column for one of these fields."""
        return any(name in self.match.columns for name in names)

    def column(self, name: str) -> Cells:
        """The values of a field, all ``None`` if the file has no such column."""
        if name in self.values:
            return self.values[name]
        if self._nothing is None:
            self._nothing = Words([None], array("I", bytes(4 * len(self.lines))))
        return self._nothing

    def side_by_side(self, *names: str) -> Words:
        """The values of these fields, which stand in many rows each, as tuples."""
        columns = map(self.column, names)
        return side_by_side(column for column in columns if isinstance(column, Words))

    def let_go(self, *names: str) -> None:
        """The values of these fields are not needed any more."""
        for name in names:
            self.values.pop(name, None)


def stage(request: ImportRequest, report: Report, progress: Progress = untold) -> Staged:
    """Read the file of ``request``.

    Raises what ``reading.read`` and ``matching.match`` raise,
    ``columns-missing`` (``wanted`` fields, ``headings``) when it tells of neither people nor units,
    and ``columns-ambiguous`` (``fields``, ``headings``) when it is uncertain who or what a row is.
    """
    source, matched = open_table(request, FIELDS)
    matched = names_of_units(source, matched, request, report)
    staged = Staged(source, matched, _kind(source, matched, report))
    fill_columns(staged, request.meanings, report, progress)
    return staged


def open_table(request: ImportRequest, fields: Sequence[Column]) -> tuple[Source, Match]:
    """The file of ``request`` with its columns matched with ``fields``; no row is kept yet."""
    check_values(request.meanings, fields)
    source = read(request.path, sheet=request.sheet, also=request.mapping.values())
    sample = [row.cells for row in islice(source.rows(), SAMPLE)]
    return source, match(source.headings, fields, request.mapping, sample)


def fill_columns(
    staged: Staged,
    meanings: Mapping[str, Mapping[str, str]],
    report: Report,
    progress: Progress,
) -> None:
    """Read the rows of ``staged``, and tell what there is to remark about the file."""
    _read_columns(staged, meanings, report, progress)
    for remark in staged.source.remarks:
        facts = dict(remark.facts)
        count = facts.pop("count", 1)
        report.tell(remark.code, remark.line, count if isinstance(count, int) else 1, **facts)


def _kind(source: Source, matched: Match, report: Report) -> str:
    """``people``, or ``units`` when the file has units and nobody in them."""
    vital = {*OF_A_PERSON, *OF_A_UNIT}
    for ambiguity in matched.ambiguous:
        fields, headings = ambiguity.fields, ambiguity.headings
        if vital.intersection(fields):
            raise Problem("columns-ambiguous", fields[0], fields=fields, headings=headings)
        report.tell("column-ambiguous", source.header_line, fields=fields, headings=headings)
    if not matched.columns.keys().isdisjoint(OF_A_PERSON):
        return "people"
    if matched.columns.keys().isdisjoint(OF_A_UNIT):
        raise Problem(
            "columns-missing",
            wanted=(*OF_A_PERSON, *OF_A_UNIT),
            headings=tuple(heading for heading in source.headings if heading),
            line=source.header_line,
            file=source.file,
        )
    unused = tuple(name for name in matched.columns if name in _ONLY_OF_PEOPLE)
    if unused:
        report.tell("columns-not-used", source.header_line, fields=unused)
    return "units"


def _read_columns(
    staged: Staged,
    meanings: Mapping[str, Mapping[str, str]],
    report: Report,
    progress: Progress,
) -> None:
    columns = [reading_for(COLUMNS[name], meanings.get(name)) for name in staged.match.columns]
    windows = filled(staged.source.windows())
    while _take(islice(windows, _STEP), staged, columns):
        share = staged.source.share()
        progress(len(staged.lines), round(len(staged.lines) / share) if share else None)
    for column in columns:
        column.finish()
        staged.values[column.column.name] = column.values
        _tell(column, staged, report)
    progress(len(staged.lines), len(staged.lines))


def _take(windows: Iterator[Window], staged: Staged, columns: Sequence[ColumnReading]) -> bool:
    """Take the records in; whether there was any."""
    before = len(staged.lines)
    for lines, rows in windows:
        staged.lines.extend(lines)
        cells = list(zip(*rows, strict=True))
        for column, place in zip(columns, staged.match.columns.values(), strict=True):
            column.take(cells[place])
    return len(staged.lines) > before


def _tell(found: ColumnReading, staged: Staged, report: Report) -> None:
    """Report what there is to say of a column; its rows that cannot be read are bad."""
    for row, problem in found.refused:
        staged.bad.add(row)
        report.refuse(staged.lines[row], problem)
    if found.were_numbers:
        row, text = found.were_numbers[0]
        facts = {"field": found.column.name, "example": text.strip()}
        report.tell("id-was-number", staged.lines[row], len(found.were_numbers), **facts)
    if found.column.kind is Kind.DECIMAL:
        tell_of_decimals(found.column, found.texts, staged, report)
