"""An empty database: three ways to begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.screens.front import open_app

if TYPE_CHECKING:
    from pathlib import Path


async def test_three_ways_are_offered(tmp_path: Path) -> None:
    async with open_app(tmp_path / "new.db") as front:
        assert "The database is empty. How do you want to begin?" in front.text
        ways = [line.split()[0] for line in front.lines if re.match(r" {6}\w  ", line)]
        assert ways == ["i", "n", "s"]
        assert str(tmp_path / "new.db")[:60] in front.text


async def test_begin_by_hand(tmp_path: Path) -> None:
    async with open_app(tmp_path / "new.db") as front:
        await front.press("n")
        await front.type("Nyvik kommune")
        await front.press("ctrl+s")
        assert "Nyvik kommune" in front.title
        assert "Nyvik kommune" in front.cursor
        await front.press("n", "enter")
        await front.type("Kari Nordmann")
        await front.press("ctrl+s", "e", "tab", "tab")
        await front.type("kari")
        await front.press("tab", "ctrl+s")
        assert "Kari Nordmann" in front.cursor


async def test_a_dialogue_can_be_planned_after_beginning_by_hand(tmp_path: Path) -> None:
    async with open_app(tmp_path / "new.db") as front:
        await front.press("n")
        await front.type("Nyvik kommune")
        await front.press("ctrl+s", "n", "enter")
        await front.type("Kari Nordmann")
        await front.press("ctrl+s", "2", "p")
        await front.type("14.3 10:00")
        await front.press("ctrl+s")
        assert "14/03 10:00" in front.cursor


async def test_look_at_the_sample(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    async with open_app(path) as front:
        await front.press("s")
        assert "Nordvik kommune" in front.title
        assert "Kari Nordmann" in front.cursor
        assert front.desk.path != path
        assert front.desk.path.stat().st_mode & 0o777 == 0o600
        assert front.desk.path.parent.stat().st_mode & 0o777 == 0o700
    from models.database import close_database, open_database, row

    open_database(path)
    assert row("select count(*) from unit") == (0,)
    close_database()


async def test_one_may_look_elsewhere_first(tmp_path: Path) -> None:
    async with open_app(tmp_path / "new.db") as front:
        for key, sentence in (
            ("2", "Nobody fits here."),
            ("3", "This round asks nobody."),
            ("4", "No goals yet."),
            ("5", "Nothing has been promised yet."),
            ("6", "No flags: all is well here."),
            ("7", "Nothing has been written yet."),
        ):
            await front.press(key)
            assert sentence in front.text
            for other in ("e", "d", "p", "r", "enter", "m", "o", "a", "c", "M", "w", "t"):
                await front.press(other)
                assert front.page.pane is None, other
