"""A file as columns of values, with the rows that cannot be read set aside."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any

from models.problems import Problem
from models.transfer.cells.values import parser, reading_of, was_number
from models.transfer.columns.column import Kind
from models.transfer.columns.table import COLUMNS, IMPORTS
from models.transfer.importing.arguments import check_values
from models.transfer.importing.decimals import tell_of_decimals
from models.transfer.importing.matching import Match, match
from models.transfer.importing.unit_names import names_of_units
from models.transfer.progress import Progress, untold
from models.transfer.reading.reading import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.transfer.columns.column import Column
    from models.transfer.importing.plan import ImportRequest
    from models.transfer.importing.report import Report
    from models.transfer.reading.source import Source

FIELDS = IMPORTS["people"]
SAMPLE = 200
"""So many rows are looked at to tell a column of numbers from one of names."""
OF_A_PERSON = ("employee_no", "name", "given_name", "family_name")
OF_A_UNIT = ("unit_code", "unit")
_ONLY_OF_PEOPLE = frozenset(("email", "title", "fte", "status"))
_STEP = 5_000


@dataclass(slots=True, repr=False)
class Staged:
    """The file's rows, by number from 0: ``lines`` in the file, ``values`` by field.

    A value is ``None`` where the cell is empty, or where it cannot be read: ``bad`` rows.
    """

    source: Source
    match: Match
    kind: str
    lines: list[int] = field(default_factory=list)
    values: dict[str, list[Any]] = field(default_factory=dict)
    bad: set[int] = field(default_factory=set)

    def has(self, *names: str) -> bool:
        """Whether the file has a column for one of these fields."""
        return any(name in self.match.columns for name in names)

    def column(self, name: str) -> list[Any]:
        """The values of a field, all ``None`` if the file has no such column."""
        if name not in self.values:
            self.values[name] = [None] * len(self.lines)
        return self.values[name]


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
    columns = [COLUMNS[name] for name in staged.match.columns]
    places = [staged.match.columns[column.name] for column in columns]
    texts: list[list[str]] = [[] for _ in columns]
    # Most texts of a column stand in many rows: each is kept once.
    kept = dict[str, str]().setdefault
    rows = staged.source.rows()
    while batch := list(islice(rows, _STEP)):
        staged.lines += [row.line for row in batch]
        cells = list(zip(*(row.cells for row in batch), strict=True))
        for place, column_texts in zip(places, texts, strict=True):
            column_texts += map(kept, cells[place], cells[place])
        share = staged.source.share()
        progress(len(staged.lines), round(len(staged.lines) / share) if share else None)
    for column, cells_of_column in zip(columns, texts, strict=True):
        staged.values[column.name] = _parsed(
            column, cells_of_column, meanings.get(column.name), staged, report
        )
    progress(len(staged.lines), len(staged.lines))


def _parsed(
    column: Column,
    texts: list[str],
    meant: Mapping[str, str] | None,
    staged: Staged,
    report: Report,
) -> list[Any]:
    """The values of ``texts``, each different text parsed once."""
    parse = parser(column, reading_of(column, texts, meant))
    values: dict[str, Any] = {}
    refused: dict[str, Problem] = {}
    for text in set(texts):
        try:
            values[text] = parse(text)
        except Problem as problem:
            values[text] = None
            refused[text] = problem
    if refused:
        for row, text in enumerate(texts):
            if text in refused:
                staged.bad.add(row)
                report.refuse(staged.lines[row], refused[text])
    if column.kind is Kind.IDENTIFIER:
        _tell_of_numbers(column, texts, values, staged, report)
    elif column.kind is Kind.DECIMAL:
        tell_of_decimals(column, texts, staged, report)
    return list(map(values.__getitem__, texts))


def _tell_of_numbers(
    column: Column, texts: list[str], values: dict[str, Any], staged: Staged, report: Report
) -> None:
    spoilt = {text for text in values if not text.isdigit() and was_number(text)}
    rows = [row for row, text in enumerate(texts) if text in spoilt] if spoilt else []
    if rows:
        report.tell(
            "id-was-number",
            staged.lines[rows[0]],
            len(rows),
            field=column.name,
            example=texts[rows[0]].strip(),
        )
