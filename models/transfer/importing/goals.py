"""The import of adopted goals: what a file would change, and the change itself.

A goal is known by its code within its year, else by whose it is and what it says. The same file
twice changes nothing; a goal that is gone from the file stays as it is. Goals of a closed year can
only be found unchanged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database import database, writing_much
from models.derived import as_of
from models.problems import Problem
from models.transfer.importing.goal_drafts import stored_goals
from models.transfer.importing.goal_filling import Filling
from models.transfer.importing.goal_weighing import CHANGED, NEW, GoalWeighing
from models.transfer.importing.plan import Detected
from models.transfer.importing.record_plan import (
    RecordPlan,
    RecordResult,
    record_import,
    result_of,
    state,
)
from models.transfer.importing.record_staging import stage_records
from models.transfer.importing.report import Report
from models.transfer.importing.writing import execute
from models.transfer.progress import Progress, untold
from models.year import ensure_year

if TYPE_CHECKING:
    from datetime import date

    from models.rules import Rules
    from models.transfer.importing.plan import ImportRequest


def prepare(
    request: ImportRequest, today: date, rules: Rules, progress: Progress = untold
) -> RecordPlan:
    """Read the file and hold it against the open database; nothing is written.

    A goal without a year is of the dialogue year that is on. Raises what
    :func:`models.transfer.importing.record_staging.stage_records` raises.
    """
    report = Report()
    staged = stage_records(request, report, progress)
    with database.transaction("DEFERRED"):
        goals = stored_goals()
        year = as_of(today, rules).year
    filling = Filling(staged, goals, report, year, today.year)
    filling.run()
    weighing = GoalWeighing(goals, filling.years, staged.has("owner_kind"))
    if weighing.counts.not_in_file:
        report.tell("goals-not-in-file", None, weighing.counts.not_in_file)
    source = staged.source
    return RecordPlan(
        kind="goals",
        detected=Detected.of(source),
        columns={name: source.headings[at] for name, at in staged.match.columns.items()},
        unmatched=staged.match.unmatched,
        counts=weighing.counts,
        changes=tuple(weighing.changes),
        change_total=weighing.change_total,
        problems=report.problems,
        remarks=report.remarks,
        work=weighing.work,
        today=today,
        rules=rules,
    )


def apply(plan: RecordPlan, progress: Progress = untold) -> RecordResult:
    """Write what ``plan`` says, in one transaction with one journal entry; all of it or nothing.

    Sees that this year is open if it has new goals. Raises ``changed-meanwhile`` if anything that
    the plan builds on has been written since it was made: it is to be made again.
    """
    if plan.is_empty:
        return result_of(plan)
    with writing_much():
        if state() != plan.work.seen:
            raise Problem("changed-meanwhile", kind="import")
        if any(values[1] == plan.today.year for values in plan.work.new):
            ensure_year(plan.today.year, plan.rules)
        # New goals may serve each other in any order.
        database.execute_sql("PRAGMA defer_foreign_keys = ON")
        work = plan.work
        # A code may go from one goal to another: those that have it are written first.
        execute(((CHANGED, work.changed), (NEW, work.new)), work.size, progress)
        record_import(plan)
    return result_of(plan)
