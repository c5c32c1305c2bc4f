"""The import of people and units: what a file would change, and the change itself.

The same file twice changes nothing. Whoever is gone from a file of people is ended, never deleted;
a unit that is not in the file stays. A row that cannot be taken in stays out, with its line and
the reason; everything that had to be decided is told.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import asdict, replace

from models import journal
from models.database import database, writing_much
from models.lines import refuse_loops, refuse_unit_loops
from models.problems import Problem
from models.transfer.importing.changes import Weighing
from models.transfer.importing.draft_lines import DraftLines, LinesBefore
from models.transfer.importing.drafts import Organisation, state, stored_organisation
from models.transfer.importing.leader_matching import LeaderMatching
from models.transfer.importing.person_filling import end_the_gone, fill
from models.transfer.importing.person_matching import match_people
from models.transfer.importing.person_texts import PersonTexts
from models.transfer.importing.plan import Detected, ImportPlan, ImportRequest, ImportResult
from models.transfer.importing.report import Report
from models.transfer.importing.staging import Staged, stage
from models.transfer.importing.superior_wishes import set_unit_leaders, wish_superiors
from models.transfer.importing.superiors import settle_superiors
from models.transfer.importing.uncollected import uncollected
from models.transfer.importing.unit_matching import match_units
from models.transfer.importing.unit_mentions import FIELDS, mentions
from models.transfer.importing.writing import write_rows
from models.transfer.progress import Progress, untold
from models.year import ensure_year

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from models.rules import Rules
    from models.transfer.importing.packed import Words
    from models.transfer.importing.unit_matching import Found
    from models.transfer.importing.unit_mentions import Mention

__all__ = ["ImportRequest", "apply", "prepare"]


@uncollected()
def prepare(
    request: ImportRequest, today: date, rules: Rules, progress: Progress = untold
) -> ImportPlan:
    """Read the file and hold it against the open database; nothing is written.

    ``progress`` is told how much is done; reading the file is about half. Raises
    ``Problem`` where the file cannot be read or does not tell what a row is about, see
    :func:`models.transfer.importing.staging.stage`, and ``line-loop`` for a loop that is not of the
    file's making alone.
    """
    report = Report()
    staged = stage(request, report, lambda done, total: progress(done, total and 2 * total))
    # What people are called is read as it is needed, from what is stored now.
    with database.transaction("DEFERRED"):
        weighing = _weighed(staged, report, progress)
    units = weighing.units
    if not staged.has("unit", "unit_code"):
        units = replace(units, not_in_file=0)
    elif units.not_in_file:
        report.tell("units-not-in-file", None, units.not_in_file)
    source = staged.source
    return ImportPlan(
        kind=staged.kind,
        detected=Detected.of(source),
        columns={name: source.headings[at] for name, at in staged.match.columns.items()},
        unmatched=staged.match.unmatched,
        units=units,
        people=weighing.people,
        changes=tuple(weighing.changes),
        change_total=weighing.change_total,
        problems=report.problems,
        remarks=report.remarks,
        work=weighing.work,
        today=today,
        rules=rules,
    )


def apply(plan: ImportPlan, progress: Progress = untold) -> ImportResult:
    """Write what ``plan`` says, in one transaction with one journal entry; all of it or nothing.

    Sees that the year is open, so that there is a round. ``progress`` is called with the rows
    written and how many there are. Raises ``changed-meanwhile`` if units or people have been
    written since the plan was made: it is to be made again.
    """
    result = ImportResult(plan.kind, plan.units, plan.people, len(plan.problems), plan.work.size)
    if plan.is_empty:
        return result
    with writing_much():
        if state() != plan.work.seen:
            raise Problem("changed-meanwhile", kind="import")
        write_rows(plan.work, progress)
        refuse_unit_loops()
        refuse_loops()
        ensure_year(plan.today.year, plan.rules)
        journal.record("import.import", "import", None, _entry(plan))
    return result


def _weighed(staged: Staged, report: Report, progress: Progress) -> Weighing:
    """What would change."""
    count = len(staged.lines)
    organisation = stored_organisation()
    before = LinesBefore(organisation)
    texts = _take_in(staged, organisation, before, report)
    staged.let_go(*staged.match.columns)
    progress(3 * count, 4 * count)
    settle_superiors(staged, organisation, texts, before, report)
    organisation.leave_what_is_removed()
    return Weighing(organisation, texts, before, DraftLines(organisation))


def _take_in(
    staged: Staged, organisation: Organisation, before: LinesBefore, report: Report
) -> PersonTexts:
    """Bring what the file says into the drafts, all but who leads whom in the end."""
    first, of_rows = mentions(staged)
    staged.let_go(*FIELDS)
    units = match_units(first, organisation, report)
    people = organisation.people
    if staged.kind == "units":
        _refuse_ambiguous(staged, units, of_rows, report)
        texts = PersonTexts(people, staged, staged.column("name"))
        if staged.has("leader_no", "leader_name"):
            leaders = LeaderMatching(staged, people, texts, set(), report)
            set_unit_leaders(staged, units, of_rows, organisation, leaders, report)
        return texts
    matched = match_people(staged, people, report)
    texts = PersonTexts(people, staged, matched.names)
    fill(staged, matched, units, of_rows, people, report)
    staged.let_go("fte", "status")
    if staged.has("leader_no", "leader_name"):
        leaders = LeaderMatching(staged, people, texts, matched.vacant, report)
        wish_superiors(staged, matched.people, people, before, leaders, report)
    end_the_gone(staged, organisation, texts, report)
    return texts


def _refuse_ambiguous(
    staged: Staged, units: Mapping[Mention, Found], of_rows: Words, report: Report
) -> None:
    """Refuse the rows of a file of units that can be about several."""
    for row, mention in enumerate(of_rows):
        if mention and len(units[mention]) > 1:
            found, name = len(units[mention]), mention.name or mention.code
            problem = Problem("unit-ambiguous", "unit", unit=name, found=found)
            report.refuse(staged.lines[row], problem)


def _entry(plan: ImportPlan) -> dict[str, tuple[None, object]]:
    """What the journal keeps: the file's name and the figures, nobody's name."""
    figures = {
        f"{kind}_{sort}": count
        for kind, counts in (("units", plan.units), ("people", plan.people))
        for sort, count in asdict(counts).items()
        if count
    }
    entry: dict[str, object] = {"file": Path(plan.detected.file).name, **figures}
    if plan.problems:
        entry["left_out"] = len(plan.problems)
    return {name: (None, value) for name, value in entry.items()}
