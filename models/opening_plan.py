"""What opening a year would make: rounds, milestones, dialogues, and what becomes of goals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from models.asked import STAFF_LEVEL, Asked, LeftOut, asked, passed_over
from models.database import row
from models.derived import AsOf, as_of
from models.goal_turn import GoalChoice, goal_choices
from models.milestones import milestones
from models.problems import Problem
from models.rounds import rounds
from models.rules import Rules

FIRST_YEAR, LAST_YEAR = 1990, 2199


class MilestonePlan(Struct, frozen=True):
    """A milestone that the year has or will have."""

    code: str
    name: str
    day: date


class RoundPlan(Struct, frozen=True):
    """A round that the year has (``id``) or will have, with the ``levels`` that it asks, and how
    many new ``dialogues`` it gets."""

    id: int | None
    code: str
    name: str
    starts_on: date
    ends_on: date
    levels: str
    dialogues: int = 0


class OpeningPlan(Struct, frozen=True):
    """What opening ``year`` makes. ``previous`` is the last year before it, whose goals are asked
    about; where that is closed they stay as they are, and only new ones are made."""

    year: int
    is_new: bool
    previous: int | None
    previous_closed: bool
    rounds: tuple[RoundPlan, ...]
    milestones: tuple[MilestonePlan, ...]
    goals: tuple[GoalChoice, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def dialogues(self) -> int:
        """How many dialogues are made."""
        return sum(one.dialogues for one in self.rounds)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.is_new or self.dialogues or any(self.counts.values()))

    @property
    def counts(self) -> dict[str, int]:
        """Choice → how many goals it changes."""
        found = dict.fromkeys(("carry", "close", "drop"), 0)
        for goal in self.goals:
            if goal.acts and not (self.previous_closed and goal.choice != "carry"):
                found[goal.choice] += 1
        return found

    def choosing(self, wanted: Mapping[int, str]) -> OpeningPlan:
        """The same with other choices for some goals."""
        goals = (replace(one, choice=wanted.get(one.id, one.choice)) for one in self.goals)
        return replace(self, goals=tuple(goals))


def plan_opening(
    year: int,
    today: date,
    rules: Rules,
    staff: bool = False,
    decisions: Mapping[int, str] | None = None,
) -> OpeningPlan:
    """What :func:`models.turn_of_year.open_year` would make; nothing is written.

    Problems: as there.
    """
    return planned(year, as_of(today, rules), staff, decisions or {})[0]


def planned(
    year: int, at: AsOf, staff: bool, decisions: Mapping[int, str]
) -> tuple[OpeningPlan, list[tuple[int | None, Sequence[Asked]]]]:
    """The plan, and for each round who gets a dialogue."""
    refuse_year(year)
    is_new = row("SELECT 1 FROM year WHERE number = ?", (year,)) is None
    before = row(
        "SELECT number, closed_on FROM year WHERE number < ? ORDER BY number DESC LIMIT 1", (year,)
    )
    previous, closed_on = before or (None, None)
    there = _rounds_to_be(year, at.rules, staff) if is_new else _rounds_there(year, staff)
    left_out = passed_over(at, [one.levels for one in there], previous)
    new: list[tuple[int | None, Sequence[Asked]]] = []
    for one in there:
        people = asked(at, one.id, one.levels)
        new.append((one.id, [who for who in people if not who.before]))
        left_out += [
            LeftOut(who.person_id, who.name, who.unit, who.before, one.name, one.code)
            for who in people
            if who.before
        ]
    plan = OpeningPlan(
        year,
        is_new,
        previous,
        closed_on is not None,
        tuple(replace(one, dialogues=len(who)) for one, (_id, who) in zip(there, new, strict=True)),
        _milestones_to_be(year, at.rules) if is_new else _milestones_there(year),
        tuple(goal_choices(previous, year, decisions)) if previous else (),
        tuple(left_out),
    )
    return plan, new


def refuse_year(year: int) -> None:
    """Raise ``year-out-of-range`` or ``year-closed`` where nothing can be opened."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Problem("year-out-of-range", first=FIRST_YEAR, last=LAST_YEAR)
    if row("SELECT 1 FROM year WHERE number = ? AND closed_on IS NOT NULL", (year,)):
        raise Problem("year-closed")


def _rounds_to_be(year: int, rules: Rules, staff: bool) -> list[RoundPlan]:
    return [
        RoundPlan(
            None,
            rule.code,
            rule.name,
            date(year, *rule.starts),
            date(year, *rule.ends),
            _asked_levels("".join(map(str, rule.levels)), staff),
        )
        for rule in rules.rounds
    ]


def _rounds_there(year: int, staff: bool) -> list[RoundPlan]:
    return [
        RoundPlan(
            one.id,
            one.entry.code,
            one.entry.name,
            one.entry.starts_on,
            one.entry.ends_on,
            _asked_levels(one.entry.levels, staff),
        )
        for one in rounds(year)
        if one.entry.starts_on and one.entry.ends_on
    ]


def _asked_levels(levels: str, staff: bool) -> str:
    return levels + STAFF_LEVEL if staff and STAFF_LEVEL not in levels else levels


def _milestones_to_be(year: int, rules: Rules) -> tuple[MilestonePlan, ...]:
    found = [MilestonePlan(one.code, one.name, date(year, *one.day)) for one in rules.milestones]
    return tuple(sorted(found, key=lambda one: one.day))


def _milestones_there(year: int) -> tuple[MilestonePlan, ...]:
    entries = [one.entry for one in milestones(year)]
    return tuple(MilestonePlan(one.code, one.name, one.day) for one in entries if one.day)
