"""What an import is asked for, what it would do, and what it has done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct, field

from models.unshown import Unshown

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from models.problems import Problem
    from models.rules import Rules
    from models.transfer.importing.new_people import NewPeople
    from models.transfer.reading.source import Source

SHOWN = 200
"""So many changes are kept for a preview; :attr:`ImportPlan.change_total` counts all of them."""
MANY = 20
"""Up to so many people may end at once and nobody wonders."""


class ImportRequest(Struct, frozen=True):
    """A file to import. ``mapping`` is field → heading and ``meanings`` is field → word found,
    folded → what is meant, as :mod:`models.transfer.importing.arguments` parses them.

    ``kind`` is one of :data:`models.transfer.importing.kinds.KINDS`; units come with people.
    """

    path: Path
    mapping: Mapping[str, str] = field(default_factory=dict)
    meanings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    sheet: str | None = None
    kind: str = "people"


class Detected(Struct, frozen=True):
    """What the file was taken for; the fields are those of
    :class:`models.transfer.reading.source.Source`."""

    file: str
    format: str
    encoding: str | None
    delimiter: str | None
    sheet: str | None
    sheets: tuple[str, ...]
    header_line: int

    @classmethod
    def of(cls, source: Source) -> Detected:
        """What ``source`` is."""
        return cls(
            source.file,
            source.format,
            source.encoding,
            source.delimiter,
            source.sheet,
            source.sheets,
            source.header_line,
        )


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
    """One field of a unit, a person or a goal that would change, or a measured value.

    ``kind`` is ``"unit"``, ``"person"``, ``"goal"`` or ``"measurement"``, ``what`` is ``"new"``
    (one for the whole record, without a ``field``), ``"changed"``, ``"ended"`` or ``"back"``.
    ``number`` is the employee number or the code. ``before`` and ``after`` are texts, machine
    words, days, or ``Decimal``. Of a measurement ``field`` is the day or period as the file has it.
    ``superior`` is who the lines give; ``set_superior`` changes only how that is stored.
    """

    kind: str
    what: str
    number: str | None
    name: str
    field: str
    before: object
    after: object


class UnitCounts(Struct, frozen=True):
    """How many units there are of each sort; ``not_in_file`` ones stay as they are."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    not_in_file: int = 0


class PeopleCounts(Struct, frozen=True):
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


class Work(Unshown, Struct, frozen=True):
    """What to write; ``seen`` is the state that it builds on.

    Rows ready for their statements, but for new people: those are made into rows as they are
    written.
    """

    seen: tuple[Any, ...]
    new_units: list[tuple[Any, ...]]
    changed_units: list[tuple[Any, ...]]
    new_people: NewPeople
    changed_people: list[tuple[Any, ...]]

    @property
    def size(self) -> int:
        """How many rows there are to write."""
        units = len(self.new_units) + len(self.changed_units)
        return units + len(self.new_people) + len(self.changed_people)


class ImportPlan(Unshown, Struct, frozen=True):
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

    @property
    def people_known(self) -> int:
        """How many of those stored are in the file or would be ended."""
        return self.people.changed + self.people.unchanged + self.people.ended

    @property
    def ends_many(self) -> bool:
        """Whether so many would be ended that the file may be but a part of what was meant."""
        ended = self.people.ended
        return ended > MANY and ended * 3 > self.people_known


class ImportResult(Struct, frozen=True):
    """What an import has done. ``left_out`` counts the problems; ``written`` the stored rows."""

    kind: str
    units: UnitCounts
    people: PeopleCounts
    left_out: int
    written: int
