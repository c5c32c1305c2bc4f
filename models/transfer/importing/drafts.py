"""The organisation as it is stored, and as an import would have it."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from models.database import LAST_NUMBER, row, rows
from models.transfer.importing.person_drafts import ENDED, People, stored_people
from models.unshown import Unshown


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


class Organisation(Unshown, Struct, eq=False):
    """Units by number, and people. ``seen`` is a state of the database, see :func:`state`."""

    units: dict[int, UnitDraft]
    people: People
    seen: tuple[Any, ...]
    last_unit: int

    def add_unit(self, code: str | None, name: str, line: int | None) -> UnitDraft:
        """A new unit."""
        self.last_unit += 1
        unit = self.units[self.last_unit] = UnitDraft(self.last_unit, code, name, line=line)
        return unit

    def leads(self, number: int | None) -> int | None:
        """``number`` if that person may lead: somebody who has ended leads nobody."""
        return number if number and self.people.is_employed(number) else None

    def leave_what_is_removed(self) -> None:
        """Take everybody who has not ended out of a unit, and from under a superior, that is there
        no more: it may have been removed while they had ended."""
        now = self.people.now
        for at in range(self.people.stored):
            if now.status[at] < ENDED:
                if now.unit[at] not in self.units:
                    now.unit[at] = 0
                if now.superior[at] and self.people.find(now.superior[at]) is None:
                    now.superior[at] = 0


def stored_organisation() -> Organisation:
    """Everybody and everything that has not been removed."""
    units = {}
    for one in rows(
        "SELECT id, code, name, kind, parent_id, leader_id, revision FROM unit"
        " WHERE removed_at IS NULL"
    ):
        unit = units[one[0]] = UnitDraft(*one)
        unit.stored = unit.values()
    seen = state()
    return Organisation(units, stored_people(seen[3]), seen, seen[0])


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
