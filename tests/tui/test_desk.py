"""The desk: the database on one thread, what is wrong brought back to who asked."""

from __future__ import annotations

import asyncio
import threading
import time
from datetime import date
from typing import TYPE_CHECKING

import pytest

from models.database import database, rows
from models.journal import entries
from models.problems import Problem
from models.rules import Rules
from models.unit import UnitEntry, add_unit, unit_card
from models.year import ensure_year
from tui.desk import DEMO_DAY, Desk
from tui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(Settings(keys={"edit": "ctrl+e"}), date(2027, 3, 10))
    desk.open(tmp_path / "x.db").result()
    yield desk
    desk.close()


def test_nobody_shares_the_demo(tmp_path: Path) -> None:
    desk = Desk(Settings(group="root"), DEMO_DAY)
    assert desk.open(tmp_path / "demo.db").result().new
    desk.close()


async def test_one_thread_works_for_all(desk: Desk) -> None:
    def where() -> str:
        time.sleep(0.002)
        return threading.current_thread().name

    found = set(await asyncio.gather(*(desk.ask(where) for _ in range(20))))
    found.add(desk.submit(where).result())
    assert len(found) == 1
    assert threading.current_thread().name not in found
    assert database.is_closed(), "this thread has no connection"


async def test_what_is_asked_is_answered_in_turn(desk: Desk) -> None:
    await desk.ask(ensure_year, 2027, Rules())
    done: list[int] = []
    await asyncio.gather(*(desk.ask(done.append, number) for number in range(50)))
    assert done == list(range(50))
    number = await desk.ask(add_unit, UnitEntry("Nordvik"))
    assert (await desk.ask(unit_card, number)).entry.name == "Nordvik"
    at = await desk.at()
    assert at.round is not None
    assert (at.today, at.round.code) == (date(2027, 3, 10), "winter")


async def test_the_loop_goes_on_while_the_database_works(desk: Desk) -> None:
    ticks = 0
    asked = asyncio.ensure_future(desk.ask(time.sleep, 0.1))
    while not asked.done():
        await asyncio.sleep(0.005)
        ticks += 1
    assert ticks > 3


async def test_a_problem_comes_to_who_asked_and_the_thread_lives_on(desk: Desk) -> None:
    with pytest.raises(Problem) as raised:
        await desk.ask(unit_card, 4711)
    assert raised.value.code == "removed-meanwhile"
    with pytest.raises(ZeroDivisionError):
        await desk.ask(lambda: 1 / 0)
    assert await desk.ask(rows, "SELECT 1") == [(1,)]


def test_a_database_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    desk = Desk(Settings())
    with pytest.raises(Problem, match="path-is-folder"):
        desk.open(tmp_path).result()
    desk.close()


async def test_the_sample_takes_the_place_of_what_was_open(desk: Desk, tmp_path: Path) -> None:
    await desk.ask(add_unit, UnitEntry("Min egen"))
    folder = tmp_path / "demo"
    folder.mkdir()
    await desk.open_sample(folder, DEMO_DAY)
    assert (desk.path, desk.today, desk.frozen) == (folder / "sample.db", DEMO_DAY, True)
    assert desk.writes == 1
    assert await desk.ask(rows, "SELECT name FROM unit WHERE name = 'Min egen'") == []
    [entry] = await desk.ask(entries)
    assert entry.action == "sample.make"


def test_the_day_is_the_clocks_unless_it_stands_still() -> None:
    desk, demo = Desk(Settings()), Desk(Settings(), DEMO_DAY)
    assert (desk.frozen, demo.frozen, demo.today) == (False, True, DEMO_DAY)
    assert abs((desk.today - date.today()).days) <= 1  # noqa: DTZ011 (the user's own day)
    desk.close()
    demo.close()


def test_the_users_keys_are_in_force(desk: Desk) -> None:
    assert {one.id: one.key for one in desk.commands}["edit"] == "ctrl+e"
    with pytest.raises(Problem, match="command-unknown"):
        Desk(Settings(keys={"nothing": "x"}))


def test_closing_lets_what_is_under_way_finish(tmp_path: Path) -> None:
    desk = Desk(Settings())
    desk.open(tmp_path / "x.db")
    slow = desk.submit(time.sleep, 0.05)
    written = desk.submit(add_unit, UnitEntry("Nordvik"))
    desk.close()
    assert slow.done()
    assert written.result() == 1
    assert not (tmp_path / "x.db-wal").exists(), "the last one out empties the log"
    with pytest.raises(RuntimeError):
        desk.submit(rows, "SELECT 1")
