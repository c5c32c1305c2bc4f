"""The two dialogue years of the sample municipality: last year is closed, this one runs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from models.database import database

if TYPE_CHECKING:
    from models.rules import Rules
    from models.sample.rows import Rows

CLOSED = (1, 29)
"""Month and day on which last year was closed."""


def add_years(rows: Rows, today: date, rules: Rules) -> None:
    """Note both years with the milestones and rounds of ``rules``."""
    for number in (today.year - 1, today.year):
        rows.add_keyed("year", number=number)
        milestones = {
            rule.code: rows.add(
                "milestone",
                year_id=number,
                code=rule.code,
                name=rule.name,
                day=_stored(date(number, *rule.day)),
            )
            for rule in rules.milestones
        }
        for one in rules.rounds:
            rows.add(
                "round",
                year_id=number,
                code=one.code,
                name=one.name,
                starts_on=_stored(date(number, *one.starts)),
                ends_on=_stored(date(number, *one.ends)),
                follows_id=milestones.get(one.follows),
                precedes_id=milestones.get(one.precedes),
                levels="".join(str(level) for level in one.levels),
            )


def close_last_year(today: date) -> None:
    """Close it, once all that belongs to it is there: nothing goes into a closed year."""
    day = min(date(today.year, *CLOSED), today)
    database.execute_sql(
        "UPDATE year SET closed_on = ? WHERE number = ?", (_stored(day), today.year - 1)
    )


def _stored(day: date) -> str:
    return day.isoformat()
