"""What an import is asked for, what it would do, and what it has done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from models.problems import Problem
    from models.rules import Rules

SHOWN = 200
"""So many changes are kept for a preview; :attr:`ImportPlan.change_total` counts all of them."""


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """A file of people or units. ``mapping`` is field → heading and ``meanings`` is field → word
    found, folded → what is meant, as :mod:`models.transfer.importing.arguments` parses them."""

    path: Path
    mapping: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Detected:
    """What the file was taken for; the fields are those of
    :class:`models.transfer.reading.source.Source`."""

    file: str
    format: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    sheets: tuple[str, ...]
    header_line: int


class BadRow(NamedTuple):
    """A line of the file with what keeps it, or one field of it, out."""

    line: int
    problem: Problem


class Told(NamedTuple):
    """Something that was decided and must be said; ``line`` is the first it is about, if any.

    ``facts`` always hold ``count``, how often it happened, and ``lines``, the first few.
    """

    line: int | None
    code: str
    facts: Mapping[str, object]


class Change(NamedTuple):
    """One field of a unit or a person that would change.

    ``kind`` is ``"unit"`` or ``"person"``, ``what`` is ``"new"`` (one for the whole record, without
    a ``field``), ``"changed"``, ``"ended"`` or ``"back"``. ``number`` is the employee number or the
    unit's code. ``before`` and ``after`` are texts, machine words or per cent as ``Decimal``.
    ``superior`` is who the lines give; ``set_superior`` changes only how that is stored.
    """

    kind: str
    what: str
    number: str | None
    name: str
    field: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class UnitCounts:
    """How many units there are of each sort; ``not_in_file`` ones stay as they are."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    not_in_file: int = 0


@dataclass(frozen=True, slots=True)
class PeopleCounts:
    """How many people there are of each sort, each person in one of them.

    ``ended`` are gone from the file, ``back`` had ended and are in it again, ``only_named`` are new
    and known merely as somebody's leader.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    ended: int = 0
    back: int = 0
    only_named: int = 0


@dataclass(frozen=True, slots=True, repr=False)
class Work:
    """The rows to write, ready for their statements; ``seen`` is the state they build on."""

    seen: tuple[Any, ...]
    new_units: list[tuple[Any, ...]]
    changed_units: list[tuple[Any, ...]]
    new_people: list[tuple[Any, ...]]
    changed_people: list[tuple[Any, ...]]

    @property
    def size(self) -> int:
        """How many rows there are to write."""
        return sum(
            map(len, (self.new_units, self.changed_units, self.new_people, self.changed_people))
        )


@dataclass(frozen=True, slots=True, repr=False)
class ImportPlan:
    """What an import would do. ``kind`` is ``"people"`` or ``"units"``; ``columns`` is field →
    heading, ``unmatched`` are headings that are left alone; ``changes`` are the first
    :data:`SHOWN`. It has no ``repr``: it is full of names."""

    kind: str
    detected: Detected
    columns: Mapping[str, str]
    unmatched: tuple[str, ...]
    units: UnitCounts
    people: PeopleCounts
    changes: tuple[Change, ...]
    change_total: int
    problems: tuple[BadRow, ...]
    remarks: tuple[Told, ...]
    work: Work
    today: date
    rules: Rules

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not self.work.size


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import has done. ``left_out`` counts the problems; ``written`` the stored rows."""

    kind: str
    units: UnitCounts
    people: PeopleCounts
    left_out: int
    written: int
