"""The year as a calendar, walked through by key."""

from __future__ import annotations

import asyncio
from datetime import date
from typing import TYPE_CHECKING

import pytest

from models.plan_year import MilestoneDay, PlanYear
from screens.year_strip import Grid, ruler
from tests.screens.front import open_app
from tui import glyphs

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.front import Front


def row_of(front: Front, name: str) -> str:
    """The row of a conductor."""
    [row] = [row for row in front.rows() if row.startswith(name)]
    return row


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 40)])
async def test_rounds_milestones_and_conductors_are_seen(
    sample_file: Path, size: tuple[int, int]
) -> None:
    async with open_app(sample_file, size) as front:
        await front.press("9")
        assert "Year plan 2027" in front.title
        months = front.lines[1]
        assert months.index("Jan") < months.index("Mar") < months.index("Dec")
        winter = front.line("Winter: results ·") if size[0] < 100 else front.lines[2]
        assert "█" in winter
        for name in ("Annual accounts", "Annual report", "Ambition levels", "Budget adopted"):
            assert f"{name}" in front.text
        # What stands over a week is that week's: the bar begins over week 5.
        ruled = front.line("Held by")
        assert winter.index("█") == ruled.index(" 5 ") + 1
        assert "11/14" in row_of(front, "Ola Hansen")


async def test_the_cursor_goes_along_weeks_and_conductors(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await front.press("9")
        assert "Week 10, 8 Mar – 12 Mar · Ola Hansen" in front.text
        await front.press("left", "down")
        assert "Week 9, 1 Mar – 5 Mar · Aud Lie" in front.text
        assert "● agreed   Sara Nielsen" in front.text
        assert "▼9" in front.line("Held by")
        await front.press("l")
        assert "▼10" in front.line("Held by")
        for _ in range(60):
            await front.press("right")
        assert "52▼" in front.line("Held by")
        await front.press(".")
        assert "▼10" in front.line("Held by")


async def test_other_years_are_a_key_away(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("9", "<")
        assert "Year plan 2026" in front.title
        # The year before has 53 weeks.
        assert "Ola Hansen" in front.text
        await front.press("<")
        assert "No dialogue has a day in this year." in front.text
        await front.press("p")
        assert "no dialogue in this week" in front.status
        await front.press(">", ">")
        assert "Year plan 2027" in front.title


async def test_other_years_are_reached_without_waiting_for_the_first(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        for key in ("9", "<", "<"):
            front.send(key)
        await front.settle()
        assert "Year plan 2025" in front.title


async def test_enter_opens_whose_dialogue_it_is(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await front.press("9", "left", "down", "enter")
        assert "Dialogues of the week" in front.text
        await front.type("sara")
        await front.press("enter")
        assert "Sara Nielsen" in front.title
        await front.press("escape", "right", "enter")
        assert "Aud Lie" in front.title


async def test_a_planned_week_is_handed_over_and_moved(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await front.press("9", "down", "right")
        assert row_of(front, "Aud Lie").split()[-3] == "10/13"
        assert "◔ planned" in front.text
        await front.press("v")
        await front.type("Ola Hansen")
        await front.press("ctrl+s")
        assert "Handed over" in front.status
        # Ola holds them now, and is first in the list still.
        assert "11/17" in row_of(front, "Ola Hansen")
        await front.press("home", "right", "left", "p")
        assert "Propose days" in front.text


async def test_a_conductors_year_goes_into_a_calendar_file(
    sample_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "ola.ics"
    async with open_app(sample_file) as front:
        await front.press("9", "I")
        assert "All that Ola Hansen holds" in front.text
        await front.press("tab")
        await front.clear()
        await front.paste(str(path))
        await front.press("ctrl+s")
        assert "dialogues written" in front.status
    assert path.read_bytes().count(b"BEGIN:VEVENT") == 14


async def test_without_utf8_the_plan_is_drawn_in_ascii(sample_file: Path) -> None:
    glyphs.use(glyphs.ASCII)
    async with open_app(sample_file) as front:
        await front.press("9")
        body = "\n".join(front.lines[1:6])
        assert body.replace("–", "-").replace("·", "-").isascii()


@pytest.mark.parametrize("week", range(1, 54))
@pytest.mark.parametrize("cell", [1, 2])
def test_the_ruler_marks_the_week_that_it_says(week: int, cell: int) -> None:
    grid = Grid(20, cell, 53)
    text = ruler(grid, week)
    assert len(text) == 53 * cell
    sign = text.index("▼")
    near = text[sign + 1 :].split(" ")[0] or text[:sign].split(" ")[-1]
    assert near == str(week)
    assert abs(sign - grid.place(week)) <= 1


def test_a_day_of_another_year_lies_at_the_edge() -> None:
    plan = PlanYear(2027, 52, (), (MilestoneDay("x", "", date(2027, 3, 1)),), ())
    assert [plan.week_of(day) for day in (date(2027, 1, 1), date(2028, 1, 3))] == [1, 52]


async def test_today_can_be_asked_for_while_the_year_is_read(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        for turns in range(0, 60, 4):
            front.send("9")
            for _turn in range(turns):
                await asyncio.sleep(0.0005)
            front.send(".")
            await front.settle()
        assert "Week" in front.text
