"""The export tables of DESIGN.md, section 5, worked out in plain Python over the stored rows.

Each gives its rows as texts under machine headings in RFC 4180: a point in decimals, ISO dates.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from tests.models.by_hand import Key, Row, Town, table

if TYPE_CHECKING:
    from collections.abc import Callable

Line = dict[str, str]

VALUE = 1_000_000
"""Values of goals are stored in millionths."""
POST = 10_000
"""Shares of a post are stored in ten-thousandths."""

SEVERITY = {
    **dict.fromkeys(
        ("span-severe", "dialogue-overdue", "commitment-overdue", "no-superior"), "severe"
    ),
    **dict.fromkeys(
        ("span-under", "goal-not-measurable", "goal-without-meaning", "agreement-incomplete"),
        "notice",
    ),
}
"""The other rules warn."""
TOLD = {
    **dict.fromkeys(("span-severe", "span-over", "span-under"), "value name limit"),
    "staff-without-goals": "value limit name",
    "dialogue-overdue": "name day",
    "dialogue-not-planned": "name",
    "goal-not-measurable": "text",
    "goal-without-line-of-sight": "name text limit",
    "goal-without-meaning": "text name",
    "adopted-goal-uncarried": "text value",
    "commitment-overdue": "text name value",
    "cascade-broken": "name value",
    "conductor-in-own-line": "name",
    "agreement-missing": "name",
    "agreement-expired": "name day",
    "agreement-incomplete": "name value",
    "vacant-unit": "unit",
    "no-superior": "name",
}
"""Rule → what its sentence names."""


def cell(value: object) -> str:
    """A value as a cell; what a spreadsheet would run as a formula begins with a quote."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value else "0"
    text = str(value)
    return f"'{text}" if text.lstrip(" '")[:1] in {"=", "+", "-", "@", "%", "|"} else text


def line(**values: object) -> Line:
    return {heading: cell(value) for heading, value in values.items()}


def scaled(stored: int | None) -> Decimal | None:
    return None if stored is None else Decimal(stored) / VALUE


@dataclass
class Tables:
    """Every table as ``town`` has it."""

    town: Town
    measurements: dict[int, Row] = field(default_factory=lambda: table("measurement"))

    def __getitem__(self, name: str) -> list[Line]:
        made: Callable[[], list[Line]] = getattr(self, name)
        return made()

    def person(self, number: int | None) -> Row:
        return self.town.people.get(number or 0) or {"employee_no": None, "name": None}

    def unit(self, number: int | None) -> Row:
        return self.town.units.get(number or 0) or {"code": None, "name": None}

    def of_unit(self, number: int) -> dict[str, int]:
        """Its figures, with all that is under it."""
        town, under = self.town, self.town.under(number)
        staff = [one for one in town.staff() if town.place(one) in under]
        asked = [one for one in town.asked() if town.place(one) in under]
        return {
            "staff": len(staff),
            "leaders": len(asked),
            "leaders_held": sum(town.status(one) in {"held", "agreed"} for one in asked),
            "staff_with_goals": len(town.with_goals(staff)),
            "flags": sum(flag[1] in under for flag in self.all_flags),
        }

    @cached_property
    def all_flags(self) -> list[Key]:
        return list(self.town.flags().elements())

    def units(self) -> list[Line]:
        found = []
        for number, unit in self.town.units.items():
            leads = self.town.working(unit["leader_id"])
            leader = self.person(unit["leader_id"] if leads else None)
            found.append(
                line(
                    unit_code=unit["code"],
                    unit=unit["name"],
                    unit_kind=unit["kind"],
                    parent_unit_code=self.unit(unit["parent_id"])["code"],
                    leader_no=leader["employee_no"],
                    leader_name=leader["name"],
                    **self.of_unit(number),
                )
            )
        return found

    def people(self) -> list[Line]:
        town, found = self.town, []
        in_line = Counter(
            goal["person_id"] for number, goal in town.goals.items() if town.in_line(number)
        )
        for number, one in town.people.items():
            if one["only_named"]:
                continue
            unit, above = self.unit(one["unit_id"]), self.person(town.superiors[number])
            found.append(
                line(
                    employee_no=one["employee_no"],
                    name=one["name"],
                    email=one["email"],
                    title=one["title"],
                    fte=Decimal(one["fte"]) * 100 / POST,
                    status=one["status"],
                    unit_code=unit["code"],
                    unit=unit["name"],
                    leader_no=above["employee_no"],
                    leader_name=above["name"],
                    is_leader=number in town.leaders,
                    goals=town.own_goals(number),
                    goals_in_line=in_line[number],
                    dialogue_status=town.status(number),
                    held_on=(town.dialogue(number) or {}).get("held_on"),
                )
            )
        return found

    def leaders(self) -> list[Line]:
        return [self.leader(number) for number in self.town.leaders]

    def leader(self, number: int) -> Line:
        town = self.town
        one, place = town.people[number], self.unit(town.place(number))
        span, above = town.span(number), self.person(town.superiors[number])
        talk = town.dialogue(number) or {}
        owed = [
            promise
            for promise in town.commitments.values()
            if promise["owner_id"] == number
            and promise["state"] == "open"
            and promise["person_id"] in town.people
        ]
        goals = [
            goal
            for goal in town.goals.values()
            if goal["person_id"] == number and goal["year_id"] == town.year
        ]
        until = [
            agreement["valid_until"]
            for agreement in town.agreements.values()
            if agreement["person_id"] == number and agreement["valid_until"]
        ]
        return line(
            employee_no=one["employee_no"],
            name=one["name"],
            unit_code=place["code"],
            unit=place["name"],
            level=town.level(number),
            leader_no=above["employee_no"],
            leader_name=above["name"],
            conductor_name=self.person(town.conductor(talk) if talk else None)["name"],
            dialogue_status=town.status(number),
            planned_at=planned_at(talk),
            held_on=talk.get("held_on"),
            span_heads=len(span),
            span_fte=Decimal(sum(town.people[each]["fte"] for each in span)) / POST,
            span_limit=town.limit(number).upper or None,
            span_flag=town.span_flag(number),
            staff_with_goals=len(town.with_goals(span)),
            staff_without_goals=len(span) - len(town.with_goals(span)),
            goals=town.own_goals(number),
            goals_met=sum(goal["state"] != "dropped" and self.met(goal) is True for goal in goals),
            open_commitments=len(owed),
            overdue_commitments=sum((each["due"] or "9") < str(town.today) for each in owed),
            agreement_until=max(until, default=None),
            flags=sum(flag[2] == number for flag in self.all_flags),
        )

    def superior(self, talk: Row) -> int | None:
        """While a dialogue only waits, it is with the superior of today; else history is kept."""
        today: int | None = self.town.superiors.get(talk["person_id"])
        waits = not (talk["planned_on"] or talk["held_on"]) and talk["exempt_because"] is None
        return today if waits else talk["superior_id"] or today

    def dialogues(self) -> list[Line]:
        town, found = self.town, []
        round_ = town.rounds[town.round_id or 0]
        for number, one in town.people.items():
            talk, status = town.dialogue(number), town.status(number)
            if talk is None and not status:
                continue
            above = self.superior(talk) if talk else town.superiors[number]
            agreed = [(talk or {}).get(f"{side}_confirmed_on") for side in ("superior", "subject")]
            found.append(
                line(
                    year=round_["year_id"],
                    round=round_["code"],
                    level=town.level(number),
                    employee_no=one["employee_no"],
                    name=one["name"],
                    leader_no=self.person(above)["employee_no"],
                    leader_name=self.person(above)["name"],
                    conductor_name=self.person(town.conductor(talk) if talk else None)["name"],
                    dialogue_status=status,
                    planned_at=planned_at(talk or {}),
                    held_on=(talk or {}).get("held_on"),
                    agreed_on=max(agreed) if all(agreed) else None,
                )
            )
        return found

    @cached_property
    def last_values(self) -> dict[int, int]:
        """Goal → what was measured last."""
        ordered = sorted(self.measurements.values(), key=lambda one: str(one["measured_on"]))
        return {one["goal_id"]: one["value"] for one in ordered}

    def actual(self, goal: int) -> Decimal | None:
        return scaled(self.last_values.get(goal))

    def met(self, goal: Row) -> bool | None:
        """None where nothing can be said."""
        target, actual = scaled(goal["target"]), self.actual(goal["id"])
        if target is None or actual is None:
            return None
        if goal["direction"] == "within":
            return abs(actual - target) <= (scaled(goal["band"]) or 0)
        return actual >= target if goal["direction"] == "more" else actual <= target

    def progress(self, goal: Row) -> Decimal | None:
        """(actual − baseline) / (target − baseline), where there is a way to go."""
        start, target, actual = (
            *(scaled(goal["baseline"]), scaled(goal["target"])),
            self.actual(goal["id"]),
        )
        if goal["direction"] == "within" or start is None or target is None or actual is None:
            return None
        return None if start == target else round((actual - start) / (target - start), 4)

    def goals(self) -> list[Line]:
        town = self.town
        year = [one for one in town.goals.values() if one["year_id"] == town.year]
        return [self.goal(one) for one in year if one["state"] != "dropped"]

    def goal(self, goal: Row) -> Line:
        kind, number, owner = "municipality", None, None
        if goal["person_id"] is not None:
            kind, one = "person", self.person(goal["person_id"])
            number, owner = one["employee_no"], one["name"]
        elif goal["unit_id"] is not None:
            kind, one = "unit", self.unit(goal["unit_id"])
            number, owner = one["code"], one["name"]
        served = self.town.goals.get(goal["serves_id"] or 0)
        return line(
            year=goal["year_id"],
            owner_kind=kind,
            owner_no=number,
            owner=owner,
            goal=goal["title"],
            kind=goal["kind"],
            indicator=goal["indicator"],
            measure=goal["measure"],
            direction=goal["direction"],
            baseline=scaled(goal["baseline"]),
            target=scaled(goal["target"]),
            actual=self.actual(goal["id"]),
            progress=self.progress(goal),
            met=self.met(goal),
            adopted_by=goal["adopted_by"],
            adopted_on=goal["adopted_on"],
            serves=served and served["title"],
            meaning=goal["meaning"],
        )

    def commitments(self) -> list[Line]:
        """Those of the year, and what is still open from before."""
        today = str(self.town.today)
        return [
            line(
                year=one["year_id"],
                side=one["side"],
                owner_no=self.person(one["owner_id"])["employee_no"],
                owner_name=self.person(one["owner_id"])["name"],
                text=one["text"],
                due=one["due"],
                state=one["state"],
                overdue=one["state"] == "open" and bool(one["due"]) and one["due"] < today,
            )
            for one in self.town.commitments.values()
            if one["year_id"] == self.town.year or one["state"] == "open"
        ]

    def flags(self) -> list[Line]:
        """Without their sentences."""
        return [self.flag(one) for one in self.all_flags]

    def flag(self, flag: Key) -> Line:
        rule, unit, person, _goal, _promise, value, limit, _day = flag
        return line(
            rule=rule,
            severity=SEVERITY.get(rule, "warning"),
            unit_code=self.unit(unit)["code"],
            unit=self.unit(unit)["name"],
            employee_no=self.person(person)["employee_no"],
            name=self.person(person)["name"],
            value=value,
            limit=limit,
        )

    def facts_of(self, flag: Key) -> list[str]:
        """What its sentence has to name."""
        rule, unit, person, goal, promise, value, limit, day = flag
        told = {
            "unit": self.unit(unit)["name"],
            "name": self.person(person)["name"],
            "text": self.town.goals[goal]["title"] if goal else "",
            "value": value and f"{value:,}",
            "limit": limit,
            "day": day and date.fromisoformat(day).strftime("%d/%m/%Y"),
        }
        if promise:
            told["text"] = self.town.commitments[promise]["text"]
        if rule == "goal-without-line-of-sight" and day:
            told["limit"] = told["day"]
        return [str(told[name]) for name in TOLD[rule].split() if told[name]]


def planned_at(talk: Row) -> str | None:
    """A day, with the hour if that is known."""
    day, hour = talk.get("planned_on"), talk.get("planned_time")
    return f"{day}T{hour}" if day and hour else day
