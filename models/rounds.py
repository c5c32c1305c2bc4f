"""The rounds of a dialogue year: adding, moving, removing them."""

from __future__ import annotations

from datetime import date

from msgspec import Struct
from msgspec.structs import asdict

from models import records
from models.database import row, rows, with_days
from models.milestones import refuse_code, refuse_day
from models.problems import Problem, Problems
from models.year import Round, round_card


class RoundEntry(Struct, frozen=True):
    """What is entered of a round. ``levels`` are digits, ``"123"``; with an empty name it goes by
    the word for its code."""

    year_id: int
    code: str
    starts_on: date | None
    ends_on: date | None
    follows_id: int | None = None
    precedes_id: int | None = None
    levels: str = "123"
    name: str = ""


class RoundDetail(Struct, frozen=True):
    """A round as lists and its form show it; a milestone goes by its name and code."""

    id: int
    revision: int
    entry: RoundEntry
    follows: tuple[str, str]
    precedes: tuple[str, str]


def add_round(entry: RoundEntry) -> int:
    """Store a new round; its number. Problems: as :func:`edit_round`."""
    _validate(entry)
    return records.add(Round, asdict(entry))


def edit_round(number: int, revision: int, entry: RoundEntry) -> bool:
    """Rename or move a round; whether anything differed.

    Raises :class:`Problems` with ``field-empty``, ``code-taken``, ``day-far-from-year``,
    ``ends-before-start``, ``levels-unreadable`` or ``milestone-of-another-year``.
    """
    _validate(entry, number)
    return records.edit(Round, number, revision, asdict(entry))


def remove_round(number: int, revision: int | None = None) -> None:
    """Take a round out. ``round-in-use`` while there are dialogues in it."""

    def check() -> None:
        used = row(
            "SELECT count(*) FROM dialogue WHERE round_id = ? AND removed_at IS NULL", (number,)
        )
        if used and used[0]:
            raise Problem("round-in-use", count=used[0])

    records.remove(Round, number, check, revision)


def rounds(year: int) -> list[RoundDetail]:
    """The rounds of ``year`` in the order of their days."""
    found = rows(
        """
        SELECT r.id, r.revision, r.year_id, r.code, r.starts_on, r.ends_on, r.follows_id,
               r.precedes_id, r.levels, r.name, coalesce(f.name, ''), coalesce(f.code, ''),
               coalesce(p.name, ''), coalesce(p.code, '')
        FROM round r LEFT JOIN milestone f ON f.id = r.follows_id
        LEFT JOIN milestone p ON p.id = r.precedes_id
        WHERE r.year_id = ? AND r.removed_at IS NULL
        ORDER BY r.starts_on, r.id""",
        (year,),
    )
    details = []
    for number, revision, *rest in found:
        entry = RoundEntry(*with_days(rest[:8], 2, 3))
        follows, precedes = (rest[8], rest[9]), (rest[10], rest[11])
        details.append(RoundDetail(number, revision, entry, follows, precedes))
    return details


def planning_remarks(round_id: int, day: date) -> list[Problem]:
    """What there is to say against ``day`` for a dialogue of the round; it may be meant all the
    same.

    ``planned-before-milestone`` where what the round follows has not come by then,
    ``planned-after-milestone`` where it precedes something that has, ``planned-outside-round``.
    """
    card = round_card(round_id)
    names = row(
        "SELECT coalesce(f.name, ''), coalesce(f.code, ''), coalesce(p.name, ''),"
        " coalesce(p.code, '') FROM round r LEFT JOIN milestone f ON f.id = r.follows_id"
        " LEFT JOIN milestone p ON p.id = r.precedes_id WHERE r.id = ?",
        (round_id,),
    )
    follows, precedes = (names[:2], names[2:]) if names else (("", ""), ("", ""))
    remarks = []
    if card.not_before and day < card.not_before:
        name = follows[0] or follows[1]
        remarks.append(Problem("planned-before-milestone", milestone=name, day=card.not_before))
    if card.deadline and day > card.deadline:
        name = precedes[0] or precedes[1]
        remarks.append(Problem("planned-after-milestone", milestone=name, day=card.deadline))
    elif not card.starts_on <= day <= card.ends_on:
        remarks.append(Problem("planned-outside-round", first=card.starts_on, last=card.ends_on))
    return remarks


def _validate(entry: RoundEntry, number: int | None = None) -> None:
    problems = refuse_code("round", entry.year_id, entry.code, number)
    problems += refuse_day("starts_on", entry.year_id, entry.starts_on)
    problems += refuse_day("ends_on", entry.year_id, entry.ends_on)
    if entry.starts_on and entry.ends_on and entry.ends_on < entry.starts_on:
        problems.append(Problem("ends-before-start", "ends_on"))
    if not entry.levels or set(entry.levels) - set("1234"):
        problems.append(Problem("levels-unreadable", "levels"))
    for field in ("follows_id", "precedes_id"):
        milestone = getattr(entry, field)
        if milestone is not None and not row(
            "SELECT 1 FROM milestone WHERE id = ? AND year_id = ? AND removed_at IS NULL",
            (milestone, entry.year_id),
        ):
            problems.append(Problem("milestone-of-another-year", field))
    if problems:
        raise Problems(problems)
