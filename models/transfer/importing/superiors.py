"""Which superiors have to be set on people, so that the lines come out as the file has them.

Where the unit gives the superior anyway nothing is set: whoever leads the unit next then takes over
its staff.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.lines import loops
from models.problems import Problem
from models.transfer.importing.draft_lines import DraftLines
from models.transfer.importing.drafts import NOBODY, UNSAID
from models.transfer.importing.unit_leaders import find_unit_leaders

if TYPE_CHECKING:
    from models.transfer.importing.draft_lines import LinesBefore
    from models.transfer.importing.drafts import Organisation, PersonDraft
    from models.transfer.importing.report import Report


def settle_superiors(
    organisation: Organisation,
    before: LinesBefore,
    report: Report,
) -> None:
    """Set unit leaders and superiors by the wishes.

    A loop is broken where the file makes it: each of its rows is refused with the path. Raises
    ``line-loop`` if that cannot be, so that nothing is imported.
    """
    _Settling(organisation, before, report).run()


class _Settling:
    def __init__(
        self,
        organisation: Organisation,
        before: LinesBefore,
        report: Report,
    ) -> None:
        self._organisation = organisation
        self._before = before
        self._report = report
        self._leaders = {unit.id: unit.leader_id for unit in organisation.units.values()}
        """Unit → leader without those that the lines show."""
        self._banned: set[int] = set()
        self._found: dict[int, int] = {}

    def run(self) -> None:
        while True:
            self._find_unit_leaders()
            lines = DraftLines(self._organisation)
            if self._gives_a_top_somebody(lines):
                continue
            self._set_superiors(lines)
            found = self._loops(lines)
            for loop in found:
                self._break(loop, lines)
            if not found:
                self._tell(lines)
                return

    def _find_unit_leaders(self) -> None:
        units = self._organisation.units
        for number in self._found:
            units[number].leader_id = self._leaders[number]
        self._found = {}
        if any(person.wish != UNSAID for person in self._organisation.people.values()):
            self._found = find_unit_leaders(self._organisation, self._before, self._banned)

    def _gives_a_top_somebody(self, lines: DraftLines) -> bool:
        """Whether a leader found by the lines would be set over somebody who leads others and, as
        the file says, has nobody above; such a leader is given up."""
        people = self._organisation.people
        leading = {person.wish for person in people.values() if person.wish > 0}
        tops = [people[number] for number in leading if people[number].wish == NOBODY]
        giving = {self._giver(top) for top in tops if lines.by_unit(top) is not None}
        giving &= self._found.keys()
        self._banned |= giving
        return bool(giving)

    def _giver(self, person: PersonDraft) -> int:
        """The unit whose leader is the person's superior by the lines; 0 if none."""
        units = self._organisation.units
        at = person.unit_id
        while at is not None and at in units:
            leader = self._organisation.leads(units[at].leader_id)
            if leader is not None and leader != person.id:
                return at
            at = units[at].parent_id
        return 0

    def _set_superiors(self, lines: DraftLines) -> None:
        for person in self._organisation.people.values():
            if person.wish == UNSAID:
                person.superior_id = person.stored_superior
            elif person.wish <= NOBODY:
                person.superior_id = None
            else:
                person.superior_id = self._to_set(person, lines)

    def _to_set(self, person: PersonDraft, lines: DraftLines) -> int | None:
        by_unit = lines.in_unit(person.unit_id, person.id)
        if person.stored is not None and self._before.by_unit(person) == by_unit:
            person.superior_id = person.stored_superior
            if lines.superior(person) == person.wish:
                return person.superior_id
        return None if by_unit == person.wish else person.wish

    def _loops(self, lines: DraftLines) -> list[list[int]]:
        # Whoever is in a loop leads somebody.
        superior = lines.superiors(lines.leading())
        return loops({one: above for one, above in superior.items() if above})

    def _break(self, loop: list[int], lines: DraftLines) -> None:
        people = self._organisation.people
        members = [people[number] for number in loop[:-1]]
        by_lines = [one for one in members if not lines.is_set(one)]
        giving = {self._giver(one) for one in by_lines}
        if giving & self._found.keys():
            self._banned |= giving & self._found.keys()
            return
        for undo in (self._undo_wish, self._undo_unit_leader, self._undo_move):
            undone = [undo(one, self._path(loop, one)) for one in members]
            if any(undone):
                return
        raise Problem("line-loop", "leader_no", path=self._path(loop, members[0]))

    def _path(self, loop: list[int], first: PersonDraft) -> list[str]:
        at = loop.index(first.id)
        return [self._organisation.people[one].name for one in (*loop[at:-1], *loop[: at + 1])]

    def _undo_wish(self, person: PersonDraft, path: list[str]) -> bool:
        if person.wish <= NOBODY or person.line is None:
            return False
        person.wish = UNSAID
        self._report.refuse(person.line, Problem("line-loop", "leader_no", path=path))
        return True

    def _undo_unit_leader(self, person: PersonDraft, path: list[str]) -> bool:
        undone = False
        for unit in self._organisation.units.values():
            if unit.leader_id == person.id != unit.stored_leader and unit.line is not None:
                unit.leader_id = self._leaders[unit.id] = unit.stored_leader
                self._report.refuse(unit.line, Problem("line-loop", "leader_no", path=path))
                undone = True
        return undone

    def _undo_move(self, person: PersonDraft, path: list[str]) -> bool:
        if person.line is None or person.stored is None or person.unit_id == person.stored_unit:
            return False
        person.unit_id = person.stored_unit
        self._report.refuse(person.line, Problem("line-loop", "unit", path=path))
        return True

    def _tell(self, lines: DraftLines) -> None:
        units, people = self._organisation.units, self._organisation.people
        for number, count in self._found.items():
            unit = units[number]
            leader, former = unit.leader_id, self._leaders[number]
            facts: dict[str, object] = {"unit": unit.name, "leader": people[leader or 0].name}
            if former is None or former == leader:
                self._report.tell("unit-leader-found", None, count, **facts)
            else:
                before = people[former].name if former in people else ""
                self._report.tell("unit-leader-replaced", None, count, before=before, **facts)
        for person in people.values():
            if person.wish == NOBODY and person.line and lines.superior(person) is not None:
                self._report.tell("superior-by-unit", person.line)
