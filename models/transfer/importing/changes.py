"""What an import changes, counted, shown, and as rows to write."""

from __future__ import annotations

from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

from models.fields import unscaled
from models.transfer.importing.new_people import NewPeople, values
from models.transfer.importing.person_drafts import ENDED, NO_ROW
from models.transfer.importing.plan import SHOWN, Change, PeopleCounts, UnitCounts, Work

if TYPE_CHECKING:
    from models.transfer.importing.draft_lines import DraftLines, LinesBefore
    from models.transfer.importing.drafts import Organisation, UnitDraft
    from models.transfer.importing.person_texts import PersonTexts

_UNIT_FIELDS = ("unit_code", "unit", "unit_kind", "parent_unit", "leader")
_PERSON_FIELDS = (
    "employee_no",
    "name",
    "email",
    "title",
    "fte",
    "status",
    "unit",
    "set_superior",
    "only_named",
)


class Weighing:
    """The drafts held against what is stored; ``before`` and ``after`` tell who leads whom."""

    def __init__(
        self,
        organisation: Organisation,
        texts: PersonTexts,
        before: LinesBefore,
        after: DraftLines,
    ) -> None:
        self._organisation = organisation
        self._people = organisation.people
        self._texts = texts
        self._before = before
        self._after = after
        self.changes: list[Change] = []
        """The first :data:`SHOWN`."""
        self.change_total = 0
        self.work = Work(organisation.seen, [], [], NewPeople(organisation.people, texts), [])
        self.units = self._weigh_units()
        self.people = self._weigh_people()

    def _weigh_units(self) -> UnitCounts:
        counts = Counter[str]()
        for unit in self._organisation.units.values():
            if unit.stored is None:
                counts["new"] += 1
                self.work.new_units.append((unit.id, *unit.values()))
                self._show(Change("unit", "new", unit.code, unit.name, "", None, None))
            elif unit.stored != unit.values():
                counts["changed"] += 1
                self.work.changed_units.append((*unit.values(), unit.id, unit.revision))
                self._show_unit(unit)
            elif unit.line is not None:
                counts["unchanged"] += 1
            if unit.line is None and unit.stored is not None:
                counts["not_in_file"] += 1
        return UnitCounts(**counts)

    def _weigh_people(self) -> PeopleCounts:
        counts = Counter[str]()
        people = self._people
        numbers_before, numbers_now = people.before.rows(), people.now.rows()
        called = self._texts.of_the_stored()
        found = zip(called, numbers_before, numbers_now, strict=False)
        for at, ((text, text_before), number_before, number) in enumerate(found):
            if text == text_before and number == number_before:
                counts["unchanged"] += people.rows[at] != NO_ROW
                continue
            before, after = values(text_before, number_before), values(text, number)
            what = self._what(at)
            counts[what] += 1
            self.work.changed_people.append((*after, people.numbers[at], people.revisions[at]))
            self._show_person(at, what, before, after)
        only_named, new = self.work.new_people.counts()
        counts.update(only_named=only_named, new=new)
        self._show_new_people(only_named + new)
        return PeopleCounts(**counts)

    def _what(self, at: int) -> str:
        was, status = self._people.before.status[at], self._people.now.status[at]
        if was == ENDED != status:
            return "back"
        if self._people.rows[at] == NO_ROW and status == ENDED != was:
            return "ended"
        return "changed"

    def _show_new_people(self, count: int) -> None:
        for at in islice(self.work.new_people.places(), SHOWN - len(self.changes)):
            number, name = self._texts.employee_no(at), self._texts.name(at)
            self.changes.append(Change("person", "new", number, name, "", None, None))
        self.change_total += count

    def _show(self, change: Change) -> None:
        self.change_total += 1
        if len(self.changes) < SHOWN:
            self.changes.append(change)

    def _show_unit(self, unit: UnitDraft) -> None:
        for field, before, after in zip(
            _UNIT_FIELDS, unit.stored or (), unit.values(), strict=True
        ):
            if before != after:
                if field == "parent_unit":
                    before, after = self._unit_name(before), self._unit_name(after)
                elif field == "leader":
                    before, after = self._person_name(before), self._person_name(after)
                self._show(Change("unit", "changed", unit.code, unit.name, field, before, after))

    def _show_person(
        self, at: int, what: str, before: tuple[Any, ...], after: tuple[Any, ...]
    ) -> None:
        for field, one, other in zip(_PERSON_FIELDS, before, after, strict=True):
            if one != other:
                shown = self._shown(at, field, one, other)
                self._show(Change("person", what, after[0], after[1], *shown))

    def _shown(
        self, at: int, field: str, before: object, after: object
    ) -> tuple[str, object, object]:
        """A field of a person as it is shown, with what it was and will be."""
        if field == "unit":
            return field, self._unit_name(before), self._unit_name(after)
        if field == "fte" and isinstance(before, int) and isinstance(after, int):
            return field, unscaled(before, 100), unscaled(after, 100)
        if field == "set_superior":
            led_by, leads_now = self._before.superior(at), self._after.superior(at)
            if led_by != leads_now:
                field, before, after = "superior", led_by, leads_now
            return field, self._person_name(before), self._person_name(after)
        return field, before, after

    def _unit_name(self, number: object) -> str | None:
        unit = self._organisation.units.get(number) if isinstance(number, int) else None
        return unit.name if unit else None

    def _person_name(self, number: object) -> str | None:
        at = self._people.find(number) if isinstance(number, int) else None
        return None if at is None else self._texts.name(at)
