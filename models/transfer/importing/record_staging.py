"""A file of goals or of measurements as columns of values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from models.problems import Problem
from models.transfer.columns.headings import fold
from models.transfer.columns.table import COLUMNS, IMPORTS
from models.transfer.importing.matching import match
from models.transfer.importing.staging import Staged, fill_columns, open_table
from models.transfer.progress import Progress, untold

if TYPE_CHECKING:
    from models.transfer.importing.matching import Ambiguity, Match
    from models.transfer.importing.plan import ImportRequest
    from models.transfer.importing.report import Report
    from models.transfer.reading.source import Source

VITAL = {"goals": ("goal_code", "goal"), "measurements": ("goal_code", "measured_on", "value")}
"""Kind → the fields that say what a row is about. Goals do with one of them."""


def stage_records(request: ImportRequest, report: Report, progress: Progress = untold) -> Staged:
    """Read the file of ``request``, whose kind is ``goals`` or ``measurements``.

    Raises what ``reading.read`` and ``matching.match`` raise, ``fields-missing`` (``wanted``
    fields, ``headings``) and ``columns-ambiguous`` where it is uncertain what a row is about.
    """
    kind = request.kind
    source, matched = open_table(request, IMPORTS[kind])
    matched = _by_words(source, matched, request, report)
    for ambiguity in matched.ambiguous:
        fields, headings = ambiguity.fields, ambiguity.headings
        if not set(VITAL[kind]).isdisjoint(fields):
            raise Problem("columns-ambiguous", fields[0], fields=fields, headings=headings)
        report.tell("column-ambiguous", source.header_line, fields=fields, headings=headings)
    missing = tuple(name for name in VITAL[kind] if name not in matched.columns)
    if len(missing) > (len(VITAL[kind]) - 1 if kind == "goals" else 0):
        raise Problem(
            "fields-missing",
            wanted=missing,
            headings=tuple(heading for heading in source.headings if heading),
            line=source.header_line,
            file=source.file,
        )
    staged = Staged(source, matched, kind)
    fill_columns(staged, request.meanings, report, progress)
    return staged


def _by_words(source: Source, matched: Match, request: ImportRequest, report: Report) -> Match:
    """``matched`` where of several headings for a field the one that is its own word is taken."""
    preferred = {
        one.fields[0]: heading
        for one in matched.ambiguous
        if len(one.fields) == 1 and (heading := _own_word(one)) is not None
    }
    if not preferred:
        return matched
    for name, heading in preferred.items():
        report.tell("column-preferred", source.header_line, field=name, heading=heading)
    mapping = preferred | dict(request.mapping)
    return match(source.headings, IMPORTS[request.kind], mapping)


def _own_word(ambiguity: Ambiguity) -> str | None:
    words = {fold(word) for word in COLUMNS[ambiguity.fields[0]].words.values()}
    own = [heading for heading in ambiguity.headings if fold(heading) in words]
    return own[0] if len(own) == 1 else None


def renamed(request: ImportRequest, kind: str) -> ImportRequest:
    """``request`` as one of ``kind``, with what was settled of fields that this kind has too."""
    names = {column.name for column in IMPORTS[kind]}
    return replace(
        request,
        kind=kind,
        mapping={name: one for name, one in request.mapping.items() if name in names},
        meanings={name: one for name, one in request.meanings.items() if name in names},
    )
