"""The kinds of file that can be imported: which one a file is of, and how each is brought in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.problems import Problem
from models.transfer.columns.table import IMPORTS
from models.transfer.importing import goals, measurements, people
from models.transfer.importing.arguments import check_values
from models.transfer.importing.matching import match
from models.transfer.importing.plan import BadRow, Detected, ImportPlan, ImportResult
from models.transfer.importing.record_plan import (
    RecordCounts,
    RecordPlan,
    RecordResult,
    RecordWork,
)
from models.transfer.importing.staging import OF_A_PERSON
from models.transfer.progress import Progress, untold
from models.transfer.reading.reading import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from models.rules import Rules
    from models.transfer.importing.plan import ImportRequest

AnyPlan = ImportPlan | RecordPlan
AnyResult = ImportResult | RecordResult
KINDS = tuple(IMPORTS)
"""``people`` (with units), ``goals``, ``measurements``."""
_UNREAD = frozenset(("columns-missing", "columns-ambiguous", "fields-missing"))
_OF_A_GOAL = frozenset(
    (
        *("goal_code", "goal_kind", "indicator", "measure", "direction", "baseline", "target"),
        *("band", "adopted_by", "case_no", "adopted_on"),
    )
)


def prepare(
    request: ImportRequest, today: date, rules: Rules, progress: Progress = untold
) -> AnyPlan:
    """What an import of the request's kind would do; raises what that import's own raises."""
    if request.kind == "goals":
        return goals.prepare(request, today, rules, progress)
    if request.kind == "measurements":
        return measurements.prepare(request, today, rules, progress)
    return people.prepare(request, today, rules, progress)


def preview(
    request: ImportRequest, today: date, rules: Rules, progress: Progress = untold
) -> AnyPlan:
    """The same, but where the columns do not tell what a row is about there is a plan without rows,
    so that the columns can be settled; :attr:`RecordPlan.blocked` says what is wanting."""
    try:
        return prepare(request, today, rules, progress)
    except Problem as problem:
        if problem.code not in _UNREAD:
            raise
        return _blocked(request, today, rules, problem)


def apply(plan: AnyPlan, progress: Progress = untold) -> AnyResult:
    """Write what ``plan`` says; raises what the import of its kind raises."""
    if isinstance(plan, ImportPlan):
        return people.apply(plan, progress)
    return (
        goals.apply(plan, progress) if plan.kind == "goals" else measurements.apply(plan, progress)
    )


def headings_of(request: ImportRequest) -> tuple[str, ...]:
    """The headings of the file; raises what :func:`models.transfer.reading.reading.read` does."""
    return read(request.path, sheet=request.sheet, also=request.mapping.values()).headings


def likely_kind(headings: Sequence[str], mapping: Mapping[str, str] | None = None) -> str:
    """What a file with these headings holds; ``people`` unless they tell of something else.

    ``mapping`` are fields that the user has settled: a field that only one kind has tells it.
    """
    able = [kind for kind in KINDS if {one.name for one in IMPORTS[kind]}.issuperset(mapping or ())]
    if mapping and able and "people" not in able:
        return able[0] if "goal" in mapping or len(able) == 1 else _of_goals(headings, able)
    found = {kind: _fields(headings, kind) for kind in KINDS}
    if not found["people"].isdisjoint(OF_A_PERSON):
        return "people"
    if "goal" in found["goals"] and not found["goals"].isdisjoint(_OF_A_GOAL):
        return "goals"
    whole = found["measurements"].issuperset(("goal_code", "measured_on"))
    return "measurements" if whole else "people"


def _of_goals(headings: Sequence[str], able: Sequence[str]) -> str:
    goal = "goal" in _fields(headings, "goals")
    return "goals" if goal and "goals" in able else able[-1]


def _fields(headings: Sequence[str], kind: str) -> set[str]:
    found = match(headings, IMPORTS[kind])
    return {*found.columns, *(name for one in found.ambiguous for name in one.fields)}


def _blocked(request: ImportRequest, today: date, rules: Rules, problem: Problem) -> RecordPlan:
    fields = IMPORTS[request.kind]
    check_values(request.meanings, fields)
    source = read(request.path, sheet=request.sheet, also=request.mapping.values())
    matched = match(source.headings, fields, request.mapping)
    return RecordPlan(
        kind=request.kind,
        detected=Detected.of(source),
        columns={name: source.headings[at] for name, at in matched.columns.items()},
        unmatched=matched.unmatched,
        counts=RecordCounts(),
        changes=(),
        change_total=0,
        problems=(BadRow(source.header_line, problem),),
        remarks=(),
        work=RecordWork(()),
        today=today,
        rules=rules,
        blocked=problem,
    )
