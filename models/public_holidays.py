"""The days of the year on which nobody in Norway is called to a talk."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

FIXED = ((1, 1), (5, 1), (5, 17), (12, 25), (12, 26))
"""New Year's Day, 1 and 17 May (lov om 1 og 17 mai, 1947), and Christmas: month and day."""

FROM_EASTER = (-3, -2, 0, 1, 39, 49, 50)
"""Maundy Thursday, Good Friday, Easter, Ascension and Whitsun (lov om helligdager, 1995, § 2), in
days from Easter Sunday."""


@cache
def public_holidays(year: int) -> frozenset[date]:
    """The Norwegian public holidays of a year; Sundays that are no feast are not among them."""
    # Only planning needs it, so it is loaded then.
    from dateutil.easter import easter

    sunday: date = easter(year)
    fixed = {date(year, month, day) for month, day in FIXED}
    return frozenset(fixed | {sunday + timedelta(days) for days in FROM_EASTER})


def is_working_day(day: date) -> bool:
    """Whether ``day`` is from Monday to Friday and no public holiday."""
    return day.weekday() < 5 and day not in public_holidays(day.year)
