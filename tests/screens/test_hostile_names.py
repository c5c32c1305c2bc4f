"""Whatever a name holds is shown as text, steers nothing, and is kept as it is."""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from models.commitment import CommitmentEntry, add_commitment
from models.database import close_database, database, open_database
from models.dialogue import (
    Plan,
    hold,
    plan,
)
from models.goal import (
    GoalEntry,
    add_goal,
)
from models.measurement import (
    MeasurementEntry,
    add_measurement,
)
from models.note import (
    topics_of,
    write_note,
)
from models.person import PersonEntry, add_person
from models.rules import Rules
from models.unit import UnitEntry, add_unit, edit_unit
from models.year import current_round, ensure_year
from tests.screens.front import DAY, open_app, painted

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from tests.screens.front import Front

NAMES = {
    "markup": "[@click=app.quit][red]Ødegård[/] {name} {0} %s $error [/][b]Åse[",
    "escape": "\x1b[2JKari\x9b2J\x85\u202eneslo\u2066\u200b\u200fx\x1b]0;taken\x07",
    "sheet": "=1+1\nto\r\ntre\tfire 山田太郎 👩\u200d👩\u200d👧 ﷽",
    "long": "Zal" + "\u0300\u0301\u0302\u0303\u0304" * 40 + "go " + "Langenavn " * 400,
}


def fill(path: Path, name: str) -> None:
    """A municipality in which everything is called ``name``."""
    open_database(path)
    ensure_year(2027, Rules())
    top = add_unit(UnitEntry(name, kind=name))
    chief = add_person(PersonEntry(name, title=name, unit_id=top, employee_no="1", email=name))
    _lead(top, chief, name)
    below = add_unit(UnitEntry(name + " 2", parent_id=top, kind=name))
    leader = add_person(PersonEntry(name + " 3", title=name, unit_id=below))
    _lead(below, leader, name + " 2", parent=top)
    add_person(PersonEntry(name + " 4", title=name, unit_id=below))
    add_unit(UnitEntry(name + " 5", parent_id=top))
    goal = add_goal(_goal(name, person_id=leader))
    add_goal(_goal(name, unit_id=below))
    add_measurement(MeasurementEntry(goal, date(2027, 2, 1), _decimal("8.3"), name))
    round_ = current_round(DAY)
    assert round_ is not None
    plan(Plan(round_.id, leader, date(2027, 2, 2), "10:00", chief, name), Rules())
    talk = hold(chief, round_.id, date(2027, 2, 3), Rules())
    write_note(topics_of(talk)[0], name, DAY)
    entry = CommitmentEntry(2027, chief, "subject", name, owner_id=chief, due=date(2027, 1, 2))
    add_commitment(entry)
    close_database()


def _lead(unit: int, leader: int, name: str, parent: int | None = None) -> None:
    edit_unit(unit, 0, UnitEntry(name, parent_id=parent, leader_id=leader, kind=name))


def _goal(name: str, **owner: int) -> GoalEntry:
    return GoalEntry(
        2027,
        name,
        indicator=name,
        measure=name,
        direction="less",
        baseline=_decimal("9.1"),
        target=_decimal("7.5"),
        meaning=name,
        adopted_by=name,
        case_no=name,
        **owner,
    )


def _decimal(text: str) -> Decimal:
    from decimal import Decimal

    return Decimal(text)


def check(front: Front) -> None:
    """Nothing painted steers the terminal, and every line has the width of the screen."""
    width = front.app.size.width
    for strip in painted(front.app):
        text = "".join(segment.text for segment in strip)
        assert not any(segment.control for segment in strip)
        for character in text:
            category = unicodedata.category(character)
            assert category not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}, ascii(text)
        marks = 0
        for character in text:
            marks = marks + 1 if unicodedata.category(character)[0] == "M" else 0
            assert marks <= 3, ascii(text)
        assert strip.cell_length == width, ascii(text)


async def walk(front: Front, *keys: str) -> None:
    """Press each key, and look at what is painted after it."""
    for key in keys:
        await front.press(key)
        check(front)


@pytest.mark.parametrize("kind", NAMES)
async def test_every_screen_shows_it_as_text(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x.db"
    fill(path, NAMES[kind])
    async with open_app(path) as front:
        check(front)
        before = await stored(front)
        await walk(front, "b", "escape", "w", "enter", "escape", "e", "escape", "n", "escape")
        for screen in "2345":
            await walk(front, screen, "e", "escape", "p", "escape", "r", "escape")
        await walk(front, "3", "enter", "enter", "tab", "down", "down", "escape", "1", "3", "enter")
        await walk(front, ">", "enter", "escape", "e", "escape", "ctrl+g", "escape", "E", "escape")
        await walk(front, "4", "M", "enter", "escape", "6", "7", "end", "8", "1", "enter")
        await walk(front, "P", "escape", "tab", "right", "down", "enter", "escape", "tab", "tab")
        await walk(front, "e", "tab", "tab", "backspace", "down", "escape", "escape", "escape")
        assert front.app.is_running
        assert await stored(front) == before
        assert "taken" not in str(front.app.title)


@pytest.mark.parametrize("kind", NAMES)
async def test_it_is_kept_when_something_else_is_edited(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "x.db"
    name = NAMES[kind]
    fill(path, name)
    async with open_app(path) as front:
        names = set(await front.sql("select name from person"))
        await walk(front, "2", "e", "tab", "tab", "tab", "tab")
        await front.type("50")
        await walk(front, "ctrl+s")
        assert front.page.pane is None, front.text
        assert await front.sql("select count(*) from person where fte <> 10000") == [(1,)]
        assert set(await front.sql("select name from person")) == names

        await walk(front, "4", "e", *["tab"] * 5)
        await front.type("7,1")
        await walk(front, "ctrl+s")
        assert front.page.pane is None, front.text
        found = await front.sql("select title, indicator, measure, meaning from goal limit 1")
        assert found == [(name, name, name, name)]

        await walk(front, "1", "home", "enter", "tab", "down", "enter", "escape")
        assert await front.sql("select text from note") == [(name,)]
        await walk(front, "5", "o", "d", "u")
        assert await front.sql("select text from commitment") == [(name,)]
        await walk(front, "4", "d", "u", "2", "end", "d", "u")
        assert set(await front.sql("select name from person")) == names


async def stored(front: Front) -> list[Any]:
    """Every text that is kept."""
    return [
        await front.sql("select name, kind from unit order by id"),
        await front.sql("select name, title, email from person order by id"),
        await front.sql("select title, indicator, measure, meaning from goal order by id"),
        await front.sql("select text from note order by id"),
        await front.sql("select text from commitment order by id"),
    ]


async def test_a_paste_is_cleaned_where_one_types(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    fill(path, "Kari")
    from textual import events

    async with open_app(path) as front:
        note = ("1", "home", "enter", "tab", "home", "down", "enter")
        for opener in (("2", "n"), ("2", "/"), ("2", ":"), note):
            await front.press(*opener)
            front.app.post_message(events.Paste("a\x1b[2J\u202eb[@click=app.quit]c[/]"))
            await front.settle()
            assert "b[@click=app.quit]c[/]" in front.text
            check(front)
            await front.press("escape", "escape", "escape")
    assert database.is_closed()


async def test_half_a_character_is_refused_or_cleaned(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    fill(path, "Kari")
    from textual import events

    async with open_app(path) as front:
        await front.press("2", "n")
        front.app.post_message(events.Paste("Ola \ud800 X"))
        await front.settle()
        check(front)
        await front.press("ctrl+s")
        check(front)
        assert front.app.is_running


def test_the_names_are_as_hostile_as_they_look() -> None:
    shown = "".join(NAMES.values())
    assert {"Cc", "Cf", "Mn"} <= {unicodedata.category(one) for one in shown}
