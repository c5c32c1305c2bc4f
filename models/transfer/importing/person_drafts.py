"""Everybody as they are stored, and as an import would have them: numbers, in columns.

Each person has a place in all of them: first whoever is stored, in order of numbers, then whoever
is new. What people are called stays where it is, see
:mod:`models.transfer.importing.person_texts`.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct, field

from models.database import database
from models.person import STATUSES
from models.unshown import Unshown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

UNSAID = -1
"""A wish: the file says nothing of this person's superior, so what is stored stays."""
BY_UNIT = -2
"""A wish: the file names a superior who cannot be one (a vacant post, somebody who has ended)."""
NOBODY = 0
"""A wish: the file says that there is no superior."""
NO_ROW = -1
ACTIVE, ENDED = STATUSES.index("active"), STATUSES.index("ended")
LEFT_OUT = len(STATUSES)
"""The status of somebody new whose row stays out after all. Whoever is employed is below
:data:`ENDED`."""
FULL_POST = 10_000
NUMBER = "i"
"""Room for two thousand million: numbers, which are given one after the other, and rows."""
_AT_ONCE = 1_000
NumberRow = tuple[int, int, int, int, int]
"""Unit, superior, status, share of a post, whether only named."""


def _numbers() -> array[int]:
    return array(NUMBER)


class PersonColumns(Unshown, Struct, eq=False):
    """What an import can change of people and is a number. ``unit`` and ``superior`` are 0 where
    there is none, ``status`` is the place in ``STATUSES``, ``fte`` in hundredths of a per cent."""

    unit: array[int] = field(default_factory=_numbers)
    superior: array[int] = field(default_factory=_numbers)
    status: bytearray = field(default_factory=bytearray)
    fte: array[int] = field(default_factory=lambda: array("H"))
    only_named: bytearray = field(default_factory=bytearray)

    def rows(self, first: int = 0) -> Iterator[NumberRow]:
        """These of each person, from the place ``first`` on."""
        columns = (self.unit, self.superior, self.status, self.fte, self.only_named)
        return zip(*(islice(one, first, None) for one in columns), strict=True)

    def copy(self) -> PersonColumns:
        """The same people, to be changed apart from these."""
        return PersonColumns(
            self.unit[:], self.superior[:], self.status[:], self.fte[:], self.only_named[:]
        )


class People(Unshown, Struct, eq=False):
    """Everybody; ``before`` are those stored, and ``revisions`` theirs.

    ``rows`` are of the file, :data:`NO_ROW` for somebody who has none. ``mentioned`` are those whom
    a row is about, also one that could not be taken in: not gone. ``wishes`` are the superiors that
    the file names: a number, or one of :data:`UNSAID`, :data:`BY_UNIT`, :data:`NOBODY`. ``named``
    are the number and the name of those new who are known merely as somebody's leader.
    """

    numbers: array[int] = field(default_factory=_numbers)
    revisions: array[int] = field(default_factory=_numbers)
    before: PersonColumns = field(default_factory=PersonColumns)
    now: PersonColumns = field(default_factory=PersonColumns)
    rows: array[int] = field(default_factory=_numbers)
    mentioned: bytearray = field(default_factory=bytearray)
    wishes: array[int] = field(default_factory=_numbers)
    named: dict[int, tuple[str | None, str]] = field(default_factory=dict)
    last_number: int = 0
    stored: int = 0
    """How many are stored: the place of the first who is new."""

    def find(self, number: int) -> int | None:
        """The place of whoever has this number."""
        at = bisect_left(self.numbers, number)
        return at if at < len(self.numbers) and self.numbers[at] == number else None

    def is_employed(self, number: int) -> bool:
        """Whether there is somebody of that number who has not ended."""
        at = self.find(number)
        return at is not None and self.now.status[at] < ENDED

    def add(self, rows: Sequence[int], *, only_named: int = 0) -> int:
        """Somebody new for each of ``rows``; the place of the first."""
        first, count = len(self.numbers), len(rows)
        self.numbers.extend(range(self.last_number + 1, self.last_number + 1 + count))
        self.last_number += count
        self.rows.extend(rows)
        self.mentioned.extend(bytes([not only_named]) * count)
        self.wishes.extend(array(NUMBER, [UNSAID]) * count)
        self.now.unit.extend(array(NUMBER, [0]) * count)
        self.now.superior.extend(array(NUMBER, [0]) * count)
        self.now.status.extend(bytes([ACTIVE]) * count)
        self.now.fte.extend(array("H", [FULL_POST]) * count)
        self.now.only_named.extend(bytes([only_named]) * count)
        return first

    def add_named(self, employee_no: str | None, name: str) -> int:
        """Somebody new who is merely somebody's leader."""
        at = self.add((NO_ROW,), only_named=1)
        self.named[at] = employee_no, name
        return at


def stored_people(last_number: int) -> People:
    """Everybody who has not been removed; ``last_number`` is the last that was given."""
    people = People(last_number=last_number)
    before = people.before
    statuses = {word: place for place, word in enumerate(STATUSES)}
    found = database.execute_sql(
        "SELECT id, revision, coalesce(unit_id, 0), coalesce(superior_id, 0), status, fte,"
        " only_named FROM person WHERE removed_at IS NULL ORDER BY id"
    )
    while some := found.fetchmany(_AT_ONCE):
        numbers, revisions, units, superiors, words, shares, named = zip(*some, strict=True)
        people.numbers.extend(numbers)
        people.revisions.extend(revisions)
        before.unit.extend(units)
        before.superior.extend(superiors)
        before.status.extend(map(statuses.__getitem__, words))
        before.fte.extend(shares)
        before.only_named.extend(named)
    people.now = before.copy()
    people.stored = count = len(people.numbers)
    people.rows = array(NUMBER, [NO_ROW]) * count
    people.mentioned = bytearray(count)
    people.wishes = array(NUMBER, [UNSAID]) * count
    return people
