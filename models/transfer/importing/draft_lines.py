"""The reporting lines of an organisation that is not stored yet.

The rule is that of :mod:`models.lines`, which works on what is stored; a test holds the two
against each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.transfer.importing.drafts import Organisation, PersonDraft


class UnitLine(NamedTuple):
    """The leader at or above a unit, and the next different one above that."""

    leader: int | None
    above: int | None


_NOWHERE = UnitLine(None, None)


class DraftLines:
    """Who leads whom as the drafts stand now; made anew after each change."""

    def __init__(self, organisation: Organisation) -> None:
        self._organisation = organisation
        self._lines: dict[int, UnitLine] = {}
        for number in organisation.units:
            self._follow(number)
        self._ended = {
            number for number, one in organisation.people.items() if one.status == "ended"
        }

    def by_unit(self, person: PersonDraft) -> int | None:
        """The superior that the person's unit gives."""
        return self.in_unit(person.unit_id, person.id)

    def in_unit(self, unit: int | None, person: int) -> int | None:
        """The superior that ``unit`` gives to ``person``."""
        leader, above = self._lines.get(unit or 0, _NOWHERE)
        return above if leader == person else leader

    def superior(self, person: PersonDraft) -> int | None:
        """Who the person's superior is."""
        return person.superior_id if self.is_set(person) else self.by_unit(person)

    def is_set(self, person: PersonDraft) -> bool:
        """Whether the superior is one set on the person, who has not ended."""
        return self.may_lead(person.superior_id)

    def may_lead(self, number: int | None) -> bool:
        """Whether there is somebody of that number who has not ended."""
        return number in self._organisation.people and number not in self._ended

    def superiors(self, among: Iterable[int] | None = None) -> dict[int, int | None]:
        """Person → superior, for everybody or ``among`` some."""
        people = self._organisation.people
        return {
            number: self.superior(people[number]) for number in (people if among is None else among)
        }

    def leading(self) -> list[int]:
        """Whoever may lead somebody, set on a person or given by a unit; in order of numbers."""
        people = self._organisation.people
        given = (leader for line in self._lines.values() for leader in line)
        leading = {one.superior_id for one in people.values()}.union(given)
        return sorted(number for number in leading if number and number in people)

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
        self._lines = DraftLines(organisation)

    def by_unit(self, person: PersonDraft) -> int | None:
        """The superior that the person's unit has given; nobody for somebody new."""
        return self._lines.in_unit(person.stored_unit, person.id)

    def superior(self, person: PersonDraft) -> int | None:
        """Who has been the person's superior; nobody for somebody new."""
        given = person.stored_superior
        return given if self._lines.may_lead(given) else self.by_unit(person)
