"""The dialogue year with its rounds and milestones."""

from __future__ import annotations

from collections import deque
from datetime import date
from typing import Any

from msgspec import Struct
from peewee import DateField, ForeignKeyField, IntegerField, TextField

from models import journal
from models.database import database, others_writes, row, rows, with_days, writing
from models.fields import Record
from models.rules import MilestoneRule, RoundRule, Rules


class Year(Record):
    """One turn of the municipal year."""

    number = IntegerField(primary_key=True)
    closed_on = DateField(null=True)


class Milestone(Record):
    """A day that rounds are placed by, such as the annual report."""

    year = ForeignKeyField(Year)
    code = TextField()
    name = TextField(default="")
    day = DateField()


class Round(Record):
    """A window of the year in which dialogues are held; ``levels`` are digits, ``"123"``."""

    year = ForeignKeyField(Year)
    code = TextField()
    name = TextField(default="")
    starts_on = DateField()
    ends_on = DateField()
    follows = ForeignKeyField(Milestone, null=True)
    precedes = ForeignKeyField(Milestone, null=True)
    levels = TextField(default="123")


class RoundCard(Struct, frozen=True):
    """A round with the days that dialogue status follows from.

    ``deadline`` is the milestone that it must precede and ``not_before`` the one that it follows,
    if any.
    """

    id: int
    year: int
    code: str
    name: str
    starts_on: date
    ends_on: date
    levels: str
    deadline: date | None
    not_before: date | None = None

    @property
    def looks_ahead(self) -> bool:
        """Whether it is about next year's goals: what it must precede is when they are sent in."""
        return self.deadline is not None


ROUND_CARD = (
    "SELECT r.id, r.year_id, r.code, r.name, r.starts_on, r.ends_on, r.levels, m.day,"
    " f.day FROM round r JOIN year y ON y.number = r.year_id"
    " LEFT JOIN milestone m ON m.id = r.precedes_id LEFT JOIN milestone f ON f.id = r.follows_id"
    " WHERE r.removed_at IS NULL "
)


def current_round(today: date) -> RoundCard | None:
    """The round that is on; None if there is none.

    It is the one that ``today`` lies in, else the next to come this year. Once this year's rounds
    are over the last of them stays on as long as the year is open: a year that was opened ahead is
    on from 1 January, or from when the one before it is closed.

    Every list asks this for each screenful: it is read once after each write.
    """
    connection = database.connection()
    state = (today, connection, connection.total_changes, others_writes())
    if not _round_on or _round_on[0][0] != state:
        _round_on.append((state, _read_current_round(today)))
    return _round_on[0][1]


_round_on: deque[tuple[tuple[Any, ...], RoundCard | None]] = deque(maxlen=1)
"""The last answer of :func:`current_round`, with all that it depends on."""


def _read_current_round(today: date) -> RoundCard | None:
    found = row(
        ROUND_CARD + "ORDER BY CASE"
        " WHEN :today BETWEEN r.starts_on AND r.ends_on AND y.closed_on IS NULL THEN 0"
        " WHEN r.starts_on > :today AND r.year_id <= :year AND y.closed_on IS NULL THEN 1"
        " WHEN r.year_id = :year AND y.closed_on IS NULL THEN 2"
        " WHEN r.starts_on > :today AND y.closed_on IS NULL THEN 3 ELSE 4 END,"
        " CASE WHEN r.starts_on > :today THEN r.starts_on END, r.starts_on DESC LIMIT 1",
        {"today": today.isoformat(), "year": today.year},
    )
    return _card(found) if found else None


def round_card(number: int) -> RoundCard:
    """One round by its number."""
    found = row(ROUND_CARD + "AND r.id = ?", (number,))
    assert found is not None  # noqa: S101 (numbers of rounds only come from this file)
    return _card(found)


def all_rounds() -> list[RoundCard]:
    """Every round, the newest first."""
    return [_card(found) for found in rows(ROUND_CARD + "ORDER BY r.starts_on DESC")]


def ensure_year(number: int, rules: Rules) -> None:
    """Open ``number`` with the rounds and milestones of the settings, unless it is there."""
    if _is_open(number):
        return
    with writing():
        if _is_open(number):  # somebody else was quicker
            return
        Year.insert(number=number).execute()
        milestones = {rule.code: _add_milestone(number, rule) for rule in rules.milestones}
        for rule in rules.rounds:
            _add_round(number, rule, milestones)
        journal.record("year.open", "year", number)


def _is_open(number: int) -> bool:
    return row("SELECT 1 FROM year WHERE number = ?", (number,)) is not None


def _add_milestone(year: int, rule: MilestoneRule) -> int:
    day = date(year, *rule.day)
    return int(Milestone.insert(year_id=year, code=rule.code, name=rule.name, day=day).execute())


def _add_round(year: int, rule: RoundRule, milestones: dict[str, int]) -> None:
    Round.insert(
        year_id=year,
        code=rule.code,
        name=rule.name,
        starts_on=date(year, *rule.starts),
        ends_on=date(year, *rule.ends),
        follows_id=milestones.get(rule.follows),
        precedes_id=milestones.get(rule.precedes),
        levels="".join(str(level) for level in rule.levels),
    ).execute()


def _card(found: tuple[Any, ...]) -> RoundCard:
    return RoundCard(*with_days(found, 4, 5, 7, 8))
