"""The import of measured values: what a file would change, and the change itself.

A value belongs to the goal of its code in the year that it was measured in; else to that of the
last year before which has one, else of the first year after. So a series over many years lies with
the goals of its years, and with one goal where there is but one. A year, or a span of years such as
``2018-19``, counts as measured on its last day, 31 December; the span itself is kept as the source.

The same file twice changes nothing; a value that is gone from the file stays. Values of a closed
year can only be found unchanged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database import database, writing_much
from models.problems import Problem
from models.transfer.importing.measured_rows import CHANGED, NEW, MeasuredRows, stored_values
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

if TYPE_CHECKING:
    from datetime import date

    from models.rules import Rules
    from models.transfer.importing.plan import ImportRequest


def prepare(
    request: ImportRequest, today: date, rules: Rules, progress: Progress = untold
) -> RecordPlan:
    """Read the file and hold it against the open database; nothing is written.

    Raises what :func:`models.transfer.importing.record_staging.stage_records` raises.
    """
    report = Report()
    staged = stage_records(request, report, progress)
    with database.transaction("DEFERRED"):
        stored = stored_values()
    rows = MeasuredRows(staged, stored, report, today)
    rows.run()
    counts = rows.counts()
    if counts.not_in_file:
        report.tell("measurements-not-in-file", None, counts.not_in_file)
    source = staged.source
    return RecordPlan(
        kind="measurements",
        detected=Detected.of(source),
        columns={name: source.headings[at] for name, at in staged.match.columns.items()},
        unmatched=staged.match.unmatched,
        counts=counts,
        changes=tuple(rows.changes),
        change_total=rows.work.size,
        problems=report.problems,
        remarks=report.remarks,
        work=rows.work,
        today=today,
        rules=rules,
    )


def apply(plan: RecordPlan, progress: Progress = untold) -> RecordResult:
    """Write what ``plan`` says, in one transaction with one journal entry; all of it or nothing.

    Raises ``changed-meanwhile`` if anything that the plan builds on has been written since it was
    made: it is to be made again.
    """
    if plan.is_empty:
        return result_of(plan)
    with writing_much():
        if state() != plan.work.seen:
            raise Problem("changed-meanwhile", kind="import")
        execute(((CHANGED, plan.work.changed), (NEW, plan.work.new)), plan.work.size, progress)
        record_import(plan)
    return result_of(plan)
