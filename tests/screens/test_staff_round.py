"""A round that asks all staff, and levels that the settings set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from models.database import close_database, open_database
from models.database import database as connection
from models.rules import Rules
from tests.screens.front import open_app
from tui.settings import Settings, Titles

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def staff_file(sample_file: Path) -> Path:
    """The sample municipality, with a round on that covers every level."""
    open_database(sample_file)
    connection.execute_sql("UPDATE round SET levels = '1234' WHERE year_id = 2027")
    close_database()
    return sample_file


async def test_the_figures_of_staff_lead_to_their_names(staff_file: Path) -> None:
    async with open_app(staff_file) as front:
        assert "42 of 57 held" in front.line("Leaders' talks")
        assert "28 of 1,146 held" in front.line("Staff talks")
        assert "1,107 not planned" in front.line("Staff talks")
        await front.press("tab", "down", "right", "enter")
        assert "Staff: dialogue not planned" in front.title
        assert front.status == "1,107 rows"
        await front.press("p")
        await front.type("20.3")
        await front.press("ctrl+s")
        assert front.status.startswith("Planned: ")
        await front.press("1")
        assert "1,106 not planned" in front.line("Staff talks")


async def test_the_dialogues_of_all_are_found_sorted_and_planned(staff_file: Path) -> None:
    async with open_app(staff_file) as front:
        await front.press("3")
        assert front.status == "1,204 rows"
        await front.press("/")
        await front.type("overdue")
        assert len(front.rows()) == 4
        assert all("✕ overdue" in row for row in front.rows())
        await front.press("escape", "/")
        await front.type("liv berg")
        await front.press("enter")
        assert "not planned" in front.cursor
        await front.press("p")
        await front.type("20.3 10")
        await front.press("ctrl+s")
        assert "20/03 10:00" in front.cursor
        await front.press("escape", "s")
        await front.type("superior")
        await front.press("enter")
        superiors = await front.sql("select 1 from person where name = 'Ola Hansen'")
        assert superiors
        assert front.status == "1,204 rows"


async def test_who_is_not_asked_is_no_figure(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        assert "Staff talks" not in front.text
        await front.press("2", "f")
        assert "Staff" in front.text
        assert "Staff: dialogue" not in front.text


async def test_the_body_and_its_chair_stand_above_the_first_level(sample_file: Path) -> None:
    titles = Titles(political_body="Formannskapet", chair="Ordføreren")
    settings = Settings(titles=titles)
    async with open_app(sample_file, (120, 40), settings=settings) as front:
        await front.press("2", "/")
        await front.type("kari nordmann")
        assert "Formannskapet" in front.line("Kari Nordmann")
        await front.press("enter", "enter", "tab")
        assert "Ordføreren" in front.line("2027 Winter")


async def test_a_level_that_is_set_decides_who_is_asked(staff_file: Path) -> None:
    open_database(staff_file)
    connection.execute_sql("UPDATE round SET levels = '2' WHERE year_id = 2027")
    [[code]] = connection.execute_sql("SELECT code FROM unit WHERE name = 'Nordvik skole'")
    close_database()
    for rules, shown in ((Rules(), False), (replace(Rules(), level_of_unit={code: 2}), True)):
        async with open_app(staff_file, (120, 40), settings=Settings(rules=rules)) as front:
            await front.goes_to("nordvik skole")
            assert ("not planned" in front.cursor) is shown
            await front.press("enter")
            assert ("Executive level" in front.lines[1]) is shown


async def test_marked_flags_are_exempted_together(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("6", "f")
        await front.type("not planned")
        await front.press("enter")
        assert len(front.rows()) == 6
        await front.press("space", "space", "t")
        await front.type("New in the post")
        await front.press("ctrl+s")
        assert "2 people" in front.status
        assert len(front.rows()) == 4


async def test_each_unit_says_how_far_its_staff_are(staff_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    async with open_app(staff_file, (120, 40)) as front:
        assert front.line("Staff held").split()[:2] == ["Unit", "Leader"]
        assert "28/1,145" in front.line("▾ Nordvik kommune")
        assert "0/51" in front.line("▸ Nordvik skole")
        await front.press("U")
        await front.clear()
        await front.paste(str(path))
        await front.press("ctrl+s")
    text = path.read_text(encoding="utf-8")
    assert "**Dialogues with staff held:** 28 of 1,146 (2%)" in text
    assert "| Nordvik skole | 0 | 2 | 0% | 0 of 51 |" in text


async def test_a_round_that_asks_leaders_only_has_no_column_for_staff(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        assert "Staff held" not in front.text
