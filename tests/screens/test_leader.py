"""One person's screen: goals, dialogues with notes, staff, commitments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.screens.front import open_app

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.front import Front


async def to_leader(front: Front, name: str) -> None:
    await front.goes_to(name)
    await front.press("enter")
    assert name.casefold() in front.title.casefold()


async def test_the_head_tells_who_it_is(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await to_leader(front, "Liv Berg")
        assert "Rektor" in front.lines[1]
        assert "Unit Nordvik skole   Superior Ola Hansen" in front.lines[2]
        assert "▲ 41 people" in front.lines[3]
        assert "limit 5–30" in front.lines[3]
        assert "1 on leave and 1 ended are left out" in front.lines[3]
        await front.press("escape", "escape")
        await to_leader(front, "Kari Nordmann")
        assert "Superior the executive committee" in front.lines[2]


async def test_tabs_with_counts_go_round(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await to_leader(front, "Liv Berg")
        tabs = next(i for i, line in enumerate(front.lines) if line.startswith(" Goals 3"))
        shown = []
        for _ in range(6):
            shown.append(front.lines[tabs + 1].split()[0])
            assert front.page.focused is front.page.table
            await front.press("tab")
        assert shown == ["Goal", "Round", "Name", "Commitment", "State", "Year"]
        assert front.lines[tabs + 1].split()[0] == "Goal"
        await front.press("shift+tab")
        assert front.lines[tabs + 1].split()[0] == "Year"
        for word in ("Goals 3", "Dialogues", "Staff 42", "Commitments", "Earlier years"):
            assert word in front.lines[tabs]


async def test_goals_add_edit_measure_remove_take_back(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await to_leader(front, "Liv Berg")
        await front.press("m")
        await front.type("7,2")
        await front.press("ctrl+s")
        assert "7.2" in front.cursor
        assert "met" in front.cursor

        await front.press("M", "enter")
        await front.press("enter")
        await front.type("7,4")
        await front.press("ctrl+s")
        assert "7.4" in front.cursor
        await front.press("M", "enter")
        await front.type("remove")
        await front.press("enter")
        assert "10/03/2027" in front.status
        assert "7.6" in front.cursor
        await front.press("u")
        assert "7.4" in front.cursor

        await front.press("e", "end")
        await front.type(" straks")
        await front.press("ctrl+s")
        assert "Lavere sykefravær" in front.cursor
        assert await front.sql("select 1 from goal where title like '% straks'")
        await front.press("d")
        assert "straks removed. u undoes it." in front.status
        assert "Lavere sykefravær" not in "".join(front.rows())
        await front.press("u")
        assert "straks)" in front.status
        assert "Lavere sykefravær" in "".join(front.rows())


async def test_notes_are_written_by_topic(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("nordvik skole")
        await front.press("p")
        await front.type("10.3 9")
        await front.press("ctrl+s", "r", "ctrl+s", "enter", "tab")
        assert "2027 Winter: results" in front.cursor
        assert "held" in front.cursor
        await front.press("down", "enter")
        assert "What was achieved against the goals · Liv Berg" in front.text
        assert "Confidential" in front.text
        await front.type("Første linje")
        await front.press("enter")
        await front.type("andre linje")
        await front.press("ctrl+s")
        assert front.page.pane is None
        assert "Første linje" in front.cursor
        assert "andre" not in front.cursor
        assert await front.sql("select text from note where text like 'Første%'") == [
            ("Første linje\nandre linje",)
        ]
        await front.press("down", "enter")
        await front.type("x")
        await front.press("escape")
        assert "Not saved. Esc again gives up what you typed." in front.text
        await front.press("escape")
        assert front.page.pane is None
        assert "What next" in front.cursor

        await front.press("up", "d")
        assert "What was achieved" in front.status
        assert "Første linje" not in front.text
        await front.press("u")
        assert "Første linje" in front.cursor


async def test_a_dialogue_is_corrected_confirmed_removed(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("nordvik skole")
        await front.press("enter", "a")
        assert "plan it first" in front.status
        await front.press("p")
        await front.type("12.3")
        await front.press("ctrl+s", "tab", "home")
        assert "◔ 12/03" in front.cursor
        await front.press("a")
        assert front.status == "Record that the dialogue was held first."
        await front.press("e", "tab", "tab")
        await front.type("Rådhuset")
        await front.press("ctrl+s")
        assert "Rådhuset" in front.cursor
        await front.press("r", "ctrl+s")
        assert "held" in front.cursor
        await front.press("d")
        assert "Winter: results" in front.status
        assert "2027 Winter" not in "".join(front.rows())
        await front.press("u", "home")
        assert "◑ held" in front.cursor
        await front.press("a", "enter")
        assert "● agreed" in front.cursor
        await front.press("d")
        assert "Reopen the dialogue" in front.status
        assert "● agreed" in front.cursor


async def test_what_was_planned_is_called_off(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("nordvik skole")
        await front.press("p")
        await front.type("12.3")
        await front.press("ctrl+s", "enter", "c")
        await front.type("sick")
        await front.press("ctrl+s")
        assert "Liv Berg" in front.status
        await front.press("escape")
        assert "○ not planned" in front.cursor


async def test_staff_are_met_at_their_own_screens(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await to_leader(front, "Liv Berg")
        await front.press("tab", "tab", "down", "down")
        name = front.cursor.split("  ")[1].strip()
        await front.press("enter")
        assert name in front.title
        assert "Staff 0" not in front.text
        await front.press("escape")
        assert "Liv Berg" in front.title
        assert name in front.cursor


async def test_commitments_of_a_leader(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await to_leader(front, "Liv Berg")
        await front.press("shift+tab", "shift+tab", "shift+tab", "n")
        await front.type("Lage ny turnus")
        await front.press("tab", "tab", "tab")
        await front.type("+2w")
        assert "Wed 24/03/2027" in front.line("Due")
        await front.press("ctrl+s")
        await front.goes_to("ny turnus")
        assert "24/03/2027 open" in " ".join(front.cursor.split())
        await front.press("o")
        assert "kept" in front.cursor
        await front.press("e", "end")
        await front.type(" i mai")
        await front.press("ctrl+s", "d")
        assert "Lage ny turnus i mai" in front.status
        await front.press("u")
        assert front.status == "Undone: commitment removed (Liv Berg)."
        [[side, owner]] = await front.sql(
            "select c.side, p.name from commitment c join person p on p.id = c.owner_id"
            " where c.text = 'Lage ny turnus i mai' and c.removed_at is null"
        )
        assert (side, owner) == ("subject", "Liv Berg")


async def test_the_person_is_edited_where_one_is(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await to_leader(front, "Liv Berg")
        await front.press("P", "tab")
        await front.type("Rektor og leder")
        await front.press("ctrl+s")
        assert "Rektor og leder" in front.lines[1]
        await front.press("P")
        await front.type("Liv Berg Hansen")
        await front.press("ctrl+s")
        assert "Liv Berg Hansen" in front.title
        await front.press("escape")
        assert "Liv Berg Ha" in front.cursor


async def test_flags_of_the_person(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await to_leader(front, "Liv Berg")
        await front.press("w")
        assert "Flags · Liv Berg" in front.title
        assert "41 people report" in front.text
