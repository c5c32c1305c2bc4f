"""Measurements: dated actual values of a goal's indicator."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import asdict
from peewee import DateField, ForeignKeyField, TextField

from models import records
from models.database import rows
from models.fields import MillionthsField, Record, unscaled
from models.goal import Goal
from models.problems import Problem


class Measurement(Record):
    """A dated actual value of a goal's indicator."""

    goal = ForeignKeyField(Goal)
    measured_on = DateField()
    value = MillionthsField()
    source = TextField(default="")


class MeasurementEntry(Struct, frozen=True):
    """What is entered of a measurement."""

    goal_id: int
    measured_on: date
    value: Decimal
    source: str = ""


class MeasurementCard(Struct, frozen=True):
    """A measurement as a list shows it."""

    id: int
    revision: int
    entry: MeasurementEntry


def add_measurement(entry: MeasurementEntry) -> int:
    """Store a new value. ``measured-already`` if the goal has one for that day."""
    with _one_a_day(entry):
        return records.add(Measurement, asdict(entry))


def edit_measurement(number: int, revision: int, entry: MeasurementEntry) -> bool:
    """Change a measurement; whether anything differed."""
    with _one_a_day(entry):
        return records.edit(Measurement, number, revision, asdict(entry))


def remove_measurement(number: int) -> None:
    """Take a measurement out."""
    records.remove(Measurement, number)


def measurements(goal_id: int) -> list[MeasurementCard]:
    """The values of a goal, the newest first."""
    found = rows(
        "SELECT id, revision, measured_on, value, source FROM measurement"
        " WHERE goal_id = ? AND removed_at IS NULL ORDER BY measured_on DESC",
        (goal_id,),
    )
    return [
        MeasurementCard(
            number,
            revision,
            MeasurementEntry(goal_id, date.fromisoformat(day), unscaled(value, 1_000_000), source),
        )
        for number, revision, day, value, source in found
    ]


@contextlib.contextmanager
def _one_a_day(entry: MeasurementEntry) -> Iterator[None]:
    try:
        yield
    except Problem as problem:
        if problem.code != "already-there":
            raise
        raise Problem("measured-already", "measured_on", day=entry.measured_on) from problem
