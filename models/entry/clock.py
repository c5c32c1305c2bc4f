"""A time of the day as people type it: ``9``, ``09:30``, ``kl 15.30``."""

from __future__ import annotations

import re

from models.problems import Problem

_CLOCK = re.compile(r"(?:kl\.? ?)?(?P<hour>[0-9]{1,2})(?:[:.](?P<minute>[0-9]{2}))?", re.IGNORECASE)


def parse_clock(text: str) -> int:
    """The minutes from midnight that ``text`` means. Raises ``clock-unreadable`` (text)."""
    found = _CLOCK.fullmatch(" ".join(text.split()))
    hour, minute = (int(found["hour"]), int(found["minute"] or 0)) if found else (99, 0)
    if hour > 23 or minute > 59:
        raise Problem("clock-unreadable", text=text.strip())
    return hour * 60 + minute


def parse_minutes(text: str) -> int:
    """How long a dialogue takes, in minutes. Raises ``minutes-range``."""
    found = re.fullmatch(r"([0-9]{1,4})(?: ?min\.?)?", " ".join(text.split()))
    minutes = int(found[1]) if found else 0
    if not 5 <= minutes <= 600:
        raise Problem("minutes-range", text=text.strip())
    return minutes
