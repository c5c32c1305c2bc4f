"""A sentence for each flag, with its figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models.flags import Flag
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
    counted = COUNTED.get(flag.rule)
    text = counted(value) if counted else _(SENTENCES[flag.rule])
    return text.format(
        value=number(value),
        limit=number(limit),
        name=plain(flag.name, 80),
        unit=plain(flag.unit, 80),
        text=plain(flag.text, 80),
        day=day(flag.day) if flag.day else "",
    )
