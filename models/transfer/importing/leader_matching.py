"""Which person a row means by its leader's number and name."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct, field

from models.transfer.cells.values import fold_id
from models.transfer.importing.person_drafts import BY_UNIT, ENDED, NO_ROW, NOBODY
from models.transfer.importing.person_names import is_nobody, is_vacant, name_key, without_initials
from models.transfer.importing.zeros import zeros_apart

if TYPE_CHECKING:
    from models.transfer.importing.person_drafts import People
    from models.transfer.importing.person_texts import PersonTexts
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
        self,
        staged: Staged,
        people: People,
        texts: PersonTexts,
        vacant: set[str],
        report: Report,
    ) -> None:
        self._people = people
        self._texts = texts
        self._vacant = vacant
        self._report = report
        self._people_file = staged.kind == "people"
        self._names = set(filter(None, staged.column("leader_name")))
        used = {fold_id(text) for text in set(staged.column("leader_no")) if text}
        self._numbers = self._places_of(used)
        unknown = {text for text in used - self._numbers.keys() - vacant if not is_nobody(text)}
        self._apart: dict[str, str] = {}
        if unknown:
            known = (fold_id(text) for _at, text in texts.employee_nos())
            self._apart = zeros_apart(unknown, known, used)
        if self._apart:
            self._numbers |= self._places_of(set(self._apart.values()))
        self._meant: dict[tuple[str | None, str | None], Meant] = {}
        self._named: defaultdict[str, list[int]] | None = None

    def _places_of(self, numbers: set[str]) -> dict[str, int]:
        """Number → place of those of ``numbers``, which are folded, that somebody has."""
        return {
            number: at
            for at, text in self._texts.employee_nos()
            if (number := fold_id(text)) in numbers
        }

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
            at, sayings = self._with_number(number)
            if at is not None:
                return self._leading(at, sayings + self._naming(at, name))
            if not is_nobody(number):
                return self._only_named(number, name)
        if name is None:
            return Meant(NOBODY, sayings=[("without-superior", {"marker": number or ""})])
        if is_vacant(name):
            return Meant(BY_UNIT, sayings=[("leader-vacant", {})])
        return self._with_name(name)

    def _with_number(self, number: str) -> tuple[int | None, list[Saying]]:
        at = self._numbers.get(fold_id(number))
        if at is not None:
            known = self._texts.employee_no(at) or ""
            same = known != number and fold_id(known) == fold_id(number)
            return at, [("id-case-differs", {"field": "leader_no"})] if same else []
        apart = self._apart.get(fold_id(number))
        if apart is None:
            return None, []
        return self._numbers[apart], [("zeros-ignored", {"field": "leader_no"})]

    def _naming(self, at: int, name: str | None) -> list[Saying]:
        """The remark that number and name beside each other are of two people."""
        if name is None:
            return []
        own = self._texts.name(at)
        if name_key(name) == name_key(own):
            return []
        if name_key(without_initials(name)) == name_key(without_initials(own)):
            return []
        facts: dict[str, object] = {"number": self._texts.employee_no(at), "found": name}
        return [("leader-name-differs", facts)]

    def _with_name(self, name: str) -> Meant:
        found = self._people_named(name)
        if not found:
            return self._only_named(None, name)
        if len(found) > 1:
            return Meant(several=tuple(self._people.numbers[at] for at in found))
        sayings: list[Saying] = []
        own = self._texts.name(found[0])
        if name_key(own) != name_key(name) or ("," in name) != ("," in own):
            sayings = [("leader-name-turned", {})]
        return self._leading(found[0], sayings)

    def _people_named(self, name: str) -> list[int]:
        if self._named is None:
            self._named = defaultdict(list)
            wanted = {form for one in self._names for form in _forms(one)}
            for at, own in self._texts.names():
                key = name_key(own)
                if key in wanted:
                    self._named[key].append(at)
        whole, short = _forms(name)
        found = self._named.get(whole) or self._named.get(short, [])
        in_file = [at for at in found if self._people.rows[at] != NO_ROW]
        employed = [at for at in in_file or found if self._people.now.status[at] != ENDED]
        return employed or in_file or found

    def _leading(self, at: int, sayings: list[Saying]) -> Meant:
        people, number = self._people, self._people.numbers[at]
        has_ended = people.now.status[at] == ENDED
        # One whose own row is bad is mentioned already.
        if has_ended or (self._people_file and not people.mentioned[at]):
            facts: dict[str, object] = {
                "number": self._texts.employee_no(at),
                "name": self._texts.name(at),
            }
            told = ("leader-ended", facts) if has_ended else ("leader-without-row", facts)
            sayings = [*sayings, told]
        if not has_ended:
            people.mentioned[at] = 1
        return Meant(number, sayings=sayings, has_ended=has_ended)

    def _only_named(self, number: str | None, name: str | None) -> Meant:
        called = name or number or ""
        at = self._people.add_named(number, called)
        if number:
            self._numbers[fold_id(number)] = at
        if self._named is not None:
            self._named[name_key(called)].append(at)
        facts: dict[str, object] = {"number": number, "name": called}
        return Meant(self._people.numbers[at], sayings=[("leader-not-in-file", facts)])


def _forms(name: str) -> tuple[str, str]:
    """The forms in which a leader's name is looked for: as it is, and without initials."""
    return name_key(name), name_key(without_initials(name))
