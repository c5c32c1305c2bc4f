"""What DESIGN.md, section 3, says, worked out in plain Python over the stored rows: slow, and
nothing but the words of the rules. What the program derives with SQL is held against it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from models.database import rows

if TYPE_CHECKING:
    from models.rules import Rules, SpanLimit

Row = dict[str, Any]
Key = tuple[str, int | None, int | None, int | None, int | None, int | None, int | None, str | None]
"""A flag: rule, unit, person, goal, commitment, value, limit, day."""


def table(name: str) -> dict[int, Row]:
    """The rows of a table that are not removed, by their number."""
    columns = [column[1] for column in rows(f"PRAGMA table_info({name})")]
    found = [dict(zip(columns, one, strict=True)) for one in rows(f"SELECT * FROM {name}")]
    return {one.get("id", one.get("number")): one for one in found if one["removed_at"] is None}


@dataclass
class Town:
    """Everything as it is stored, and what follows on ``today`` in ``round_id``."""

    today: date
    rules: Rules
    round_id: int | None = None
    units: dict[int, Row] = field(default_factory=lambda: table("unit"))
    people: dict[int, Row] = field(default_factory=lambda: table("person"))
    goals: dict[int, Row] = field(default_factory=lambda: table("goal"))
    dialogues: dict[int, Row] = field(default_factory=lambda: table("dialogue"))
    commitments: dict[int, Row] = field(default_factory=lambda: table("commitment"))
    rounds: dict[int, Row] = field(default_factory=lambda: table("round"))
    milestones: dict[int, Row] = field(default_factory=lambda: table("milestone"))
    appraisals: dict[int, Row] = field(default_factory=lambda: table("appraisal"))
    agreements: dict[int, Row] = field(default_factory=lambda: table("leader_agreement"))

    def working(self, person: int | None) -> bool:
        """Whether that is somebody who has not ended."""
        return person in self.people and self.people[person]["status"] != "ended"

    def superior(self, person: int) -> int | None:
        """The one set on the person; else the leader of the unit, unless that is the person; else
        the leader of the nearest unit above that has one; else nobody."""
        about = self.people[person]
        if self.working(about["superior_id"]):
            return int(about["superior_id"])
        unit = about["unit_id"]
        while unit in self.units:
            leader = self.units[unit]["leader_id"]
            if self.working(leader) and leader != person:
                return int(leader)
            unit = self.units[unit]["parent_id"]
        return None

    @cached_property
    def superiors(self) -> dict[int, int | None]:
        return {person: self.superior(person) for person in self.people}

    def in_loops(self) -> set[int]:
        """Who is, going up, met again."""
        met = set()
        for person in self.people:
            above = self.superiors[person]
            for _ in self.people:
                if above == person:
                    met.add(person)
                above = self.superiors.get(above) if above is not None else None
        return met

    @cached_property
    def leaders(self) -> set[int]:
        """Who leads a unit, or is somebody's superior."""
        of_units = {unit["leader_id"] for unit in self.units.values()}
        of_people = {self.superiors[one] for one in self.people if self.working(one)}
        return {one for one in of_units | of_people if self.working(one)}

    def level(self, person: int) -> int:
        """1 nobody above, 2 straight under such a one, 3 the other leaders, 4 staff; a leader of a
        unit that the settings name is of the level set there."""
        if person not in self.leaders:
            return 4
        led = [unit["code"] or "" for unit in self.units.values() if unit["leader_id"] == person]
        levels = self.rules.level_of_unit
        if set_ := [levels[code.casefold()] for code in led if code.casefold() in levels]:
            return min(set_)
        above = self.superiors[person]
        if above is None:
            return 1
        return 2 if self.superiors[above] is None else 3

    def span(self, leader: int, status: str = "active") -> list[int]:
        """Who of that status reports straight to the leader."""
        return [
            one
            for one, about in self.people.items()
            if self.superiors[one] == leader and about["status"] == status
        ]

    @property
    def year(self) -> int:
        return self.rounds[self.round_id]["year_id"] if self.round_id else self.today.year

    @cached_property
    def goals_of_people(self) -> Counter[tuple[int, int]]:
        """How many goals of a year somebody has, those dropped left out."""
        kept = [goal for goal in self.goals.values() if goal["state"] != "dropped"]
        return Counter((goal["person_id"], goal["year_id"]) for goal in kept)

    def own_goals(self, person: int) -> int:
        return self.goals_of_people[person, self.year]

    def with_goals(self, people: list[int]) -> list[int]:
        return [one for one in people if self.own_goals(one)]

    def led_unit(self, leader: int) -> int | None:
        led = [number for number, unit in self.units.items() if unit["leader_id"] == leader]
        return min(led, default=None)

    def place(self, person: int) -> int | None:
        """The unit somebody is counted in: their own, or for want of one the unit they lead."""
        own = self.people[person]["unit_id"]
        if own is None and person in self.leaders:
            return self.led_unit(person)
        return int(own) if own is not None else None

    def limit(self, leader: int) -> SpanLimit:
        unit = self.units.get(self.led_unit(leader) or self.place(leader) or 0)
        if unit is None:
            return self.rules.span
        for code, limit in self.rules.span_of_unit.items():
            if code == (unit["code"] or "").casefold():
                return limit
        return self.rules.span_of_kind.get(unit["kind"].casefold(), self.rules.span)

    def span_flag(self, leader: int) -> str:
        heads, limit = len(self.span(leader)), self.limit(leader)
        if limit.severe and heads > limit.severe:
            return "span-severe"
        if limit.upper and heads > limit.upper:
            return "span-over"
        return "span-under" if heads < limit.lower else ""

    @cached_property
    def talks(self) -> dict[tuple[int, int], Row]:
        """The dialogue of a round with a person."""
        return {(one["round_id"], one["person_id"]): one for one in self.dialogues.values()}

    def dialogue(self, person: int) -> Row | None:
        return self.talks.get((self.round_id or 0, person))

    @property
    def deadline(self) -> date | None:
        milestone = self.rounds[self.round_id]["precedes_id"] if self.round_id else None
        return date.fromisoformat(self.milestones[milestone]["day"]) if milestone else None

    def status(self, leader: int) -> str:
        talk = self.dialogue(leader)
        covered = self.rounds[self.round_id]["levels"] if self.round_id else ""
        asked = leader in self.leaders or self.is_staff(leader)
        if talk is None and not (asked and str(self.level(leader)) in covered):
            return ""
        talk = talk or {}
        if talk.get("superior_confirmed_on") and talk.get("subject_confirmed_on"):
            return "agreed"
        if talk.get("held_on"):
            return "held"
        if talk.get("exempt_because") is not None:
            return "exempt"
        planned = talk.get("planned_on")
        if planned and date.fromisoformat(planned) < self.today:
            return "overdue"
        if self.deadline and self.deadline < self.today:
            return "overdue"
        return "planned" if planned else "not-planned"

    def under(self, unit: int) -> set[int]:
        """The unit and all that is below it."""
        found = {unit}
        while more := {n for n, one in self.units.items() if one["parent_id"] in found} - found:
            found |= more
        return found

    def is_staff(self, person: int) -> bool:
        about = self.people[person]
        return about["status"] == "active" and not about["only_named"]

    def staff(self) -> list[int]:
        return [one for one in self.people if self.is_staff(one)]

    def neither(self) -> set[int]:
        """Staff with neither a medarbeidersamtale this year nor, if it counts, a held dialogue."""
        talked = {
            one["person_id"] for one in self.appraisals.values() if one["year_id"] == self.year
        }
        if self.rules.talk.two_duties:
            talked |= {
                one["person_id"]
                for one in self.dialogues.values()
                if one["held_on"] and self.rounds[one["round_id"]]["year_id"] == self.year
            }
        return set(self.staff()) - talked

    def staff_who_are(self, *statuses: str) -> set[int]:
        """Those who lead nobody whose dialogue stands so."""
        return {
            one for one in self.staff() if one not in self.leaders and self.status(one) in statuses
        }

    def asked(self) -> list[int]:
        return [one for one in self.leaders if self.status(one) not in {"", "exempt"}]

    def flags(self) -> Counter[Key]:
        found: list[Key] = []
        for one in self.leaders:
            found += self._flags_of_leader(one)
        found += self._flags_of_goals() + self._flags_of_sight() + self._flags_of_commitments()
        found += self._flags_of_conductors()
        found += [
            ("vacant-unit", number, None, None, None, None, None, None)
            for number, unit in self.units.items()
            if not self.working(unit["leader_id"])
        ]
        tops = {unit["leader_id"] for unit in self.units.values() if unit["parent_id"] is None}
        found += [
            ("no-superior", self.people[one]["unit_id"], one, None, None, None, None, None)
            for one in self.people
            if self.working(one) and self.superiors[one] is None and one not in tops
        ]
        return Counter(found)

    def _flags_of_leader(self, one: int) -> list[Key]:
        place, heads, limit = self.place(one), self.span(one), self.limit(one)
        found: list[Key] = []
        bounds = {"span-severe": limit.severe, "span-over": limit.upper, "span-under": limit.lower}
        if rule := self.span_flag(one):
            found.append((rule, place, one, None, None, len(heads), bounds[rule], None))
        if (status := self.status(one)) in {"overdue", "not-planned"}:
            planned = (self.dialogue(one) or {}).get("planned_on")
            passed = planned and date.fromisoformat(planned) < self.today
            due = planned if passed else self.deadline and self.deadline.isoformat()
            found.append((f"dialogue-{status}", place, one, None, None, None, None, due))
        if without := len(heads) - len(self.with_goals(heads)):
            rule = "staff-without-goals"
            found.append((rule, place, one, None, None, without, len(heads), None))
        return found + self._flags_of_cascade(one) + self._flags_of_agreement(one)

    def in_round(self) -> list[Row]:
        return [one for one in self.dialogues.values() if one["round_id"] == self.round_id]

    def _flags_of_cascade(self, one: int) -> list[Key]:
        """Dialogues that a leader has held while waiting for their own."""
        held = sorted(
            talk["held_on"]
            for talk in self.in_round()
            if (talk["conductor_id"] or talk["superior_id"]) == one
            and talk["person_id"] != one
            and talk["held_on"]
        )
        if not held or self.status(one) in {"", "held", "agreed", "exempt"}:
            return []
        rule = "cascade-broken"
        return [(rule, self.place(one), one, None, None, len(held), None, held[0])]

    def _flags_of_agreement(self, one: int) -> list[Key]:
        """The agreement that began last counts; one without a day is still being made."""
        place = self.place(one)
        own = [each for each in self.agreements.values() if each["person_id"] == one]
        if not own:
            return [("agreement-missing", place, one, None, None, None, None, None)]
        newest = max(own, key=lambda a: (a["valid_from"] or a["signed_on"] or "9999", a["id"]))
        until = newest["valid_until"]
        if until and until < self.today.isoformat():
            return [("agreement-expired", place, one, None, None, None, None, until)]
        parts = ("content", "purpose", "dialogues_a_year", "valid_from", "valid_until", "signed_on")
        lacking = sum(newest[part] is None or not str(newest[part]).strip() for part in parts)
        if not lacking:
            return []
        return [("agreement-incomplete", place, one, None, None, lacking, None, None)]

    def conductor(self, talk: Row) -> int | None:
        """Whoever was chosen; a superior that it only waits for is the one of today."""
        waits = not (talk["planned_on"] or talk["held_on"]) and talk["exempt_because"] is None
        if waits and talk["conductor_id"] == talk["superior_id"] is not None:
            return self.superiors.get(talk["person_id"])
        chosen: int | None = talk["conductor_id"]
        return chosen

    def _flags_of_conductors(self) -> list[Key]:
        """Dialogues held by the subject, or by somebody under the subject."""
        found: list[Key] = []
        for talk in self.in_round():
            subject, above, seen = talk["person_id"], self.conductor(talk), set[int]()
            while above is not None and above != subject and above not in seen:
                seen.add(above)
                above = self.superiors.get(above)
            if above == subject and self.working(subject) and talk["exempt_because"] is None:
                place = self.people[subject]["unit_id"]
                found.append(("conductor-in-own-line", place, subject, *[None] * 5))
        return found

    def _belongs(self, goal: Row) -> int | None:
        """Where its flags stand: with whose it is, the whole municipality's in the top unit."""
        if goal["person_id"] is not None:
            return self.people[goal["person_id"]]["unit_id"]  # type: ignore[no-any-return]
        tops = [number for number, unit in self.units.items() if unit["parent_id"] is None]
        return goal["unit_id"] or min(tops, default=None)

    def _flags_of_goals(self) -> list[Key]:
        found: list[Key] = []
        for number, goal in self.goals.items():
            needed = ("indicator", "measure", "baseline", "target", "due")
            lacking = any(goal[one] is None or not str(goal[one]).strip() for one in needed)
            owner, unit = goal["person_id"], goal["unit_id"]
            here = (owner is None or self.working(owner)) and (unit is None or unit in self.units)
            shown = goal["year_id"] == self.year and goal["state"] == "open" and here
            if lacking and shown and not goal["qualitative"]:
                rule, place = "goal-not-measurable", self._belongs(goal)
                found.append((rule, place, owner, number, None, None, None, None))
        return found

    def in_force(self, goal: int | None) -> bool:
        """Whether it counts this year: neither removed nor dropped nor repealed."""
        about = self.goals.get(goal or 0)
        return (
            about is not None
            and about["year_id"] == self.year
            and about["state"] != "dropped"
            and about["repealed_on"] is None
        )

    def adopted(self, goal: int) -> bool:
        about = self.goals[goal]
        if about["person_id"] is not None:
            return False
        named = about["adopted_by"] != "" or about["adopted_on"] is not None
        return named or about["unit_id"] is None

    def upward(self, goal: int) -> list[int]:
        """The goals in force from ``goal`` up; in a ring each once."""
        path: list[int] = []
        at: int | None = goal
        while self.in_force(at) and at not in path:
            path.append(int(at or 0))
            at = self.goals[path[-1]]["serves_id"]
        return path

    def in_line(self, goal: int) -> bool:
        return any(self.adopted(one) for one in self.upward(goal))

    def carriers(self, goal: int) -> set[int]:
        """Whose own goals lie under it."""
        return {
            about["person_id"]
            for number, about in self.goals.items()
            if self.working(about["person_id"]) and goal in self.upward(number)[1:]
        }

    def seen(self, people: list[int], *, meaning: bool = False) -> list[int]:
        """Those of ``people`` with a goal in line, and what it means for them if asked so."""
        found = {
            about["person_id"]
            for number, about in self.goals.items()
            if self.in_line(number) and (about["meaning"].strip() or not meaning)
        }
        return [one for one in people if one in found]

    def _flags_of_sight(self) -> list[Key]:
        found: list[Key] = []
        for number, goal in self.goals.items():
            owner, unit = goal["person_id"], goal["unit_id"]
            here = (owner is None or self.working(owner)) and (unit is None or unit in self.units)
            if not (self.in_force(number) and goal["state"] == "open" and here):
                continue
            place = self._belongs(goal)
            if not self.in_line(number):
                found.append(self._broken(number, place))
            elif owner is not None and not goal["meaning"].strip():
                rule = "goal-without-meaning"
                found.append((rule, place, owner, number, None, None, None, None))
            if self.adopted(number) and not self.carriers(number):
                below = sum(
                    self.in_force(one) and about["serves_id"] == number
                    for one, about in self.goals.items()
                )
                rule, day = "adopted-goal-uncarried", goal["adopted_on"]
                found.append((rule, place, owner, number, None, below, None, day))
        return found

    def _broken(self, number: int, place: int | None) -> Key:
        path, owner = self.upward(number), self.goals[number]["person_id"]
        rule = "goal-without-line-of-sight"
        above = self.goals[path[-1]]["serves_id"]
        if above in path:
            return rule, place, owner, number, None, None, None, None
        beyond = self.goals.get(above or 0)
        year = beyond["year_id"] if beyond and beyond["year_id"] != self.year else None
        day = beyond["repealed_on"] if beyond else None
        return rule, place, owner, number, None, len(path) - 1, year, day

    def _flags_of_commitments(self) -> list[Key]:
        found: list[Key] = []
        for number, one in self.commitments.items():
            late = one["state"] == "open" and one["due"] and one["due"] < self.today.isoformat()
            if late and one["person_id"] in self.people:
                gone = one["owner_id"] not in self.people
                owner = one["person_id"] if gone else one["owner_id"]
                place = self.people[owner]["unit_id"]
                days = (self.today - date.fromisoformat(one["due"])).days
                rule = "commitment-overdue"
                found.append((rule, place, owner, None, number, days, None, one["due"]))
        return found
