"""Small towns of every odd kind: loops, vacancies, the ended, the removed, those without a unit."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from models.database import database, rows

if TYPE_CHECKING:
    import random
    from datetime import date

GONE = "2027-01-01 00:00:00"


class RandomTown:
    """Stores one. The year ``today.year`` and its rounds must be there; loops are not refused."""

    def __init__(self, chance: random.Random, today: date) -> None:
        self.chance = chance
        self.today = today
        self.units = range(1, chance.randint(2, 8))
        self.people = range(1, chance.randint(2, 26))

    def fill(self) -> None:
        """Store everything; in a transaction, as people and units point at each other."""
        database.execute_sql("PRAGMA defer_foreign_keys=1")
        for number in self.units:
            self._unit(number)
        # Who works here is in a unit that is; the ended and the removed may be anywhere.
        present = [one for (one,) in rows("SELECT id FROM unit WHERE removed_at IS NULL")]
        for number in self.people:
            self._person(number, present)
        for number in range(1, 30):
            self._goal(number)
        for person in self.people:
            self._papers(person)
        for (round_id,) in rows("SELECT id FROM round"):
            for person in self.people:
                if self.chance.random() < 0.5:
                    self._dialogue(round_id, person)
        for _ in range(10):
            self._commitment()

    def _unit(self, number: int) -> None:
        last = number == len(self.units) and number > 1
        self._put(
            "unit",
            id=number,
            code=self.chance.choice([None, f"A{number}", f"å{number}"]),
            name=f"U{number}",
            kind=self.chance.choice(["", "skole", "SKOLE", "Øvelse", "øVELSE"]),
            parent_id=self._some(range(1, number), 0.2) if number > 1 else None,
            leader_id=self._some(self.people, 0.2),
            sort_key=f"u{number}",
            search=f"u{number}",
            removed_at=self._gone(0.3) if last else None,
        )

    def _person(self, number: int, units: list[int]) -> None:
        status = self.chance.choices(["active", "leave", "ended"], [8, 1, 2])[0]
        superior = self._some(self.people, 0.8)
        self._put(
            "person",
            id=number,
            employee_no=f"{number}",
            name=f"P{number}",
            fte=self.chance.choice([10000, 8000, 5050, 0]),
            status=status,
            unit_id=self._some(self.units if status == "ended" else units, 0.15),
            superior_id=None if superior == number else superior,
            only_named=int(self.chance.random() < 0.1),
            sort_key=f"p{number:02}",
            search=f"p{number}",
            removed_at=self._gone(0.05),
        )

    def _goal(self, number: int) -> None:
        owner = self.chance.random()
        self._put(
            "goal",
            id=number,
            year_id=self.today.year - (self.chance.random() < 0.1),
            unit_id=self.chance.choice(self.units) if owner < 0.3 else None,
            person_id=self.chance.choice(self.people) if owner > 0.4 else None,
            title=f"G{number}",
            qualitative=int(self.chance.random() < 0.1),
            indicator=self.chance.choice(["fravær", "fravær", "", " "]),
            measure=self.chance.choice(["%", "%", "%", ""]),
            baseline=self.chance.choice([0, 0, 9_100_000, None]),
            target=self.chance.choice([0, 7_500_000, 7_500_000, None]),
            due=self._day(0.2),
            state=self.chance.choice(["open", "open", "closed", "dropped"]),
            adopted_by=self.chance.choice(["", "", "Kommunestyret"]),
            adopted_on=self._day(0.8),
            # Upward only, as rings are refused.
            serves_id=self._some(range(1, number), 0.3) if number > 1 else None,
            meaning=self.chance.choice(["", " ", "Ringer igjen samme dag"]),
            repealed_on=self._day(0.9),
            removed_at=self._gone(0.1),
        )

    def _dialogue(self, round_id: int, person: int) -> None:
        held, planned = self._day(0.5), self._day(0.4)
        conductor = self.chance.choice(self.people)
        self._put(
            "dialogue",
            round_id=round_id,
            person_id=person,
            superior_id=conductor if held or person % 2 else None,
            conductor_id=conductor,
            planned_on=planned,
            held_on=held,
            superior_confirmed_on=held and self._day(0.5),
            subject_confirmed_on=held and self._day(0.5),
            exempt_because=self.chance.choice([None, None, "permisjon"]),
            cancelled_because=None if planned else self.chance.choice([None, "syk"]),
            removed_at=self._gone(0.1),
        )

    def _papers(self, person: int) -> None:
        if self.chance.random() < 0.3:
            self._appraisal(person)
        for _ in range(self.chance.choice([0, 1, 1, 2])):
            self._agreement(person)

    def _appraisal(self, person: int) -> None:
        self._put(
            "appraisal",
            year_id=self.today.year - (self.chance.random() < 0.2),
            person_id=person,
            held_on=self._day(0),
            removed_at=self._gone(0.1),
        )

    def _agreement(self, person: int) -> None:
        begun, until = sorted([self._day(0) or "", self._day(0) or ""])
        self._put(
            "leader_agreement",
            person_id=person,
            content=self.chance.choice(["Mål", "Mål", " "]),
            purpose="Støtte",
            dialogues_a_year=self.chance.choice([0, 2, 2, None]),
            valid_from=self.chance.choice([begun, begun, None]),
            valid_until=self.chance.choice([until, until, until, None]),
            signed_on=self.chance.choice([begun, begun, None]),
            removed_at=self._gone(0.1),
        )

    def _commitment(self) -> None:
        self._put(
            "commitment",
            year_id=self.today.year,
            person_id=self.chance.choice(self.people),
            owner_id=self._some(self.people, 0.2),
            side=self.chance.choice(["superior", "subject"]),
            text="Ny PC",
            due=self._day(0.2),
            state=self.chance.choice(["open", "open", "kept"]),
            removed_at=self._gone(0.1),
        )

    def _some(self, among: range | list[int], none: float) -> int | None:
        return None if self.chance.random() < none else self.chance.choice(among)

    def _day(self, none: float) -> str | None:
        near = self.today + timedelta(days=self.chance.randint(-40, 40))
        return None if self.chance.random() < none else near.isoformat()

    def _gone(self, part: float) -> str | None:
        return GONE if self.chance.random() < part else None

    def _put(self, table: str, **values: object) -> None:
        marks = ", ".join("?" * len(values))
        database.execute_sql(
            f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", list(values.values())
        )
