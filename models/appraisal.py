"""Medarbeidersamtaler that were held apart from the results dialogue.

Where one talk counts for both duties (a setting), only those who had no results dialogue need one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from peewee import DateField, ForeignKeyField

from models import records
from models.database import row, writing
from models.fields import Record
from models.person import Person
from models.problems import Problem
from models.year import Year


class Appraisal(Record):
    """One medarbeidersamtale of a year."""

    year = ForeignKeyField(Year)
    person = ForeignKeyField(Person)
    held_on = DateField()


def record_appraisals(people: Sequence[int], year: int, day: date, today: date) -> None:
    """Note that each of these people had theirs on ``day``; one noted before gets the new day.

    Problem ``held-in-future``.
    """
    if day > today:
        raise Problem("held-in-future", "held_on", day=day)
    with writing():
        for person in people:
            there = row(
                "SELECT id, revision FROM appraisal WHERE year_id = ? AND person_id = ?"
                " AND removed_at IS NULL",
                (year, person),
            )
            if there is None:
                records.add(Appraisal, {"year_id": year, "person_id": person, "held_on": day})
            else:
                records.edit(Appraisal, there[0], there[1], {"held_on": day})


def appraisal_of(person: int, year: int) -> tuple[int, date] | None:
    """Number and day of the one that somebody had in ``year``, if any."""
    found = row(
        "SELECT id, held_on FROM appraisal WHERE year_id = ? AND person_id = ?"
        " AND removed_at IS NULL",
        (year, person),
    )
    return (found[0], date.fromisoformat(found[1])) if found else None


def remove_appraisal(number: int) -> None:
    """Take it out again."""
    records.remove(Appraisal, number)
