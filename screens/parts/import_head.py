"""What a file was taken for, and what would come of it in figures."""

from __future__ import annotations

from pathlib import Path

from textual.content import Content
from textual.widgets import Static

from models.problems import Problem
from models.transfer.importing.kinds import AnyPlan
from models.transfer.importing.plan import Detected
from models.transfer.importing.record_plan import RecordPlan
from tui.gate import plain
from tui.languages import _, number
from tui.sentences import heading_of
from tui.words import FILE_KIND, word

Count = tuple[str, int, str]
"""A template with ``{count}``, the count, and its style."""


class ImportHead(Static):
    """The file, how it is written, and how much would be new, changed and ended."""

    DEFAULT_CSS = """
    ImportHead {
        height: 4;
        padding: 0 1;
        border-bottom: solid $line;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def show(self, plan: AnyPlan) -> None:
        """Draw the head of this plan."""
        lines = _lines(plan)
        self.update(Content("\n").join((_file(plan.detected), *lines)))


def _lines(plan: AnyPlan) -> tuple[Content, Content]:
    if not isinstance(plan, RecordPlan):
        people, units = plan.people, plan.units
        return (
            _counts(
                _("People"),
                (_("{count} new"), people.new + people.only_named, "$success"),
                (_("{count} changed"), people.changed, "$primary"),
                (_("{count} back"), people.back, "$success"),
                (_("{count} gone, to be ended"), people.ended, "$warning"),
                (_("{count} unchanged"), people.unchanged, "$muted"),
            ),
            _counts(
                _("Units"),
                (_("{count} new"), units.new, "$success"),
                (_("{count} changed"), units.changed, "$primary"),
                (_("{count} not in the file"), units.not_in_file, "$muted"),
                (_("{count} unchanged"), units.unchanged, "$muted"),
            ),
        )
    if plan.blocked is not None:
        return _holds(plan), Content.styled(_wanting(plan.blocked), "$warning")
    counts = plan.counts
    return _holds(plan), _counts(
        _("Rows"),
        (_("{count} new"), counts.new, "$success"),
        (_("{count} changed"), counts.changed, "$primary"),
        (_("{count} left out"), len(plan.problems), "$warning"),
        (_("{count} without a value"), counts.without_value, "$muted"),
        (_("{count} not in the file"), counts.not_in_file, "$muted"),
        (_("{count} unchanged"), counts.unchanged, "$muted"),
    )


def _file(found: Detected) -> Content:
    how = [plain(found.format.upper()), plain(found.encoding or ""), _delimiter(found.delimiter)]
    if found.sheet:
        how.append(_("sheet {name}").format(name=plain(found.sheet, 40)))
    how.append(_("headings on line {line}").format(line=number(found.header_line)))
    return Content.assemble(
        (plain(Path(found.file).name, 60), "bold"),
        ("   " + " · ".join(part for part in how if part), "$muted"),
    )


def _holds(plan: RecordPlan) -> Content:
    label = _("Holds")
    return Content.assemble((plain(label).ljust(11), "$muted"), plain(word(FILE_KIND, plan.kind)))


def _wanting(problem: Problem) -> str:
    """Which fields must have a column before anything can be read."""
    fields = problem.facts.get("wanted") or problem.facts.get("fields")
    names = [heading_of(str(one)) for one in fields] if isinstance(fields, tuple) else []
    text = _("Enter chooses a column for a field. Wanted: {fields}")
    return plain(text.format(fields=", ".join(names)))


def _delimiter(sign: str | None) -> str:
    names = {";": _("semicolon"), ",": _("comma"), "\t": _("tab"), "|": _("bar")}
    return names.get(sign or "", "")


def _counts(label: str, *counts: Count) -> Content:
    parts: list[Content] = []
    for template, count, style in counts:
        if count:
            parts += [
                Content(" · " if parts else ""),
                Content.styled(plain(template.format(count=number(count))), style),
            ]
    nothing = Content.styled(_("none"), "$muted")
    return Content.assemble((plain(label).ljust(11), "$muted"), *(parts or [nothing]))
