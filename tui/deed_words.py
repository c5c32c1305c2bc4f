"""What a step was, in words: how many of what, or which one, and what was done to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models.deed import Deed
from tui.languages import ngettext, number
from tui.words import DEED, RECORD, word

COUNTED: Mapping[str, Callable[[int], str]] = {
    "unit": lambda count: ngettext("{count} unit", "{count} units", count),
    "person": lambda count: ngettext("{count} person", "{count} people", count),
    "goal": lambda count: ngettext("{count} goal", "{count} goals", count),
    "measurement": lambda count: ngettext("{count} value", "{count} values", count),
    "dialogue": lambda count: ngettext("{count} dialogue", "{count} dialogues", count),
    "topic": lambda count: ngettext("{count} topic", "{count} topics", count),
    "note": lambda count: ngettext("{count} note", "{count} notes", count),
    "commitment": lambda count: ngettext("{count} commitment", "{count} commitments", count),
    "appraisal": lambda count: ngettext("{count} appraisal", "{count} appraisals", count),
}
"""Kinds of which one command may write many."""


def deed_in_words(deed: Deed) -> str:
    """Such as “60 dialogues planned”, or “person edited (Liv Berg)”."""
    what = many_in_words(deed.kind, deed.action, deed.count)
    return f"{what} ({deed.name})" if deed.name else what


def many_in_words(kind: str, action: str, count: int) -> str:
    """What was done to how many of a kind; ``action`` may name the kind, too."""
    what = word(RECORD, kind)
    if count > 1 and kind in COUNTED:
        what = COUNTED[kind](count).format(count=number(count))
    return f"{what} {word(DEED, action.rpartition('.')[2])}"
