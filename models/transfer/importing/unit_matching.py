"""Which stored unit a row of the file means, or that it is a new one.

A unit is known by its code, else by its name under its parent. What a row leaves empty stays as it
is; so an empty parent does not move a unit to the top.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from models.lines import loops
from models.problems import Problem
from models.transfer.cells.values import fold_id
from models.transfer.importing.unit_mentions import Mention, alike, same_code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.transfer.importing.drafts import Organisation, UnitDraft
    from models.transfer.importing.report import Report

DEEPEST = 64
"""So many units may lie over each other where they are known by their names only."""
Found = tuple[int, ...]
"""The number of the unit meant; several where the file does not say which of them."""


def match_units(
    first: Mapping[Mention, int], organisation: Organisation, report: Report
) -> dict[Mention, Found]:
    """The unit of each mention (with its first line); new ones are added to ``organisation``."""
    return _Matching(first, organisation, report).run()


class _Matching:
    def __init__(
        self, first: Mapping[Mention, int], organisation: Organisation, report: Report
    ) -> None:
        self._first = first
        self._organisation = organisation
        self._report = report
        self._coded = {fold_id(u.code): u for u in organisation.units.values() if u.code}
        self._named: defaultdict[str, list[UnitDraft]] = defaultdict(list)
        for unit in organisation.units.values():
            self._named[alike(unit.name)].append(unit)
        self._under = {unit.parent_id for unit in organisation.units.values()}
        self._new_codes: dict[str, str | None] = {}
        """Name → the code that the file gives it and nothing stored has; ``None`` if several."""
        for one in first:
            if one.code and one.name and fold_id(one.code) not in self._coded:
                name, code = alike(one.name), fold_id(one.code)
                if self._new_codes.setdefault(name, code) != code:
                    self._new_codes[name] = None
        self._in_file: defaultdict[str, list[UnitDraft]] = defaultdict(list)
        """Units with a code that the file names, by name."""
        self._codeless: defaultdict[str, dict[tuple[str | None, str | None], Mention]]
        self._codeless = defaultdict(dict)
        self._by_code: set[int] = set()
        self._below_namesake: set[int] = set()
        self._said: defaultdict[str, dict[int, object]] = defaultdict(dict)
        self._found: dict[Mention, Found] = {}
        self._parents: dict[Mention, int | None] = {}
        self._above: dict[str, int | None] = {}
        self._asked: set[str] = set()

    def run(self) -> dict[Mention, Found]:
        for mention, line in self._first.items():
            if mention.code is None and mention.name:
                parent = alike(mention.parent) if mention.parent else None
                key = mention.parent_code and fold_id(mention.parent_code), parent
                self._codeless[alike(mention.name)].setdefault(key, mention)
            elif mention.code is not None:
                unit = self._with_code(mention.code, mention.name, mention, line)
                self._found[mention] = (unit.id,)
                if mention.names_itself_above:
                    self._below_namesake.add(unit.id)
                self._say(unit, "name", mention.name, line)
        self._tell_of_namesakes()
        for mention, line in self._first.items():
            if mention.parent_code is not None:
                above = self._with_code(mention.parent_code, mention.parent, None, line)
                self._say(above, "name", mention.parent, line)
        for mention in self._first:
            self._unit_of(mention)
        for mention, line in self._first.items():
            self._describe(mention, line)
        self._refuse_loops()
        return self._found

    def _with_code(
        self, code: str, name: str | None, mention: Mention | None, line: int
    ) -> UnitDraft:
        """The unit with ``code``. A stored one of the same name that has no code gets it, if that
        is the only way to read the file."""
        unit = self._coded.get(fold_id(code))
        if unit is None:
            unit = self._without_code_until_now(mention) if mention else None
            if unit is None:
                unit = self._organisation.add_unit(code, name or code, line)
                self._named[alike(unit.name)].append(unit)
            else:
                unit.code = code
                self._report.tell("unit-code-given", line, unit_code=code, unit=unit.name)
            self._coded[fold_id(code)] = unit
        elif unit.code != code:
            self._report.tell("id-case-differs", line, field="unit_code")
        unit.line = unit.line or line
        if unit.id not in self._by_code:
            self._by_code.add(unit.id)
            self._in_file[alike(name or unit.name)].append(unit)
        return unit

    def _without_code_until_now(self, mention: Mention) -> UnitDraft | None:
        if mention.name is None or mention.names_itself_above:
            return None
        name = alike(mention.name)
        stored = [unit for unit in self._named[name] if unit.code is None]
        if self._new_codes.get(name) is None or len(stored) != 1:
            return None
        unit = stored[0]
        if mention.parent is None and mention.parent_code is None:
            return unit
        above = self._organisation.units.get(unit.parent_id or 0)
        if above is None:
            # A unit that others lie under was made as somebody's parent: it may be another one.
            return None if unit.id in self._under else unit
        same_name = mention.parent is not None and alike(mention.parent) == alike(above.name)
        return unit if same_name or same_code(mention.parent_code, above.code) else None

    def _unit_of(self, mention: Mention) -> Found:
        found = self._found.get(mention)
        if found is None:
            found = self._found[mention] = self._by_name(mention)
        return found

    def _by_name(self, mention: Mention) -> Found:
        """The unit of a mention without a code."""
        assert mention.name is not None  # noqa: S101 (a mention has a code or a name)
        line, name = self._first[mention], alike(mention.name)
        same = [unit for unit in self._in_file[name] if self._may_be(unit, mention)]
        if same:
            return tuple(unit.id for unit in same)
        parent = self._parent_of(mention, line)
        if mention in self._found:
            # Units that lie under each other: it was asked for on the way.
            return self._found[mention]
        stored = [unit for unit in self._named[name] if unit.id not in self._by_code]
        if mention.parent is not None or mention.parent_code is not None:
            here = [unit for unit in stored if unit.parent_id == parent]
            stored = here or [
                unit for unit in stored if unit.parent_id is None and unit.code is None
            ]
        return self._one_of(stored, mention, line)

    def _one_of(self, units: list[UnitDraft], mention: Mention, line: int) -> Found:
        if units:
            for unit in units:
                unit.line = unit.line or line
            return tuple(unit.id for unit in units)
        unit = self._organisation.add_unit(None, mention.name or "", line)
        unit.parent_id = self._parent_of(mention, line)
        self._named[alike(unit.name)].append(unit)
        return (unit.id,)

    def _may_be(self, unit: UnitDraft, mention: Mention) -> bool:
        """Whether ``unit``, which the file also names by code, fits a mention without a code."""
        if mention.parent is None and mention.parent_code is None:
            return True
        return any(
            (other.parent_code, other.parent) == (mention.parent_code, mention.parent)
            for other in self._first
            if same_code(other.code, unit.code)
        )

    def _parent_of(self, mention: Mention, line: int) -> int | None:
        """The unit above, ``None`` where the file does not say."""
        if mention not in self._parents:
            self._parents[mention] = self._find_parent(mention, line)
        return self._parents[mention]

    def _find_parent(self, mention: Mention, line: int) -> int | None:
        if mention.parent_code is not None:
            if not same_code(mention.parent_code, mention.code):
                return self._coded[fold_id(mention.parent_code)].id
        elif mention.parent is None:
            return None
        elif mention.code is not None or not mention.names_itself_above:
            return self._named_above(mention.parent, line)
        self._report.tell("unit-own-parent", line, unit=mention.name or mention.code)
        return None

    def _named_above(self, name: str, line: int) -> int | None:
        """The unit that the file gives as a parent by its name only."""
        key = alike(name)
        if key in self._asked:
            # Units that lie under each other; the loop is refused when all parents are known.
            return None
        if len(self._asked) >= DEEPEST:
            self._report.refuse(line, Problem("unit-too-deep", "parent_unit", limit=DEEPEST))
            return None
        if key not in self._above:
            self._asked.add(key)
            self._above[key] = self._search_above(name, key, line)
            self._asked.remove(key)
        return self._above[key]

    def _search_above(self, name: str, key: str, line: int) -> int:
        mentioned = list(self._codeless[key].values())
        if len(mentioned) == 1:
            found = self._unit_of(mentioned[0])
            if len(found) == 1:
                return found[0]
        coded = [unit for unit in self._in_file[key] if unit.id not in self._below_namesake]
        if len(coded) == 1:
            return coded[0].id
        if len(coded) + len(mentioned) > 1:
            self._report.tell("parent-name-shared", line, name=name)
        stored = [unit for unit in self._named[key] if unit.code is None]
        stored = stored or [unit for unit in self._named[key] if unit.id not in self._by_code]
        if len(stored) == 1:
            stored[0].line = stored[0].line or line
            return stored[0].id
        unit = self._organisation.add_unit(None, name, line)
        self._named[key].append(unit)
        return unit.id

    def _describe(self, mention: Mention, line: int) -> None:
        found = self._found[mention]
        if len(found) != 1:
            return
        unit = self._organisation.units[found[0]]
        self._say(unit, "kind", mention.kind, line)
        parent = self._parent_of(mention, line)
        if parent is not None and parent != unit.id:
            self._say(unit, "parent_id", parent, line)

    def _say(self, unit: UnitDraft, field: str, value: object, line: int) -> None:
        """Take the first that the file says; tell of what is said against it further down."""
        if value is None:
            return
        first = self._said[field].setdefault(unit.id, value)
        if first != value:
            self._tell_of_difference(unit, field, first, value, line)
        elif getattr(unit, field) != value:
            if field == "name" and unit.stored:
                facts = {"unit_code": unit.code, "before": unit.name, "after": value}
                self._report.tell("unit-renamed", line, 1, **facts)
            setattr(unit, field, value)

    def _tell_of_difference(
        self, unit: UnitDraft, field: str, first: object, second: object, line: int
    ) -> None:
        remark = f"unit-{field.removesuffix('_id')}-differs"
        if field == "parent_id" and isinstance(first, int) and isinstance(second, int):
            units = self._organisation.units
            first, second = units[first].name, units[second].name
        name = unit.code if field == "name" else unit.name
        self._report.tell(remark, line, unit=name, first=first, second=second)

    def _tell_of_namesakes(self) -> None:
        for units in self._in_file.values():
            if len(units) > 1:
                codes = tuple(unit.code for unit in units)
                self._report.tell(
                    "units-share-name", units[1].line, name=units[0].name, codes=codes
                )

    def _refuse_loops(self) -> None:
        units = self._organisation.units
        while True:
            parents = {u.id: u.parent_id for u in units.values() if u.parent_id is not None}
            found = loops(parents)
            if not found:
                return
            for loop in found:
                path = [units[number].name for number in loop]
                for number in loop[1:]:
                    unit = units[number]
                    if unit.parent_id != unit.stored_parent:
                        unit.parent_id = unit.stored_parent
                        problem = Problem("unit-loop", "parent_unit", path=path)
                        self._report.refuse(unit.line or 1, problem)
