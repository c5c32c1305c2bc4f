"""What is painted from the front is what Textual paints from the back, and no more than is seen."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from rich.segment import Segment
from textual import _compositor
from textual.app import App, ComposeResult
from textual.color import Color
from textual.containers import Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tests.tui.as_it_came import as_it_came
from tui.front_to_back import render_chops

TEXTUALS = as_it_came(_compositor).Compositor._render_chops
WIDTH, HEIGHT = 24, 8
BOX = st.tuples(
    st.integers(-4, WIDTH), st.integers(-3, HEIGHT), st.integers(1, WIDTH), st.integers(1, HEIGHT)
)


class Box(Widget):
    """Somewhere on the screen, drawn in one letter; some end before their right edge."""

    def __init__(self, letter: str, place: tuple[int, int, int, int], short: bool) -> None:
        super().__init__()
        self.letter, self.short = letter, short
        self.styles.layer = letter
        x, y, self.styles.width, self.styles.height = place
        self.styles.offset = x, y
        self.rendered: Counter[int] = Counter()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The letter and the number of the line."""
        self.rendered.update(crop.line_range)
        text = self.letter * (self.size.width - self.short)
        lines = [f"{y % 10}{text[1:]}" if text else "" for y in crop.line_range]
        return [Strip([Segment(line)]).crop(*crop.column_span) for line in lines]


class Boxes(App[None]):
    """Some of them, each before those that came earlier."""

    def __init__(self, boxes: list[Box]) -> None:
        super().__init__()
        self.boxes = boxes

    def compose(self) -> ComposeResult:
        """All of them."""
        self.screen.styles.layers = tuple(box.letter for box in self.boxes)
        yield from self.boxes


@given(
    st.lists(st.tuples(BOX, st.booleans()), max_size=6),
    BOX,
    st.sets(st.integers(0, HEIGHT - 1)),
)
async def test_all_that_is_seen_is_the_same(
    boxes: list[tuple[tuple[int, int, int, int], bool]],
    part: tuple[int, int, int, int],
    lines: set[int],
) -> None:
    made = [Box(chr(ord("a") + at), place, short) for at, (place, short) in enumerate(boxes)]
    screen = Region(0, 0, WIDTH, HEIGHT)
    crop = Region(*part).intersection(screen)
    async with Boxes(made).run_test(size=(WIDTH, HEIGHT)) as pilot:
        compositor = pilot.app.screen._compositor
        theirs = TEXTUALS(compositor, screen, lambda _y: True)
        assert render_chops(compositor, screen, lambda _y: True) == theirs
        for y, line in enumerate(render_chops(compositor, crop, lines.__contains__)):
            ends = dict(pairwise(compositor.cuts[y]))
            for start, strip in line.items():
                is_in = y in crop.line_range and start < crop.right and ends[start] > crop.x
                is_wanted = y in lines and is_in
                assert strip == (theirs[y][start] if is_wanted else None)


class Careless(Box):
    """Hands over a line too few, and all of them too long."""

    def render_lines(self, crop: Region) -> list[Strip]:
        """As above."""
        lines = super().render_lines(crop)
        return [Strip([*line, Segment("over the edge")]) for line in lines[:-1]]


async def test_lines_that_are_too_few_or_too_long_are_taken_as_textual_takes_them() -> None:
    made = [Box("a", (0, 0, WIDTH, HEIGHT), False), Careless("b", (4, 1, 6, 4), False)]
    async with Boxes(made).run_test(size=(WIDTH, HEIGHT)) as pilot:
        compositor, screen = pilot.app.screen._compositor, Region(0, 0, WIDTH, HEIGHT)
        theirs = TEXTUALS(compositor, screen, lambda _y: True)
        assert render_chops(compositor, screen, lambda _y: True) == theirs


EDGES = (
    ("border_left", ("solid", "red")),
    ("border_top", ("heavy", "green")),
    ("border_bottom", ("solid", "blue")),
    ("outline_top", ("solid", "red")),
    ("outline_bottom", ("heavy", "green")),
    ("outline_right", ("solid", "blue")),
    ("padding", (1, 2)),
    ("padding", (0, 3)),
    ("hatch", ("+", "red")),
    ("keyline", ("thin", Color(0, 128, 0))),
    ("background", "navy"),
)
"""What can be seen of something that only holds others."""


@settings(max_examples=40)
@given(st.lists(st.sets(st.sampled_from(EDGES), max_size=4), min_size=1, max_size=3), BOX)
async def test_what_only_holds_others_is_drawn_as_textual_draws_it(
    edges: list[set[tuple[str, object]]], place: tuple[int, int, int, int]
) -> None:
    box = Box("a", place, False)
    inner: Widget = box
    for own in edges:
        inner = Vertical(inner)
        for name, value in own:
            setattr(inner.styles, name, value)

    class Held(App[None]):
        def compose(self) -> ComposeResult:
            yield inner

    async with Held().run_test(size=(WIDTH, HEIGHT)) as pilot:
        compositor, screen = pilot.app.screen._compositor, Region(0, 0, WIDTH, HEIGHT)
        theirs = TEXTUALS(compositor, screen, lambda _y: True)
        assert render_chops(compositor, screen, lambda _y: True) == theirs


async def test_what_is_hidden_is_not_drawn() -> None:
    behind, before = Box("a", (2, 1, 6, 4), False), Box("b", (0, 2, 20, 9), False)
    async with Boxes([behind, before]).run_test(size=(WIDTH, HEIGHT)) as pilot:
        behind.rendered.clear()
        before.rendered.clear()
        render_chops(pilot.app.screen._compositor, Region(0, 0, 2, HEIGHT), {1, 2, 3}.__contains__)
        assert not behind.rendered
        assert before.rendered == {0: 1, 1: 1}
        render_chops(pilot.app.screen._compositor, Region(0, 0, 9, HEIGHT), lambda _y: True)
        assert behind.rendered == {0: 1}
