"""Leadership spans and what-ifs, as a coordinator goes about them."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from models.dashboard import dashboard
from models.database import rows
from tests.screens.front import DAY, Front, open_app

if TYPE_CHECKING:
    from pathlib import Path


async def new_section(front: Front, marks: int) -> None:
    """Mark the first of Liv Berg's staff and put them into a section of their own."""
    await front.goes_to("nordvik skole")
    await front.press("enter", "tab", "tab")
    await front.press(*["space", "down"] * marks, "z")
    await front.press("ctrl+s")


def heads(line: str) -> list[int]:
    """The spans in a line: what stands over a limit or under it, or before the full posts."""
    return [int(one) for one in re.findall(r"(\d+) +\d+\.?\d* +\d+\b", line)]


async def test_the_spread_shows_every_kind_and_opens_its_leaders(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        told = (await front.asks(dashboard, DAY, front.desk.settings.rules)).figures
        assert told
        await front.press("0")
        assert f"largest {told.largest_span} · {told.over_limit} over the limit" in front.lines[1]
        school = front.line(" Skole ")
        _kind, leaders, _median, largest, limits, severe, _sign, over = school.split()[:8]
        assert (largest, limits, severe, over) == ("41", "5–30", "(40)", "2")
        assert "░ over the limit" in front.status
        await front.press("down")
        assert "Skole" in front.cursor
        await front.press("enter")
        assert "Skole" in front.title
        assert len(front.page.table.listing.keys) == int(leaders)


async def test_a_section_is_tried_applied_and_undone(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        before = await front.asks(rows, "SELECT id, unit_id, superior_id FROM person ORDER BY id")
        await new_section(front, 12)
        assert re.search(r"Leaders +58 +59", front.lines[2])
        now, then = heads(front.line("Liv Berg"))
        (new,) = heads(front.line("New section leader (new post)"))
        # Those who went, and the new leader who came; who is on leave counts nowhere.
        assert (now, then + new) == (41, 41 + 1)
        assert (
            await front.asks(rows, "SELECT id, unit_id, superior_id FROM person ORDER BY id")
            == before
        )
        await front.press("a", "down", "enter")
        assert "is applied" in front.status
        (found,) = await front.asks(
            rows,
            "SELECT count(*) FROM person p JOIN unit u ON u.id = p.unit_id"
            " WHERE u.name = 'New section'",
        )
        assert found == (13,)
        await front.press("u")
        assert "Undone: " in front.status
        left = await front.asks(
            rows, "SELECT id, unit_id, superior_id FROM person WHERE removed_at IS NULL ORDER BY id"
        )
        assert left == before


async def test_what_cannot_be_is_said_in_the_form(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("nordvik skole")
        await front.press("enter", "tab", "tab", "space", "z", "tab")
        await front.type("oppvekst")
        await front.press("tab", "tab")
        await front.type("kari nordmann")
        await front.press("ctrl+s")
        assert "their own superior" in "".join(front.lines)
        await front.press("escape", "escape", "0", "tab", "tab")
        assert "No drafts yet" in "".join(front.lines)


async def test_two_drafts_are_compared_and_exported(sample_file: Path, tmp_path: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await new_section(front, 10)
        await front.press("escape", "escape", "escape")
        await front.goes_to("nordvik skole")
        await front.press("enter", "tab", "tab")
        await front.press(*["space", "down"] * 5, "z", "shift+tab")
        await front.clear()
        await front.type("A new")
        await front.press("ctrl+s")
        await front.press("0", "space", "c")  # a kind of unit is no draft
        assert "Mark two drafts" in front.status
        await front.press("tab", "tab", "c")
        assert "Mark two drafts" in front.status
        await front.press("space", "down", "space", "c")
        assert heads(front.line("Liv Berg"))[0] == 41
        assert "Steps" not in front.line("Who is affected")
        await front.press("a")
        assert "Open the one draft" in front.status
        target = tmp_path / "what-if.csv"
        await front.press("x")
        await front.clear()
        await front.paste(str(target))
        await front.press("ctrl+s")
        assert "rows written" in front.status
    found = list(csv.DictReader(target.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert {line["Draft"] for line in found if line["Name"] == "Liv Berg"} == {
        *("", "Draft 10/03", "Draft 10/03 (2)")
    }
    spans = [int(line["Span, heads"]) for line in found if line["Name"] == "Liv Berg"]
    assert spans[0] == 41
    assert len(set(spans)) == 3


async def test_drafts_are_named_dropped_and_taken_back(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("0", "tab", "tab", "n")
        await front.type("Skolene i to")
        await front.press("ctrl+s")
        assert "Skolene i to" in front.cursor
        await front.press("e", "end")
        await front.type(" deler")
        await front.press("ctrl+s")
        assert "Skolene i to deler" in front.cursor
        await front.press("enter")
        assert "makes no difference" in "".join(front.lines)
        await front.press("tab", "n")
        assert "Mark people" in front.status
        await front.press("escape", "d", "u")
        assert "Skolene i to deler" in front.cursor


async def test_leaders_marked_among_the_spans_are_tried_elsewhere(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("0", "tab")
        assert "▼Span" in front.lines[4]
        await front.goes_to("turid aune")
        await front.press("z")
        assert "What if · 1 person" in front.text
        assert "Kvernhaugen barnehage" in front.line("Unit *")
