"""When the goals of the sample municipality were measured, and how the values are kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from models.fields import scaled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from models.sample.rows import Rows

DECEMBER_31 = (12, 31)
LAST_YEAR = ((4, 30), (8, 31), DECEMBER_31)
"""The ends of the four-month reports."""
ONCE_A_YEAR = ((11, 2),)


class Clock(Struct, frozen=True):
    """The days of measuring, as seen from ``today``."""

    today: date

    @property
    def years(self) -> tuple[int, int]:
        """Last year and this one."""
        return self.today.year - 1, self.today.year

    def last_year(self, when: str) -> list[date]:
        """The days of last year on which a ``month`` or ``year`` figure was read."""
        days = ONCE_A_YEAR if when == "year" else LAST_YEAR
        return [date(self.today.year - 1, *day) for day in days]

    def this_year(self) -> list[date]:
        """The ends of the two latest months of this year that are over; none in January."""
        ends = [
            date(self.today.year, month, 1) - timedelta(days=1)
            for month in range(2, self.today.month + 1)
        ]
        return ends[-2:]


def add_series(
    rows: Rows, goal_id: int, days: Sequence[date], start: Decimal, end: Decimal, source: str
) -> None:
    """Note a value for each of ``days``, even steps on the way from ``start`` to ``end``."""
    for count, day in enumerate(days, start=1):
        value = start + (end - start) * count / len(days)
        rows.add(
            "measurement",
            goal_id=goal_id,
            measured_on=day.isoformat(),
            value=millionths(value.quantize(end)),
            source=source,
        )


def millionths(value: Decimal | None) -> int | None:
    """A goal's value as it is stored."""
    return None if value is None else scaled(value, 1_000_000)
