"""Which superiors have to be set on people, so that the lines come out as the file has them.

Where the unit gives the superior anyway nothing is set: whoever leads the unit next then takes over
its staff.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.lines import loops
from models.problems import Problem
from models.transfer.importing.draft_lines import DraftLines
from models.transfer.importing.person_drafts import NO_ROW, NOBODY, UNSAID
from models.transfer.importing.unit_leaders import find_unit_leaders

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.transfer.importing.draft_lines import LinesBefore
    from models.transfer.importing.drafts import Organisation
    from models.transfer.importing.person_texts import PersonTexts
    from models.transfer.importing.report import Report
    from models.transfer.importing.staging import Staged


def settle_superiors(
    staged: Staged,
    organisation: Organisation,
    texts: PersonTexts,
    before: LinesBefore,
    report: Report,
) -> None:
    """Set unit leaders and superiors by the wishes.

    A loop is broken where the file makes it: each of its rows is refused with the path. Raises
    ``line-loop`` if that cannot be, so that nothing is imported.
    """
    _Settling(staged.lines, organisation, texts, before, report).run()


class _Settling:
    def __init__(
        self,
        file_lines: Sequence[int],
        organisation: Organisation,
        texts: PersonTexts,
        before: LinesBefore,
        report: Report,
    ) -> None:
        self._file_lines = file_lines
        self._organisation = organisation
        self._people = organisation.people
        self._texts = texts
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
                break
        # They are fulfilled: what is left of an import has room to spare.
        del self._people.wishes[:]

    def _find_unit_leaders(self) -> None:
        units = self._organisation.units
        for number in self._found:
            units[number].leader_id = self._leaders[number]
        self._found = {}
        if any(wish != UNSAID for wish in self._people.wishes):
            self._found = find_unit_leaders(self._organisation, self._before, self._banned)

    def _gives_a_top_somebody(self, lines: DraftLines) -> bool:
        """Whether a leader found by the lines would be set over somebody who leads others and, as
        the file says, has nobody above; such a leader is given up."""
        people = self._people
        leading = map(people.find, {wish for wish in people.wishes if wish > 0})
        tops = [at for at in leading if at is not None and people.wishes[at] == NOBODY]
        giving = {self._giver(top) for top in tops if lines.by_unit(top) is not None}
        giving &= self._found.keys()
        self._banned |= giving
        return bool(giving)

    def _giver(self, person: int) -> int:
        """The unit whose leader is the person's superior by the lines; 0 if none."""
        units = self._organisation.units
        at: int | None = self._people.now.unit[person]
        while at is not None and at in units:
            leader = self._organisation.leads(units[at].leader_id)
            if leader is not None and leader != self._people.numbers[person]:
                return at
            at = units[at].parent_id
        return 0

    def _set_superiors(self, lines: DraftLines) -> None:
        people = self._people
        superiors, stored = people.now.superior, people.before.superior
        drafts = zip(people.wishes, people.now.unit, people.numbers, strict=True)
        for at, (wish, unit, number) in enumerate(drafts):
            if wish > NOBODY:
                by_unit = lines.in_unit(unit, number)
                if at < len(stored) and self._stays(at, wish, by_unit, lines):
                    superiors[at] = stored[at]
                else:
                    superiors[at] = NOBODY if by_unit == wish else wish
            elif wish == UNSAID and at < len(stored):
                superiors[at] = stored[at]
            else:
                superiors[at] = NOBODY

    def _stays(self, at: int, wish: int, by_unit: int | None, lines: DraftLines) -> bool:
        """Whether the superior is the one wished for if what is set stays as it is stored."""
        if self._before.by_unit(at) != by_unit:
            return False
        self._people.now.superior[at] = self._people.before.superior[at]
        return lines.superior(at) == wish

    def _loops(self, lines: DraftLines) -> list[list[int]]:
        # Whoever is in a loop leads somebody.
        superior = lines.superiors(lines.leading())
        return loops({one: above for one, above in superior.items() if above})

    def _break(self, loop: list[int], lines: DraftLines) -> None:
        members = [at for at in map(self._people.find, loop[:-1]) if at is not None]
        by_lines = [at for at in members if not lines.is_set(at)]
        giving = {self._giver(at) for at in by_lines}
        if giving & self._found.keys():
            self._banned |= giving & self._found.keys()
            return
        for undo in (self._undo_wish, self._undo_unit_leader, self._undo_move):
            undone = [undo(at, self._path(members, at)) for at in members]
            if any(undone):
                return
        raise Problem("line-loop", "leader_no", path=self._path(members, members[0]))

    def _path(self, members: list[int], first: int) -> list[str]:
        at = members.index(first)
        return [self._texts.name(one) for one in (*members[at:], *members[: at + 1])]

    def _undo_wish(self, at: int, path: list[str]) -> bool:
        if self._people.wishes[at] <= NOBODY or self._people.rows[at] == NO_ROW:
            return False
        self._people.wishes[at] = UNSAID
        self._refuse(at, Problem("line-loop", "leader_no", path=path))
        return True

    def _undo_unit_leader(self, at: int, path: list[str]) -> bool:
        undone = False
        number = self._people.numbers[at]
        for unit in self._organisation.units.values():
            if unit.leader_id == number != unit.stored_leader and unit.line is not None:
                unit.leader_id = self._leaders[unit.id] = unit.stored_leader
                self._report.refuse(unit.line, Problem("line-loop", "leader_no", path=path))
                undone = True
        return undone

    def _undo_move(self, at: int, path: list[str]) -> bool:
        people = self._people
        if people.rows[at] == NO_ROW or at >= people.stored:
            return False
        if people.now.unit[at] == people.before.unit[at]:
            return False
        people.now.unit[at] = people.before.unit[at]
        self._refuse(at, Problem("line-loop", "unit", path=path))
        return True

    def _refuse(self, at: int, problem: Problem) -> None:
        self._report.refuse(self._file_lines[self._people.rows[at]], problem)

    def _tell(self, lines: DraftLines) -> None:
        for number, count in self._found.items():
            unit = self._organisation.units[number]
            former = self._leaders[number]
            facts: dict[str, object] = {"unit": unit.name, "leader": self._name(unit.leader_id)}
            if former is None or former == unit.leader_id:
                self._report.tell("unit-leader-found", None, count, **facts)
            else:
                before = self._name(former)
                self._report.tell("unit-leader-replaced", None, count, before=before, **facts)
        rows = self._people.rows
        for at, wish in enumerate(self._people.wishes):
            if wish == NOBODY and rows[at] != NO_ROW and lines.superior(at) is not None:
                self._report.tell("superior-by-unit", self._file_lines[rows[at]])

    def _name(self, number: int | None) -> str:
        at = self._people.find(number or 0)
        return "" if at is None else self._texts.name(at)
