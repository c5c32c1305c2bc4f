"""Planning many dialogues at once, handing them over, and calendar files, from the keyboard."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import vobject

from tests.screens.front import open_app

if TYPE_CHECKING:
    from pathlib import Path

AUTUMN = date(2027, 8, 20)
PLANNED = "SELECT count(*) FROM dialogue WHERE round_id = 4 AND planned_on IS NOT NULL"


async def test_sixty_dialogues_take_fewer_than_fifteen_presses(sample_file: Path) -> None:
    """Two for the list, one for all marks, three for the plan."""
    async with open_app(sample_file, day=AUTUMN) as front:
        await front.press("2")
        await front.press("/")
        await front.type("nordvik skole")
        await front.press("enter", "*", "p", "ctrl+s", "ctrl+s")
        assert front.presses < 15
        [(planned,)] = await front.sql(PLANNED)
        assert planned >= 40
        before = front.presses
        await front.press("3", "*", "p", "ctrl+s", "ctrl+s")
        assert front.presses - before == 5
        [(now,)] = await front.sql(PLANNED)
        assert now >= planned + 50
        assert "dialogues planned." in front.status
        assert front.page.table.marked == frozenset()
        taken = await front.sql(
            "SELECT count(*) FROM dialogue a JOIN dialogue b ON a.id < b.id"
            " AND a.conductor_id = b.conductor_id AND a.planned_on = b.planned_on"
            " AND a.planned_time = b.planned_time WHERE a.round_id = 4 AND b.round_id = 4"
        )
        assert taken == [(0,)]
        steps = await front.sql(
            "SELECT count(DISTINCT step) FROM journal WHERE action = 'dialogue.plan'"
        )
        assert steps == [(2,)]


async def test_only_some_are_taken_and_one_is_moved(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40), day=AUTUMN) as front:
        await front.press("3", "space", "space", "space", "p", "ctrl+s")
        assert front.status == "3 will be planned"
        await front.press("e")
        await front.clear()
        await front.type("7.9 13:30")
        await front.press("ctrl+s")
        moved = front.line("07/09/2027")
        assert "13:30–14:30" in moved
        await front.press("home", "space")
        assert front.status == "2 will be planned"
        await front.press("ctrl+s")
        assert front.status == "2 dialogues planned."
        assert await front.sql(PLANNED) == [(2,)]


async def test_an_odd_slot_is_remarked_on(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40), day=AUTUMN) as front:
        await front.press("3", "space", "space", "p", "ctrl+s", "e")
        await front.clear()
        await front.type("4.9 20")
        await front.press("ctrl+s")
        assert "a weekend or a public" in front.line("04/09/2027")


async def test_nothing_marked_is_nothing_planned(sample_file: Path) -> None:
    async with open_app(sample_file, day=AUTUMN) as front:
        await front.press("3", "space", "space", "p", "ctrl+s", "*", "*", "*", "ctrl+s")
        assert "Nothing is chosen" in front.status
        await front.press("escape")
        assert "2 marked" in front.status
        assert await front.sql(PLANNED) == [(0,)]


async def test_who_needs_none_is_left_alone(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await front.press("3", "*", "p", "ctrl+s")
        assert front.status == "10 will be planned · 87 left as they are"
        assert "held already" in front.text


async def test_a_window_without_room_is_refused_in_the_form(sample_file: Path) -> None:
    async with open_app(sample_file, day=AUTUMN) as front:
        await front.press("3", "space", "space", "p", "tab")
        await front.clear()
        await front.type("30.8")
        await front.press("ctrl+s")
        assert front.page.pane is not None
        assert "no working day" in front.text


async def test_one_keeps_the_single_form_and_its_conductor(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("3")
        await front.goes_to("Bjørg Haugland")
        await front.press("v")
        await front.type("Kari Nordmann")
        await front.press("ctrl+s")
        assert front.status == "Handed over: Bjørg Haugland."
        assert "Kari Nordmann" in front.cursor
        before = front.presses
        await front.press("p")
        await front.clear()
        await front.type("6.4 9")
        await front.press("ctrl+s")
        assert front.presses - before <= 5
        assert "Kari Nordmann" in front.cursor
        assert "06/04 09:00" in front.cursor


async def test_many_are_handed_over_in_one_step(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("3", "/")
        await front.type("aud lie")
        await front.press("enter", "*", "v")
        assert "Hand over" in front.text
        await front.type("Kari Nordmann")
        await front.press("ctrl+s")
        found = await front.sql(
            "SELECT count(*), count(DISTINCT step) FROM journal WHERE action = 'dialogue.hand-over'"
        )
        [(count, steps)] = found
        assert count > 1
        assert steps == 1


async def test_a_dialogue_cannot_be_held_tomorrow(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("3")
        await front.goes_to("Bjørg Haugland")
        await front.press("r")
        await front.clear()
        await front.type("11.3")
        await front.press("ctrl+s")
        assert "has not come yet" in front.text


async def test_a_round_goes_into_a_calendar_file(sample_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "round.ics"
    async with open_app(sample_file, language="nb") as front:
        await front.press("3", "I", "down", "down", "down", "down", "enter", "tab")
        await front.clear()
        await front.paste(str(path))
        await front.press("ctrl+s")
        assert "90 dialoger skrevet til" in front.status
    events = vobject.readOne(path.read_text(encoding="utf-8"), validate=True).vevent_list
    assert len(events) > 80
    assert path.stat().st_mode & 0o777 == 0o600


async def test_a_calendar_file_needs_its_ending(sample_file: Path, tmp_path: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("3")
        await front.goes_to("Bjørg Haugland")
        await front.press("I", "tab")
        await front.clear()
        await front.paste(str(tmp_path / "x.txt"))
        await front.press("ctrl+s")
        assert "ends in .ics" in front.text
        await front.clear()
        await front.paste(str(tmp_path / "x.ics"))
        await front.press("ctrl+s")
        assert "1 dialogue written" in front.status


async def test_handing_over_to_somebody_who_is_elsewhere_is_remarked_on(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40), day=AUTUMN) as front:
        await front.press("3")
        for _ in range(2):
            await front.press("p")
            await front.clear()
            await front.type("7.9 9")
            await front.press("ctrl+s", "down")
        planned = await front.sql(
            "SELECT p.name FROM dialogue d JOIN person p ON p.id = d.person_id"
            " WHERE d.planned_on = '2027-09-07' ORDER BY p.sort_key"
        )
        assert len(planned) == 2
        await front.press("home", "space", "space", "v")
        await front.type("Aud Lie")
        await front.press("ctrl+s")
        assert "At the same time as another dialogue: " in front.status
        assert all(name in front.status for (name,) in planned)
