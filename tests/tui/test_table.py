"""The table over a real SQLite file, read by another thread."""

from __future__ import annotations

import asyncio
import sqlite3
from array import array
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.events import MouseEvent, MouseScrollDown, MouseScrollUp

from tui.theme import THEMES
from tui.widgets.cells import FOLDED, LEAF, OPEN, Cell, Column, Key, Listing, View
from tui.widgets.table import Table

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from textual.pilot import Pilot
    from textual.strip import Strip

COUNT = 5_000
Answer = TypeVar("Answer")


class Person(NamedTuple):
    id: int
    name: str
    age: int


class People:
    """Counts what it is asked for. `gate`, when cleared, holds every answer back."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.asked: list[int] = []
        self.listings = 0
        self.gate = asyncio.Event()
        self.gate.set()
        self._thread = ThreadPoolExecutor(1)

    def close(self) -> None:
        self._thread.shutdown()

    def query(self, sql: str, values: Iterable[object] = ()) -> list[tuple[int, str, int]]:
        connection = sqlite3.connect(self.path)
        with connection:
            found = connection.execute(sql, tuple(values)).fetchall()
        connection.close()
        return found

    async def listing(self, view: View) -> Listing:
        self.listings += 1
        order = f"{view.sort or 'id'} {'desc' if view.descending else ''}, id"
        sql = f"select id from person where name like ? order by {order}"
        found = await self._ask(self.query, sql, [f"%{view.text}%"])
        [[total]] = await self._ask(self.query, "select count(*) from person")
        return Listing(array("q", (row[0] for row in found)), total=total)

    async def rows(self, keys: Sequence[Key]) -> Mapping[Key, Person]:
        self.asked.append(len(keys))
        return await self._ask(self.read, keys)

    def read(self, keys: Sequence[Key]) -> dict[Key, Person]:
        sql = f"select id, name, age from person where id in ({','.join('?' * len(keys))})"
        return {row[0]: Person(*row) for row in self.query(sql, keys)}

    async def _ask(self, question: Callable[..., Answer], *facts: object) -> Answer:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(self._thread, question, *facts)
        await self.gate.wait()
        return found


COLUMNS = (
    Column[Person]("name", "Name", lambda person: Cell(person.name), 20, grows=1),
    Column[Person]("id", "Number", lambda person: Cell(str(person.id), "muted"), 8, right=True),
    Column[Person]("age", "Age", lambda person: Cell(str(person.age)), 5, shed=1, sortable=False),
)


class TableApp(App[None]):
    def __init__(self, table: Table) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = "dark"
        self.table = table
        self.said: list[object] = []

    def compose(self) -> ComposeResult:
        yield self.table

    def on_mount(self) -> None:
        self.table.focus()

    def on_table_chosen(self, message: Table.Chosen) -> None:
        self.said.append(("chosen", message.key))

    def on_table_moved(self, message: Table.Moved) -> None:
        self.said.append(("moved", message.key))

    def on_table_marked(self, message: Table.Marked) -> None:
        self.said.append(("marked", message.keys))

    def on_table_counted(self, message: Table.Counted) -> None:
        self.said.append(("counted", message.shown, message.total))


@pytest.fixture
async def people(tmp_path: Path) -> AsyncIterator[People]:
    source = People(tmp_path / "people.db")
    source.query("create table person(id integer primary key, name text, age integer)")
    rows = ",".join(f"({i}, 'Person {i * 7919 % COUNT:04}', {i % 90})" for i in range(1, COUNT + 1))
    source.query(f"insert into person values {rows}")
    yield source
    source.close()


async def settle(pilot: Pilot[None]) -> None:
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await settle(pilot)


def screen(table: Table) -> list[str]:
    """The lines as the table draws them, each checked to be exactly as wide as it."""
    lines = [table.render_line(y) for y in range(table.size.height)]
    for line in lines:
        assert sum(cell_len(segment.text) for segment in line) == table.size.width
        assert line.cell_length == table.size.width
    return [line.text for line in lines]


def cursor_line(table: Table) -> int:
    """The line of the screen that the cursor's row is on."""
    [line] = [y for y, row in enumerate(table.canvas.lines, start=1) if row.cursor]
    return line


async def test_asks_for_windows_only(people: People) -> None:
    table = Table(COLUMNS, people)
    async with TableApp(table).run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        for key in ("pagedown",) * 8 + ("end", "home", "G", "pageup", "g"):
            await press(pilot, key)
        assert table.cursor_key == 1
        assert people.listings == 1
        assert max(people.asked) <= 3 * 19
        assert len(table._reader.window._rows) <= 3 * 19
        people.asked.clear()
        await press(pilot, *["down"] * 9)
        assert people.asked == []


class Watched(Table[Person]):
    """Notes each first line that it draws."""

    painted: list[str]

    def render_line(self, y: int) -> Strip:
        strip = super().render_line(y)
        if y == 1:
            self.painted.append(strip.text)
        return strip


async def test_first_paint_needs_no_source(people: People) -> None:
    keys = array("q", range(1, COUNT + 1))
    rows = people.read(keys[:40])
    people.gate.clear()
    table = Watched(COLUMNS, people, initial=(Listing(keys, total=COUNT), rows))
    table.painted = []
    app = TableApp(table)
    async with app.run_test(size=(60, 20)):
        assert all("Person 2919" in line for line in table.painted)
        assert people.listings == 0
        assert ("counted", COUNT, COUNT) in app.said
        assert ("moved", 1) in app.said


async def test_moves_and_says_so(people: People) -> None:
    app = TableApp(table := Table(COLUMNS, people))
    async with app.run_test(size=(60, 11)) as pilot:
        await settle(pilot)
        await press(pilot, "j", "j", "k", "enter")
        assert app.said[-4:] == [("moved", 2), ("moved", 3), ("moved", 2), ("chosen", 2)]
        await press(pilot, "pagedown")
        assert table.cursor_key == 11
        assert cursor_line(table) == 2
        await press(pilot, "end")
        assert table.cursor_key == COUNT
        assert cursor_line(table) == 10
        await press(pilot, "down", "pagedown")
        assert table.cursor_key == COUNT


async def test_only_the_two_rows_are_drawn_anew(people: People) -> None:
    table = Table(COLUMNS, people)
    async with TableApp(table).run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        drawn: list[int] = []
        paint = table.canvas.paint
        table.canvas.paint = lambda y, empty: (drawn.append(y), paint(y, empty))[1]  # type: ignore[method-assign]
        await press(pilot, "down")
        assert sorted(set(drawn)) == [1, 2]
        drawn.clear()
        await table.refresh_rows()
        await pilot.pause()
        assert drawn == []
        people.query("update person set name = 'Renamed' where id = 3")
        await table.refresh_rows()
        await pilot.pause()
        assert drawn == [3]
        assert "Renamed" in screen(table)[3]


async def test_the_cursor_is_one_segment(people: People) -> None:
    table = Table(COLUMNS, people)
    async with TableApp(table).run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        assert len(list(table.render_line(1))) == 1
        assert len(list(table.render_line(2))) == 3


async def test_cursor_stays_by_key(people: People) -> None:
    table = Table(COLUMNS, people)
    async with TableApp(table).run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        assert table.go_to(2_500)
        await settle(pilot)
        line = cursor_line(table)
        table.sort_by("name")
        await settle(pilot)
        assert table.cursor_key == 2_500
        assert cursor_line(table) == line
        assert "▲" in screen(table)[0]
        table.sort_by("name")
        await settle(pilot)
        assert table.cursor_key == 2_500
        assert table.view == View("name", descending=True)
        assert "▼" in screen(table)[0]
        name = people.query("select name from person where id = 2500")[0][0]
        table.filter(str(name)[-2:])
        await settle(pilot)
        assert table.cursor_key == 2_500
        assert len(table.listing.keys) < COUNT
        table.filter("")
        await settle(pilot)
        assert table.cursor_key == 2_500


async def test_refresh_keeps_the_place(people: People) -> None:
    table = Table(COLUMNS, people)
    async with TableApp(table).run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        table.go_to(2_500)
        await settle(pilot)
        line = cursor_line(table)
        people.query("delete from person where id < 100")
        people.query("update person set name = 'New' where id = 2500")
        await table.refresh_rows()
        assert (table.cursor_key, cursor_line(table)) == (2_500, line)
        assert table.row(2_500) == Person(2_500, "New", 2_500 % 90)
        people.query("delete from person where id = 2500")
        await table.refresh_rows()
        assert (table.cursor_key, cursor_line(table)) == (2_501, line)
        people.query("delete from person where id > 2000")
        await table.refresh_rows()
        assert table.cursor_key == 2_000
        assert not table.go_to(2_500)


async def test_goes_to_a_row_that_is_still_on_its_way(people: People) -> None:
    table = Table(COLUMNS, people)
    async with TableApp(table).run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        people.query("insert into person values (9000, 'Zoe', 1)")
        refreshed = asyncio.create_task(table.refresh_rows())
        table.filter("Zo")
        table.go_to(9000)
        await refreshed
        await settle(pilot)
        assert table.cursor_key == 9000


async def test_marks_stay_by_key(people: People) -> None:
    app = TableApp(table := Table(COLUMNS, people))
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await press(pilot, "space", "space")
        assert table.marked == {1, 2}
        assert table.cursor_key == 3
        assert app.said[-2:] == [("moved", 3), ("marked", frozenset({1, 2}))]
        assert [line[0] for line in screen(table)[1:4]] == ["■", "■", " "]
        table.sort_by("name")
        table.filter("no such name")
        await settle(pilot)
        assert table.marked == {1, 2}
        people.query("delete from person where id = 2")
        await table.refresh_rows()
        assert table.marked == {1}
        table.filter("Person 00")
        await settle(pilot)
        await press(pilot, "asterisk")
        assert table.marked == {1, *table.listing.keys}
        await press(pilot, "asterisk")
        assert table.marked == frozenset()


async def test_nothing_is_drawn_before_its_rows_are_there(people: People) -> None:
    table = Table(COLUMNS, people)
    async with TableApp(table).run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        before = screen(table)
        people.gate.clear()
        await pilot.press("end")
        await pilot.pause(0.05)
        assert screen(table) == before
        assert table.cursor_key == COUNT
        await pilot.press("home", "down")
        await pilot.pause()
        assert table.cursor_key == 2
        people.gate.set()
        await settle(pilot)
        assert "Person 0838" in screen(table)[2]
        assert cursor_line(table) == 2


async def test_the_next_page_is_there_before_it_is_wanted(people: People) -> None:
    table = Table(COLUMNS, people)
    async with TableApp(table).run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await press(pilot, "pagedown")
        people.gate.clear()
        await pilot.press("pagedown")
        await pilot.pause()
        assert table.cursor_key == 37
        assert cursor_line(table) == 1
        assert "37" in screen(table)[1]
        people.gate.set()
        await settle(pilot)


async def test_stale_answers_are_dropped(people: People) -> None:
    app = TableApp(table := Table(COLUMNS, people))
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        listings = people.listings
        people.asked.clear()
        people.gate.clear()
        for text in ("nobody", "P", "Pe", "Person 000"):
            table.filter(text)
            await pilot.pause(0.01)
        people.gate.set()
        await settle(pilot)
        assert people.listings == listings + 2
        assert len(people.asked) == 1
        assert [said for said in app.said if "counted" in said] == [
            ("counted", COUNT, COUNT),
            ("counted", 10, COUNT),
        ]


async def test_empty(people: People) -> None:
    app = TableApp(table := Table(COLUMNS, people, empty="Nobody yet [b]here[/x]"))
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        table.filter("no such name")
        await settle(pilot)
        assert screen(table)[2].strip() == "Nothing found."
        assert table.cursor_key is None
        assert app.said[-2:] == [("counted", 0, COUNT), ("moved", None)]
        await press(pilot, "down", "end", "pageup", "space", "asterisk", "enter", "h", "l", "plus")
        assert table.marked == frozenset()
        table.filter("")
        await settle(pilot)
        assert table.cursor_key == 1
        people.query("delete from person")
        table.sort_by("name")
        await settle(pilot)
        assert screen(table)[2].strip() == "Nobody yet [b]here[/x]"


async def test_sizes(people: People) -> None:
    table = Table(COLUMNS, people)
    async with TableApp(table).run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, *["down"] * 30)
        for size in [(80, 24), (20, 5), (10, 3), (3, 2), (1, 1)]:
            await pilot.resize_terminal(*size)
            await settle(pilot)
            assert table.cursor_key == 31
            assert len(screen(table)) == size[1]
            await press(pilot, "down", "pagedown", "pageup", "up")
            assert table.cursor_key == 31
            screen(table)
            await pilot.resize_terminal(120, 40)
            await settle(pilot)
            assert all(line.row for line in table.canvas.lines)
            assert len(table.canvas.lines) == 39


async def test_columns_can_be_replaced(people: People) -> None:
    table = Table(COLUMNS, people)
    async with TableApp(table).run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        table.set_columns(COLUMNS[1:])
        await pilot.pause()
        assert screen(table)[0].split() == ["Number", "Age"]
        with pytest.raises(KeyError):
            table.sort_by("name")
        with pytest.raises(KeyError):
            table.sort_by("age")


async def test_mouse(people: People) -> None:
    app = TableApp(table := Table(COLUMNS, people))
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await pilot.click(table, offset=(5, 4))
        assert table.cursor_key == 4
        await pilot.double_click(table, offset=(5, 6))
        await pilot.pause()
        assert app.said[-1] == ("chosen", 6)
        await wheel(pilot, MouseScrollDown)
        assert (table.cursor_key, cursor_line(table)) == (6, 3)
        await wheel(pilot, MouseScrollDown)
        await wheel(pilot, MouseScrollDown)
        assert (table.cursor_key, cursor_line(table)) == (10, 1)
        await wheel(pilot, MouseScrollUp)
        assert (table.cursor_key, cursor_line(table)) == (10, 4)
        await pilot.click(table, offset=(5, 0))
        await settle(pilot)
        assert table.view.sort == "name"


async def wheel(pilot: Pilot[None], turn: type[MouseEvent]) -> None:
    await pilot._post_mouse_events([turn], Table, offset=(5, 5), button=0)
    await settle(pilot)


async def test_theme_changes_the_colours(people: People) -> None:
    table = Table(COLUMNS, people)
    app = TableApp(table)
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        dark = next(iter(table.render_line(2))).style
        app.theme = "light"
        await pilot.pause()
        assert next(iter(table.render_line(2))).style != dark
        focused = next(iter(table.render_line(1))).style
        app.set_focus(None)
        await pilot.pause()
        assert next(iter(table.render_line(1))).style != focused


class Nodes:
    """A tree of three levels: keys are paths such as "1", "1.2", "1.2.3"."""

    async def listing(self, view: View) -> Listing:
        keys: list[str] = []

        def add(key: str, depth: int) -> None:
            keys.append(key)
            if depth < 2 and key in view.open:
                for number in range(1, 5):
                    add(f"{key}.{number}", depth + 1)

        for number in range(1, 4):
            add(str(number), 0)
        depths = [key.count(".") for key in keys]
        folds = [
            LEAF if key.count(".") == 2 else OPEN if key in view.open else FOLDED for key in keys
        ]
        return Listing(keys, depths, folds, total=63)

    async def rows(self, keys: Sequence[Key]) -> Mapping[Key, str]:
        return {key: f"Node {key}" for key in keys}


async def test_tree() -> None:
    columns = [Column[str]("node", "Node", Cell, 30, tree=True)]
    table = Table(columns, Nodes())
    async with TableApp(table).run_test(size=(40, 20)) as pilot:
        await settle(pilot)
        assert screen(table)[1].startswith("  ▸ Node 1 ")
        await press(pilot, "right")
        assert table.view.open == {"1"}
        assert screen(table)[1].startswith("  ▾ Node 1 ")
        assert screen(table)[2].startswith("    ▸ Node 1.1 ")
        assert table.cursor_key == "1"
        await press(pilot, "l")
        assert table.cursor_key == "1.1"
        await press(pilot, "l")
        await press(pilot, "l", "down")
        assert table.cursor_key == "1.1.2"
        assert screen(table)[4].startswith("        Node 1.1.2 ")
        await press(pilot, "l")
        assert table.cursor_key == "1.1.2"
        await press(pilot, "h")
        assert table.cursor_key == "1.1"
        await press(pilot, "h")
        assert table.view.open == {"1"}
        await press(pilot, "left", "left")
        assert table.view.open == frozenset()
        assert table.cursor_key == "1"
        await press(pilot, "plus")
        assert len(table.listing.keys) == 3 + 12 + 48
        table.go_to("2.3.4")
        await press(pilot, "minus")
        assert list(table.listing.keys) == ["1", "2", "3"]
        assert table.cursor_key == "2"
        await pilot.click(table, offset=(2, 3))
        await settle(pilot)
        assert table.view.open == {"3"}
        assert table.cursor_key == "3"
        await pilot.click(table, offset=(8, 1))
        await settle(pilot)
        assert table.view.open == {"3"}


async def test_a_plain_list_leaves_the_keys_of_a_tree_to_others(people: People) -> None:
    class Outer(TableApp):
        BINDINGS = [("left", "outer", "Outer")]  # noqa: RUF012

        def action_outer(self) -> None:
            self.said.append("outer")

    app = Outer(Table(COLUMNS, people))
    async with app.run_test(size=(60, 20)) as pilot:
        await settle(pilot)
        await press(pilot, "left")
        assert app.said[-1] == "outer"
