"""The two dialogue years of the sample municipality: last year is closed, this one runs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from models.rules import Rules
    from models.sample.rows import Rows

CLOSED = (1, 29)
"""Month and day on which last year was closed."""


def add_years(rows: Rows, today: date, rules: Rules) -> None:
    """Note both years with the milestones and rounds of ``rules``."""
    for number in (today.year - 1, today.year):
        closed = min(date(today.year, *CLOSED), today) if number < today.year else None
        rows.add_keyed("year", number=number, closed_on=_stored(closed))
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


def _stored(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
