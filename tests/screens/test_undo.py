"""Undoing and the journal, from the front."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.database import COMMAND
from models.person import PersonEntry, add_person
from tests.models.somebody_else import NAME, somebody_else
from tests.screens.front import open_app

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.front import Front


async def renames(front: Front, name: str) -> None:
    """Give the person under the cursor another name."""
    await front.press("e")
    await front.clear()
    await front.type(name)
    await front.press("ctrl+s")


async def test_one_goes_back_and_forth_from_any_screen_across_starts(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 60)) as front:
        await front.press("2")
        await front.goes_to("liv berg")
        await renames(front, "Liv Bergheim")
        await renames(front, "Liv Bergsli")
        await front.press("escape", "escape", "u")
        assert front.status == "Undone: person edited (Liv Bergsli)."
        assert "Liv Bergheim" in front.line("Nordvik skole")
    async with open_app(sample_file, (120, 60)) as front:
        await front.press("u")
        assert front.status == "Undone: person edited (Liv Bergheim)."
        assert "Liv Berg " in front.line("Nordvik skole")
        await front.press("ctrl+r", "ctrl+r")
        assert front.status == "Done again: person edited (Liv Bergheim)."
        assert "Liv Bergsli" in front.line("Nordvik skole")
        await front.press("ctrl+r")
        assert front.status == "You have undone nothing that can be done again."


async def test_many_dialogues_are_undone_in_one(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        planned = "select count(*) from dialogue where planned_on is not null"
        before = await front.sql(planned)
        await front.press("3", "*", "p", "ctrl+s", "ctrl+s")
        assert await front.sql(planned) != before
        count = front.status.split()[0]
        await front.press("u")
        assert front.status == f"Undone: {count} dialogues planned."
        assert await front.sql(planned) == before


async def test_a_screen_whose_record_goes_is_left(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("2", "n")
        await front.type("Aaslaug Aa")
        await front.press("ctrl+s")
        await front.goes_to("aaslaug")
        await front.press("enter")
        assert "Aaslaug" in front.title
        await front.press("u")
        assert "Everybody" in front.title
        assert front.status == "Undone: person added (Aaslaug Aa)."


async def test_what_somebody_else_has_changed_is_left_with_their_name(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("2")
        await front.goes_to("liv berg")
        await renames(front, "Liv Bergheim")
        with somebody_else():
            await renames(front, "Liv Bergsli")
        await front.press("u")
        assert f"{NAME} has changed" in front.status
        assert "person Liv Bergsli" in front.status
        assert "Liv Bergsli" in front.cursor


async def test_the_journal_tells_who_did_what_to_whom_and_leads_there(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await front.press("2")
        await front.goes_to("liv berg")
        await renames(front, "Liv Bergheim")
        await front.press("7")
        line = " ".join(front.cursor.split())
        assert "person edited Liv Bergheim Name: Liv Berg → Liv Bergheim" in line
        await front.press("enter")
        assert "Liv Bergheim" in front.title


async def test_what_was_done_in_one_go_is_one_line_that_opens(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await front.press("3", "*", "p", "ctrl+s", "ctrl+s")
        count = front.status.split()[0]
        await front.press("7")
        assert f"{count} dialogues planned" in front.cursor
        await front.press("enter")
        assert f"{count} dialogues planned" in front.title
        assert front.status.startswith("Planned on: ")
        assert len(front.rows()) == int(count)
        await front.press("enter")
        assert front.page.context == "dialogue"


HISTORIES = {
    ("1", "escape", "/", "=nordvik skole", "enter"): "unit edited",
    ("4", "/", "=lavere", "enter"): "goal edited",
    ("3", "/", "=liv berg", "enter"): "dialogue planned",
    ("3", "/", "=liv berg", "enter", "enter"): "dialogue planned",
    ("2", "/", "=liv berg", "enter"): "dialogue planned",
}
"""Ways to a record, and what was done to it last."""


async def test_the_history_of_a_record_is_one_key_away(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await front.goes_to("nordvik skole")
        await front.press("e", "end")
        await front.type(" A")
        await front.press("ctrl+s", "escape", "4")
        await front.goes_to("lavere")
        await front.press("e", "end")
        await front.type(" A")
        await front.press("ctrl+s", "3")
        await front.goes_to("liv berg")
        await front.press("p")
        await front.type("i morgen 9")
        await front.press("ctrl+s")
        for way, told in HISTORIES.items():
            for key in way:
                await (front.type(key[1:]) if key.startswith("=") else front.press(key))
            await front.press("W")
            assert "Journal · " in front.title
            assert [row for row in front.rows() if told in row] == front.rows()[:1]
            await front.press("escape")
            assert "Journal" not in front.title


async def test_the_journal_is_narrowed(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await front.press("2")
        await front.goes_to("liv berg")
        await renames(front, "Liv Bergheim")
        with somebody_else():
            await front.press("escape")
            await front.goes_to("kari nordmann")
            await renames(front, "Kari Nord")
        await front.press("7")
        assert len(front.rows()) == 3
        await front.press("f")
        await front.type("kari n")
        await front.press("enter", "ctrl+s")
        assert "Journal · Kari Nord" in front.title
        assert len(front.rows()) == 1
        await front.press("f")
        await front.clear()
        await front.press("tab", "tab")
        await front.type("ro")
        await front.press("enter", "ctrl+s")
        assert all("root" in row for row in front.rows())
        await front.press("/")
        await front.type("bergheim")
        assert len(front.rows()) == 1


async def test_a_form_that_is_saved_again_after_its_answer_was_lost_saves_once(
    sample_file: Path,
) -> None:
    async with open_app(sample_file) as front:
        await front.press("2", "n")
        await front.type("Aaslaug Aa")
        # Saved, and the program dies before it says so; the form comes back with what was typed.
        command = front.page.pane.command
        values = front.page.pane._values()
        before = COMMAND.set(command)
        await front.page.pane._save(values)
        COMMAND.reset(before)
        await front.press("ctrl+s")
        assert front.page.pane is None
        assert await front.sql("select count(*) from person where name = 'Aaslaug Aa'") == [(1,)]
        await front.asks(add_person, PersonEntry("Aaslaug Aa"))
        assert await front.sql("select count(*) from person where name = 'Aaslaug Aa'") == [(2,)]
