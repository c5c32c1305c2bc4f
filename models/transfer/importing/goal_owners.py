"""Whose goal a row is about: a unit's, a person's, or the whole municipality's."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from models.problems import Problem
from models.transfer.cells.values import fold_id
from models.transfer.columns.choices import OWNER_KIND
from models.transfer.columns.headings import fold
from models.transfer.importing.unit_mentions import alike
from models.transfer.importing.zeros import zeros_apart

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from models.transfer.importing.goal_drafts import Goals
    from models.transfer.importing.report import Report
    from models.transfer.importing.staging import Staged

FIELDS = ("unit_code", "unit", "owner_kind", "owner_no", "owner")


class Owner(NamedTuple):
    """Whose goal it is; neither number for the municipality's."""

    unit_id: int | None = None
    person_id: int | None = None


class Owners:
    """Finds the owner that a row names. A row that has none is about the whole municipality; a file
    without such a column says nothing of it."""

    def __init__(self, staged: Staged, goals: Goals, report: Report) -> None:
        self._goals = goals
        self._report = report
        self._said = staged.has(*FIELDS)
        self._cells = [staged.column(name) for name in FIELDS]
        self._units = _Register(goals.units)
        self._people = _Register(goals.people)
        kinds = staged.column("owner_kind")
        numbers = [
            number
            for number, kind in zip(staged.column("owner_no"), kinds, strict=True)
            if kind != "person"
        ]
        self._zeros = self._units.zeros(filter(None, [*staged.column("unit_code"), *numbers]))

    def of(self, row: int, line: int) -> Owner | None:
        """The owner in ``row``; ``None`` if the file does not say whose its goals are.

        Raises ``unit-unknown``, ``unit-ambiguous``, ``person-unknown`` or ``person-ambiguous``.
        """
        if not self._said:
            return None
        code, name, kind, number, owner = (cells[row] for cells in self._cells)
        if code or name:
            return self._unit(code, name, "unit", line)
        if kind == "person":
            return Owner(person_id=self._person(number, owner))
        if kind == "municipality" or not (number or owner):
            return Owner()
        return self._unit(number, owner, "owner", line)

    def _unit(self, code: str | None, name: str | None, field: str, line: int) -> Owner:
        if code:
            found = self._units.by_code.get(fold_id(code))
            if found is None and fold_id(code) in self._zeros:
                found = self._units.by_code[self._zeros[fold_id(code)]]
                self._report.tell("zeros-ignored", line, field="unit_code")
            if found is None:
                raise Problem("unit-unknown", field, unit=f"{code} {name or ''}".strip())
            ours = self._goals.units[found][1]
            if name and alike(name) != alike(ours):
                self._report.tell(
                    "unit-called-otherwise", line, unit_code=code, found=name, unit=ours
                )
            return Owner(unit_id=found)
        assert name is not None  # noqa: S101 (a row names a unit by code or name)
        numbers = self._units.by_name.get(alike(name), [])
        if not numbers and OWNER_KIND.recognised.get(fold(name)) == "municipality":
            return Owner()
        if not numbers:
            raise Problem("unit-unknown", field, unit=name)
        if len(numbers) > 1:
            raise Problem("unit-ambiguous", field, unit=name, found=len(numbers))
        return Owner(unit_id=numbers[0])

    def _person(self, number: str | None, name: str | None) -> int:
        if number:
            found = self._people.by_code.get(fold_id(number))
            if found is None:
                raise Problem("person-unknown", "owner", name=f"{number} {name or ''}".strip())
            return found
        numbers = self._people.by_name.get(alike(name or ""), [])
        # An export gives the number of everybody who has one.
        without = [one for one in numbers if self._goals.people[one][0] is None]
        numbers = without or numbers
        if not numbers:
            raise Problem("person-unknown", "owner", name=name or "")
        if len(numbers) > 1:
            raise Problem("person-ambiguous", "owner", name=name, found=len(numbers))
        return numbers[0]


class _Register:
    """Units or people by code and by name, folded."""

    def __init__(self, named: Mapping[int, tuple[str | None, str]]) -> None:
        self.by_code: dict[str, int] = {}
        self.by_name: defaultdict[str, list[int]] = defaultdict(list)
        for number, (code, name) in named.items():
            if code:
                self.by_code[fold_id(code)] = number
            self.by_name[alike(name)].append(number)

    def zeros(self, codes: Iterable[str]) -> dict[str, str]:
        """Unknown code → the known one that it is but for zeros in front."""
        folded = set(map(fold_id, codes))
        unknown = folded - self.by_code.keys()
        return zeros_apart(unknown, self.by_code.keys() - folded, folded & self.by_code.keys())
