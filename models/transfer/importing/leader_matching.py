"""Which person a row means by its leader's number and name."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct, field

from models.transfer.cells.values import fold_id
from models.transfer.importing.drafts import BY_UNIT, NOBODY
from models.transfer.importing.person_names import is_nobody, is_vacant, name_key, without_initials
from models.transfer.importing.zeros import zeros_apart

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.transfer.importing.drafts import Organisation, PersonDraft
    from models.transfer.importing.report import Report
    from models.transfer.importing.staging import Staged

Saying = tuple[str, dict[str, object]]
"""A remark's code and facts."""


class Meant(Struct):
    """Whom a number and a name mean: ``wish`` is a person, :data:`BY_UNIT` or :data:`NOBODY`.

    ``several`` are the people of whom it may be any. ``sayings`` are told for each row.
    ``has_ended`` is of the person, who then leads nobody. With none of these the wish ``is_all``.
    """

    wish: int = NOBODY
    several: tuple[int, ...] = ()
    sayings: list[Saying] = field(default_factory=list)
    has_ended: bool = False
    is_all: bool = False

    def __post_init__(self) -> None:
        self.is_all = not (self.sayings or self.several or self.has_ended)


class LeaderMatching:
    """Answers for one file; ``vacant`` are the folded numbers of its vacant posts.

    Somebody whom nobody knows becomes a new person who is only named. Those who have no row of
    their own are noted as mentioned: a leader of somebody is not gone.
    """

    def __init__(
        self, staged: Staged, organisation: Organisation, vacant: set[str], report: Report
    ) -> None:
        self._organisation = organisation
        self._vacant = vacant
        self._report = report
        self._people_file = staged.kind == "people"
        self._names = {name for name in staged.column("leader_name") if name}
        used = {fold_id(text) for text in set(staged.column("leader_no")) if text}
        self._numbers = {number: one for number, one in self._numbered() if number in used}
        unknown = {text for text in used - self._numbers.keys() - vacant if not is_nobody(text)}
        self._apart: dict[str, str] = {}
        if unknown:
            self._numbers = dict(self._numbered())
            self._apart = zeros_apart(unknown, self._numbers.keys(), used)
        self._meant: dict[tuple[str | None, str | None], Meant] = {}
        self._named: defaultdict[str, list[PersonDraft]] | None = None

    def _numbered(self) -> Iterator[tuple[str, PersonDraft]]:
        """Everybody who has a number, folded, with it."""
        for person in self._organisation.people.values():
            if person.employee_no:
                yield fold_id(person.employee_no), person

    def meant(self, cells: tuple[str | None, str | None]) -> Meant:
        """Whom the two cells, number and name, mean."""
        meant = self._meant.get(cells)
        if meant is None:
            meant = self._meant[cells] = self._search(*cells)
        return meant

    def _search(self, number: str | None, name: str | None) -> Meant:
        if number is not None:
            if fold_id(number) in self._vacant or is_vacant(number):
                return Meant(BY_UNIT, sayings=[("leader-vacant", {})])
            person, sayings = self._with_number(number)
            if person:
                return self._leading(person, sayings + self._naming(person, name))
            if not is_nobody(number):
                return self._only_named(number, name)
        if name is None:
            return Meant(NOBODY, sayings=[("without-superior", {"marker": number or ""})])
        if is_vacant(name):
            return Meant(BY_UNIT, sayings=[("leader-vacant", {})])
        return self._with_name(name)

    def _with_number(self, number: str) -> tuple[PersonDraft | None, list[Saying]]:
        person = self._numbers.get(fold_id(number))
        if person and person.employee_no != number:
            same = fold_id(person.employee_no or "") == fold_id(number)
            return person, [("id-case-differs", {"field": "leader_no"})] if same else []
        if person:
            return person, []
        known = self._apart.get(fold_id(number))
        if known is None:
            return None, []
        return self._numbers[known], [("zeros-ignored", {"field": "leader_no"})]

    def _naming(self, person: PersonDraft, name: str | None) -> list[Saying]:
        """The remark that number and name beside each other are of two people."""
        if name is None or name_key(name) == name_key(person.name):
            return []
        if name_key(without_initials(name)) == name_key(without_initials(person.name)):
            return []
        return [("leader-name-differs", {"number": person.employee_no, "found": name})]

    def _with_name(self, name: str) -> Meant:
        found = self._people_named(name)
        if not found:
            return self._only_named(None, name)
        if len(found) > 1:
            return Meant(several=tuple(person.id for person in found))
        sayings: list[Saying] = []
        if name_key(found[0].name) != name_key(name) or ("," in name) != ("," in found[0].name):
            sayings = [("leader-name-turned", {})]
        return self._leading(found[0], sayings)

    def _people_named(self, name: str) -> list[PersonDraft]:
        if self._named is None:
            self._named = defaultdict(list)
            wanted = {form for one in self._names for form in _forms(one)}
            for person in self._organisation.people.values():
                key = name_key(person.name)
                if key in wanted:
                    self._named[key].append(person)
        whole, short = _forms(name)
        found = self._named.get(whole) or self._named.get(short, [])
        in_file = [person for person in found if person.line is not None]
        employed = [person for person in in_file or found if person.status != "ended"]
        return employed or in_file or found

    def _leading(self, person: PersonDraft, sayings: list[Saying]) -> Meant:
        facts: dict[str, object] = {"number": person.employee_no, "name": person.name}
        if person.status == "ended":
            sayings = [*sayings, ("leader-ended", facts)]
            return Meant(person.id, sayings=sayings, has_ended=True)
        # One whose own row is bad is mentioned already.
        if self._people_file and not person.mentioned:
            sayings = [*sayings, ("leader-without-row", facts)]
        person.mentioned = True
        return Meant(person.id, sayings=sayings)

    def _only_named(self, number: str | None, name: str | None) -> Meant:
        person = self._organisation.add_person(number, name or number or "")
        person.only_named = 1
        if number:
            self._numbers[fold_id(number)] = person
        if self._named is not None:
            self._named[name_key(person.name)].append(person)
        facts: dict[str, object] = {"number": number, "name": person.name}
        return Meant(person.id, sayings=[("leader-not-in-file", facts)])


def _forms(name: str) -> tuple[str, str]:
    """The forms in which a leader's name is looked for: as it is, and without initials."""
    return name_key(name), name_key(without_initials(name))
