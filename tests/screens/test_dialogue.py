"""One dialogue: agenda, notes, basis, both sides' confirmation, the lock."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from models.database import close_database, open_database, rows
from models.note import topics_of, write_note
from models.rules import LevelAgenda
from tests.screens.front import DAY, open_app
from tui.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.front import Front

CANARY = "kanarifugl"
MADE = "select d.id from dialogue d join person p on p.id = d.person_id where p.name = ?"
NOTES = (
    "select n.text from note n join topic t on t.id = n.topic_id join dialogue d"
    " on d.id = t.dialogue_id join person p on p.id = d.person_id join round r on r.id = d.round_id"
    " where p.name = 'Liv Berg' and r.year_id = 2027 and n.removed_at is null order by t.position"
)


async def to_dialogue(front: Front, name: str = "Liv Berg") -> None:
    await front.press("3")
    await front.goes_to(name)
    await front.press("enter")
    assert front.page.context == "dialogue", front.text
    assert name in front.title


async def held(front: Front) -> None:
    """Liv's dialogue, held today."""
    await to_dialogue(front)
    await front.press("r", "ctrl+s")
    assert "held" in front.lines[2]


async def test_a_dialogue_is_made_when_something_is_written(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await to_dialogue(front)
        made = await front.sql(MADE + " and round_id = 3", "Liv Berg")
        await front.press("down", "b", "down", "b", "<", ">", "escape")
        assert await front.sql(MADE + " and round_id = 3", "Liv Berg") == made == []
        await front.press("enter", "down", "enter")
        await front.type("Et nytt mål")
        await front.press("ctrl+s")
        assert front.status == "The note is saved."
        assert "≡ What next" in front.line("≡")
        assert "○ not planned" in front.lines[2]
        assert await front.sql(NOTES) == [("Et nytt mål",)]


async def test_notes_are_kept_whichever_way_one_goes(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await to_dialogue(front)
        ways = (("escape",), ("tab",), ("ctrl+n",), ("ctrl+s", "escape"), ("ctrl+o", "escape"))
        for place, way in enumerate(ways):
            await front.press("home", *["down"] * place, "enter")
            await front.type(f"vei {place}")
            await front.press(*way)
            if place == 1:
                assert front.page.focused is front.page.basis_part.table
                await front.press("b")
            if front.page.note.has_focus_within:
                await front.press("escape")
        assert await front.sql(NOTES) == [(f"vei {place}",) for place in range(5)]
        assert len([line for line in front.lines if "≡" in line]) == 5
        await front.press("home")
        assert "vei 0" in front.text


async def test_an_open_pane_leaves_the_note_alone(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await to_dialogue(front)
        await front.press("enter")
        await front.type("Halvferdig setn")
        await front.press("ctrl+g")
        await front.type("Trygge overganger")
        await front.press("ctrl+s")
        assert "The goal is added." in front.status
        assert front.page.note.has_focus_within
        await front.type("ing")
        assert "Halvferdig setning" in front.text
        await front.press("ctrl+o")
        await front.type("Ny rutine")
        await front.press("tab", "tab", "tab")
        await front.type("1.4")
        await front.press("ctrl+s", "tab")
        assert "Trygge overganger" in front.text
        assert "Ny rutine" in front.line("Ny rutine")
        assert "01/04" in front.line("Ny rutine")
        assert await front.sql(NOTES) == [("Halvferdig setning",)]
        [[year, owner]] = await front.sql(
            "select g.year_id, p.name from goal g join person p on p.id = g.person_id"
            " where g.title = 'Trygge overganger'"
        )
        assert (year, owner) == (2027, "Liv Berg")


async def test_a_commitment_belongs_to_the_dialogue(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await held(front)
        await front.press("ctrl+o")
        await front.type("Ny rutine")
        await front.press("ctrl+s")
        [found] = await front.sql("select dialogue_id from commitment where text = 'Ny rutine'")
        assert [found] == await front.sql(MADE + " and round_id = 3", "Liv Berg")
        await front.press("o")
        await front.type("rutine")
        await front.press("enter")
        assert "Kept: Ny rutine" in front.status
        await front.press("m", "enter")
        await front.type("7,1")
        await front.press("ctrl+s")
        assert front.status == "The value is saved."


@pytest.mark.parametrize("leave", [("ctrl+q",), ("1",), ("q",)])
async def test_what_is_typed_is_there_after_the_end(
    sample_file: Path, leave: tuple[str, ...]
) -> None:
    async with open_app(sample_file) as front:
        await to_dialogue(front)
        await front.press("enter")
        await front.type("Siste ord")
        if leave != ("ctrl+q",):
            await front.press("escape", "enter")
            await front.type(" i dag")
            front.page.set_focus(front.page.agenda.table)  # as a click does
        front.send(leave[0])
        if leave != ("ctrl+q",):
            await front.settle()
    open_database(sample_file)
    [[text]] = rows(NOTES)
    close_database()
    assert text.startswith("Siste ord")
    assert text.endswith("i dag") == (leave != ("ctrl+q",))


async def test_two_who_write_one_note_are_both_shown(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await held(front)
        for place, wanted in enumerate(("deres\n\nmitt", "mitt", "deres")):
            answer = str(place)
            await to_dialogue(front)
            await front.press("home", "enter")
            await front.press("ctrl+end")
            await front.type("mitt")
            [[talk]] = await front.sql(MADE + " and round_id = 3", "Liv Berg")
            first = (await front.asks(topics_of, talk))[0]
            await front.asks(write_note, first, f"deres {answer}", DAY)
            mine = front.page.note.area.text
            await front.press("ctrl+s")
            assert "Somebody else has changed this note meanwhile" in front.text
            await front.press(*["down"] * place, "enter")
            found = (await front.sql(NOTES))[0][0]
            expected = wanted.replace("deres", f"deres {answer}").replace("mitt", mine)
            assert found == front.page.note.area.text == expected
            await front.press("escape")


async def test_the_agenda_of_a_dialogue_is_its_own(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await to_dialogue(front)
        await front.press("down", "n")
        await front.type("Økonomi")
        await front.press("ctrl+s")
        assert "Økonomi" in front.cursor
        await front.press("K", "K", "K")
        assert front.rows()[0].startswith("Økonomi")
        await front.press("e")
        await front.type("Budsjett")
        await front.press("ctrl+s", "J")
        assert front.rows()[1].startswith("Budsjett")
        await front.press("enter")
        await front.type("Stramt")
        await front.press("escape", "d")
        assert "Budsjett removed. u undoes it." in front.status
        assert "Stramt" not in front.text
        await front.press("u", "home", "down")
        assert "Stramt" in front.text
        assert "≡ Budsjett" in front.cursor


async def test_on_to_the_next_and_back_to_the_list(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("3", "end", "up", "up")
        names = [row.strip() for row in front.rows()]
        first = front.cursor
        await front.press("enter")
        assert "dialogue 95 of 97" in front.status
        before = front.title
        await front.press("enter")
        await front.type(CANARY)
        await front.press("escape", ">")
        assert front.title != before
        assert CANARY not in front.text
        await front.press(">", ">")
        assert front.status == "This is the last one."
        assert names[-1].split("  ")[0] in front.lines[1]
        await front.press("<", "<")
        assert front.title == before
        assert CANARY in front.text
        await front.press("<", "escape")
        assert front.cursor[:20] == first[:20]


async def test_from_the_persons_own_screen(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("nordvik skole")
        await front.press("enter", "tab", "home", "enter")
        assert front.page.context == "dialogue"
        assert "2026 Autumn" in front.lines[2]
        await front.press(">")
        assert "2026 Winter" in front.lines[2]
        await front.press("P")
        assert front.page.context == "leader"
        await front.press("escape", "escape")
        assert "2026 Autumn" in front.cursor


async def test_a_dialogue_planned_on_a_persons_screen_is_unfolded(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("nordvik skole")
        await front.press("enter", "tab", "p")
        await front.type("12.3")
        await front.press("ctrl+s", "home")
        assert "◔ 12/03" in front.cursor
        assert "What was achieved" in front.rows()[1]
        await front.press("left")
        await front.press("m", "P", "tab")
        await front.type("Rektor II")
        await front.press("ctrl+s")
        assert "What was achieved" not in front.rows()[1]


async def test_one_side_then_the_other_then_the_lock(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await to_dialogue(front)
        await front.press("p")
        await front.type("10.3")
        await front.press("ctrl+s", "a")
        assert front.status == "Record that the dialogue was held first."
        await front.press("r", "ctrl+s", "enter")
        await front.type("Avtalt")
        await front.press("escape", "a")
        await front.type("the subject")
        await front.press("enter")
        assert "The subject agreed: Liv Berg." in front.status
        assert "the superior – ·" in front.lines[3]
        assert "the subject 10/03" in front.lines[3]
        assert "◑ held" in front.lines[2]
        await front.press("a", "enter")
        assert "The superior agreed: Liv Berg." in front.status
        assert "● agreed" in front.lines[2]
        assert "Both sides have confirmed. R reopens." in front.text

        await front.press("enter")
        await front.type("xyz")
        assert "Reopen" not in front.footer
        assert "R reopens" in front.text
        await front.press("escape")
        assert await front.sql(NOTES) == [("Avtalt",)]
        for key in ("n", "e", "d", "J", "a", "E", "ctrl+o"):
            await front.press(key)
            assert "Reopen the dialogue" in front.status, key
        await front.press("R")
        assert "Reopened: Liv Berg." in front.status
        assert "◑ held" in front.lines[2]
        await front.press("R")
        assert "Neither side has confirmed" in front.status
        await front.press("enter")
        await front.type(" mer")
        await front.press("escape", "a", "enter")
        assert "● agreed" in front.lines[2]
        assert await front.sql(NOTES) == [("Avtalt mer",)]
        deeds = await front.sql("select action from journal where kind = 'dialogue' order by id")
        assert [one.removeprefix("dialogue.") for (one,) in deeds][-5:] == [
            "hold",
            "confirm",
            "confirm",
            "reopen",
            "confirm",
        ]


async def test_reopened_from_the_lists(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await held(front)
        await front.press("a", "enter", "escape")
        assert "● agreed" in front.cursor
        await front.press("R")
        assert "◑ held" in front.cursor
        await front.press("1")
        await front.goes_to("nordvik skole")
        await front.press("enter", "tab", "home", "a", "enter")
        assert "● agreed 10/03" in front.cursor
        await front.press("left", "down", "R")
        assert "The year is closed" in front.status
        await front.press("up", "R")
        assert "◑ held" in front.cursor


async def test_the_basis_leads_to_what_it_counts(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await to_dialogue(front)
        assert "not measured" in front.text
        assert "▾ Open commitments" in front.text
        await front.press("b", "down", "enter")
        assert front.field("title").text == "Lavere sykefravær ved enheten"
        await front.press("escape", "n")
        assert "New goal" in front.text
        await front.press("escape", "home", "left")
        assert "▸ Goals of 2026" in front.text
        await front.press("right", "end", "up", "enter")
        assert "Without goals of their own · Liv Berg" in front.title
        await front.press("escape", "end", "up", "up", "up", "up", "enter")
        assert front.page.context == "leader"
        await front.press("escape")
        assert front.page.focused is front.page.basis_part.table


async def test_no_text_of_a_note_in_the_journal(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await to_dialogue(front)
        await front.press("enter")
        await front.type(CANARY)
        await front.press("ctrl+s")
        await front.type(CANARY)
        await front.press("escape", "d", "u", "r", "ctrl+s", "a", "enter", "R")
        found = await front.sql("select action, changes from journal order by id desc limit 20")
        assert {"note.add", "note.edit"} <= {action for action, _changes in found}
        assert CANARY not in json.dumps(found)


async def test_a_closed_year_is_read_only(sample_file: Path) -> None:
    open_database(sample_file)
    from models.database import database

    database.execute_sql("UPDATE year SET closed_on = ? WHERE number = 2026", (str(DAY),))
    close_database()
    async with open_app(sample_file) as front:
        await front.goes_to("nordvik skole")
        await front.press("enter", "tab", "home", "enter")
        assert "The year is closed: read only." in front.text
        await front.press("n")
        assert "The year is closed." in front.status


async def test_the_agenda_follows_the_level(sample_file: Path) -> None:
    own = {3: LevelAgenda(topics=("Enhetens økonomi", "other"))}
    settings = replace(Settings(), rules=replace(Settings().rules, agenda_of_level=own))
    async with open_app(sample_file, settings=settings, day=date(2027, 3, 10)) as front:
        await to_dialogue(front)
        assert [row.split("│")[0].strip() for row in front.rows()][:2] == [
            "Enhetens økonomi",
            "Other",
        ]


@pytest.mark.parametrize("size", [(50, 12), (80, 24), (120, 40), (200, 50)])
async def test_it_fits_every_window(sample_file: Path, size: tuple[int, int]) -> None:
    async with open_app(sample_file, size) as front:
        await to_dialogue(front)
        await front.press("enter")
        await front.type("Ord")
        assert "Ord" in front.text
        assert "Confidential" in front.text
        await front.press("tab")
        assert "Goals of 2026" in front.text
        assert ("Ord" in front.text) == (size[0] >= 100)
        assert front.text.count("\n") == size[1] - 1


async def test_it_is_handed_over_and_put_into_a_calendar_from_inside(
    sample_file: Path, tmp_path: Path
) -> None:
    async with open_app(sample_file) as front:
        await to_dialogue(front)
        await front.press("p")
        await front.type("22.3 10")
        await front.press("ctrl+s", "v")
        await front.type("anette ruud")
        await front.press("ctrl+s")
        assert "Handed over: Liv Berg." in front.status
        assert "Held by Anette Ruud" in front.text
        await front.press("I", "tab")
        await front.clear()
        await front.paste(str(tmp_path / "liv.ics"))
        await front.press("ctrl+s")
        assert front.page.context == "dialogue"
    assert "DTSTART" in (tmp_path / "liv.ics").read_text(encoding="utf-8")


async def test_in_autumn_it_is_next_years_goals_that_are_agreed(
    sample_file: Path, tmp_path: Path
) -> None:
    years = "select g.year_id from goal g where g.title = ? and g.removed_at is null"
    async with open_app(sample_file, (120, 40), day=date(2027, 9, 10)) as front:
        await to_dialogue(front)
        assert "none" in front.line("Goals of 2028")
        await front.press("ctrl+g")
        assert "New goal · Liv Berg · 2028" in front.text
        await front.type("Flere leser godt")
        await front.press("ctrl+s")
        assert await front.sql(years, "Flere leser godt") == [(2028,)]
        assert "1" in front.line("Goals of 2028").split("2028")[1]
        await front.press("u")
        assert await front.sql(years, "Flere leser godt") == []
        assert "none" in front.line("Goals of 2028")
        await front.press("b", "home", *["down"] * 4, "n")
        assert "New goal · Liv Berg · 2027" in front.text, "as where the cursor is"
        await front.press("escape", "ctrl+g")
        await front.type("Færre spesialtimer")
        await front.press("ctrl+s", "b", "r", "ctrl+s", "U", "tab")
        await front.type("markdown")
        await front.press("tab")
        await front.clear()
        await front.paste(str(tmp_path))
        await front.press("ctrl+s")
    [path] = tmp_path.glob("*-agreement.md")
    before, after = path.read_text(encoding="utf-8").split("Goals for 2028")
    assert "Goals for 2027" in before
    assert "Færre spesialtimer" in after


async def test_in_winter_next_year_is_not_asked_about(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await to_dialogue(front)
        assert "Goals of 2028" not in front.text
        await front.press("ctrl+g")
        assert "New goal · Liv Berg · 2027" in front.text
