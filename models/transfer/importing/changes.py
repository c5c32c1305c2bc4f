"""What an import changes, counted, shown, and as rows to write."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from models.fields import unscaled
from models.transfer.importing.plan import SHOWN, Change, PeopleCounts, UnitCounts, Work

if TYPE_CHECKING:
    from models.transfer.importing.draft_lines import DraftLines, LinesBefore
    from models.transfer.importing.drafts import Organisation, PersonDraft, UnitDraft

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

    def __init__(self, organisation: Organisation, before: LinesBefore, after: DraftLines) -> None:
        self._organisation = organisation
        self._before = before
        self._after = after
        self.changes: list[Change] = []
        """The first :data:`SHOWN`."""
        self.change_total = 0
        self.work = Work(organisation.seen, [], [], [], [])
        self.units = self._weigh_units()
        self.people = self._weigh_people()

    def _weigh_units(self) -> UnitCounts:
        counts = Counter[str]()
        for unit in self._organisation.units.values():
            if unit.stored is None:
                counts["new"] += 1
                self.work.new_units.append((unit.id, *unit.values()))
                self._show_new("unit", unit.code, unit.name)
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
        for person in self._organisation.people.values():
            what = _what(person)
            if what == "unchanged":
                counts[what] += person.line is not None
                continue
            counts[what] += 1
            if person.stored is None:
                self.work.new_people.append(person)
                self._show_new("person", person.employee_no, person.name)
            else:
                self.work.changed_people.append((*person.values(), person.id, person.revision))
                self._show_person(person, "changed" if what == "unchanged" else what)
        return PeopleCounts(**counts)

    def _show_new(self, kind: str, number: str | None, name: str) -> None:
        self.change_total += 1
        if len(self.changes) < SHOWN:
            self.changes.append(Change(kind, "new", number, name, "", None, None))

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

    def _show_person(self, person: PersonDraft, what: str) -> None:
        for field, before, after in zip(
            _PERSON_FIELDS, person.stored or (), person.values(), strict=True
        ):
            if before != after:
                self._show_field(person, what, field, before, after)

    def _show_field(
        self, person: PersonDraft, what: str, field: str, before: object, after: object
    ) -> None:
        if field == "unit":
            before, after = self._unit_name(before), self._unit_name(after)
        elif field == "fte" and isinstance(before, int) and isinstance(after, int):
            before, after = unscaled(before, 100), unscaled(after, 100)
        elif field == "set_superior":
            led_by, leads_now = self._before.superior(person), self._after.superior(person)
            if led_by != leads_now:
                field, before, after = "superior", led_by, leads_now
            before, after = self._person_name(before), self._person_name(after)
        self._show(Change("person", what, person.employee_no, person.name, field, before, after))

    def _unit_name(self, number: object) -> str | None:
        unit = self._organisation.units.get(number) if isinstance(number, int) else None
        return unit.name if unit else None

    def _person_name(self, number: object) -> str | None:
        person = self._organisation.people.get(number) if isinstance(number, int) else None
        return person.name if person else None


def _what(person: PersonDraft) -> str:
    if person.stored is None:
        return "only_named" if person.only_named else "new"
    if person.stored == person.values():
        return "unchanged"
    if person.stored_status == "ended" != person.status:
        return "back"
    if person.line is None and person.status == "ended" != person.stored_status:
        return "ended"
    return "changed"
