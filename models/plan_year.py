"""The year as a calendar: its weeks, rounds and milestones, and what each conductor has to hold.

Weeks are those of ISO 8601, so that every day lies in one week of one year: 1 January 2027 is in
week 53 of 2026.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

from models.database import rows, with_days
from models.dialogue_status import STATUS
from models.year import RoundCard, all_rounds


@dataclass(frozen=True, slots=True)
class YearTalk:
    """A dialogue with a day: the one it was held on, else the one it is planned on.

    ``minutes`` is the dialogue's own, else what the settings say.
    """

    dialogue_id: int
    revision: int
    round_id: int
    person_id: int
    name: str
    day: date
    time: str | None
    minutes: int
    status: str
    place: str


@dataclass(frozen=True, slots=True)
class ConductorYear:
    """What a conductor has in a year: ``talks`` by day. ``id`` is 0 for those that nobody named
    holds (the chief executive's own, held by the political body's chair)."""

    id: int
    name: str
    talks: tuple[YearTalk, ...]

    @property
    def held(self) -> int:
        """How many are held."""
        return sum(talk.status in {"held", "agreed"} for talk in self.talks)

    @property
    def minutes(self) -> int:
        """How long all of them take."""
        return sum(talk.minutes for talk in self.talks)

    def of_week(self, week: int) -> tuple[YearTalk, ...]:
        """Those in a week."""
        return tuple(talk for talk in self.talks if talk.day.isocalendar().week == week)

    def counts(self, weeks: int) -> list[int]:
        """How many in each week, from week 1."""
        found = [0] * weeks
        for talk in self.talks:
            found[talk.day.isocalendar().week - 1] += 1
        return found


@dataclass(frozen=True, slots=True)
class MilestoneDay:
    """A milestone as the calendar shows it; an empty name means the program's word for ``code``."""

    code: str
    name: str
    day: date


@dataclass(frozen=True, slots=True)
class PlanYear:
    """A year of the calendar, with 52 or 53 ``weeks``."""

    year: int
    weeks: int
    rounds: tuple[RoundCard, ...]
    milestones: tuple[MilestoneDay, ...]
    conductors: tuple[ConductorYear, ...]

    def monday(self, week: int) -> date:
        """The first day of a week."""
        return date.fromisocalendar(self.year, week, 1)

    def week_of(self, day: date) -> int:
        """The week that a day lies in; the first or the last for a day of another year."""
        if day < self.monday(1):
            return 1
        return day.isocalendar().week if day.isocalendar().year == self.year else self.weeks


def plan_year(year: int, today: date, minutes: int) -> PlanYear:
    """The calendar of ``year`` on ``today``; who has the most to hold comes first.

    ``minutes`` is how long a dialogue takes of which nothing is said.
    """
    first, last = date.fromisocalendar(year, 1, 1), _last_day(year)
    milestones = rows(
        "SELECT code, name, day FROM milestone WHERE removed_at IS NULL"
        " AND day BETWEEN ? AND ? ORDER BY day, id",
        (first.isoformat(), last.isoformat()),
    )
    return PlanYear(
        year,
        last.isocalendar().week,
        tuple(
            sorted(
                (one for one in all_rounds() if one.starts_on <= last and one.ends_on >= first),
                key=lambda one: (one.starts_on, one.id),
            )
        ),
        tuple(MilestoneDay(*with_days(one, 2)) for one in milestones),
        _conductors(first, last, today, minutes),
    )


def _conductors(first: date, last: date, today: date, minutes: int) -> tuple[ConductorYear, ...]:
    found = rows(
        f"""
        SELECT * FROM (
            SELECT coalesce(c.id, 0), coalesce(c.name, ''), d.id, d.revision, d.round_id, p.id,
                   p.name, coalesce(d.held_on, d.planned_on) AS day,
                   CASE WHEN coalesce(d.held_on, d.planned_on) = d.planned_on
                        THEN d.planned_time END AS time,
                   coalesce(d.minutes, :minutes), {STATUS.replace(":deadline", "m.day")} AS status,
                   d.place, c.sort_key AS name_key
            FROM dialogue d JOIN round r ON r.id = d.round_id JOIN person p ON p.id = d.person_id
            LEFT JOIN person c ON c.id = d.conductor_id
            LEFT JOIN milestone m ON m.id = r.precedes_id
            WHERE d.removed_at IS NULL
        ) WHERE day BETWEEN :first AND :last AND status <> 'exempt'
        ORDER BY name_key, day, time, 3""",
        {
            "minutes": minutes,
            "today": today.isoformat(),
            "first": first.isoformat(),
            "last": last.isoformat(),
        },
    )
    talks: dict[tuple[int, str], list[YearTalk]] = defaultdict(list)
    for one in found:
        talks[one[0], one[1]].append(YearTalk(*with_days(one[2:12], 5)))
    conductors = [ConductorYear(*who, tuple(theirs)) for who, theirs in talks.items()]
    return tuple(sorted(conductors, key=lambda one: -len(one.talks)))


def _last_day(year: int) -> date:
    return date.fromisocalendar(year + 1, 1, 1) - timedelta(1)
