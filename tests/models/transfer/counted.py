"""The municipality counted over again, row by row in plain Python, to hold exports against."""

from __future__ import annotations

import sqlite3
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

Row = dict[str, Any]


class Counted:
    """What a database holds on ``today``, in the round ``code``, which has no deadline."""

    def __init__(self, path: Path, today: date, code: str) -> None:
        self._engine = sqlite3.connect(path)
        self._engine.row_factory = sqlite3.Row
        self.today = today.isoformat()
        self.year = today.year
        self.people = self._read("person")
        self.units = self._read("unit")
        self.goals = {
            number: goal
            for number, goal in self._read("goal").items()
            if goal["year_id"] == self.year and goal["state"] != "dropped"
        }
        self.commitments = self._read("commitment")
        self.agreements = self._read("leader_agreement")
        self.round = next(
            one
            for one in self._read("round").values()
            if one["year_id"] == self.year and one["code"] == code
        )
        self.talks = {
            talk["person_id"]: talk
            for talk in self._read("dialogue").values()
            if talk["round_id"] == self.round["id"]
        }
        self.values: dict[int, list[tuple[str, int]]] = {}
        for one in self._read("measurement").values():
            self.values.setdefault(one["goal_id"], []).append((one["measured_on"], one["value"]))
        self._engine.close()
        self.superiors = {number: self._superior(number) for number in self.people}

    def _read(self, table: str) -> dict[int, Row]:
        found = self._engine.execute(f"SELECT * FROM {table} WHERE removed_at IS NULL")
        return {row["id"]: dict(row) for row in found}

    def leads(self, number: int | None) -> bool:
        """Whether somebody can lead at all."""
        return number in self.people and self.people[number]["status"] != "ended"

    def _superior(self, number: int) -> int | None:
        person = self.people[number]
        if self.leads(person["superior_id"]):
            return int(person["superior_id"])
        unit = person["unit_id"]
        while unit is not None:
            leader = self.units[unit]["leader_id"]
            if self.leads(leader) and leader != number:
                return int(leader)
            unit = self.units[unit]["parent_id"]
        return None

    def led(self, number: int) -> list[int]:
        """The units that somebody leads."""
        return sorted(unit for unit, row in self.units.items() if row["leader_id"] == number)

    def leaders(self) -> list[int]:
        """Who leads a unit or somebody who has not ended, without those who have themselves."""
        return [
            number
            for number, person in self.people.items()
            if person["status"] != "ended"
            and (
                self.led(number)
                or any(
                    superior == number and self.people[below]["status"] != "ended"
                    for below, superior in self.superiors.items()
                )
            )
        ]

    def level(self, number: int) -> int:
        """1 without a superior, 2 under such a one, else 3."""
        superior = self.superiors[number]
        if superior is None:
            return 1
        return 2 if self.superiors[superior] is None else 3

    def status(self, number: int, leads: bool) -> str:
        """What has become of the dialogue."""
        talk = self.talks.get(number)
        if talk is None:
            asked = leads and str(self.level(number)) in self.round["levels"]
            return "not-planned" if asked else ""
        if talk["superior_confirmed_on"] and talk["subject_confirmed_on"]:
            return "agreed"
        if talk["held_on"]:
            return "held"
        if talk["exempt_because"]:
            return "exempt"
        if not talk["planned_on"]:
            return "not-planned"
        return "overdue" if talk["planned_on"] < self.today else "planned"

    def goals_of(self, number: int) -> list[Row]:
        """Somebody's own goals."""
        return [goal for goal in self.goals.values() if goal["person_id"] == number]

    def in_line(self, goal: Row) -> bool:
        """Whether the goal leads up to an adopted one."""
        while not goal["adopted_by"]:
            if goal["serves_id"] not in self.goals:
                return False
            goal = self.goals[goal["serves_id"]]
        return True

    def met(self, goal: Row) -> bool:
        """Whether the last measured value does."""
        values = sorted(self.values.get(goal["id"], []))
        if not values or goal["target"] is None:
            return False
        last, target = values[-1][1], goal["target"]
        if goal["direction"] == "within":
            return abs(last - target) <= (goal["band"] or 0)
        return bool(last >= target if goal["direction"] == "more" else last <= target)

    def span(self, number: int) -> list[int]:
        """Who counts in somebody's span."""
        return [
            below
            for below, superior in self.superiors.items()
            if superior == number and self.people[below]["status"] == "active"
        ]

    def posts(self, people: list[int]) -> Decimal:
        """How many full posts these people fill."""
        return Decimal(sum(self.people[number]["fte"] for number in people)) / 10_000

    def below(self, unit: int) -> set[int]:
        """A unit with all that is under it."""
        found = {unit}
        for other, row in self.units.items():
            if row["parent_id"] == unit:
                found |= self.below(other)
        return found

    def unit_of(self, leader: int) -> int | None:
        """Where a leader belongs: where they are employed, else what they lead."""
        employed = self.people[leader]["unit_id"]
        return employed if employed is not None else next(iter(self.led(leader)), None)
