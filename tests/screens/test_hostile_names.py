"""Whatever a name holds is shown as text, steers nothing, and is kept as it is."""

from __future__ import annotations

import csv
import importlib
import pkgutil
import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from textual import events

import screens
from models.database import database
from tests import hostile
from tests.screens.front import open_app, painted
from tui.widgets.page import Page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.front import Front

TEXTS = (
    ("unit", "name, kind"),
    ("person", "name, title, email, employee_no"),
    ("goal", "title, indicator, measure, meaning, adopted_by, case_no"),
    ("note", "text"),
    ("commitment", "text"),
    ("leader_agreement", "content, purpose"),
    ("what_if", "name, steps"),
    ("dialogue", "place"),
    ("measurement", "source"),
)
"""Tables, and the columns of theirs that hold what was typed."""
NOTE = ("1", "home", "enter", "tab", "home", "down", "enter")


@pytest.fixture(scope="session")
def hostile_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "x.db"
    hostile.fill(path)
    return path


@pytest.fixture
def town(hostile_made: Path, tmp_path: Path) -> Path:
    """A copy of the hostile municipality."""
    path = tmp_path / "x.db"
    path.write_bytes(hostile_made.read_bytes())
    return path


def check(front: Front) -> None:
    """Nothing painted steers the terminal, and every line has the width of the screen."""
    width = front.app.size.width
    for strip in painted(front.app):
        text = "".join(segment.text for segment in strip)
        assert not any(segment.control for segment in strip)
        assert not hostile.steers(text), ascii(text)
        assert strip.cell_length == width, ascii(text)


async def walk(front: Front, *keys: str) -> None:
    """Press each key, and look at what is painted after it; ``=`` begins a text that is typed."""
    for key in keys:
        await (front.type(key[1:]) if key[0] == "=" and len(key) > 1 else front.press(key))
        check(front)


def all_screens() -> set[str]:
    """The names of the screens that there are, without those that others are made from."""
    for module in pkgutil.iter_modules(screens.__path__):
        importlib.import_module(f"{screens.__name__}.{module.name}")
    waiting: list[type[Page]] = [Page]
    found = set()
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if not kind.__subclasses__() and kind.__module__.startswith(f"{screens.__name__}."):
            found.add(kind.__name__)
    return found


async def stored(front: Front) -> list[Any]:
    """Every text that is kept."""
    return [await front.sql(f"SELECT {what} FROM {table} ORDER BY id") for table, what in TEXTS]


ROUND = {
    "overview": ("b", "escape", "w", "enter", "escape", "n", "escape", "e", "escape", "escape"),
    "people": ("2", "e", "escape", "p", "escape", "v", "escape", "2", "m", "escape", "b", "escape"),
    "planned": ("3", "r", "escape", "S", "escape", "I", "escape", "U", "escape"),
    "goals": ("4", "e", "escape", "M", "enter", "escape", "escape"),
    "commitments": ("5", "e", "escape", "o", "o", "d", "u"),
    "flags": ("6", "enter", "escape", "end"),
    "journal": ("7", "f", "escape", "end", "h", "escape", "8", "end"),
    "agreements": ("A", "e", "escape", "end"),
    "year": ("Y", "e", "escape", "n", "escape", "o", "t", "tab", "tab", "escape", "escape"),
    "calendar": ("9", "down", "I", "escape", "escape"),
    "spans": ("0", "tab", "tab", "enter", "tab", "X", "escape", "a", "escape", "escape"),
    "years": ("H", "t", "f", "escape", "tab", "enter", "escape"),
    "line of sight": ("L", "right", "right", "e", "escape", "tab", "b", "escape", "end", "right"),
    "proposal": ("3", "*", "p", "ctrl+s", "e", "escape", "escape", "escape"),
    "topic": ("1", "3", "enter", ">", "enter", "escape", "E", "escape", "ctrl+g", "escape"),
    "leader": ("1", "enter", "tab", "tab", "tab", "tab", "tab", "e", "escape", "escape"),
    "commands": ("2", "home", "enter", "tab", "P", "escape", ":", "=goal", "escape", "?", "escape"),
}
"""Keys to every place, each followed by a look."""


@pytest.mark.parametrize("size", [(80, 24), (132, 40)])
async def test_every_screen_shows_it_as_text(town: Path, size: tuple[int, int]) -> None:
    seen = {"FirstStartPage", "ImportPage"}
    """The first shows no data; the import has a test of its own."""
    rounds = ROUND.values() if size == (80, 24) else [("1", "3", "4", "L", "Y", "enter")]
    async with open_app(town, size) as front:
        before = await stored(front)
        for keys in rounds:
            for key in keys:
                await walk(front, key)
                seen.add(type(front.page).__name__)
            while len(front.pages) > 1 or front.page.pane is not None:
                await walk(front, "escape")
        if size == (80, 24):
            await walk(front, "3", "enter", *[">"] * 5, "escape")
        assert front.app.is_running
        assert await stored(front) == before
        assert "taken" not in str(front.app.title)
    assert size != (80, 24) or seen >= all_screens(), all_screens() - seen


async def test_it_is_kept_when_something_else_is_edited(town: Path) -> None:
    async with open_app(town) as front:
        before = await stored(front)
        await front.press("2", "end", "e", *["tab"] * 4)
        await walk(front, "=50", "ctrl+s", "escape")
        await front.press("4", "e", *["tab"] * 5)
        await walk(front, "=7,1", "ctrl+s", "d", "u", "5", "o", "d", "u")
        await walk(front, "1", "home", "enter")
        assert await front.sql("SELECT count(*) FROM person WHERE fte <> 10000") == [(1,)]
        assert await front.sql("SELECT 1 FROM goal WHERE 7100000 IN (baseline, target)") == [(1,)]
        assert await stored(front) == before


async def test_what_was_typed_comes_back_as_text(town: Path) -> None:
    """A draft, and a record that another has changed meanwhile."""
    async with open_app(town) as front:
        await walk(front, "2", "e", "=x")
    name, title = hostile.name(3), hostile.name(6)
    changed = "import sys; from pathlib import Path; from models import journal;"
    changed += "from models.database import open_database; from models.records import edit;"
    changed += "from models.person import Person; open_database(Path(sys.argv[1]));"
    changed += "journal.who = lambda: sys.argv[2];"
    changed += "[edit(Person, n, r, {'name': sys.argv[2], 'title': sys.argv[3]})"
    changed += " for n, r in Person.select(Person.id, Person.revision).tuples()]"
    async with open_app(town) as front:
        check(front)
        await walk(front, "escape", "F", "enter")
        assert front.page.pane is not None
        subprocess.run([sys.executable, "-c", changed, town, name, title], check=True)
        await walk(front, "ctrl+s")
        assert "meanwhile" in front.text
        await walk(front, "ctrl+t", "ctrl+t", "escape", "escape")


async def test_a_file_of_goals_is_looked_at_as_text(town: Path, tmp_path: Path) -> None:
    file = tmp_path / "goals [red] {0} %s $x.csv"
    places = range(len(hostile.KINDS))
    table = [
        ["Målkode", "Mål", "Retning", "Måltall", "Enhet", hostile.name(1)],
        *([f"X{place}", hostile.name(place), "mindre", "7", "", "x"] for place in places),
        *([hostile.name(place)] * 6 for place in places),
    ]
    with file.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, delimiter=";").writerows(table)
    async with open_app(town) as front:
        await walk(front, "4", "i")
        await front.clear()
        await walk(front, f"={file}", "ctrl+s")
        assert type(front.page).__name__ == "ImportPage", front.text
        await walk(front, "down", "enter", "escape", "tab", "tab", "tab")
        titles = set(await front.sql("SELECT title FROM goal"))
        await walk(front, "o", "ctrl+s", "ctrl+s", "enter", "4")
        now = set(await front.sql("SELECT title FROM goal"))
        assert now >= titles


async def test_a_paste_is_cleaned_where_one_types(town: Path) -> None:
    async with open_app(town) as front:
        for opener in (("2", "n"), ("2", "/"), ("2", ":"), NOTE):
            await front.press(*opener)
            front.app.post_message(events.Paste("a\x1b[2J\u202eb[@click=app.quit]c[/]"))
            await front.settle()
            assert "b[@click=app.quit]c[/]" in front.text
            check(front)
            await front.press("escape", "escape", "escape")
        await front.press("2", "n")
        front.app.post_message(events.Paste("Ola \ud800 X"))
        await front.settle()
        await walk(front, "ctrl+s")
        assert front.app.is_running
    assert database.is_closed()


def test_the_names_are_as_hostile_as_they_look() -> None:
    for place in range(len(hostile.KINDS)):
        assert hostile.steers(hostile.name(place)) or "Langenavn" in hostile.name(place)
    shown = "".join(hostile.KINDS.values())
    assert {"Cc", "Cf", "Co", "Zl", "Mn"} <= {unicodedata.category(one) for one in shown}
