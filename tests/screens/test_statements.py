"""What the screens ask the database: few statements, and none that goes through everybody.

The plans are those that the engine makes where it believes the tables to be as large as in the
largest municipality, and where it knows nothing about them, as in a database just made.
"""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from models.database import database, rows
from tests.screens.front import Front, open_app

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

TO_OPEN, TO_MOVE = 12, 3
LARGE = ("person", "goal", "measurement", "dialogue", "commitment", "journal")
TIMES = 300
"""So many times as large as the sample are they taken to be."""

PLACES = {
    "leader": ("enter",),
    "people": ("2",),
    "person": ("2", "enter"),
    "dialogues": ("3",),
    "dialogue": ("3", "enter"),
    "goals": ("4",),
    "commitments": ("5",),
    "flags": ("6",),
    "journal": ("7",),
    "settings": ("8",),
    "year plan": ("9",),
    "spans": ("0",),
    "agreements": ("A",),
    "line of sight": ("L",),
    "over the years": ("H",),
    "years": ("Y",),
}
"""Each screen, and the keys that lead to it; the last one is what is measured."""

OF_EVERYBODY = ("line of sight", "over the years", "years")
"""Screens that sum something up over everybody, anew after each change."""

CHECKS = ("SELECT f.*, v.data_version", "PRAGMA", "BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
"""What reads no data: whether anything has changed, and where a transaction begins and ends."""

DERIVES = ("INSERT INTO temp.", "DELETE FROM temp.", "CREATE TEMP", "CREATE INDEX temp.", "DROP ")


class Asked:
    """The statements that the database was asked."""

    def __init__(self) -> None:
        self._statements: list[str] = []

    def begin(self) -> None:
        """Note them from here on; on the database's thread."""
        database.connection().set_trace_callback(self._note)

    def _note(self, statement: str) -> None:
        text = " ".join(statement.split())
        if not text.startswith(("--", *CHECKS, *DERIVES)) and "INSERT INTO temp." not in text:
            self._statements.append(text)

    def taken(self) -> list[str]:
        """Those noted since this was last asked."""
        found, self._statements = self._statements, []
        return found


@asynccontextmanager
async def listening(path: Path) -> AsyncIterator[tuple[Front, Asked]]:
    """The program at its first screen, with all that is worked out once done."""
    async with open_app(path, (120, 40)) as front:
        asked = Asked()
        await front.asks(asked.begin)
        yield front, asked


@pytest.mark.parametrize("place", PLACES)
async def test_a_screen_asks_little(sample_file: Path, place: str) -> None:
    *before, key = PLACES[place]
    async with listening(sample_file) as (front, asked):
        await front.press(*before)
        asked.taken()
        await front.press(key)
        opening = asked.taken()
        assert len(opening) <= TO_OPEN, "\n".join(opening)
        for moving in ("down", "pagedown", "pagedown", "end", "pageup", "home"):
            await front.press(moving)
            asking = asked.taken()
            assert len(asking) <= TO_MOVE, "\n".join(asking)


def as_in_a_large_municipality() -> None:
    """Have the engine plan for tables of that size."""
    database.execute_sql("ANALYZE")
    for table, index, stat in rows("SELECT tbl, idx, stat FROM sqlite_stat1"):
        if table in LARGE:
            first, *rest = stat.split()
            database.execute_sql(
                "UPDATE sqlite_stat1 SET stat = ? WHERE tbl = ? AND idx IS ?",
                (" ".join([str(int(first) * TIMES), *rest]), table, index),
            )
    database.execute_sql("ANALYZE sqlite_schema")


NAMED = re.compile(r"(?:FROM|JOIN)\s+(?:main\.)?(\w+)(?:\s+(?:AS\s+)?([a-z]\w*))?")
"""A table in a statement, with what it is called there."""


def full_scans(statement: str) -> list[str]:
    """The steps of a statement's plan that go through all of a large table: but for those that stop
    as soon as they have found enough, in the order of an index."""
    plan = [step for *_, step in rows(f"EXPLAIN QUERY PLAN {statement}")]
    views = rows("SELECT sql FROM sqlite_temp_schema WHERE type = 'view'")
    called = {
        name
        for text in (statement, *(sql for (sql,) in views))
        for table, alias in NAMED.findall(text)
        if table in LARGE
        for name in (table, alias)
    }
    is_cut = " LIMIT " in statement and "ORDER BY" in statement
    stops = is_cut and "USE TEMP B-TREE FOR ORDER BY" not in plan
    return [
        step
        for step in plan
        if step.startswith("SCAN ") and step.split()[1] in called and not stops
    ]


@pytest.mark.parametrize("known", [True, False], ids=["of known size", "just made"])
async def test_no_screen_goes_through_everybody(sample_file: Path, known: bool) -> None:
    async with listening(sample_file) as (front, asked):
        if known:
            await front.asks(as_in_a_large_municipality)
        else:
            await front.asks(database.execute_sql, "DROP TABLE IF EXISTS sqlite_stat1")
        for place, way in PLACES.items():
            if place in OF_EVERYBODY:
                continue
            asked.taken()
            await front.press("1", *way, "down", "pagedown", "pagedown")
            found = {
                statement: scans
                for statement in asked.taken()
                if statement.startswith(("SELECT", "WITH"))
                and (scans := await front.asks(full_scans, statement))
            }
            assert not found, place
