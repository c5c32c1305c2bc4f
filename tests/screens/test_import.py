"""The import from the front: a file is chosen, its preview is looked at and settled, it is done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.screens.front import open_app

if TYPE_CHECKING:
    from tests.screens.front import Front

LGBF = Path(__file__).parents[1] / "data" / "lgbf"
GOALS = """\
Målkode;Mål;Retning;Måltall;Enhet
X1;Lavere fravær;mindre;7,5;Nordvik skole
X2;Bedre trivsel;sidelengs;4;
X3;Rask saksbehandling;mindre;14;Ukjent kontor
"""


@pytest.fixture
def goals(tmp_path: Path) -> Path:
    path = tmp_path / "goals.csv"
    path.write_text(GOALS, encoding="utf-8")
    return path


async def choose(front: Front, path: Path, kind: str = "") -> None:
    """Open the import and choose a file."""
    await front.press("i")
    await front.clear()
    await front.paste(str(path))
    if kind:
        await front.press("tab")
        await front.type(kind)
    await front.press("ctrl+s")


async def map_field(front: Front, field: str, heading: str) -> None:
    """In the preview's list of columns, give a field its column."""
    await front.press("/")
    await front.clear()
    await front.type(field)
    await front.press("enter", "enter")
    await front.type(heading)
    await front.press("enter")


async def test_goals_are_shown_before_they_are_written(sample_file: Path, goals: Path) -> None:
    async with open_app(sample_file) as front:
        [[before]] = await front.sql("SELECT count(*) FROM goal")
        await front.press("4", "i")
        await front.clear()
        await front.type(str(goals))
        await front.press("ctrl+s")
        assert "goals.csv" in front.title
        assert "goals" in front.line("Holds")
        assert "1 new" in front.line("Rows")
        assert "2 left out" in front.line("Rows")
        assert "goal new" in front.line("Lavere fravær")
        await front.press("tab")
        assert "Direction: “sidelengs” is none" in front.line("3  ")
        assert "There is no unit Ukjent kontor here" in front.line("4  ")
        assert await front.sql("SELECT count(*) FROM goal") == [(before,)]
        await front.press("ctrl+s")
        assert "Imported: 1 new, 0 changed; 2 rows left out." in front.status
        found = await front.sql(
            "SELECT g.title, u.name FROM goal g JOIN unit u ON u.id = g.unit_id WHERE g.code = 'X1'"
        )
        assert found == [("Lavere fravær", "Nordvik skole")]


async def test_what_a_word_means_is_settled_in_the_preview(sample_file: Path, goals: Path) -> None:
    async with open_app(sample_file) as front:
        await choose(front, goals)
        await front.press("tab", "home", "enter")
        assert "less" in front.text
        await front.type("keep")
        await front.press("escape", "enter")
        await front.type("within")
        await front.press("enter")
        assert "2 new" in front.line("Rows")
        await front.press("ctrl+s")
        assert await front.sql("SELECT direction FROM goal WHERE code = 'X2'") == [("within",)]


async def test_real_files_are_mapped_by_keys(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await choose(front, LGBF / "indicators.csv")
        assert "108 new" in front.line("Rows")
        await front.press("ctrl+s")
        assert "Imported: 108 new" in front.status
        await choose(front, LGBF / "stirling_values.csv")
        assert "measured values" in front.line("Holds")
        assert "Wanted: Value" in front.text
        await map_field(front, "value", "LA_IndicatorReal")
        assert "1,128 new" in front.line("Rows")
        await front.press("tab")
        assert "2010-11" in front.line("3.1048")
        await front.press("ctrl+s")
        assert "Imported: 1,128 new, 0 changed; 0 rows left out." in front.status
        assert await front.sql(
            "SELECT count(*) FROM measurement m JOIN goal g ON g.id = m.goal_id"
            " WHERE g.code IN ('C&L01', 'CHN01')"
        ) > [(10,)]
        # The mapping was kept: the same file again is read at once, and has nothing new.
        await choose(front, LGBF / "stirling_values.csv")
        assert "1,128 unchanged" in front.line("Rows")
        await front.press("ctrl+s")
        assert "Nothing would change." in front.status


async def test_the_kind_can_be_said_and_changed(sample_file: Path, goals: Path) -> None:
    async with open_app(sample_file) as front:
        await choose(front, goals, "people")
        assert "Units" in front.text
        await front.press("t")
        await front.type("goals")
        await front.press("enter")
        assert "1 new" in front.line("Rows")
        await front.press("t")
        await front.type("measured")
        await front.press("enter")
        assert "Wanted: Measured on, Value" in front.text
        await front.press("ctrl+s")
        assert "Nothing would change." in front.status


async def test_a_file_of_nothing_known_opens_at_its_columns(
    sample_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Hvem;Hva\n4711;Zara Zeta\n", encoding="utf-8")
    async with open_app(sample_file) as front:
        await choose(front, path)
        assert "people and units" in front.line("Holds")
        await map_field(front, "employee_no", "Hvem")
        await map_field(front, "name", "Hva")
        assert "1 new" in front.line("People")
        assert "gone, to be ended" in front.line("People")
        await front.press("ctrl+s")
        assert "people are not in the file. Is it whole?" in front.text
        await front.press("enter")
        assert front.status == "Nothing was written."
        assert await front.sql("SELECT 1 FROM person WHERE name = 'Zara Zeta'") == []
        await front.press("ctrl+s")
        await front.type("yes")
        await front.press("enter")
        assert "Imported: 1 new" in front.status


async def test_hostile_texts_are_shown_harmlessly(sample_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text(
        "Mål;Måltall;[/b]\x1b[2J\n[/x]\x1b[2J\u202e;7;\n[@click=app.quit]y;ti;\n", "utf-8"
    )
    async with open_app(sample_file) as front:
        await choose(front, path)
        assert "[/x]" in front.text
        for _part in range(4):
            await front.press("tab")
            assert "\x1b" not in front.text
            assert "\u202e" not in front.text


async def test_esc_calls_off_what_takes_long(sample_file: Path, tmp_path: Path) -> None:
    many = tmp_path / "many.csv"
    lines = [f"{number};Person {number}" for number in range(1_000_000, 1_012_000)]
    many.write_text("\n".join(["Ansattnr;Navn", *lines]), encoding="utf-8")
    async with open_app(sample_file) as front:
        before = await front.sql("SELECT count(*) FROM person")
        await choose(front, many)
        await front.press("ctrl+s")
        assert "Is it whole?" in front.text
        await front.type("yes")
        front.send("enter")
        while not front.desk.ahead.call_off:
            await front.breathe()
        await front.press("escape")
        assert "It was called off. Nothing was written." in front.status
        assert "many.csv" in front.title
        assert await front.sql("SELECT count(*) FROM person") == before
        await front.press("escape")
        assert "Nordvik kommune" in front.title
