"""Days and periods as files give them. What a person types is parsed elsewhere, more freely."""

from __future__ import annotations

import re
from datetime import date, datetime

from msgspec import Struct

_TIME = (
    r"(?:[T ]+(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.]\d{2}(?:[.,]\d+)?)?"
    r"(?:Z|[+-]\d\d:?\d\d)?)?"
)
_DAYS = tuple(
    re.compile(pattern + _TIME, re.ASCII)
    for pattern in (
        r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
        r"(?P<year>\d{4})[./](?P<month>\d{1,2})[./](?P<day>\d{1,2})",
        r"(?P<day>\d{1,2})\. ?(?P<month>\d{1,2})\. ?(?P<year>\d{4}|\d{2})",
        r"(?P<day>\d{1,2})[/-](?P<month>\d{1,2})[/-](?P<year>\d{4}|\d{2})",
        r"(?P<year>(?:19|20|21)\d{2})(?P<month>\d{2})(?P<day>\d{2})",
    )
)
_PERIOD = re.compile(r"(\d{4})\s*[-/–—]\s*(\d{4}|\d{2})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)


class Period(Struct, frozen=True):
    """When a value was measured: ``first`` and ``last`` day, ``text`` as the file has it.

    A single day is its own first and last.
    """

    first: date
    last: date
    text: str


def day(text: str) -> date | None:
    """``2027-03-14``, ``14.03.2027``, ``14.3.27``, ``14/03/2027`` (the day first), ``20270314``,
    all with or without a time after; ``None`` for anything else and for days that do not exist."""
    found = moment(text)
    return found.date() if isinstance(found, datetime) else found


def moment(text: str) -> date | datetime | None:
    """As :func:`day`, with its time when the text has one (to the minute)."""
    for pattern in _DAYS:
        found = pattern.fullmatch(text.strip())
        if not found:
            continue
        try:
            whole = date(_year(found["year"]), int(found["month"]), int(found["day"]))
            if found["hour"] is None:
                return whole
            return datetime(  # noqa: DTZ001 (the municipality's own clock)
                whole.year, whole.month, whole.day, int(found["hour"]), int(found["minute"])
            )
        except ValueError:
            return None
    return None


def period(text: str) -> Period | None:
    """A day, a year (``2018``), or years from and to (``2018-19``, ``2013-17``, ``2018-2019``)."""
    text = text.strip()
    if _YEAR.fullmatch(text):
        return _years(int(text), int(text), text)
    found = _PERIOD.fullmatch(text)
    if found:
        first, last = int(found[1]), int(found[2])
        if len(found[2]) == 2:
            last += first - first % 100 + (100 if last < first % 100 else 0)
        # 2018-12 would be a month: no period of years runs for more than twenty.
        return _years(first, last, text) if first < last <= first + 20 else None
    single = day(text)
    return Period(single, single, text) if single else None


def _years(first: int, last: int, text: str) -> Period | None:
    if first < 1900 or last > 2199:
        return None
    return Period(date(first, 1, 1), date(last, 12, 31), text)


def _year(text: str) -> int:
    """Two figures mean 1970 to 2069."""
    year = int(text)
    return year + (2000 if year < 70 else 1900) if len(text) == 2 else year
