"""A day with or without a time of day, as people type it: ``14.3 kl 10.30``, ``i morgen 9``."""

from __future__ import annotations

import re
from datetime import date, time

from msgspec import Struct

from models.entry import day_words
from models.entry.days import parse_day
from models.problems import Problem

_CLOCK = "|".join(map(re.escape, day_words.CLOCK))
_HOUR = "(?P<hour>[0-9]{1,2})"
_MINUTE = "[:.](?P<minute>[0-9]{2})(?::00)?"
# ``2027-03-14T10:30``; elsewhere the time is a word of its own after the day.
_ISO = re.compile(rf"(?P<day>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}})t{_HOUR}{_MINUTE}", re.IGNORECASE)
_DAY_AND_TIME = re.compile(
    rf"(?P<day>.*?\S)(?:\s*,\s*|\s+)(?:(?:{_CLOCK})\s*)?{_HOUR}(?:{_MINUTE})?",
    re.IGNORECASE | re.DOTALL,
)


class Moment(Struct, frozen=True):
    """A day and, if one was given, the local time of day in whole minutes."""

    day: date
    time: time | None = None


def parse_moment(text: str, today: date) -> Moment:
    """Return the day that ``text`` means on ``today``, with the time of day after it if any.

    The day has the forms of :func:`models.entry.days.parse_day` and raises what that raises. The
    time is ``10``, ``10:30`` or ``10.30``, with or without ``kl``, after a space or a comma. Raises
    ``time-does-not-exist`` (text) for a time such as ``10:75``.
    """
    try:
        return Moment(parse_day(text, today))
    except Problem as problem:
        # ``14. mars 2027`` and ``uke 12`` end in figures that are no time: the whole text as a day
        # comes first, and only what is no day at all is taken apart.
        if problem.code != "day-unreadable":
            raise
        match = _ISO.fullmatch(text.strip()) or _DAY_AND_TIME.fullmatch(text.strip())
        if match is None:
            raise
    return Moment(parse_day(match["day"], today), _time(match))


def _time(match: re.Match[str]) -> time:
    try:
        return time(int(match["hour"]), int(match["minute"] or 0))
    except ValueError:
        raise Problem("time-does-not-exist", text=match[0]) from None
