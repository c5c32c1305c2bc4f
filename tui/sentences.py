"""Sentences for problems and flags: the models give codes and facts, the words are found here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from models.problems import Problem
from tui.gate import plain
from tui.languages import N_, _, current, day, decimal, ngettext, number
from tui.problem_sentences import PROBLEMS
from tui.remark_sentences import REMARKS
from tui.words import MILESTONE, RECORD, word

if TYPE_CHECKING:
    pass

NOT_A_TABLE = {
    "zip": N_("a ZIP file"),
    "xls": N_("an old workbook (XLS)"),
    "ods": N_("an OpenDocument sheet"),
    "html": N_("a web page"),
    "pdf": N_("a PDF"),
    "binary": N_("a file without text"),
}
"""What a file was found to be; other kinds go by their own names."""
REASON = {
    "ENOSPC": N_("the disk is full"),
    "EDQUOT": N_("your share of the disk is full"),
    "EROFS": N_("the disk is read-only"),
    "EFBIG": N_("the file is too large for the disk"),
    "EIO": N_("the disk has failed"),
    "ENAMETOOLONG": N_("the name is too long"),
    "EMFILE": N_("too many files are open"),
    "ENOLCK": N_("the system has no lock to give"),
    "EBADF": N_("it is closed"),
}
"""Why the system refused, by its own code; other codes stand as they are."""


def sentence(problem: Problem) -> str:
    """What ``problem`` says to a person: what happened, where, and what to do."""
    facts = {"path": _("The database"), "field": problem.field or "", **problem.facts}
    facts.setdefault("text", facts.get("value", ""))
    template = PROBLEMS.get(problem.code)
    if template is None:
        return problem.code
    said = _filled(template, facts)
    nearest = facts.get("nearest") or facts.get("near")
    known = _known(problem) or facts.get("sheets")
    if nearest:
        said += " " + _filled(N_("Did you mean {nearest}?"), {"nearest": nearest})
    elif isinstance(known, tuple):
        said += " " + _filled(N_("Choose among: {known}."), {"known": known})
    return said


def _known(problem: Problem) -> object:
    """What one may choose among: of a fixed vocabulary the words, not the codes."""
    known = problem.facts.get("known")
    if not isinstance(known, tuple):
        return known
    return tuple(cell_word(problem.field or "", one) for one in known)


def cell_word(field: str, value: object) -> str:
    """What stands in a cell of an import's ``field``, in the language and notation in use."""
    from models.transfer.columns.table import COLUMNS

    if value is None or value == "":
        return ""
    if isinstance(value, Decimal):
        return decimal(value)
    if isinstance(value, date):
        return day(value)
    column = COLUMNS.get(field)
    words = column.choices.words.get(str(value)) if column and column.choices else None
    return words[current()] if words else str(value)


def remark_sentence(code: str, facts: Mapping[str, object]) -> str:
    """What a remark about a file says. ``facts`` have the ``count`` of what it is about and, where
    there are any, its first ``lines`` or only the first ``line``."""
    template = REMARKS.get(code)
    if template is None:
        return code
    said = _filled(template, {**facts, **_headings(facts)})
    count = facts.get("count")
    lines = facts.get("lines") or (facts.get("line"),)
    named = [str(line) for line in lines if line is not None] if isinstance(lines, tuple) else []
    if isinstance(count, int) and count > max(1, len(named)) and "{count}" not in template:
        said += " " + _("({count} in all)").format(count=number(count))
    if not named:
        return said
    text = ngettext("Line {lines}: {text}", "Lines {lines}: {text}", len(named))
    return text.format(lines=", ".join(named), text=said)


def _headings(facts: Mapping[str, object]) -> dict[str, object]:
    """The facts that name fields, by the headings that people know them by."""
    field, fields = facts.get("field"), facts.get("fields")
    named: dict[str, object] = {"field": heading_of(str(field))} if field else {}
    if isinstance(fields, tuple):
        named["fields"] = tuple(heading_of(str(one)) for one in fields)
    return named


def heading_of(field: str) -> str:
    """The heading that people know an import's ``field`` by."""
    from models.transfer.columns.table import COLUMNS

    return COLUMNS[field].words[current()] if field in COLUMNS else field


def row_sentence(problem: Problem) -> str:
    """What is wrong with a row of a file, and in which of its columns."""
    from models.transfer.columns.table import COLUMNS

    said = sentence(problem)
    return f"{heading_of(problem.field)}: {said}" if problem.field in COLUMNS else said


def _filled(template: str, facts: Mapping[str, object]) -> str:
    return _(template).format(**{name: _fact(name, value) for name, value in facts.items()})


WORDS = {"kind": RECORD, "found": NOT_A_TABLE, "reason": REASON, "milestone": MILESTONE}
"""Facts that are codes, with their words."""
COUNTS = {"count", "dialogues", "goals", "commitments"}
"""Facts that are written with their thousands apart, as years and lines of files are not."""


def _fact(name: str, value: object) -> str:
    if isinstance(value, str):
        return plain(word(WORDS[name], value) if name in WORDS else value, 200)
    if value is None:
        return "–"
    if isinstance(value, datetime | date):
        return day(value)
    if isinstance(value, Decimal):
        return decimal(value)
    if isinstance(value, int) and name in COUNTS:
        return number(value)
    if isinstance(value, list | tuple):
        between = " → " if name == "path" else ", "
        return between.join(plain(str(one), 60) for one in value)
    return plain(str(value), 200)
