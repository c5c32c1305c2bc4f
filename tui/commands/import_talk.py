"""What the import says on stderr: what the file is, what would change, what stays out."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from models.transfer.columns.table import COLUMNS
from models.transfer.importing.record_plan import RecordPlan
from tui.gate import plain
from tui.languages import N_, _, current, ngettext, number
from tui.sentences import cell_word, remark_sentence, row_sentence

if TYPE_CHECKING:
    from models.transfer.importing.kinds import AnyPlan, AnyResult
    from models.transfer.importing.plan import (
        BadRow,
        Change,
        Detected,
        PeopleCounts,
        UnitCounts,
    )
    from models.transfer.importing.record_plan import RecordCounts

FEW = 20
"""So many changes are shown before the question."""
DELIMITER = {
    ";": N_("semicolon"),
    ",": N_("comma"),
    "\t": N_("tab"),
    "|": N_("vertical bar"),
}
WHAT = {
    "new": N_("new"),
    "changed": N_("changed"),
    "ended": N_("ended"),
    "back": N_("back again"),
}


def tell_plan(plan: AnyPlan, whole: bool) -> None:
    """What the file was taken for and what would change: all that is known, or the first few."""
    _tell_file(plan.detected)
    for field, heading in plan.columns.items():
        _say(f"  {plain(heading, 40)} → {field}")
    if plan.unmatched:
        headings = "; ".join(plain(heading, 40) for heading in plan.unmatched)
        _say(_("Columns that are not used: {headings}").format(headings=headings))
    for remark in plan.remarks:
        _say(remark_sentence(remark.code, {**remark.facts, "line": remark.line}))
    for bad in plan.problems:
        _say(_bad_row(bad))
    _tell_changes(plan, len(plan.changes) if whole else FEW)
    if isinstance(plan, RecordPlan):
        _say(_records(plan.kind, plan.counts))
        return
    _say(_units(plan.units))
    if plan.kind == "people":
        _say(_people(plan.people))


def tell_result(result: AnyResult) -> None:
    """What has been done."""
    _say(_("Done."))
    if result.left_out:
        text = ngettext(
            "{count} fault in the file kept something out.",
            "{count} faults in the file kept something out.",
            result.left_out,
        )
        _say(text.format(count=number(result.left_out)))


def _tell_file(found: Detected) -> None:
    about = [found.format.upper()]
    if found.encoding:
        about.append(found.encoding)
    if found.delimiter:
        about.append(_(DELIMITER.get(found.delimiter, found.delimiter)))
    if found.sheet:
        about.append(_("sheet {name}").format(name=plain(found.sheet, 40)))
    about.append(_("headings on line {line}").format(line=found.header_line))
    _say(f"{plain(found.file, 200)}: {', '.join(about)}")


def _bad_row(bad: BadRow) -> str:
    return _("Line {line}: {text}").format(line=bad.line, text=row_sentence(bad.problem))


def _tell_changes(plan: AnyPlan, limit: int) -> None:
    for change in plan.changes[:limit]:
        _say("  " + _change(change))
    more = plan.change_total - min(limit, len(plan.changes))
    if more > 0:
        text = ngettext("  and {count} more change", "  and {count} more changes", more)
        _say(text.format(count=number(more)))


def _change(change: Change) -> str:
    who = " ".join(plain(part, 60) for part in (change.number, change.name) if part)
    text = f"{_(WHAT.get(change.what, change.what))}: {who}"
    if change.what != "changed" and change.kind != "measurement":
        return text
    field = COLUMNS.get(change.field)
    heading = field.words[current()] if field else plain(change.field, 40)
    before, after = (_shown(change.field, one) for one in (change.before, change.after))
    if change.kind == "measurement" and change.what == "new":
        return f"{text}: {heading}: {after}"
    return f"{text}: {heading}: {before} → {after}"


def _shown(field: str, value: object) -> str:
    return plain(cell_word(field, value), 60) or "–"


def _units(counts: UnitCounts) -> str:
    text = _(
        "Units: {new} new, {changed} changed, {unchanged} unchanged, {not_in_file} not in the file"
    )
    return text.format(
        new=number(counts.new),
        changed=number(counts.changed),
        unchanged=number(counts.unchanged),
        not_in_file=number(counts.not_in_file),
    )


def _records(kind: str, counts: RecordCounts) -> str:
    if kind == "goals":
        text = _(
            "Goals: {new} new, {changed} changed, {unchanged} unchanged, {not_in_file} not in the"
            " file"
        )
    else:
        text = _(
            "Measured values: {new} new, {changed} changed, {unchanged} unchanged, {not_in_file}"
            " not in the file, {without_value} rows without a value"
        )
    return text.format(
        new=number(counts.new),
        changed=number(counts.changed),
        unchanged=number(counts.unchanged),
        not_in_file=number(counts.not_in_file),
        without_value=number(counts.without_value),
    )


def _people(counts: PeopleCounts) -> str:
    text = _(
        "People: {new} new, {changed} changed, {unchanged} unchanged, {ended} ended, {back} back"
        " again, {only_named} known only as somebody's leader"
    )
    return text.format(
        new=number(counts.new),
        changed=number(counts.changed),
        unchanged=number(counts.unchanged),
        ended=number(counts.ended),
        back=number(counts.back),
        only_named=number(counts.only_named),
    )


def _say(text: str) -> None:
    print(text, file=sys.stderr)
