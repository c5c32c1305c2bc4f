"""The goals of the municipality and its units, as ``lists/service_goals.csv`` has them.

=============  ==============================================================================
owner          empty: the whole municipality; else codes or kinds of units
adopted        ``plan``: with the long-term plan; ``budget``: with the year's; ``repealed``: later
base, aim      last year's baseline and target
result         where last year ended, which is this year's baseline
next, now      this year's target and latest value
spread         by how much units with the same goal differ
when           measured by the ``month`` or once a ``year``
serves         the key of the goal above that it is for
=============  ==============================================================================
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct, field

from models.sample.lists import draws, table, value
from models.sample.measured import DECEMBER_31, Clock, add_series, millionths

if TYPE_CHECKING:
    from random import Random

    from models.sample.organisation import Place, Places
    from models.sample.people import Staff
    from models.sample.rows import Rows

COUNCIL = "Kommunestyret"


class ServiceGoals(Struct):
    """What the goals of people can serve, and who has a measurable goal to talk about."""

    by_key: dict[tuple[int, str, str], int] = field(default_factory=dict)
    """By year, key and the code of the unit; the code is empty for the municipality's."""
    adopted: dict[tuple[int, str], int] = field(default_factory=dict)
    measurable: set[tuple[int, int]] = field(default_factory=set)
    """Year and person."""

    def above(self, year: int, key: str, place: Place | None) -> int | None:
        """The nearest goal with that key at or above ``place``, else the adopted one anywhere."""
        for one in place.upward() if place else ():
            if (year, key, one.code) in self.by_key:
                return self.by_key[year, key, one.code]
        return self.by_key.get((year, key, "")) or self.adopted.get((year, key))


class _Course(Struct, frozen=True):
    """The values of one goal in one unit over both years."""

    base: Decimal | None
    aim: Decimal | None
    result: Decimal | None
    next: Decimal | None
    now: Decimal | None


def add_service_goals(rows: Rows, clock: Clock, places: Places, staff: Staff) -> ServiceGoals:
    """Note the goals of both years with their measurements, those above before those below."""
    goals = ServiceGoals()
    counts: dict[str, int] = {}
    for line in table("service_goals"):
        for place in _owners(line["owner"], places):
            code = place.code if place else "NK"
            counts[code] = counts.get(code, 0) + 1
            draw = draws(f"goal {line['key']} {code}")
            course = _course(line, draw)
            for year in clock.years:
                number = _add_goal(rows, goals, clock, line, place, year, course, counts[code])
                _measure(rows, clock, line, year, number, course)
                leader = staff.leaders.get(place.code) if place else None
                if leader and line["indicator"] and course.next is not None:
                    goals.measurable.add((year, leader.id))
    return goals


def _owners(owner: str, places: Places) -> list[Place | None]:
    if not owner:
        return [None]
    wanted = owner.split(",")
    return [place for place in places.values() if place.code in wanted or place.kind in wanted]


def _course(line: dict[str, str], draw: Random) -> _Course:
    """The line's values, moved by a few spreads; the actual ones vary a little more."""
    spread = Decimal(line["spread"])
    level = draw.randint(-2, 2) * spread
    aimed = Decimal(0) if line["direction"] == "within" else level

    def moved(column: str, by: Decimal) -> Decimal | None:
        figure = value(line[column])
        if figure is None:
            return None
        highest = Decimal(100) if line["measure"] == "%" else figure + by
        return min(max(figure + by, Decimal(0)), highest)

    base, result = moved("base", level), moved("result", level + draw.randint(-1, 1) * spread)
    return _Course(
        base=base,
        aim=_no_step_back(line["direction"], base, moved("aim", aimed)),
        result=result,
        next=_no_step_back(line["direction"], result, moved("next", aimed)),
        now=moved("now", level + draw.randint(-2, 2) * spread),
    )


def _no_step_back(
    direction: str, baseline: Decimal | None, target: Decimal | None
) -> Decimal | None:
    """The target, or the baseline where that is better already: then it is to be kept."""
    if baseline is None or target is None or direction == "within":
        return target
    return max(baseline, target) if direction == "more" else min(baseline, target)


def _add_goal(
    rows: Rows,
    goals: ServiceGoals,
    clock: Clock,
    line: dict[str, str],
    place: Place | None,
    year: int,
    course: _Course,
    count: int,
) -> int:
    last = year < clock.today.year
    repealed = line["adopted"] == "repealed" and not last
    adopted_by, case_no, adopted_on = _adoption(line["adopted"], year, clock.today.year)
    above = place.parent if place else None
    serves_id = None
    if line["serves"]:
        same = line["serves"] == line["key"]
        serves_id = goals.above(year, line["serves"], above if same else place)
    number = rows.add(
        "goal",
        code=f"{place.code if place else 'NK'}-{count}",
        year_id=year,
        unit_id=place.id if place else None,
        person_id=None,
        title=line["title"],
        kind=line["kind"],
        qualitative=int(not line["indicator"]),
        indicator=line["indicator"],
        measure=line["measure"],
        direction=line["direction"],
        baseline=millionths(course.base if last else course.result),
        target=millionths(course.aim if last else course.next),
        band=millionths(value(line["band"])),
        due=date(year, *DECEMBER_31).isoformat(),
        weight=None,
        adopted_by=adopted_by,
        case_no=case_no,
        adopted_on=adopted_on,
        serves_id=serves_id,
        meaning="",
        state="dropped" if repealed else _state(last),
        repealed_on=date(year - 1, 12, 14).isoformat() if repealed else None,
    )
    goals.by_key[year, line["key"], place.code if place else ""] = number
    if line["adopted"]:
        goals.adopted.setdefault((year, line["key"]), number)
    return number


def _state(last: bool) -> str:
    return "closed" if last else "open"


def _adoption(adopted: str, year: int, this_year: int) -> tuple[str, str, str | None]:
    """Body, case and day: the plan is four years old, a budget is adopted the December before."""
    if adopted in ("plan", "repealed"):
        plan = this_year - 4
        return COUNCIL, f"{plan % 100:02d}/145", date(plan, 6, 14).isoformat()
    if adopted == "budget":
        return COUNCIL, f"{(year - 1) % 100:02d}/212", date(year - 1, 12, 14).isoformat()
    return "", "", None


def _measure(
    rows: Rows, clock: Clock, line: dict[str, str], year: int, number: int, course: _Course
) -> None:
    if year < clock.today.year:
        if course.base is not None and course.result is not None:
            days = clock.last_year(line["when"])
            add_series(rows, number, days, course.base, course.result, line["source"])
    elif course.result is not None and course.now is not None:
        add_series(rows, number, clock.this_year(), course.result, course.now, line["source"])
