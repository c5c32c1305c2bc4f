"""What is to be said of a slot that somebody has put a dialogue into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from models.proposal import Diary
from models.public_holidays import is_working_day
from models.slot import Slot, Window


def remarks(slots: Sequence[Slot], taken: Iterable[Slot], window: Window) -> dict[int, list[str]]:
    """Person → what is odd about their slot, the worst first; nobody who has none.

    ``clash``: somebody would be at two places. ``before-conductor``: the conductor's own dialogue
    comes later. ``after-held``: the subject holds one before their own. ``over-load``: more a day
    than wished. ``day-off``: a weekend or a public holiday. ``outside``: not in the window.
    """
    diary = Diary([*taken, *slots])
    found = {slot.person_id: _of(slot, diary, window) for slot in slots}
    return {person: codes for person, codes in found.items() if codes}


def _of(slot: Slot, diary: Diary, window: Window) -> list[str]:
    own = diary.own(slot.conductor_id)
    checks = {
        "own-conductor": slot.conductor_id == slot.person_id,
        "clash": any(True for _other in diary.met(slot)),
        "before-conductor": own is not None and own is not slot and not own.precedes(slot),
        "after-held": any(
            other is not slot and not slot.precedes(other)
            for other in diary.held_by(slot.person_id)
        ),
        "over-load": diary.load(slot.conductor_id, slot.day) > window.a_day,
        "day-off": not is_working_day(slot.day),
        "outside": not _is_inside(slot, window),
    }
    return [code for code, holds in checks.items() if holds]


def _is_inside(slot: Slot, window: Window) -> bool:
    if not window.first <= slot.day <= window.last:
        return False
    start = window.opens if slot.start is None else slot.start
    return window.opens <= start and start + slot.minutes <= window.closes
