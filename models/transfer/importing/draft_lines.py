"""The reporting lines of an organisation that is not stored yet.

The rule is that of :mod:`models.lines`, which works on what is stored; a test holds the two
against each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from models.transfer.importing.person_drafts import ENDED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.transfer.importing.drafts import Organisation


class UnitLine(NamedTuple):
    """The leader at or above a unit, and the next different one above that."""

    leader: int | None
    above: int | None


_NOWHERE = UnitLine(None, None)


class DraftLines:
    """Who leads whom as the drafts stand now; made anew after each change."""

    def __init__(self, organisation: Organisation) -> None:
        self._organisation = organisation
        self._people = organisation.people
        self._lines: dict[int, UnitLine] = {}
        for number in organisation.units:
            self._follow(number)

    def by_unit(self, at: int) -> int | None:
        """The superior that the unit of whoever is at this place gives."""
        return self.in_unit(self._people.now.unit[at], self._people.numbers[at])

    def in_unit(self, unit: int, person: int) -> int | None:
        """The superior that ``unit`` gives to ``person``."""
        leader, above = self._lines.get(unit, _NOWHERE)
        return above if leader == person else leader

    def superior(self, at: int) -> int | None:
        """Who the superior of whoever is at this place is."""
        return self._people.now.superior[at] if self.is_set(at) else self.by_unit(at)

    def is_set(self, at: int) -> bool:
        """Whether the superior is one set on the person, who has not ended."""
        return self._people.is_employed(self._people.now.superior[at])

    def superiors(self, among: Iterable[int] | None = None) -> dict[int, int | None]:
        """Person → superior, for everybody or for those at the places ``among``."""
        numbers = self._people.numbers
        return {
            numbers[at]: self.superior(at)
            for at in (range(len(numbers)) if among is None else among)
        }

    def leading(self) -> list[int]:
        """The places of whoever may lead somebody, set on a person or given by a unit."""
        given = {leader for line in self._lines.values() for leader in line if leader}
        leading = map(self._people.find, sorted(given.union(self._people.now.superior)))
        return [at for at in leading if at is not None]

    def _follow(self, number: int) -> None:
        """Work out the line of a unit and of those above it that are not known yet."""
        units, way = self._organisation.units, []
        at: int | None = number
        while at is not None and at in units and at not in self._lines:
            way.append(units[at])
            at = units[at].parent_id
        line = self._lines.get(at, _NOWHERE) if at is not None else _NOWHERE
        for unit in reversed(way):
            own = self._organisation.leads(unit.leader_id)
            if own is not None and own != line.leader:
                line = UnitLine(own, line.leader)
            self._lines[unit.id] = line


class LinesBefore:
    """Who has led whom until now; made before anything is taken in from the file."""

    def __init__(self, organisation: Organisation) -> None:
        self._people = organisation.people
        self._lines = DraftLines(organisation)

    def by_unit(self, at: int) -> int | None:
        """The superior that the person's unit has given; nobody for somebody new."""
        if at >= self._people.stored:
            return None
        return self._lines.in_unit(self._people.before.unit[at], self._people.numbers[at])

    def superior(self, at: int) -> int | None:
        """Who has been the person's superior; nobody for somebody new."""
        if at >= self._people.stored:
            return None
        given = self._people.before.superior[at]
        found = self._people.find(given)
        if found is not None and self._people.before.status[found] < ENDED:
            return given
        return self.by_unit(at)
