"""The milestones of a dialogue year: adding, moving, removing them."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import asdict

from models import records
from models.database import row, rows, with_days
from models.problems import Problem, Problems
from models.year import Milestone


class MilestoneEntry(Struct, frozen=True):
    """What is entered of a milestone. With an empty name it goes by the word for its code."""

    year_id: int
    code: str
    day: date | None
    name: str = ""


class MilestoneCard(Struct, frozen=True):
    """A milestone as lists and its form show it."""

    id: int
    revision: int
    entry: MilestoneEntry


def add_milestone(entry: MilestoneEntry) -> int:
    """Store a new milestone; its number. Problems: as :func:`edit_milestone`."""
    _validate(entry)
    return records.add(Milestone, asdict(entry))


def edit_milestone(number: int, revision: int, entry: MilestoneEntry) -> bool:
    """Rename or move a milestone; whether anything differed.

    Raises :class:`Problems` with ``field-empty``, ``code-taken`` or ``day-far-from-year``.
    """
    _validate(entry, number)
    return records.edit(Milestone, number, revision, asdict(entry))


def remove_milestone(number: int, revision: int | None = None) -> None:
    """Take a milestone out. ``milestone-in-use`` while a round is placed by it."""

    def check() -> None:
        used = row(
            "SELECT count(*) FROM round"
            " WHERE removed_at IS NULL AND ? IN (follows_id, precedes_id)",
            (number,),
        )
        if used and used[0]:
            raise Problem("milestone-in-use", count=used[0])

    records.remove(Milestone, number, check, revision)


def milestones(year: int) -> list[MilestoneCard]:
    """The milestones of ``year`` in the order of their days."""
    found = rows(
        "SELECT id, revision, year_id, code, day, name FROM milestone"
        " WHERE year_id = ? AND removed_at IS NULL ORDER BY day, id",
        (year,),
    )
    return [
        MilestoneCard(number, revision, MilestoneEntry(*with_days(rest, 2)))
        for number, revision, *rest in found
    ]


def refuse_code(table: str, year: int, code: str, number: int | None) -> list[Problem]:
    """``field-empty`` or ``code-taken`` where ``code`` cannot name a record of ``table``."""
    if not code.strip():
        return [Problem("field-empty", "code")]
    taken = row(
        f"SELECT 1 FROM {table} WHERE year_id = ? AND code = ? AND removed_at IS NULL"
        " AND id IS NOT ?",
        (year, code, number),
    )
    return [Problem("code-taken", "code", value=code)] if taken else []


def refuse_day(field: str, year: int, day: date | None) -> list[Problem]:
    """``field-empty``, or ``day-far-from-year`` where ``day`` can only be a slip.

    The results of a year are talked about in the next, so its neighbours are allowed.
    """
    if day is None:
        return [Problem("field-empty", field)]
    return [Problem("day-far-from-year", field, year=year)] if abs(day.year - year) > 1 else []


def _validate(entry: MilestoneEntry, number: int | None = None) -> None:
    problems = refuse_code("milestone", entry.year_id, entry.code, number)
    problems += refuse_day("day", entry.year_id, entry.day)
    if problems:
        raise Problems(problems)
