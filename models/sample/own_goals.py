"""Goals that people have of their own, as ``lists/own_goals.csv`` has them.

``works`` there is a kind of work, or a title that has goals other than those it works with.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from models.sample.lists import draws, table, value
from models.sample.measured import DECEMBER_31, Clock, add_series, millionths

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from models.sample.people import Member, Staff
    from models.sample.rows import Rows
    from models.sample.service_goals import ServiceGoals

JUNE_30 = (6, 30)
SOURCES = ("Egen registrering", "Leder", "Fagsystem")
WEIGHTS = {1: (None,), 2: (60, 40), 3: (40, 30, 30)}
"""How leaders' goals are weighted, by how many there are."""

WAYS_GONE = [Decimal(way) / 100 for way in (-25, 0, 25, 50, 50, 75, 75, 100, 120)]
"""Where goals stand this year, on the way from baseline to target."""
WAYS_GONE_AT_THE_END = [Decimal(way) / 100 for way in (-25, 50, 75, 100, 100, 100, 120)]

SERVING = 0.94
TOLD = 0.94
OUTDATED = 0.01
"""So many of this year's still serve a goal of last year."""

LACKING = 0.03
LACKING_FIELDS = ("indicator", "measure", "baseline", "target")
MEASURED = 0.55
ALSO_LAST_YEAR = 0.75
ONLY_LAST_YEAR = 0.25

Line = dict[str, str]


def add_own_goals(rows: Rows, clock: Clock, staff: Staff, goals: ServiceGoals) -> None:
    """Note the goals of people for both years, with measurements.

    So many of each unit's active staff have goals as the unit's list says; leaders whose dialogue
    is not even planned have none.
    """
    by_work: dict[str, list[Line]] = {}
    for line in table("own_goals"):
        by_work.setdefault(line["works"], []).append(line)
    last, this = clock.years
    carriers = {member.id for member in _carriers(staff)}
    for member in [*staff.each_leader(), *staff.others, *staff.former.values()]:
        if member.status == "leave":
            continue
        draw = draws(f"own goals {member.id}")
        lines = by_work.get(member.title) or by_work[member.work]
        carries = member.id in carriers
        if draw.random() < (ALSO_LAST_YEAR if carries else ONLY_LAST_YEAR):
            _add_goals(rows, clock, goals, member, last, lines, draw)
        if carries:
            _add_goals(rows, clock, goals, member, this, lines, draw)


def _carriers(staff: Staff) -> Iterator[Member]:
    """Those who have goals of their own this year."""
    yield from (leader for leader in staff.each_leader() if leader.home.winter != "none")
    by_home: dict[str, list[Member]] = {}
    for member in staff.others:
        if member.status == "active":
            by_home.setdefault(member.home.code, []).append(member)
    for code, members in by_home.items():
        count = round(len(members) * members[0].home.own_goals / 100)
        yield from draws(f"carriers {code}").sample(members, count)


def _add_goals(
    rows: Rows,
    clock: Clock,
    goals: ServiceGoals,
    member: Member,
    year: int,
    lines: list[Line],
    draw: Random,
) -> None:
    leads = member.work == "leder"
    count = min(len(lines), draw.choice((2, 3, 3) if leads else (1, 1, 2)))
    weights = WEIGHTS[count] if leads else (None,) * count
    for line, weight in zip(draw.sample(lines, count), weights, strict=True):
        own = _varied(line, year, clock, draw)
        serves_id = None
        if leads or draw.random() < SERVING:
            outdated = year == clock.today.year and draw.random() < OUTDATED
            serves_id = goals.above(year - outdated, line["serves"], member.home)
        told = serves_id is not None and (leads or draw.random() < TOLD)
        number = rows.add(
            "goal",
            code=None,
            year_id=year,
            unit_id=None,
            person_id=member.id,
            title=line["title"],
            kind=line["kind"],
            qualitative=int(not line["indicator"]),
            indicator=own["indicator"],
            measure=own["measure"],
            direction=line["direction"],
            baseline=millionths(value(own["baseline"])),
            target=millionths(value(own["target"])),
            band=millionths(value(line["band"])),
            due=date(year, *draw.choice((DECEMBER_31, DECEMBER_31, JUNE_30))).isoformat(),
            weight=weight,
            adopted_by="",
            case_no="",
            adopted_on=None,
            serves_id=serves_id,
            meaning=draw.choice(line["meanings"].split("|")) if told else "",
            state="closed" if year < clock.today.year else "open",
            repealed_on=None,
        )
        if all(own[column] for column in LACKING_FIELDS):
            goals.measurable.add((year, member.id))
            _measure(rows, clock, own, number, year, draw)


def _varied(line: Line, year: int, clock: Clock, draw: Random) -> Line:
    """The line for one person: the baseline a step off, and now and then something left out."""
    own = dict(line)
    baseline, target = value(line["baseline"]), value(line["target"])
    if baseline is not None and baseline != target and line["direction"] != "within":
        step = Decimal(line["step"]) * (1 if line["direction"] == "less" else -1)
        own["baseline"] = str(baseline + step * draw.choice((0, 0, 1)))
    if line["indicator"] and year == clock.today.year and draw.random() < LACKING:
        own[draw.choice(LACKING_FIELDS)] = ""
    return own


def _measure(rows: Rows, clock: Clock, own: Line, number: int, year: int, draw: Random) -> None:
    last = year < clock.today.year
    if not last and draw.random() >= MEASURED:
        return
    days = [date(year, *DECEMBER_31)] if last else clock.this_year()
    if not last and draw.random() < 0.5:
        days = days[-1:]
    baseline, target, step = (Decimal(own[key]) for key in ("baseline", "target", "step"))
    ways = WAYS_GONE_AT_THE_END if last else WAYS_GONE
    way = draw.choice(ways)
    if baseline == target:
        end = target - step if way < 0 else target
    else:
        end = baseline + ((target - baseline) * way / step).to_integral_value() * step
    highest = Decimal(100) if own["measure"] == "%" else end
    end = min(max(end, Decimal(0)), highest)
    add_series(rows, number, days, baseline, end, draw.choice(SOURCES))
