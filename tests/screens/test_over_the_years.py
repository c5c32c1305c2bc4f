"""The years from the front: by unit, by leader, and at a leader."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.screens.front import open_app
from tui import glyphs

if TYPE_CHECKING:
    from pathlib import Path


async def test_every_figure_by_unit_and_by_leader(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("H")
        assert "Over the years" in front.title
        assert front.lines[1].split("  ")[0].strip() == "Dialogues held"
        assert "116/116" in front.line("2026  █")
        for name in ("Goals met", "Staff with goals", "Span", "Commitments kept", "Dialogues held"):
            await front.press("t")
            assert front.lines[1].split("  ")[0].strip() == name
        await front.press("f")
        await front.type("staff")
        await front.press("enter")
        assert "812/1,204" in front.line("2027  █")
        assert "812/1,203" in front.line("Nordvik kommune  ")
        await front.press("down", "down", "down", "right")
        await front.goes_to("nordvik skole")
        assert "17/53" in front.cursor
        await front.press("escape", "tab")
        await front.goes_to("liv berg")
        assert "/41" in front.cursor
        await front.press("enter")
        assert "Liv Berg" in front.title
        assert front.cursor.split()[0] == "2027"
        assert "/41" in front.cursor
        await front.press("escape")
        assert "Liv Berg" in front.cursor


async def test_a_unit_opens_its_leader_or_its_people(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("H", "enter")
        assert "Kari Nordmann" in front.title
        assert front.cursor.split()[0] == "2027"
        await front.press("escape")
        [[vacant], *_] = await front.sql("select name from unit where leader_id is null")
        await front.goes_to(vacant)
        await front.press("enter")
        assert f"Everybody · {vacant}"[:30] in front.title


async def test_the_tree_folds(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("H")
        unfolded = len(front.rows())
        assert unfolded > 1
        await front.press("left")
        assert len(front.rows()) == 1
        await front.press("right")
        assert len(front.rows()) == unfolded


async def test_a_year_without_lines_says_so(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await front.sql("delete from year_line")
        await front.sql("delete from year_unit")
        await front.press("H")
        assert "lines not kept: staff, span and units unknown" in front.line("2026  █")
        assert "116/116" in front.line("2026  █")
        assert "2026*" in front.text
        assert front.cursor.split()[-3] == "–"
        await front.press("tab")
        await front.goes_to("ola hansen")
        assert "32/32" in front.cursor
        await front.press("enter")
        assert "32/32" in front.line(" 2026 ")
        assert "lines not kept" in front.line(" 2026 ")


async def test_somebody_who_has_led_keeps_the_years(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        [[number, name], *_] = await front.sql(
            "select p.id, p.name from person p join year_line n on n.person_id = p.id"
            " where n.level < 4 and p.status = 'ended'"
        )
        await front.press("H", "tab")
        await front.goes_to(name)
        assert "(ended)" in front.cursor
        await front.press("enter")
        assert front.page.person_id == number
        assert front.cursor.split()[0] == "2026"


@pytest.mark.parametrize("signs", [glyphs.ASCII, glyphs.UNICODE])
async def test_the_value_always_stands_beside(sample_file: Path, signs: glyphs.Glyphs) -> None:
    async with open_app(sample_file) as front:
        glyphs.use(signs)
        await front.press("H")
        for line in front.lines[2:4]:
            assert "%" in line
        if signs is glyphs.ASCII:
            assert not set("▁▂▃▄▅▆▇█") & set(front.text)


async def test_staff_have_no_years(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("nordvik skole")
        await front.press("enter", "tab", "tab", "down", "down", "enter")
        assert "Earlier years" not in front.text


async def test_the_years_go_into_a_file(sample_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "years.csv"
    async with open_app(sample_file) as front:
        await front.press("H", "x", "tab")
        await front.clear()
        await front.paste(str(path))
        await front.press("ctrl+s")
        assert "rows written" in front.status
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Year;Owner kind;Owner's no.;Owner;Dialogues held;")
    assert lines[2].startswith("2027;municipality;;;70;96;")
