"""The lines of last year in the sample municipality: nearly those of today.

Who has left since was there, a leader who is new was not, and neither were a few of the staff.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database import database, rows
from models.derived import as_of
from models.sample.lists import draws
from models.year_lines import keep_lines

if TYPE_CHECKING:
    from datetime import date

    from models.rules import Rules
    from models.sample.people import Staff

HIRED = 0.03
"""So many of the staff without goals last year have come since."""


def keep_last_lines(today: date, rules: Rules, staff: Staff) -> None:
    """Keep them, in the caller's write, once everything else is stored."""
    year = today.year - 1
    keep_lines(year, as_of(today, rules))
    _bring_back(year)
    for code, former in staff.former.items():
        _swap(year, former.id, staff.leaders[code].id)
    _leave_out_the_new(year)


def _bring_back(year: int) -> None:
    database.execute_sql(
        "INSERT INTO year_line SELECT ?, person_id, unit_id, superior_id, NULL, 4, 'active', fte"
        " FROM temp.line WHERE status = 'ended'",
        (year,),
    )


def _swap(year: int, former: int, new: int) -> None:
    """``former`` led what ``new`` leads."""
    values = {"year": year, "former": former, "new": new}
    database.execute_sql(
        "UPDATE year_line SET (superior_id, led_unit_id, level) = (SELECT superior_id, led_unit_id,"
        " level FROM year_line WHERE year_id = :year AND person_id = :new)"
        " WHERE year_id = :year AND person_id = :former",
        values,
    )
    database.execute_sql("DELETE FROM year_line WHERE year_id = ? AND person_id = ?", (year, new))
    database.execute_sql(
        "UPDATE year_line SET superior_id = :former WHERE year_id = :year AND superior_id = :new",
        values,
    )


def _leave_out_the_new(year: int) -> None:
    draw = draws("hired")
    others = rows(
        "SELECT person_id FROM year_line WHERE year_id = ? AND level = 4 AND person_id NOT IN"
        " (SELECT person_id FROM goal WHERE year_id = ? AND person_id IS NOT NULL"
        "  UNION SELECT person_id FROM dialogue) ORDER BY 1",
        (year, year),
    )
    hired = [(year, person) for (person,) in others if draw.random() < HIRED]
    database.connection().executemany(
        "DELETE FROM year_line WHERE year_id = ? AND person_id = ?", hired
    )
