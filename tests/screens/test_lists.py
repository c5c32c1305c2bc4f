"""The screens behind the number keys: people, dialogues, goals, commitments, flags and the rest."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

import pytest

from models import people
from screens.parts import people as list_of_people
from tests.screens.front import open_app

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


async def test_people_are_found_sorted_narrowed(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await front.press("2")
        assert "Everybody" in front.title
        everybody = front.status
        await front.press("/")
        await front.type("liv")
        some = front.status
        await front.type(" berg")
        assert re.fullmatch(r"1 of [\d,]+ rows?", front.status)
        assert some != front.status
        await front.press("escape")
        assert front.status == everybody

        await front.press("s")
        await front.type("span")
        await front.press("enter")
        await front.press("s")
        await front.type("span")
        await front.press("enter", "home")
        assert "▲ 46" in front.cursor

        await front.press("f")
        await front.type("on leave")
        await front.press("enter")
        assert "On leave" in front.title
        assert all("(o" in row for row in front.rows()[:3]), front.text


async def test_a_letter_is_answered_while_people_are_counted(
    sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def noted(function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*given: Any) -> Any:
            asked.append(function.__name__)
            return function(*given)

        return run

    for function in (people.count_people, people.people_by_name):
        monkeypatch.setattr(list_of_people, function.__name__, noted(function))
    found = []
    for units in (people.COUNTED, 5):
        monkeypatch.setattr(people, "COUNTED", units)
        async with open_app(sample_file) as front:
            await front.press("2", "/", "l", "i")
            asked.clear()
            await front.press("v")
            pieces = asked.count("count_people")
            assert (pieces == 1) == (units > 5)
            found.append(front.status)
            asked.clear()
            front.send("backspace")
            while "count_people" not in asked:
                await asyncio.sleep(0)
            await front.press("v")
            if pieces > 1:
                assert asked.index("people_by_name", 1) < pieces
            assert front.status == found[0]
    assert found[0] == found[1]
    assert re.fullmatch(r"\d+ of 1,\d+ rows", found[0])


async def test_people_add_edit_remove_take_back(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("2", "n")
        await front.type("Aaslaug Aa")
        await front.press("ctrl+s")
        await front.goes_to("aaslaug")
        assert "Aaslaug Aa" in front.cursor
        await front.press("e", "end")
        await front.type("sen")
        await front.press("ctrl+s")
        assert "Aaslaug Aasen" in front.cursor
        await front.press("d")
        assert front.status == "Aaslaug Aasen removed. u undoes it."
        assert "Nothing found." in front.text
        await front.press("d")
        assert front.status == "Put the cursor on somebody first."
        await front.press("u")
        assert "Aaslaug Aasen" in front.cursor


async def test_somebody_who_leads_is_not_removed(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("2")
        await front.goes_to("liv berg")
        await front.press("d")
        assert front.status.startswith("They lead ")
        assert "Liv Berg" in front.cursor


async def test_the_dialogues_of_the_round(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("3")
        await front.goes_to("liv berg")
        assert "○ not planned" in front.cursor
        for key in ("e", "d"):
            await front.press(key)
            assert "plan it first" in front.status
        await front.press("p")
        await front.type("i morgen 9")
        await front.press("ctrl+s")
        assert "◔ 11/03 09:00" in front.cursor
        await front.press("e")
        await front.type("11.3 9:30")
        await front.press("ctrl+s")
        assert "◔ 11/03 09:30" in front.cursor
        await front.press("d")
        assert "○ not planned" in front.cursor
        await front.press("u")
        assert "◔ 11/03 09:30" in front.cursor
        await front.press("r", "ctrl+s", "a", "enter")
        assert "● agreed 10/03" in front.cursor
        await front.press("enter")
        assert "Liv Berg" in front.title
        assert "What was achieved" in front.text


async def test_all_goals(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await front.press("4")
        assert "Nordvik kommune" in front.title
        await front.press("n")
        assert "New goal · Nordvik kommune" in front.text
        await front.type("Et mål for alle")
        await front.press("ctrl+s")
        await front.goes_to("mål for alle")
        assert "not measurable" in front.cursor
        await front.press("e", "end")
        await front.type(" sammen")
        await front.press("ctrl+s")
        assert "Et mål for alle sammen" in front.cursor
        await front.press("d", "u")
        assert "Undone: goal removed (Et mål for alle sammen)." in front.status
        await front.press("M")
        assert "Nothing found." in front.text
        await front.press("escape")
        await front.press("escape", "s")
        await front.type("owner")
        await front.press("enter")
        assert front.page.table.view.sort == "owner"


async def test_all_commitments(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("5")
        assert "overdue" in front.cursor
        text = front.page.part.row.entry.text
        number = front.page.part.row.id
        await front.press("o")
        assert text[:20] in front.status
        assert await front.sql("select state from commitment where id = ?", number) == [("kept",)]
        assert front.page.part.row.id == number
        await front.press("n")
        assert "Open the person" in front.status
        await front.press("enter", "tab", "tab", "tab", "tab")
        await front.type("dro")
        await front.press("tab", "ctrl+s")
        assert "Give a reason." in front.text
        await front.type("not needed")
        await front.press("ctrl+s")
        assert "dropped" in front.cursor


async def test_flags_lead_to_where_they_are_mended(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await front.press("6")
        for rule, seen in (
            ("dialogue not planned", "Round and topic"),
            ("staff without", "Without goals of their own"),
            ("commitment overdue", "Commitments"),
            ("span far", "Goals"),
        ):
            await front.press("f")
            await front.type(rule)
            await front.press("enter")
            assert rule.capitalize() in front.title
            await front.press("enter")
            assert seen in front.text
            assert "Flags" not in front.title
            await front.press("escape")
        await front.press("f")
        await front.type("dialogue not planned")
        await front.press("enter")
        rows = len(front.rows())
        await front.press("p")
        await front.type("15.3")
        await front.press("ctrl+s")
        assert len(front.rows()) == rows - 1


async def test_the_settings_are_shown(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("8")
        assert "Settings" in front.title
        assert "30" in front.line("retention.drafts_days")
        assert "your file" not in front.text


@pytest.mark.parametrize("key", list("2345678"))
async def test_every_screen_has_a_way_back(sample_file: Path, key: str) -> None:
    async with open_app(sample_file) as front:
        home = front.text
        await front.press(key)
        assert front.text != home
        assert len(front.pages) == 2
        await front.press("x" if key != "8" else "escape")
        if key != "8":
            assert "Table" in front.text or key == "7"
            await front.press("escape", "escape")
        assert front.text == home
        await front.press("escape", "q")
        assert front.text == home
