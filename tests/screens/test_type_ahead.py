"""Keys that come faster than the screens they are meant for: over a slow line they come at once."""

from __future__ import annotations

import asyncio
from threading import Event
from typing import TYPE_CHECKING

import pytest

from tests.screens.front import open_app

if TYPE_CHECKING:
    from pathlib import Path


async def test_keys_typed_at_once_reach_what_they_were_meant_for(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("nordvik skole")
        for key in "p14.3":
            front.send(key)
        await front.settle()
        assert front.field("moment").text == "14.3"
        await front.press("ctrl+s")
        assert "◔ 14/03" in front.cursor
        for key in ("r", "ctrl+s"):
            front.send(key)
        await front.settle()
        assert "held 10/03" in front.cursor


async def test_keys_typed_right_after_enter_are_for_what_it_opens(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("nordvik skole")
        for key in ("enter", "n", *"Abc"):
            front.send(key)
        await front.settle()
        assert "Liv Berg" in front.title
        assert front.field("title").text == "Abc"


async def test_what_is_typed_right_after_the_slash_is_looked_for(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("2")
        for key in "/berit":
            front.send(key)
        await front.settle()
        assert front.page.pane is None
        assert front.page.filter_bar.text == "berit"


async def test_a_command_typed_right_after_a_lists_key_is_for_its_rows(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        read = Event()
        front.desk.submit(read.wait, 10)
        for key in ("2", "down", "e"):
            front.send(key)
        await front.breathe()
        read.set()
        await front.settle()
        name = front.field("name").text
        await front.press("escape")
        assert front.rows()[1].startswith(name)


async def test_a_command_typed_right_after_tab_is_for_the_rows_of_that_tab(
    sample_file: Path,
) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("nordvik skole")
        await front.press("enter")
        for key in ("tab", "e"):
            front.send(key)
        await front.settle()
        assert front.page.pane is not None


async def test_rows_that_have_no_room_are_not_waited_for(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("nordvik skole")
        await front.press("enter")
        front.send("tab")
        await front.pilot.resize_terminal(40, 10)
        await front.pilot.resize_terminal(80, 24)
        await front.pilot.pause()
        await front.settle()
        place = front.page.parts.index(front.page.part)
        await front.press("tab")
        assert front.page.parts.index(front.page.part) == place + 1
        assert "2026 Winter" in front.text


async def test_a_command_typed_right_after_saving_is_no_text(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("nordvik skole")
        await front.press("p")
        await front.type("14.3")
        await front.press("tab", "tab")
        for key in (*"Kantina", "ctrl+s", "r", "ctrl+s"):
            front.send(key)
        await front.settle()
        assert await front.sql("select 1 from dialogue where place = 'Kantina'")
        assert "held 10/03" in front.cursor


@pytest.mark.parametrize("leave", ["enter", "down"])
async def test_a_command_typed_right_after_a_search_is_for_what_it_finds(
    sample_file: Path, leave: str
) -> None:
    async with open_app(sample_file) as front:
        await front.press("2")
        for key in ("slash", *"liv berg", leave, "space"):
            front.send(key)
        await front.settle()
        assert front.page.filter_bar.text == "liv berg"
        [marked] = front.page.table.marked
        assert front.page.table.row(marked).name == "Liv Berg"
        for key in ("escape", *"/aud lie", leave, "enter"):
            front.send(key)
        await front.settle()
        assert "Aud Lie" in front.title


@pytest.mark.parametrize("name", ["cecilie hagen", "nobody at all"])
async def test_a_name_typed_right_before_saving_is_found_first(
    sample_file: Path, name: str
) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("bo og aktivitet")
        await front.press("e", "tab", "tab", "ctrl+u")
        answering = Event()
        front.desk.submit(answering.wait, 30)
        for key in (*name, "ctrl+s"):
            front.send(key)
        while front.app.message_queue_size or front.app._typed or front.app._is_under_way:
            await asyncio.sleep(0)
        answering.set()
        await front.settle()
        if name == "cecilie hagen":
            assert front.page.pane is None
            assert "Cecilie Hagen" in front.cursor
        else:
            assert f"is called “{name}”" in front.text


async def test_letters_that_come_in_hundreds_are_a_paste(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("3")
        await front.goes_to("Liv Berg")
        await front.press("enter", "enter")
        for key in (*"Vi øker", "enter", *"bemanningen " * 500, "ctrl+s"):
            front.send(key)
        await front.settle()
        assert front.status == "The note is saved."
        written = "Vi øker\n" + "bemanningen " * 500
        assert await front.sql("SELECT text FROM note ORDER BY id DESC LIMIT 1") == [(written,)]
        await front.press("escape")
        for key in "j" * 3 + "k":
            front.send(key)
        await front.settle()
        assert "Obstacles" in front.cursor
