"""A sentence for each flag, with its figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models.flags import Flag
from models.line_of_sight import LINE_OF_SIGHT_RULES
from tui.gate import plain
from tui.languages import N_, _, day, ngettext, number

_OVER = N_("{value} people report straight to {name}; the limit is {limit}.")

SENTENCES: Mapping[str, str] = {
    "span-severe": _OVER,
    "span-over": _OVER,
    "span-under": N_("{value} people report straight to {name}; at least {limit} are wanted."),
    "staff-without-goals": N_(
        "{value} of {limit} who report to {name} have no goals of their own."
    ),
    "dialogue-overdue": N_(
        "The dialogue with {name} was due on {day} and is not recorded as held."
    ),
    "dialogue-not-planned": N_("No dialogue with {name} has been planned in this round."),
    "goal-not-measurable": N_("The goal “{text}” lacks indicator, unit, baseline, target or date."),
    "conductor-in-own-line": N_("{text} holds the dialogue with {name}, and reports to them."),
    "agreement-missing": N_("{name} has no leader agreement."),
    "agreement-expired": N_("The leader agreement of {name} ran out on {day}."),
    "vacant-unit": N_("{unit} has no leader."),
    "no-superior": N_("{name} has no superior."),
}

COUNTED: Mapping[str, Callable[[int], str]] = {
    "commitment-overdue": lambda value: ngettext(
        "“{text}”, which {name} owes, is {value} day overdue.",
        "“{text}”, which {name} owes, is {value} days overdue.",
        value,
    ),
    "cascade-broken": lambda value: ngettext(
        "{name} has held {value} dialogue before having had their own.",
        "{name} has held {value} dialogues before having had their own.",
        value,
    ),
    "agreement-incomplete": lambda value: ngettext(
        "The leader agreement of {name} lacks {value} thing.",
        "The leader agreement of {name} lacks {value} things.",
        value,
    ),
}
"""Those whose words depend on the figure."""


def flag_sentence(flag: Flag) -> str:
    """A flag with its figures."""
    value, limit = flag.value or 0, flag.limit or 0
    text = _template(flag, value)
    return text.format(
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
    counted = COUNTED.get(flag.rule)
    return counted(value) if counted else _(SENTENCES[flag.rule])


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
