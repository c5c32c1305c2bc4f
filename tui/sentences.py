"""Sentences for problems and flags: the models give codes and facts, the words are found here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from models.line_of_sight import LINE_OF_SIGHT_RULES
from models.problems import Problem
from tui.gate import plain
from tui.languages import N_, _, current, day, decimal, ngettext, number
from tui.problem_sentences import PROBLEMS
from tui.remark_sentences import REMARKS
from tui.words import MILESTONE, RECORD, word

if TYPE_CHECKING:
    from models.flags import Flag

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
    known = facts.get("known") or facts.get("sheets")
    if nearest:
        said += " " + _filled(N_("Did you mean {nearest}?"), {"nearest": nearest})
    elif isinstance(known, tuple):
        said += " " + _filled(N_("Choose among: {known}."), {"known": known})
    return said


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
    from models.transfer.columns.table import COLUMNS

    def heading(field: object) -> str:
        return COLUMNS[str(field)].words[current()] if field in COLUMNS else str(field)

    field, fields = facts.get("field"), facts.get("fields")
    named: dict[str, object] = {"field": heading(field)} if field else {}
    if isinstance(fields, tuple):
        named["fields"] = tuple(heading(one) for one in fields)
    return named


def flag_sentence(flag: Flag) -> str:
    """A flag with its figures."""
    value, limit = flag.value or 0, flag.limit or 0
    return _template(flag, value).format(
        value=number(value),
        limit=number(limit),
        name=plain(flag.name, 80),
        unit=plain(flag.unit, 80),
        text=plain(flag.text, 80),
        day=day(flag.day) if flag.day else "",
        year=flag.limit or "",
    )


def _template(flag: Flag, value: int) -> str:
    if flag.rule in LINE_OF_SIGHT_RULES:
        return _of_line_of_sight(flag)
    match flag.rule:
        case "span-severe" | "span-over":
            text = _("{value} people report straight to {name}; the limit is {limit}.")
        case "span-under":
            text = _("{value} people report straight to {name}; at least {limit} are wanted.")
        case "staff-without-goals":
            text = _("{value} of {limit} who report to {name} have no goals of their own.")
        case "dialogue-overdue":
            text = _("The dialogue with {name} was due on {day} and is not recorded as held.")
        case "dialogue-not-planned":
            text = _("No dialogue with {name} has been planned in this round.")
        case "goal-not-measurable":
            text = _("The goal “{text}” lacks indicator, unit, baseline, target or date.")
        case "commitment-overdue":
            text = ngettext(
                "“{text}”, which {name} owes, is {value} day overdue.",
                "“{text}”, which {name} owes, is {value} days overdue.",
                value,
            )
        case "vacant-unit":
            text = _("{unit} has no leader.")
        case _:
            text = _("{name} has no superior.")
    return text


def _of_line_of_sight(flag: Flag) -> str:
    """Who does not carry a goal, for whom it means nothing, or why it has no line of sight."""
    if flag.rule == "goal-without-meaning":
        return _("“{text}” does not say what it means for {name}.")
    if flag.rule == "adopted-goal-uncarried":
        if not flag.value:
            return _("The adopted goal “{text}” is carried by nobody, and no goal serves it.")
        return ngettext(
            "The adopted goal “{text}” is carried by nobody; {value} goal serves it.",
            "The adopted goal “{text}” is carried by nobody; {value} goals serve it.",
            flag.value,
        )
    return _("{name}: ") + _broken_line(flag) if flag.name else _broken_line(flag)


def _broken_line(flag: Flag) -> str:
    if flag.value is None:
        return _("“{text}” serves itself in the end, and no adopted goal.")
    if flag.day:
        if flag.value:
            return _("“{text}” leads up to a goal that serves one repealed on {day}.")
        return _("“{text}” serves a goal that was repealed on {day}.")
    if flag.limit:
        if flag.value:
            return _("“{text}” leads up to a goal that serves one of another year, {year}.")
        return _("“{text}” serves a goal of another year, {year}.")
    if not flag.value:
        return _("“{text}” serves no goal that is in force.")
    return ngettext(
        "“{text}” serves {value} goal above it, which leads to no adopted one.",
        "“{text}” serves {value} goals above it, which lead to no adopted one.",
        flag.value,
    )


def _filled(template: str, facts: Mapping[str, object]) -> str:
    return _(template).format(**{name: _fact(name, value) for name, value in facts.items()})


WORDS = {"kind": RECORD, "found": NOT_A_TABLE, "reason": REASON, "milestone": MILESTONE}
"""Facts that are codes, with their words."""


def _fact(name: str, value: object) -> str:
    if isinstance(value, str):
        return plain(word(WORDS[name], value) if name in WORDS else value, 200)
    if value is None:
        return "–"
    if isinstance(value, datetime | date):
        return day(value)
    if isinstance(value, Decimal):
        return decimal(value)
    if isinstance(value, list | tuple):
        between = " → " if name == "path" else ", "
        return between.join(plain(str(one), 60) for one in value)
    return plain(str(value), 200)
