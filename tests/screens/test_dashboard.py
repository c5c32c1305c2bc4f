"""Overview: figures, tree, and what is done from it."""

from __future__ import annotations

import asyncio
import re
import threading
from typing import TYPE_CHECKING

import models.dashboard as board
from models.dashboard import dashboard
from models.people import PeopleScope, people_keys
from tests.screens.front import DAY, open_app

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from models.dashboard import Figures
    from models.derived import AsOf
    from tests.screens.front import Front


def counted(front: Front) -> int:
    """The number of rows that are listed, on the screen and beyond."""
    return len(front.page.table.listing.keys)


async def test_figures_stand_on_top(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        told = (await front.asks(dashboard, DAY, front.desk.settings.rules)).figures
        assert f"{told.held} of {told.leaders} held" in front.lines[1]
        assert f"{told.overdue} overdue · {told.not_planned} not planned" in front.lines[1]
        assert f"{told.staff_with_goals} of {told.staff:,}" in front.lines[2]
        assert f"{told.staff - told.staff_with_goals} without" in front.lines[2]
        assert f"largest {told.largest_span}" in front.lines[3]
        assert f"{told.over_limit} leaders over the limit" in front.lines[3]
        assert "Nordvik kommune" in front.title
        assert "2027 · Winter: results" in front.title


async def test_every_figure_opens_the_people_behind_it(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        told = (await front.asks(dashboard, DAY, front.desk.settings.rules)).figures
        await front.press("tab")
        for which, count in (
            ("held", told.held),
            ("overdue", told.overdue),
            ("not planned", told.not_planned),
            ("Exempt", told.exempt),
            ("With goals", told.staff_with_goals),
            ("Without goals", told.staff - told.staff_with_goals),
            ("Everybody with a span", None),
            ("Span over the limit", told.over_limit),
        ):
            await front.press("enter")
            assert which in front.title
            if count is not None:
                assert counted(front) == count
            await front.press("escape", "right")


async def test_arrows_go_through_the_figures_line_by_line_and_out(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("tab", "down", "down", "right", "enter")
        assert "Span over the limit" in front.title
        await front.press("escape", "up", "left", "enter")
        assert "Span over the limit" not in front.title
        await front.press("escape", "down", "down")
        assert front.page.focused is front.page.table


async def test_b_shows_the_people_behind_a_figure_of_the_unit(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("nordvik skole")
        await front.press("b")
        assert "Nordvik skole" in front.lines[1]
        offered = front.line("Without goals of their own").split()[-1]
        await front.type("without goals")
        await front.press("enter")
        assert "Without goals of their own · Nordvik skole" in front.title
        assert counted(front) == int(offered)
        unit = front.pages[0].unit().id
        at = await front.desk.at()
        found, _total = await front.asks(
            people_keys, at, PeopleScope("without-goals", unit_id=unit), "name", False, ""
        )
        assert counted(front) == len(found)


async def test_fold_and_unfold(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        before = counted(front)
        await front.press("minus")
        assert front.rows() == [one for one in front.rows() if "Nordvik kommune" in one]
        await front.press("right", "down")
        assert "Helse og omsorg" in front.cursor
        opened = counted(front)
        await front.press("right")
        assert counted(front) > opened
        await front.press("left")
        assert counted(front) == opened
        await front.press("left")
        assert "Nordvik kommune" in front.cursor
        await front.press("+")
        assert counted(front) > before


async def test_typing_finds_the_unit_that_is_meant(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("/")
        await front.type("nordvik skole")
        assert "Oppvekst" in front.text
        assert "Renhold" not in front.text
        assert "Liv Berg" in front.cursor
        await front.press("enter", "enter")
        assert "Liv Berg" in front.title
        await front.press("escape")
        assert "Liv Berg" in front.cursor
        await front.press("escape")
        assert "Renhold" in front.text or counted(front) > 30
        await front.press("/")
        await front.type("silje mykle")
        assert "Silje Mykle" in front.cursor


async def test_sort_and_turn_round(sample_file: Path) -> None:
    async with open_app(sample_file) as front:

        async def top() -> str:
            await front.press("s")
            await front.type("leader")
            await front.press("enter")
            return next(row for row in front.rows()[1:] if row)

        await front.press("minus", "right")
        first = [await top(), await top()]
        assert first[0] != first[1]
        rows = front.rows()[1:]
        leaders = [row for row in rows if row.startswith(("▸", "▾"))]
        assert len(leaders) > 2


async def test_filter_by_kind(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("f")
        await front.type("overdue")
        await front.press("enter")
        assert "Dialogue overdue" in front.status
        marked = [row for row in front.rows() if "overdue" in row]
        board = await front.asks(dashboard, DAY, front.desk.settings.rules)
        assert len(marked) == board.figures.overdue
        await front.press("f")
        await front.type("everything")
        await front.press("enter")
        assert counted(front) > 40


async def test_an_edit_leaves_one_on_the_same_row(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press(*["down"] * 8)
        before = front.cursor
        place = front.lines.index(before)
        name = front.page.unit().name
        await front.press("e", "end")
        await front.type(" X")
        await front.press("ctrl+s")
        assert front.page.unit().name == f"{name} X"
        assert front.lines.index(front.cursor) == place
        assert f"{name}" in front.status
        assert front.page.focused is front.page.table


async def test_plan_and_hold_with_few_presses(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        front.presses = 0
        await front.press("/")
        await front.type("nordvik skole")
        await front.press("enter", "p")
        await front.type("14.3 10:00")
        assert "Sun 14/03/2027 10:00" in front.line("Day and time")
        await front.press("ctrl+s")
        assert front.presses <= 8
        assert "◔ 14/03 10:00" in front.cursor
        assert "Liv Berg" in front.status
        front.presses = 0
        await front.press("r", "ctrl+s")
        assert front.presses <= 4
        assert "◑ held 10/03" in front.cursor
        assert "43 of 57 held" in front.lines[1]


async def test_exempt_asks_for_a_reason(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("nordvik skole")
        await front.press("t", "ctrl+s")
        assert "This must be filled in." in front.text
        await front.type("on leave till June")
        await front.press("ctrl+s")
        assert "exempt" in front.cursor
        assert "Liv Berg" in front.status


async def test_add_remove_and_take_back_a_unit(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("oppvekst")
        await front.press("n")
        await front.type("unit")
        await front.press("enter")
        assert "Oppvekst" in front.line("Belongs to")
        await front.type("Solsikken barnehage")
        await front.press("ctrl+s", "escape")
        await front.goes_to("solsikken")
        assert "Solsikken" in front.cursor
        assert "vacant" in front.cursor
        await front.press("d")
        assert front.status == "Solsikken barnehage removed. u undoes it."
        assert "Solsikken" not in "".join(front.rows())
        await front.press("u")
        assert front.status == "Undone: unit removed (Solsikken barnehage)."
        assert "Solsikken" in "".join(front.rows())


async def test_a_unit_with_people_is_not_removed(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("nordvik skole")
        await front.press("d")
        assert re.match(r"The unit has \d+ people and 1 units in it\. Move", front.status)
        assert await front.sql("select 1 from unit where name = 'Nordvik skole'")
        await front.press("u")
        assert front.status == "You have changed nothing that can be undone."


async def test_add_a_person_where_the_cursor_is(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("nordvik skole")
        await front.press("n", "enter")
        assert "Nordvik skole" in front.line("Unit   ")
        await front.type("Ola Testesen")
        await front.press("ctrl+s")
        assert front.status == "The person is added."
        [[unit]] = await front.sql(
            "select u.name from person p join unit u on u.id = p.unit_id where p.name = ?",
            "Ola Testesen",
        )
        assert unit == "Nordvik skole"


async def test_w_shows_the_flags_of_the_unit(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("nordvik skole")
        count = front.page.unit().flags
        await front.press("w")
        assert "Flags · Nordvik skole" in front.title
        assert counted(front) == count


async def test_the_arrangement_follows_the_width(sample_file: Path) -> None:
    async with open_app(sample_file) as narrow:
        assert "Held" not in narrow.lines[5]
    async with open_app(sample_file, (120, 40)) as wide:
        assert "Staff" in wide.lines[5]
        assert "Held" in wide.lines[5]
        assert "█" in wide.lines[6]


async def test_a_vacant_unit_has_nobody_to_talk_with(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("oppvekst")
        await front.press("n")
        await front.type("unit")
        await front.press("enter")
        await front.type("Tom enhet")
        await front.press("ctrl+s", "escape")
        await front.goes_to("tom enhet")
        for key in ("p", "r", "t"):
            await front.press(key)
            assert front.status == "Put the cursor on somebody first."
            assert front.page.pane is None
        await front.press("enter")
        assert "Everybody · Tom enhet" in front.title


async def test_the_units_are_there_before_the_figures(
    sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a large municipality one moves about while the figures are worked out."""
    monkeypatch.setattr(board, "SMALL", 10)
    derived = threading.Event()
    figures = board.figures

    def once_allowed(at: AsOf) -> Figures:
        derived.wait()
        return figures(at)

    monkeypatch.setattr(board, "figures", once_allowed)
    async with open_app(sample_file, (120, 40), settled=False) as front:
        front.send("down")
        async with asyncio.timeout(20):
            while "Helse" not in front.cursor:
                await asyncio.sleep(0.01)
        before = front.cursor, front.lines[1]
        derived.set()
        await front.settle()
        assert not any(map(str.isdigit, before[0]))
        assert "…" in before[1]
        assert "Helse" in front.cursor
        assert any(map(str.isdigit, front.cursor))
        assert "held" in front.lines[1]
