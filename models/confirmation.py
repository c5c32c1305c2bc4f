"""Each side confirms what was agreed; with both the dialogue is locked, until it is reopened.

The lock is a rule of the database itself (``models/migrations/0002``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models import records
from models.database import writing
from models.dialogue import Dialogue, DialogueCard
from models.problems import Problem

SIDES = ("superior", "subject")


def sides_missing(card: DialogueCard) -> tuple[str, ...]:
    """The sides that have not confirmed yet."""
    days = (card.superior_confirmed_on, card.subject_confirmed_on)
    return tuple(side for side, day in zip(SIDES, days, strict=True) if day is None)


def confirm(number: int, revision: int, sides: Sequence[str], day: date) -> bool:
    """Record that these sides confirmed what was agreed. ``not-held-yet`` before it is held."""
    values = {f"{side}_confirmed_on": day for side in sides}
    try:
        return records.edit(Dialogue, number, revision, values, action="confirm")
    except Problem as problem:
        if problem.code != "not-allowed":
            raise
        raise Problem("not-held-yet") from problem


def confirm_all(cards: Sequence[DialogueCard], sides: Sequence[str], day: date) -> int:
    """Record for each dialogue that ``sides`` confirmed, where they have not; how many changed.

    All of them or none: ``not-held-yet`` if one has not been held.
    """
    with writing():
        changed = 0
        for card in cards:
            missing = [side for side in sides_missing(card) if side in sides]
            if missing:
                changed += confirm(card.id, card.revision, missing, day)
    return changed


def reopen(number: int, revision: int) -> bool:
    """Take both confirmations back, so that the dialogue can be changed; whether there were any."""
    values = dict.fromkeys((f"{side}_confirmed_on" for side in SIDES), None)
    return records.edit(Dialogue, number, revision, values, action="reopen")


def reopen_all(cards: Sequence[DialogueCard]) -> None:
    """Reopen each, all of them or none. ``not-confirmed-yet`` where neither side has confirmed."""
    with writing():
        for card in cards:
            if not reopen(card.id, card.revision):
                raise Problem("not-confirmed-yet")
