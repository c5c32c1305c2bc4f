"""The year as a calendar: its weeks, rounds and milestones, and what each conductor has to hold.

Weeks are those of ISO 8601, so that every day lies in one week of one year: 1 January 2027 is in
week 53 of 2026.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from msgspec import Struct

from models.database import rows, with_days
from models.dialogue_status import STATUS
from models.year import RoundCard, all_rounds

TALKS = f"""
SELECT coalesce(c.id, 0) AS conductor_id, coalesce(c.name, '') AS conductor, c.sort_key,
       d.id, d.round_id, p.id AS person_id, p.name, coalesce(d.held_on, d.planned_on) AS day,
       CASE WHEN coalesce(d.held_on, d.planned_on) = d.planned_on THEN d.planned_time END AS time,
       coalesce(d.minutes, :minutes) AS minutes, d.place,
       {STATUS.replace(":deadline", "m.day")} AS status
FROM dialogue d JOIN round r ON r.id = d.round_id JOIN person p ON p.id = d.person_id
LEFT JOIN person c ON c.id = d.conductor_id LEFT JOIN milestone m ON m.id = r.precedes_id
WHERE d.removed_at IS NULL AND (d.held_on IS NOT NULL OR d.exempt_because IS NULL)
  AND coalesce(d.held_on, d.planned_on) BETWEEN :first AND :last"""
"""Every dialogue with a day from ``:first`` to ``:last``: the day it was held on, else the one it
is planned on. Nobody's number is 0."""


class ConductorYear(Struct, frozen=True):
    """What somebody has to hold in a year: ``counts`` of dialogues by week, from week 1, how many
    of them are ``held``, and how many ``minutes`` all take.

    ``id`` is 0 for those that no person holds (the chief executive's own, held by the chair).
    """

    id: int
    name: str
    counts: tuple[int, ...]
    held: int
    minutes: int

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.counts)


class WeekTalk(Struct, frozen=True):
    """A dialogue in a week of a conductor's."""

    dialogue_id: int
    round_id: int
    person_id: int
    name: str
    day: date
    time: str | None
    minutes: int
    place: str
    status: str


class MilestoneDay(Struct, frozen=True):
    """A milestone as the calendar shows it; an empty name means the program's word for ``code``."""

    code: str
    name: str
    day: date


class PlanYear(Struct, frozen=True):
    """A year of the calendar, with 52 or 53 ``weeks``."""

    year: int
    weeks: int
    rounds: tuple[RoundCard, ...]
    milestones: tuple[MilestoneDay, ...]
    conductors: tuple[ConductorYear, ...]

    def week_of(self, day: date) -> int:
        """The week that a day lies in; the first or the last for a day of another year."""
        there = day.isocalendar()
        if there.year != self.year:
            return 1 if there.year < self.year else self.weeks
        return there.week


def plan_year(year: int, today: date, minutes: int) -> PlanYear:
    """The calendar of ``year`` on ``today``; who has the most to hold comes first.

    ``minutes`` is how long a dialogue takes of which nothing is said.
    """
    first = date.fromisocalendar(year, 1, 1)
    last = date.fromisocalendar(year + 1, 1, 1) - timedelta(1)
    weeks = last.isocalendar().week
    milestones = rows(
        "SELECT code, name, day FROM milestone WHERE removed_at IS NULL"
        " AND day BETWEEN ? AND ? ORDER BY day, id",
        (first.isoformat(), last.isoformat()),
    )
    rounds = [one for one in all_rounds() if one.starts_on <= last and one.ends_on >= first]
    return PlanYear(
        year,
        weeks,
        tuple(sorted(rounds, key=lambda one: (one.starts_on, one.id))),
        tuple(MilestoneDay(*with_days(one, 2)) for one in milestones),
        _conductors(weeks, _values(first, last, today, minutes)),
    )


def talks_of_week(
    conductor_id: int, year: int, week: int, today: date, minutes: int
) -> tuple[WeekTalk, ...]:
    """What somebody holds in a week, by day and time."""
    first = date.fromisocalendar(year, week, 1)
    values = _values(first, first + timedelta(6), today, minutes)
    found = rows(
        "SELECT id, round_id, person_id, name, day, time, minutes, place, status"
        f" FROM ({TALKS}) WHERE conductor_id = :conductor ORDER BY day, time, id",
        values | {"conductor": conductor_id},
    )
    return tuple(WeekTalk(*with_days(one, 4)) for one in found)


def _conductors(weeks: int, values: dict[str, object]) -> tuple[ConductorYear, ...]:
    found = rows(
        f"""
        SELECT conductor_id, conductor, cast((julianday(day) - julianday(:first)) / 7 AS INTEGER),
               count(*), sum(status IN ('held', 'agreed')), sum(minutes),
               sum(count(*)) OVER (PARTITION BY conductor_id) AS total
        FROM ({TALKS}) GROUP BY conductor_id, 3 ORDER BY total DESC, sort_key, conductor_id""",
        values,
    )
    counts: dict[tuple[int, str], list[int]] = defaultdict(lambda: [0] * weeks)
    sums: dict[tuple[int, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for number, name, week, count, held, minutes, _total in found:
        who = number, name
        counts[who][week] = count
        sums[who] = sums[who][0] + held, sums[who][1] + minutes
    return tuple(ConductorYear(*who, tuple(counts[who]), *sums[who]) for who in counts)


def _values(first: date, last: date, today: date, minutes: int) -> dict[str, object]:
    return {
        "first": first.isoformat(),
        "last": last.isoformat(),
        "today": today.isoformat(),
        "minutes": minutes,
    }
