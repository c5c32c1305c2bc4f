"""What is written by difference leaves the same screen as what Textual writes, in fewer bytes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pyte
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import CompositorUpdate
from textual.strip import Strip

from tests.models.towns import examples
from tests.screens.front import Front, open_app
from tui.cell_difference import CellDifference, Part, ThinApp

if TYPE_CHECKING:
    from pathlib import Path

    from rich.console import RenderableType
    from textual.screen import Screen

    Update = RenderableType | None

WIDTH, HEIGHT = 24, 8
TRUE = ColorSystem.TRUECOLOR
STYLES = [
    None,
    Style(color="#d0d0d0", bgcolor="#121212"),
    Style(color="#d0d0d0", bgcolor="#121212", bold=True),
    Style(color="#5fafd7", bgcolor="#121212"),
    Style(color="#ffffff", bgcolor="#005f87", reverse=True),
    Style(bgcolor="#303030"),
    Style(underline=True, italic=True),
]
TEXTS = st.one_of(
    st.text("ab ", min_size=1, max_size=12),
    st.just(" " * 15),
    st.text("aæ山田▸█ ", min_size=1, max_size=8),
    # The emulator takes a mark that combines to the next line if it stands at the end of one.
    st.sampled_from(["e\u0301e\u0301.", "─" * 10, "Kari Nordmann"]),
)
SEGMENTS = st.tuples(TEXTS, st.sampled_from(STYLES)).map(lambda one: Segment(*one))


def fitted(segments: list[Segment], width: int) -> list[Segment]:
    """As many of ``segments`` as fit, none of them cut."""
    while sum(segment.cell_length for segment in segments) > width:
        segments = segments[:-1]
    return segments


def filled(segments: list[Segment]) -> Strip:
    """A whole line of ``segments``."""
    segments = fitted(segments, WIDTH)
    left = WIDTH - sum(segment.cell_length for segment in segments)
    return Strip([*segments, Segment(" " * left, STYLES[1])])


STRIPS = st.lists(SEGMENTS, min_size=1, max_size=5)
LINES = STRIPS.map(filled)
FRAMES = st.one_of(
    st.tuples(st.just("lines"), st.lists(LINES, min_size=HEIGHT, max_size=HEIGHT)),
    st.tuples(st.just("scroll"), st.tuples(st.sampled_from([-3, -1, 1, 2]), LINES)),
    st.tuples(
        st.just("part"),
        st.tuples(st.integers(0, HEIGHT - 1), st.integers(0, WIDTH - 1), STRIPS),
    ),
    st.tuples(st.just("forget"), st.none()),
)


class Emulated(pyte.Screen):
    """Erases all to the ground, as terminals do: the emulator leaves out where nothing was yet."""

    def erase_in_display(self, how: int = 0, *args: Any, **private: Any) -> None:
        super().erase_in_display(how, *args, **private)
        if how == 2:
            for y in range(self.lines):
                self.buffer[y].update(dict.fromkeys(range(self.columns), self.cursor.attrs))


class Terminal:
    """An emulator, and how many bytes it was sent."""

    def __init__(self, width: int = WIDTH, height: int = HEIGHT) -> None:
        self.screen = Emulated(width, height)
        self._stream = pyte.Stream(self.screen)
        self.sent = 0

    def feed(self, text: str) -> None:
        """Take in what is written."""
        self.sent += len(text.encode())
        self._stream.feed(text)

    def cells(self) -> list[list[Any]]:
        """Every cell, line by line."""
        return [self.line(y) for y in range(self.screen.lines)]

    def line(self, y: int) -> list[Any]:
        """The cells of a line with all their attributes, as they look: a blank has no colour."""
        row = self.screen.buffer[y]
        return [looks(row[x]) for x in range(self.screen.columns)]

    def changed(self) -> set[int]:
        """The lines that were written to since this was asked last."""
        found = set(self.screen.dirty)
        self.screen.dirty.clear()
        return found


def looks(cell: Any) -> Any:
    """A blank that nothing but its ground is seen of, in the same colour as all such, whether a
    line may be broken there or not."""
    blank = cell.data in {" ", "\xa0"}
    if blank:
        cell = cell._replace(data=" ")
    return cell._replace(fg="default") if blank and not any(cell[3:]) else cell


def plainly(parts: list[Part]) -> str:
    """Every cell of ``parts``, as Textual writes them."""
    console = Console(color_system="truecolor", force_terminal=True, width=WIDTH)
    return "".join(f"\x1b[{y + 1};{x + 1}H{strip.render(console)}" for y, x, strip in parts)


def following(lines: list[Strip], kind: str, what: Any) -> tuple[list[Strip], list[Part]]:
    """The lines after a frame, and what it paints."""
    if kind == "lines":
        return what, [(y, 0, strip) for y, strip in enumerate(what)]
    if kind == "scroll":
        by, new = what
        moved = [*lines[by:], *[new] * by] if by > 0 else [*[new] * -by, *lines[:by]]
        return moved, [(y, 0, strip) for y, strip in enumerate(moved)]
    y, x, segments = what
    strip = Strip(fitted(segments, WIDTH - x))
    if lines[y].text.isascii() and strip.text.isascii():
        return lines, [(y, x, strip)]
    # Textual never paints over half of a wide character, of which terminals make different things.
    row = filled(segments)
    return [*lines[:y], row, *lines[y + 1 :]], [(y, 0, row)]


@examples(75)
@given(
    frames=st.lists(FRAMES, min_size=1, max_size=8),
    erases=st.booleans(),
    scrolls=st.booleans(),
)
def test_any_frames_end_cell_by_cell_alike(
    frames: list[tuple[str, Any]], erases: bool, scrolls: bool
) -> None:
    plain, thin = Terminal(), Terminal()
    difference = CellDifference(erases=erases, scrolls=scrolls)
    lines = [Strip([Segment(" " * WIDTH, STYLES[1])])] * HEIGHT
    for kind, what in [("lines", lines), *frames]:
        if kind == "forget":
            difference.forget()
            thin.feed("\x1b[2;3Hgarbage of another program\x1b[1;1H")
            kind, what = "lines", lines
        lines, parts = following(lines, kind, what)
        plain.feed(plainly(parts))
        thin.feed(difference.paint(parts, WIDTH, HEIGHT, TRUE))
        assert thin.cells() == plain.cells()


def rows(first: int, count: int) -> list[Part]:
    """A list from a row on."""
    style = STYLES[1]
    return [
        (y, 0, Strip([Segment(f"row {first + y:04} of a list".ljust(WIDTH), style)]))
        for y in range(count)
    ]


def test_the_pen_changes_once_for_all_that_it_draws() -> None:
    red, grey = Style(color="#ff5f5f", bgcolor="#121212"), Style(color="#d0d0d0", bgcolor="#121212")
    line = [Segment("name ", grey), Segment("late ", red), Segment("12\xa0%", grey)]
    parts = [(y, 0, Strip(line)) for y in range(HEIGHT)]
    written = CellDifference().paint(parts, 14, HEIGHT, TRUE)
    assert len(re.findall(r"\x1b\[[0-9;]*m", written)) == 4  # the ground, grey, red, and the end
    assert "12 %" in written


def test_what_is_there_costs_nothing() -> None:
    difference = CellDifference()
    assert difference.paint(rows(0, HEIGHT), WIDTH, HEIGHT, TRUE)
    assert difference.paint(rows(0, HEIGHT), WIDTH, HEIGHT, TRUE) == ""


@pytest.mark.parametrize("by", [1, 3, -1, -3])
def test_a_list_scrolls_by_the_terminal(by: int) -> None:
    difference = CellDifference()
    difference.paint(rows(10, HEIGHT), WIDTH, HEIGHT, TRUE)
    text = difference.paint(rows(10 + by, HEIGHT), WIDTH, HEIGHT, TRUE)
    assert text.count("row") == abs(by)
    assert len(text) < 40 + 60 * abs(by)


def test_another_size_is_written_whole() -> None:
    difference = CellDifference()
    difference.paint(rows(0, HEIGHT), WIDTH, HEIGHT, TRUE)
    again = difference.paint(rows(0, HEIGHT - 1), WIDTH, HEIGHT - 1, TRUE)
    assert again.count("row") == HEIGHT - 1


class Both:
    """Two terminals, one written to plainly and one by difference, that an app is shown on."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, width: int, height: int) -> None:
        # In fewer colours Rich misses some greys, which here are right.
        for name, value in (("TERM", "xterm-256color"), ("COLORTERM", "truecolor")):
            monkeypatch.setenv(name, value)
        self.plain, self.thin = Terminal(width, height), Terminal(width, height)
        self.whole = 0  # bytes, if each frame were written as a whole
        display = ThinApp._display

        def shown(
            app: ThinApp[None], screen: Screen[object], update: RenderableType | None
        ) -> None:
            if isinstance(update, CompositorUpdate) and not app._batch_count:
                self.plain.feed(update.render_segments(app.console))
                frame = screen._compositor.render_full_update()
                self.whole += len(frame.render_segments(app.console).encode())
                shorter = app._shortened(update)
                if shorter is not None:
                    self.thin.feed(shorter.render_segments(app.console))
            display(app, screen, None)

        monkeypatch.setattr(ThinApp, "_display", shown)

    def check(self) -> None:
        """Both show the same wherever either was written to since the last look."""
        for y in sorted(self.thin.changed() | self.plain.changed()):
            assert self.thin.line(y) == self.plain.line(y), (
                f"line {y}:\n{self.thin.screen.display[y]}"
            )


@pytest.mark.parametrize("system", [ColorSystem.EIGHT_BIT, ColorSystem.TRUECOLOR])
def test_colours_that_have_a_number_are_written_by_it(system: ColorSystem) -> None:
    style = Style(color="#d0d0d0", bgcolor="#121212")  # Rich takes the first for another grey
    written = CellDifference().paint([(0, 0, Strip([Segment("a", style)]))], 1, 1, system)
    assert "38;5;252;48;5;233" in written
    mixed = Style(color="#123456")
    written = CellDifference().paint([(0, 0, Strip([Segment("a", mixed)]))], 1, 1, TRUE)
    assert "38;2;18;52;86" in written


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_screen_is_shown_as_textual_shows_it(
    sample_file: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    both = Both(monkeypatch, *size)
    async with open_app(sample_file, size, "nb") as front:
        await visit(front, both)
    assert both.thin.cells() == both.plain.cells()
    assert both.thin.sent * 3 < both.plain.sent
    assert both.thin.sent * 6 < both.whole


async def visit(front: Front, both: Both) -> None:
    """Go everywhere, and look at both terminals after each key."""
    for keys in (
        *("1", "j", "j", "plus", "pagedown", "end", "home", "enter", "tab", "tab", "e", "x"),
        *("escape", "escape", "escape", "2", "slash", "l", "i", "v", "enter", "question_mark"),
        *("escape", "3", "j", "pagedown", "pageup", "p", "escape", "4", "5", "6", "7", "8", "9"),
        *("j", "greater_than_sign", "0", "L", "Y", "tab", "H", "A", "3", "enter", "enter", "a"),
    ):
        await front.press(keys)
        both.check()
