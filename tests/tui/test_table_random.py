"""Whatever one does, and whenever the answers come, the table stays in order."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from textual.app import App, ComposeResult

from tui.theme import DARK
from tui.widgets.cells import FOLDED, LEAF, OPEN, Cell, Column, Key, Listing, View
from tui.widgets.table import Table
from tui.widgets.table_reader import TableReader

if TYPE_CHECKING:
    from collections.abc import Coroutine, Generator, Mapping, Sequence


class Pause:
    """Lets whoever drives the coroutine do something else before the answer comes."""

    def __await__(self) -> Generator[None, None, None]:
        yield


class Staff:
    """A forest: node n lies under n // 3, for n above 3. Names are the numbers."""

    def __init__(self, count: int) -> None:
        self.there = set(range(1, count + 1))
        self.pauses = True

    def listed(self, view: View) -> Listing:
        keys: list[int] = []
        depths: list[int] = []

        def add(key: int, depth: int) -> None:
            if key in self.there:
                keys.append(key)
                depths.append(depth)
                if key in view.open:
                    for child in range(key * 3, key * 3 + 3):
                        add(child, depth + 1)

        for root in range(1, 3):
            add(root, 0)
        kept = [i for i, key in enumerate(keys) if view.text in str(key)]
        if view.descending:
            kept.reverse()
        folds = [
            LEAF if key * 3 not in self.there else OPEN if key in view.open else FOLDED
            for key in keys
        ]
        return Listing(
            [keys[i] for i in kept],
            [depths[i] for i in kept],
            [folds[i] for i in kept],
            total=len(self.there),
        )

    async def listing(self, view: View) -> Listing:
        if self.pauses:
            await Pause()
        return self.listed(view)

    async def rows(self, keys: Sequence[Key]) -> Mapping[Key, str]:
        assert len(keys) == len(set(keys))
        if self.pauses:
            await Pause()
        return {key: f"Name {key}" for key in keys if key in self.there}


class Driver:
    """Does one thing after another with a reader, and answers its questions when told to."""

    def __init__(self, count: int) -> None:
        self.staff = Staff(count)
        self.reader: TableReader[str] = TableReader(self.staff, View(), None)
        self.step: Coroutine[Any, Any, None] | None = None

    def do(self, what: str, number: int) -> None:
        reader = self.reader
        {
            "move": lambda: reader.move(number),
            "page": lambda: reader.page(number % 5 - 2),
            "scroll": lambda: reader.scroll(number),
            "resize": lambda: reader.resize(abs(number) % 12),
            "seek": lambda: reader.seek(abs(number)),
            "fold": reader.fold,
            "unfold": reader.unfold,
            "unfold all": lambda: reader.look(reader.view, unfolding=True),
            "fold all": lambda: reader.look(replace(reader.view, open=frozenset())),
            "filter": lambda: reader.look(
                replace(reader.view, text=str(number % 10) * (number % 2))
            ),
            "reverse": lambda: reader.look(replace(reader.view, descending=number > 0)),
            "delete": lambda: self.staff.there.discard(abs(number)),
            "insert": lambda: self.staff.there.add(abs(number) + 1),
            "refresh": reader.refresh,
            "mark": self.mark,
            "answer": self.answer,
        }[what]()

    def mark(self) -> None:
        if self.reader.cursor_key is not None:
            self.reader.marks ^= {self.reader.cursor_key}

    def answer(self) -> bool:
        """Let the reader go on to its next question; whether it still has any."""
        if self.step is None:
            if not self.reader.wants:
                return False
            self.step = self.reader.step()
        try:
            self.step.send(None)
        except StopIteration:
            self.step = None
        return True

    def finish(self) -> None:
        for _ in range(500):
            if not self.answer():
                return
        raise AssertionError("the reader never has enough")

    def check(self) -> None:
        reader = self.reader
        count, aim = len(reader.window), reader.aim
        assert 0 <= aim.cursor < max(count, 1)
        assert 0 <= aim.top <= max(count - reader.height, aim.cursor if not reader.height else 0)
        assert aim.top <= aim.cursor < aim.top + max(reader.height, 1)
        assert len(reader.lines()) == min(reader.height, count - aim.top)
        assert len(reader.window._rows) <= max(3 * reader.height, 36)


WHAT = [
    *["move", "page", "scroll", "resize", "seek", "fold", "unfold", "unfold all", "fold all"],
    *["filter", "reverse", "delete", "insert", "refresh", "mark", "answer", "answer", "answer"],
]


@settings(max_examples=150)
@given(
    count=st.integers(0, 120),
    doings=st.lists(st.tuples(st.sampled_from(WHAT), st.integers(-40, 120)), max_size=40),
)
def test_invariants(count: int, doings: list[tuple[str, int]]) -> None:
    driver = Driver(count)
    driver.reader.resize(8)
    marked: set[Key] = set()
    for what, number in doings:
        driver.do(what, number)
        driver.check()
        marked |= driver.reader.marks
    reader, staff = driver.reader, driver.staff
    reader.refresh()
    key = reader.cursor_key
    seeking = reader._sought
    driver.finish()
    driver.check()
    assert reader.ready
    assert reader.window.listing == staff.listed(reader.view)
    assert reader.marks <= marked & staff.there
    for line in reader.lines():
        assert line.row == f"Name {line.key}"
        assert line.marked == (line.key in reader.marks)
        assert line.cursor == (line.key == reader.cursor_key)
    if seeking is None and key in reader.window.listing.keys:
        assert reader.cursor_key == key
    if seeking in reader.window.listing.keys:
        assert reader.cursor_key == seeking


class StaffApp(App[None]):
    def on_load(self) -> None:
        self.register_theme(DARK)
        self.theme = DARK.name

    def compose(self) -> ComposeResult:
        staff = Staff(200)
        staff.pauses = False
        yield Table(
            [
                Column[str](
                    "name", "Name", lambda name: Cell(name, "strong"), 20, grows=1, tree=True
                ),
                Column[str]("size", "Size", lambda name: Cell(str(len(name)), "ok"), 6, shed=1),
            ],
            staff,
        )


KEYS = [
    "up",
    "down",
    "pageup",
    "pagedown",
    "home",
    "end",
    "left",
    "right",
    "h",
    "j",
    "k",
    "l",
    "g",
    "G",
    "minus",
    "plus",
    "space",
    "asterisk",
    "enter",
]


@pytest.mark.parametrize("seed", range(2))
async def test_any_keys_at_any_size(seed: int) -> None:
    chance = Random(seed)
    app = StaffApp()
    async with app.run_test(size=(60, 20)) as pilot:
        table = app.query_one(Table)
        table.focus()
        for _ in range(5):
            await pilot.press(*chance.choices(KEYS, k=8))
            await pilot.resize_terminal(chance.randint(1, 120), chance.randint(1, 40))
            if chance.random() < 0.5:
                table.filter(chance.choice(["", "1", "7", "no such name"]))
            await app.workers.wait_for_complete()
            await pilot.pause()
            assert len(table.canvas.lines) == min(table.canvas.height, len(table.listing.keys))
            assert all(line.row for line in table.canvas.lines)
            assert (table.cursor_key is None) == (not table.listing.keys)
