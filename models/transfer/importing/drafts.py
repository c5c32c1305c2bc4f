"""The organisation as it is stored, and as an import would have it."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from models.database import LAST_NUMBER, database, row, rows
from models.unshown import Unshown

UNSAID = -1
"""A wish: the file says nothing of this person's superior, so what is stored stays."""
BY_UNIT = -2
"""A wish: the file names a superior who cannot be one (a vacant post, somebody who has ended)."""
NOBODY = 0
"""A wish: the file says that there is no superior."""


class UnitDraft(Unshown, Struct, eq=False, gc=False):
    """A unit; ``stored`` are its :meth:`values` in the database, ``line`` is where it is named."""

    id: int
    code: str | None
    name: str
    kind: str = ""
    parent_id: int | None = None
    leader_id: int | None = None
    revision: int = 0
    stored: tuple[Any, ...] | None = None
    line: int | None = None

    def values(self) -> tuple[Any, ...]:
        """What of it can change."""
        return (self.code, self.name, self.kind, self.parent_id, self.leader_id)

    @property
    def stored_parent(self) -> int | None:
        """The parent before the import."""
        return self.stored[3] if self.stored else None

    @property
    def stored_leader(self) -> int | None:
        """The leader before the import."""
        return self.stored[4] if self.stored else None


class PersonDraft(Unshown, Struct, eq=False, gc=False):
    """A person; ``fte`` in hundredths of a per cent; ``line`` is their row, if they have one.

    ``mentioned`` are those whom a row is about, also one that could not be taken in: not gone.
    ``wish`` is the superior that the file names: a number, or one of :data:`UNSAID`,
    :data:`BY_UNIT`, :data:`NOBODY`.
    """

    id: int
    employee_no: str | None
    name: str
    email: str = ""
    title: str = ""
    fte: int = 10_000
    status: str = "active"
    unit_id: int | None = None
    superior_id: int | None = None
    only_named: int = 0
    revision: int = 0
    stored: tuple[Any, ...] | None = None
    line: int | None = None
    mentioned: bool = False
    wish: int = UNSAID

    def values(self) -> tuple[Any, ...]:
        """What of them can change."""
        return (
            self.employee_no,
            self.name,
            self.email,
            self.title,
            self.fte,
            self.status,
            self.unit_id,
            self.superior_id,
            self.only_named,
        )

    @property
    def stored_status(self) -> str | None:
        """The status before the import; ``None`` for somebody new."""
        return self.stored[5] if self.stored else None

    @property
    def stored_unit(self) -> int | None:
        """The unit before the import."""
        return self.stored[6] if self.stored else None

    @property
    def stored_superior(self) -> int | None:
        """The superior set on the person before the import."""
        return self.stored[7] if self.stored else None


class Organisation(Unshown, Struct, eq=False):
    """Units and people by number. ``seen`` is a state of the database, see :func:`state`."""

    units: dict[int, UnitDraft]
    people: dict[int, PersonDraft]
    seen: tuple[Any, ...]
    last_unit: int
    last_person: int

    def add_unit(self, code: str | None, name: str, line: int | None) -> UnitDraft:
        """A new unit."""
        self.last_unit += 1
        unit = self.units[self.last_unit] = UnitDraft(self.last_unit, code, name, line=line)
        return unit

    def add_person(self, employee_no: str | None, name: str) -> PersonDraft:
        """A new person."""
        self.last_person += 1
        person = self.people[self.last_person] = PersonDraft(self.last_person, employee_no, name)
        return person

    def leads(self, number: int | None) -> int | None:
        """``number`` if that person may lead: somebody who has ended leads nobody."""
        person = self.people.get(number) if number else None
        return number if person and person.status != "ended" else None

    def leave_what_is_removed(self) -> None:
        """Take everybody who has not ended out of a unit, and from under a superior, that is there
        no more: it may have been removed while they had ended."""
        for person in self.people.values():
            if person.status != "ended":
                if person.unit_id not in self.units:
                    person.unit_id = None
                if person.superior_id not in self.people:
                    person.superior_id = None


def stored_organisation() -> Organisation:
    """Everybody and everything that has not been removed."""
    units, people = {}, {}
    for one in rows(
        "SELECT id, code, name, kind, parent_id, leader_id, revision FROM unit"
        " WHERE removed_at IS NULL"
    ):
        unit = units[one[0]] = UnitDraft(*one)
        unit.stored = unit.values()
    # Few words, of many people: each is kept once.
    kept = dict[str, str]().setdefault
    for one in database.execute_sql(
        "SELECT id, employee_no, name, email, title, fte, status, unit_id, superior_id,"
        " only_named, revision FROM person WHERE removed_at IS NULL"
    ):
        person = people[one[0]] = PersonDraft(*one)
        person.title = kept(person.title, person.title)
        person.status = kept(person.status, person.status)
        person.stored = person.values()
    seen = state()
    return Organisation(units, people, seen, seen[0], seen[3])


def state() -> tuple[Any, ...]:
    """Stands for everything stored of units and people, with the last number of each: each write
    raises a revision or changes how many there are, and no number is given twice."""
    parts = [
        f"(SELECT {LAST_NUMBER.format(table=table)}, count(*), total(revision) FROM {table})"
        for table in ("unit", "person")
    ]
    found = row(f"SELECT * FROM {', '.join(parts)}")
    assert found is not None  # noqa: S101 (an aggregate always gives a row)
    return found
