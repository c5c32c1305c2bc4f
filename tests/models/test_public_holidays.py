"""Norwegian public holidays, against the calendars of two years."""

from __future__ import annotations

from datetime import date

import pytest

from models.public_holidays import is_working_day, public_holidays

CALENDARS = {
    2026: [
        "01-01",
        "04-02",
        "04-03",
        "04-05",
        "04-06",
        "05-01",
        "05-14",
        "05-17",
        "05-24",
        "05-25",
    ],
    2027: ["01-01", "03-25", "03-26", "03-28", "03-29", "05-01", "05-06", "05-16", "05-17"],
}


@pytest.mark.parametrize("year", CALENDARS)
def test_the_holidays_are_those_of_the_calendar(year: int) -> None:
    printed = {date.fromisoformat(f"{year}-{day}") for day in (*CALENDARS[year], "12-25", "12-26")}
    assert public_holidays(year) == printed


def test_nobody_is_called_in_on_a_weekend_or_a_holiday() -> None:
    assert is_working_day(date(2027, 3, 24))
    assert not is_working_day(date(2027, 3, 25))
    assert not is_working_day(date(2027, 3, 27))
    assert is_working_day(date(2027, 3, 30))
