"""When a dialogue is to be: plain records that planning reckons with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from models.public_holidays import is_working_day


class Slot(Struct, frozen=True):
    """A dialogue of ``person_id`` that ``conductor_id`` holds (None: the political body's chair).

    ``start`` is in minutes from midnight, None where only the day is known. ``same_round`` is False
    for a dialogue of another round: it takes its time, and the cascade does not ask for it.
    """

    person_id: int
    conductor_id: int | None
    day: date
    start: int | None
    minutes: int
    same_round: bool = True

    def precedes(self, other: Slot) -> bool:
        """Whether it is over when ``other`` begins; on one day without times it may be."""
        if self.day != other.day:
            return self.day < other.day
        if self.start is None or other.start is None:
            return True
        return self.start + self.minutes <= other.start

    def overlaps(self, other: Slot) -> bool:
        """Whether both go on at one time, as far as times are known."""
        if self.day != other.day or self.start is None or other.start is None:
            return False
        return self.start < other.start + other.minutes and other.start < self.start + self.minutes

    def shares_somebody(self, other: Slot) -> bool:
        """Whether somebody would have to be at both, as conductor or as subject."""
        mine, theirs = {self.person_id, self.conductor_id}, {other.person_id, other.conductor_id}
        return bool(mine & theirs)


class Window(Struct, frozen=True):
    """Where dialogues may be put: the first and last day, the hours of each day in minutes from
    midnight, how long a dialogue takes, and how many a conductor holds in a day at most."""

    first: date
    last: date
    opens: int
    closes: int
    minutes: int
    a_day: int

    def days(self) -> Iterator[date]:
        """Its working days, in order."""
        for number in range((self.last - self.first).days + 1):
            day = self.first + timedelta(number)
            if is_working_day(day):
                yield day


def clock(text: str) -> int:
    """``HH:MM`` in minutes from midnight."""
    hours, _, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)


def clock_text(minutes: int) -> str:
    """Minutes from midnight as ``HH:MM``."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
