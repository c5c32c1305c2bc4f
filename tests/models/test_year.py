"""The dialogue year: its rounds and milestones, and which round a day belongs to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import peewee
import pytest
from msgspec.structs import replace

from models import journal
from models.database import database as connection
from models.database import rows
from models.derived import as_of
from models.problems import Problem
from models.rules import MilestoneRule, RoundRule, Rules
from models.year import all_rounds, current_round, ensure_year, round_card

if TYPE_CHECKING:
    from pathlib import Path

RULES = Rules()


def expected(today: date) -> tuple[int, str]:
    """By the default rounds of 2027 and 2028: 1 Feb to 15 Apr, 1 Sep to 15 Oct."""
    year = min(max(today.year, 2027), 2028)
    return year, "winter" if today <= date(year, 4, 15) else "autumn"


def test_every_day_has_its_round_the_next_or_the_last(database: Path) -> None:
    assert current_round(date(2027, 3, 1)) is None
    ensure_year(2028, RULES)
    ensure_year(2027, RULES)
    day = date(2026, 12, 1)
    while day < date(2029, 2, 1):
        found = current_round(day)
        assert found is not None
        assert (found.year, found.code) == expected(day), day
        assert as_of(day, RULES).year == found.year
        assert round_card(found.id) == found
        day += timedelta(1)


def test_a_year_that_was_opened_ahead_is_on_once_the_one_before_it_is_closed(
    database: Path,
) -> None:
    ensure_year(2027, RULES)
    ensure_year(2028, RULES)
    late = date(2027, 12, 24)
    assert as_of(late, RULES).year == 2027
    connection.execute_sql("UPDATE year SET closed_on = '2027-12-20' WHERE number = 2027")
    found = current_round(late)
    assert found
    assert (found.year, found.code) == (2028, "winter")


def test_of_rounds_that_overlap_the_one_that_began_last_is_on(database: Path) -> None:
    long = RoundRule("long", (1, 1), (12, 31))
    short = RoundRule("short", (3, 1), (3, 31))
    ensure_year(2027, Rules(rounds=(short, long)))
    days = (date(2027, 2, 28), date(2027, 3, 1), date(2027, 3, 31), date(2027, 4, 1))
    codes = [found.code for day in days if (found := current_round(day))]
    assert codes == ["long", "short", "short", "long"]


def test_opening_a_year_again_adds_nothing(database: Path) -> None:
    ensure_year(2027, RULES)
    tables = ("year", "round", "milestone", "journal")
    before = [rows(f"SELECT * FROM {table}") for table in tables]
    ensure_year(2027, replace(RULES, rounds=()))
    assert [rows(f"SELECT * FROM {table}") for table in tables] == before
    assert [entry.action for entry in journal.entries()] == ["year.open"]


def test_a_year_that_somebody_else_has_just_opened_is_left_alone(database: Path) -> None:
    """The other commits between the look and the lock."""
    library = vars(peewee)["sqlite3"]
    waiting = ["INSERT INTO year (number) VALUES (2027)"]

    def tell(statement: str) -> None:
        if statement.startswith("BEGIN") and waiting:
            other = library.connect(database)
            other.execute(waiting.pop())
            other.commit()
            other.close()

    connection.connection().set_trace_callback(tell)
    ensure_year(2027, RULES)
    assert not waiting
    assert rows("SELECT number FROM year") == [(2027,)]
    assert journal.entries() == []


def test_rounds_are_placed_by_their_milestones(database: Path) -> None:
    ensure_year(2027, RULES)
    assert [
        (one.code, one.starts_on, one.ends_on, one.levels, one.deadline) for one in all_rounds()
    ] == [
        ("autumn", date(2027, 9, 1), date(2027, 10, 15), "123", date(2027, 10, 25)),
        ("winter", date(2027, 2, 1), date(2027, 4, 15), "123", None),
    ]
    assert rows("SELECT code, day FROM milestone ORDER BY day") == [
        ("annual-accounts", "2027-02-22"),
        ("annual-report", "2027-03-31"),
        ("ambitions-sent", "2027-10-25"),
        ("budget-adopted", "2027-12-15"),
    ]
    follows = rows("SELECT r.code, m.code FROM round r JOIN milestone m ON m.id = r.follows_id")
    assert follows == [("winter", "annual-accounts")]


def test_a_round_of_the_settings_is_kept_as_it_is_set(database: Path) -> None:
    rules = Rules(
        rounds=(RoundRule("spring", (5, 1), (5, 31), "Vårrunde", "", "budget", (2, 4)),),
        milestones=(MilestoneRule("budget", (6, 15), "Rammer"),),
    )
    ensure_year(2027, rules)
    [found] = all_rounds()
    assert (found.name, found.levels, found.deadline) == ("Vårrunde", "24", date(2027, 6, 15))


def test_a_year_that_cannot_be_stored_leaves_nothing(database: Path) -> None:
    backwards = RoundRule("x", (5, 31), (5, 1))
    with pytest.raises(Problem, match="not-allowed"):
        ensure_year(2027, Rules(rounds=(backwards,)))
    with pytest.raises(Problem, match="not-allowed"):
        ensure_year(1066, RULES)
    assert rows("SELECT * FROM year") == []
    assert rows("SELECT * FROM milestone") == []
