"""The names behind the numbers in a draft's steps."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from models.database import rows
from models.what_if.steps import NewUnit, Step


class StepNames(Struct, frozen=True):
    """A step in names. ``place`` is empty for people that are merely moved to ``unit``."""

    place: str
    unit: str
    name: str
    leader: str
    people: tuple[str, ...]


def step_names(steps: Sequence[Step]) -> list[StepNames]:
    """The steps with their names, in two statements however many there are."""
    people = {person for step in steps for person in step.people}
    people |= {step.leader for step in steps if isinstance(step, NewUnit) and step.leader}
    persons = _names("person", people)
    units = _names("unit", {step.unit for step in steps})
    for place, step in enumerate(steps):
        if isinstance(step, NewUnit):
            units[-1 - place] = step.name
    return [_named(step, persons, units) for step in steps]


def _named(step: Step, persons: dict[int, str], units: dict[int, str]) -> StepNames:
    who = tuple(persons.get(person, "–") for person in step.people)
    unit = units.get(step.unit, "–")
    if not isinstance(step, NewUnit):
        return StepNames("", unit, "", "", who)
    leader = step.post if step.leader is None else persons.get(step.leader, "–")
    return StepNames(step.place, unit, step.name, leader, who)


def _names(table: str, numbers: set[int]) -> dict[int, str]:
    marks = ", ".join(str(int(number)) for number in numbers)
    return dict(rows(f"SELECT id, name FROM {table} WHERE id IN ({marks})"))
