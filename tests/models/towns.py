"""Small towns of every odd kind, drawn by Hypothesis: loops, vacancies, the ended, the removed,
those without a unit, goals of two years. What fails is shrunk to the smallest town that does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from models.database import database, rows

DAY = date(2027, 3, 10)
GONE = "2027-01-01 00:00:00"
OFTEN = 20 if settings.get_current_profile_name() == "thorough" else 1

Row = dict[str, Any]
Test = TypeVar("Test", bound=Callable[..., Any])


def some(number: int) -> settings:
    """So many towns, and twenty times as many with ``--hypothesis-profile=thorough``."""
    odd = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large]
    # Without the phase that explains: shrinking a town takes its time as it is.
    phases = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
    return settings(max_examples=number * OFTEN, suppress_health_check=odd, phases=phases)


def examples(number: int) -> Callable[[Test], Test]:
    """The same for a test, with the time that shrinking may take when it fails."""
    return lambda test: pytest.mark.timeout(1800)(some(number)(test))


@dataclass(frozen=True, slots=True)
class DrawnTown:
    """The rows of each table; those of ``dialogue`` name the round by its place."""

    today: date
    tables: Mapping[str, Sequence[Row]]

    def store(self) -> None:
        """Put everything into the database, within a transaction, as people and units point at each
        other. The year of ``today`` and the one before must be there, with or without their rounds;
        loops are not refused."""
        database.execute_sql("PRAGMA defer_foreign_keys=1")
        rounds = [number for (number,) in rows("SELECT id FROM round ORDER BY id")]
        for table, found in self.tables.items():
            for one in found:
                if "round_id" not in one:
                    _put(table, one)
                elif one["round_id"] < len(rounds):
                    _put(table, one | {"round_id": rounds[one["round_id"]]})


def _put(table: str, values: Row) -> None:
    marks = ", ".join("?" * len(values))
    database.execute_sql(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({marks})", list(values.values())
    )


# What is drawn are places, counted round among those that there are, and days from today. What is
# simplest, and so drawn and shrunk to most often, is what most towns are like.
SOMEBODY = st.integers(0, 11)
MOSTLY = st.integers(0, 14).map(lambda one: one if one < 12 else None)
SELDOM = st.integers(0, 14).map(lambda one: one - 10 if one > 9 else None)
DAYS = st.integers(-40, 40)
A_DAY = st.integers(-40, 49).map(lambda one: one if one < 41 else None)
NO_DAY = st.integers(-40, 120).map(lambda one: one if one < 41 else None)
ONE_IN_TEN = st.integers(0, 9).map(lambda one: one == 9)
REMOVED = ONE_IN_TEN.map(lambda one: GONE if one else None)
ODD = (
    *("",) * 8,
    "last year",
    "qualitative",
    "adopted",
    "repealed",
    "removed",
    "repealed last year",
)
LACKING = ("", "", "", "indicator", "measure", "baseline", "target", "due")

UNIT = st.fixed_dictionaries(
    {
        "code": st.sampled_from([None, "A{}", "å{}"]),
        "kind": st.sampled_from(["", "skole", "SKOLE", "Øvelse", "øVELSE"]),
        "parent_id": MOSTLY,
        "leader_id": MOSTLY,
        "removed_at": st.sampled_from([None, None, GONE]),
    }
)
PERSON = st.fixed_dictionaries(
    {
        "fte": st.sampled_from([10000, 8000, 5050, 0]),
        "status": st.sampled_from(["active", "active", "active", "active", "leave", "ended"]),
        "unit_id": MOSTLY,
        "superior_id": SELDOM,
        "only_named": ONE_IN_TEN,
        "removed_at": REMOVED,
    }
)
GOAL = st.fixed_dictionaries(
    {
        "owner": st.sampled_from(["person", "unit", "person", "whole"]),
        "place": SOMEBODY,
        "lacking": st.sampled_from(LACKING),
        "due": DAYS,
        "state": st.sampled_from(["open", "open", "open", "open", "closed", "dropped"]),
        "adopted_by": st.sampled_from(["Kommunestyret", ""]),
        "serves_id": MOSTLY,
        "meaning": st.sampled_from(["", " ", "Ringer igjen samme dag"]),
        "odd": st.sampled_from(ODD),
    }
)
APPRAISAL = st.fixed_dictionaries(
    {"year_id": ONE_IN_TEN, "person_id": SOMEBODY, "held_on": DAYS, "removed_at": REMOVED}
)
AGREEMENT = st.fixed_dictionaries(
    {
        "person_id": SOMEBODY,
        "content": st.sampled_from(["Mål", "Mål", " "]),
        "dialogues_a_year": st.sampled_from([2, 2, 0, None]),
        "valid_from": A_DAY,
        "valid_until": A_DAY,
        "signed_on": A_DAY,
        "removed_at": REMOVED,
    }
)
DIALOGUE = st.fixed_dictionaries(
    {
        "round_id": st.integers(0, 3),
        "person_id": SOMEBODY,
        "superior_id": st.booleans(),
        "conductor_id": SOMEBODY,
        "planned_on": NO_DAY,
        "held_on": NO_DAY,
        "superior_confirmed_on": NO_DAY,
        "subject_confirmed_on": NO_DAY,
        "exempt_because": st.sampled_from([None, None, "permisjon"]),
        "cancelled_because": st.sampled_from([None, None, "syk"]),
        "removed_at": REMOVED,
    }
)
COMMITMENT = st.fixed_dictionaries(
    {
        "person_id": SOMEBODY,
        "owner_id": MOSTLY,
        "side": st.sampled_from(["superior", "subject"]),
        "due": A_DAY,
        "state": st.sampled_from(["open", "open", "kept"]),
        "removed_at": REMOVED,
    }
)


def _many(one: st.SearchStrategy[Row], most: int) -> st.SearchStrategy[list[Row]]:
    """A list that is as often long as it is anything else; what fails is shrunk from both."""
    return st.lists(one, min_size=1, max_size=most) | st.lists(
        one, min_size=most // 2, max_size=most
    )


DRAWN = st.fixed_dictionaries(
    {
        "unit": st.lists(UNIT, min_size=1, max_size=5),
        "person": _many(PERSON, 10),
        "goal": _many(GOAL, 10),
        "appraisal": st.lists(APPRAISAL, max_size=3),
        "leader_agreement": _many(AGREEMENT, 5),
        "dialogue": _many(DIALOGUE, 10),
        "commitment": st.lists(COMMITMENT, max_size=5),
    }
)


def towns(days: Sequence[date] = (DAY,)) -> st.SearchStrategy[DrawnTown]:
    """Towns with up to five units, ten people and ten goals, on one of ``days``."""
    return st.builds(_town, st.sampled_from(days), DRAWN)


def _town(today: date, drawn: Mapping[str, Sequence[Row]]) -> DrawnTown:
    said = _Said(today, drawn)
    return DrawnTown(
        today,
        {
            "unit": [said.unit(number) for number in range(1, said.units + 1)],
            "person": [said.person(number) for number in range(1, said.people + 1)],
            "goal": [said.goal(number) for number in range(1, len(drawn["goal"]) + 1)],
            "appraisal": _once(map(said.appraisal, drawn["appraisal"]), "year_id"),
            "leader_agreement": [said.agreement(one) for one in drawn["leader_agreement"]],
            "dialogue": _once(map(said.dialogue, drawn["dialogue"]), "round_id"),
            "commitment": [said.commitment(one) for one in drawn["commitment"]],
        },
    )


def _once(found: Any, within: str) -> list[Row]:
    """At most one of each person within a year, a round."""
    return list({(one[within], one["person_id"]): one for one in found}.values())


class _Said:
    """Rows that make sense together, of what was drawn."""

    def __init__(self, today: date, drawn: Mapping[str, Sequence[Row]]) -> None:
        self.today = today
        self.drawn = drawn
        self.units = len(drawn["unit"])
        self.people = len(drawn["person"])

    def unit(self, number: int) -> Row:
        one = self.drawn["unit"][number - 1]
        return {
            "id": number,
            "code": one["code"] and one["code"].format(number),
            "name": f"U{number}",
            "kind": one["kind"],
            "parent_id": _among(number - 1, one["parent_id"]),
            "leader_id": _among(self.people, one["leader_id"]),
            "sort_key": f"u{number}",
            "search": f"u{number}",
            "removed_at": one["removed_at"] if self._may_go(number) else None,
        }

    def _may_go(self, number: int) -> bool:
        """Only what nothing lies under can have been removed."""
        return number == self.units > 1

    def person(self, number: int) -> Row:
        """Who works here is in a unit that is; the ended may be anywhere."""
        one = self.drawn["person"][number - 1]
        last_gone = self.units > 1 and self.drawn["unit"][-1]["removed_at"] is not None
        superior = _among(self.people, one["superior_id"])
        return {
            "id": number,
            "employee_no": f"{number}",
            "name": f"P{number:02}",
            "fte": one["fte"],
            "status": one["status"],
            "unit_id": _among(
                self.units - (last_gone and one["status"] != "ended"), one["unit_id"]
            ),
            "superior_id": None if superior == number else superior,
            "only_named": one["only_named"],
            "sort_key": f"p{number:02}",
            "search": f"p{number}",
            "removed_at": one["removed_at"],
        }

    def goal(self, number: int) -> Row:
        one = dict(self.drawn["goal"][number - 1])
        owner, place = one.pop("owner"), one.pop("place")
        lacking, odd = one.pop("lacking"), one.pop("odd")
        day = self._day(one["due"])
        words = {"indicator": "fravær", "measure": "%", "baseline": 9_100_000, "target": 7_500_000}
        measured: Row = words | {"due": day}
        if lacking:
            measured[lacking] = " " if lacking in {"indicator", "measure"} else None
        return one | {
            **measured,
            "id": number,
            "year_id": self.today.year - ("last year" in odd),
            "unit_id": _among(self.units, place) if owner == "unit" else None,
            "person_id": _among(self.people, place) if owner == "person" else None,
            "title": f"G{number}",
            # Upward only, as rings are refused.
            "serves_id": _among(number - 1, one["serves_id"]),
            "qualitative": odd == "qualitative",
            "adopted_on": day if odd == "adopted" else None,
            "repealed_on": day if "repealed" in odd else None,
            "removed_at": GONE if odd == "removed" else None,
        }

    def appraisal(self, one: Row) -> Row:
        return one | {
            "year_id": self.today.year - one["year_id"],
            "person_id": _among(self.people, one["person_id"]),
            "held_on": self._day(one["held_on"]),
        }

    def agreement(self, one: Row) -> Row:
        begun, until = one["valid_from"], one["valid_until"]
        if until is not None and (begun or 0) > until:
            begun = None
        return one | {
            "person_id": _among(self.people, one["person_id"]),
            "purpose": "Støtte",
            "valid_from": self._day(begun),
            "valid_until": self._day(until),
            "signed_on": self._day(one["signed_on"]),
        }

    def dialogue(self, one: Row) -> Row:
        held, conductor = one["held_on"] is not None, _among(self.people, one["conductor_id"])
        confirmed = ("superior_confirmed_on", "subject_confirmed_on")
        return one | {
            "person_id": _among(self.people, one["person_id"]),
            "superior_id": conductor if held or one["superior_id"] else None,
            "conductor_id": conductor,
            "planned_on": self._day(one["planned_on"]),
            "held_on": self._day(one["held_on"]),
            "cancelled_because": None if one["planned_on"] else one["cancelled_because"],
            **{side: self._day(one[side]) if held else None for side in confirmed},
        }

    def commitment(self, one: Row) -> Row:
        return one | {
            "year_id": self.today.year,
            "person_id": _among(self.people, one["person_id"]),
            "owner_id": _among(self.people, one["owner_id"]),
            "text": "Ny PC",
            "due": self._day(one["due"]),
        }

    def _day(self, days: int | None) -> str | None:
        return None if days is None else (self.today + timedelta(days)).isoformat()


def _among(count: int, place: int | None) -> int | None:
    """The number at ``place`` of 1 to ``count``, counted round."""
    return None if place is None or count == 0 else place % count + 1
