"""The difference between what a terminal shows and what it is to show, in few bytes.

Textual writes every cell of a region in which something may have changed. Over a slow line that is
most of what one waits for: a first screen is painted two or three times over, and a letter repaints
a field. Here the last frame is kept, and only cells that differ are written, with the shortest way
for the cursor, the colours and blanks, and with the terminal's own scrolling.

It knows nothing of any program: :class:`ThinApp` is an app that writes like that.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from rich._palettes import EIGHT_BIT_PALETTE
from rich.cells import _is_single_cell_widths, cell_len, get_character_cell_size
from rich.color import Color, ColorSystem
from rich.console import Console, RenderableType
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App, ReturnType
from textual.driver import Driver
from textual.screen import Screen
from textual.strip import Strip

GAP = 4
"""So many cells in a row that stay as they are cost less to write again than to jump over."""
LONG = re.compile("( {12,})")
"""From so many blanks on it is shorter to erase them and jump than to write them."""
TAIL = 4
SCROLLS = (1, -1, 3, -3, 2, -2)
"""The distances, in lines, at which it is looked whether a part of the screen has scrolled."""
FEW = 3
"""Of so many lines it is looked whether line by line is shorter than pen by pen."""
GAIN = 3
"""A scroll must bring at least so many more lines into place than it moves out of it."""
ODD = frozenset("\u200d\ufe0e\ufe0f")
"""Joiners and variation selectors: terminals disagree on how wide they make a character."""


class Pen(NamedTuple):
    """How a cell is drawn: codes of its attributes, its colour and its ground (ECMA-48, SGR)."""

    attributes: tuple[str, ...] = ()
    color: str = ""
    ground: str = ""


PLAIN = Pen()
ENDS = {"1": "22", "2": "22", "3": "23", "4": "24", "7": "27", "9": "29"}
"""What ends an attribute and leaves all else as it is. Bold and dim end alike."""
SHINE = {"1", "2"}
Cell = tuple[str, Pen]
"""Text, with marks that combine, and pen. The right half of a wide character has no text."""
NUMBERS = {EIGHT_BIT_PALETTE[number]: number for number in range(16, 256)}
"""Of the colours that every terminal has under a number."""
UNKNOWN: Cell = ("\0", PLAIN)
ERASED, WHOLE = -1, -2
Stroke = tuple[Pen, int, int, int]
"""A pen, a line, and the columns that it draws, from and to: to the end, or all of the line."""
Part = tuple[int, int, Strip]
"""A strip to be painted at a line and a column, both from 0."""


@lru_cache(4096)
def pen_of(style: Style | None, system: ColorSystem) -> Pen:
    """The pen of a style, in as many colours as the terminal has."""
    if style is None:
        return PLAIN
    color, ground = style.color, style.bgcolor
    without = style.without_color
    attributes = without._make_ansi_codes(system) if without else ""  # noqa: SLF001
    return Pen(
        tuple(attributes.split(";")) if attributes else (),
        codes_of(color, system) if color else "",
        codes_of(ground, system, foreground=False) if ground else "",
    )


def codes_of(color: Color, system: ColorSystem, foreground: bool = True) -> str:
    """The codes of a colour: its number, if it has one, is shorter, and Rich misses some greys."""
    number = NUMBERS.get(color.triplet) if color.triplet else None
    if number and system in {ColorSystem.EIGHT_BIT, ColorSystem.TRUECOLOR}:
        return f"{38 if foreground else 48};5;{number}"
    return ";".join(color.downgrade(system).get_ansi_codes(foreground=foreground))


@lru_cache(4096)
def change_of_pen(before: Pen, after: Pen) -> str:
    """The shortest sequence that takes one pen to another."""
    if after == PLAIN:
        return "\x1b[m"
    ended = set(before.attributes) - set(after.attributes)
    codes = [ENDS.get(code, "0") for code in ended]
    if "0" in codes or len(codes) > 1 or (codes == ["22"] and SHINE & set(after.attributes)):
        codes, before = ["0"], PLAIN
    codes += [code for code in after.attributes if code not in before.attributes]
    if before.color != after.color:
        codes.append(after.color or "39")
    if before.ground != after.ground:
        codes.append(after.ground or "49")
    return f"\x1b[{';'.join(codes)}m"


class CellDifference:
    """What a terminal shows, and what must be written for it to show something else.

    ``erases``: blanks made by erasing take the colour of the ground. ``scrolls``: lines can be
    inserted and deleted within a part of the screen.
    """

    def __init__(self, *, erases: bool = True, scrolls: bool = True) -> None:
        self.erases = erases
        self.scrolls = scrolls
        self._shown: list[list[Cell]] = []
        self._out: list[str] = []
        self._pen = PLAIN
        self._x = self._y = -1  # where the cursor is; -1 where that is not known

    def forget(self) -> None:
        """Nothing is known of what the terminal shows: all that is painted next is written."""
        self._shown = []

    def paint(self, parts: Iterable[Part], width: int, height: int, system: ColorSystem) -> str:
        """What to write so that ``parts`` are shown on a screen of ``width`` by ``height``."""
        unknown = len(self._shown) != height or any(len(row) != width for row in self._shown)
        if unknown:
            self._shown = [[UNKNOWN] * width for _ in range(height)]
        wanted: dict[int, list[Cell]] = {}
        for y, x, strip in parts:
            if 0 <= y < height:
                put(wanted.setdefault(y, self._shown[y].copy()), x, strip, system)
        self._out, self._pen, self._x, self._y = [], PLAIN, -1, -1
        if unknown and self.erases and len(wanted) == height:
            self._clear(wanted)
        changed = [y for y in sorted(wanted) if wanted[y] != self._shown[y]]
        if self.scrolls and len(changed) > GAIN:
            changed = list(range(changed[0], changed[-1] + 1))
            self._scroll([wanted.setdefault(y, self._shown[y]) for y in changed], changed[0])
        strokes: list[Stroke] = []
        for y in changed:
            if wanted[y] != self._shown[y]:
                strokes += self._strokes(y, self._shown[y], wanted[y])
                self._shown[y] = wanted[y]
        few = [self._drawn(strokes)] if len(changed) <= FEW else []
        return min([*few, self._drawn(pen_by_pen(strokes))], key=len)

    def _drawn(self, strokes: Iterable[Stroke]) -> str:
        begun, pen = self._out.copy(), self._pen
        for stroke in strokes:
            self._draw(*stroke)
        self._take(PLAIN)
        text = "".join(self._out)
        self._out, self._pen, self._x, self._y = begun, pen, -1, -1
        return text

    def _clear(self, wanted: dict[int, list[Cell]]) -> None:
        """Erase the whole screen to the blank that is ``wanted`` most."""
        blanks = Counter(cell for row in wanted.values() for cell in row if is_blank(cell))
        for blank, _count in blanks.most_common(1):
            self._take(blank[1], blank=True)
            self._out.append("\x1b[2J")
            self._shown = [[blank] * len(row) for row in self._shown]
            for row in wanted.values():
                row[:] = [blank if cell is UNKNOWN else cell for cell in row]

    # Scrolling

    def _scroll(self, rows: Sequence[list[Cell]], top: int) -> None:
        """Have the terminal move the lines from ``top`` on if that puts most of ``rows`` there."""
        shown, bottom = self._shown, top + len(rows) - 1
        in_place = sum(row == shown[y] for y, row in enumerate(rows, top))
        best, gain = 0, GAIN
        for by in SCROLLS:
            moved = sum(
                row == shown[y + by]
                for y, row in enumerate(rows, top)
                if top <= y + by <= bottom and shown[y + by][0] is not UNKNOWN
            )
            if moved - in_place > gain:
                best, gain = by, moved - in_place
        if not best:
            return
        lines = abs(best)
        code = f"\x1b[{'' if lines == 1 else lines}{'M' if best > 0 else 'L'}"
        self._out.append(f"\x1b[{top + 1};{bottom + 1}r\x1b[{top + 1}H{code}\x1b[r")
        bare = [[(" ", PLAIN)] * len(shown[top]) for _ in range(lines)]
        kept = shown[top : bottom + 1]
        shown[top : bottom + 1] = [*kept[best:], *bare] if best > 0 else [*bare, *kept[:best]]

    # Writing

    def _strokes(self, y: int, old: Sequence[Cell], new: Sequence[Cell]) -> Iterator[Stroke]:
        if not ODD.isdisjoint("".join([text for text, _pen in chain(old, new)])):
            yield new[0][1], y, 0, WHOLE
            return
        blank_from = blank_tail(new) if self.erases else len(new)
        for pen, start, end in runs(old, new):
            begin = max(start, blank_from)
            erased = end - begin >= TAIL
            if start < begin or not erased:
                yield pen, y, start, begin if erased else end
            if erased:
                yield new[begin][1], y, begin, ERASED
                return

    def _draw(self, pen: Pen, y: int, start: int, end: int) -> None:
        row = self._shown[y]
        self._go_to(y, start)
        if end == WHOLE:
            for text, own in row:
                self._take(own, blank=text == " ")
                self._out.append(text)
            self._x = self._y = -1
        elif end == ERASED:
            self._take(pen, blank=True)
            self._out.append("\x1b[K")
        else:
            self._draw_run(pen, y, start, [text for text, _pen in row[start:end]])
            if self._x == len(row):
                self._x = self._y = -1  # some wrap at once, others at the next letter

    def _draw_run(self, pen: Pen, y: int, x: int, texts: Sequence[str]) -> None:
        line = "".join([text if len(text) == 1 else "." for text in texts])
        pieces = LONG.split(line) if self.erases and not pen.attributes else [line]
        at = 0
        for place, piece in enumerate(pieces):
            end = at + len(piece)
            if piece:
                self._go_to(y, x + at)
                self._take(pen, blank=not piece.strip(" "))
                if place % 2:  # what it was split at
                    self._out.append(f"\x1b[{len(piece)}X")
                else:
                    self._out += texts[at:end]
                    self._x = x + end
            at = end

    def _go_to(self, y: int, x: int) -> None:
        if y == self._y and x == self._x:
            return
        if y == self._y and 0 <= self._x < x:
            by = x - self._x
            self._out.append("\x1b[C" if by == 1 else f"\x1b[{by}C")
        elif y == self._y + 1 and self._y >= 0:
            self._out.append(f"\r\n\x1b[{x}C" if x else "\r\n")
        else:
            self._out.append(f"\x1b[{y + 1}H" if x == 0 else f"\x1b[{y + 1};{x + 1}H")
        self._x, self._y = x, y

    def _take(self, pen: Pen, blank: bool = False) -> None:
        """For blanks the colour may stay what it is: the next letter needs it more."""
        if blank and not pen.attributes:
            pen = pen._replace(color=self._pen.color)
        if pen != self._pen:
            self._out.append(change_of_pen(self._pen, pen))
            self._pen = pen


def put(row: list[Cell], x: int, strip: Strip, system: ColorSystem) -> None:
    """Put ``strip`` into ``row`` from column ``x`` on; what goes over its end is cut."""
    cells: list[Cell] = []
    for text, style, control in strip:
        if control:
            continue
        pen, text = pen_of(style, system), text.replace("\xa0", " ")  # in a cell they look alike
        if text.isascii() or _is_single_cell_widths(text):
            cells += map(letters_of(pen).__getitem__, text)
        else:
            cells += wide_cells(text, pen)
    cells = cells[: max(0, len(row) - x)]
    if cells and cells[-1][0] and cell_len(cells[-1][0]) > 1:
        cells[-1] = (" ", cells[-1][1])
    end = x + len(cells)
    row[x:end] = cells
    # Half of a wide character that something was put over is a blank.
    while end < len(row) and not row[end][0]:
        row[end] = (" ", row[end][1])
        end += 1
    if x and cells and cell_len(row[x - 1][0]) > 1:
        row[x - 1] = (" ", row[x - 1][1])


@lru_cache(4096)
def wide_cells(text: str, pen: Pen) -> list[Cell]:
    """The cells of a text with wide characters and such that combine."""
    cells: list[Cell] = []
    letters = letters_of(pen)
    for letter in text:
        size = get_character_cell_size(letter)
        if size == 0 and cells:
            at = len(cells) - 1
            while at and not cells[at][0]:
                at -= 1
            cells[at] = (cells[at][0] + letter, pen)
        elif size:
            cells += [letters[letter], ("", pen)] if size == 2 else [letters[letter]]
    if len(cells) != cell_len(text):
        # What makes one character of several is written, and replaced, as a whole.
        return [(text, pen), *(("", pen) for _ in range(cell_len(text) - 1))]
    return cells


class Letters(dict[str, Cell]):
    """The cells of a pen, each made once: a screen has five thousand. A blank looks alike in any
    colour."""

    def __init__(self, pen: Pen) -> None:
        super().__init__({" ": (" ", pen if pen.attributes else Pen(ground=pen.ground))})
        self._pen = pen

    def __missing__(self, letter: str) -> Cell:
        cell = self[letter] = letter, self._pen
        return cell


letters_of = lru_cache(256)(Letters)


def is_blank(cell: Cell) -> bool:
    """Whether it is made by erasing."""
    return cell[0] == " " and not cell[1].attributes


def blank_tail(row: Sequence[Cell]) -> int:
    """From which column on ``row`` can be erased: all blank, and of one pen."""
    at, last = len(row), row[-1]
    while at and row[at - 1] == last:
        at -= 1
    return at if is_blank(last) else len(row)


def runs(old: Sequence[Cell], new: Sequence[Cell]) -> list[tuple[Pen, int, int]]:
    """The columns, from and to, in which ``new`` differs, with the one pen that draws them; short
    gaps are filled. A run ends at whole characters, of what is shown and of what is to be."""
    found: list[tuple[Pen, int, int]] = []
    width = len(new)
    for at in [at for at in range(width) if new[at] != old[at]]:
        if found and at < found[-1][2]:
            continue
        pen, start, end = new[at][1], at, at + 1
        while end < width and (new[end] != old[end] or not (new[end][0] and old[end][0])):
            both = pen if new[end][1] == pen else joined([pen, new[end][1]])
            if both is None:
                break
            pen, end = both, end + 1
        if found and start - found[-1][2] <= GAP:
            before, begin, gap = found[-1]
            both = joined([before, *(cell[1] for cell in new[gap:start]), pen])
            if both is not None:
                pen, start = both, begin
                found.pop()
        found.append((pen, start, end))
    return found


def joined(pens: Sequence[Pen]) -> Pen | None:
    """The pen that draws all that these do: a blank is drawn with any of its ground."""
    inked = {pen for pen in pens if pen.color or pen.attributes}
    if len(inked) > 1 or len({pen.ground for pen in pens}) > 1:
        return None
    whole = next(iter(inked), pens[0])
    return None if whole.attributes and len(set(pens)) > 1 else whole


def pen_by_pen(strokes: Sequence[Stroke]) -> Iterable[Stroke]:
    """The strokes so that the pen changes seldom: to jump costs less."""
    inked = (pen for pen, *_ in reversed(strokes) if pen.color and not pen.attributes)
    letters = {pen.ground: pen for pen in inked}
    groups: dict[Pen, list[Stroke]] = {}
    for stroke in strokes:
        pen = stroke[0]
        with_it = pen if pen.color or pen.attributes else letters.get(pen.ground, pen)
        groups.setdefault(with_it, []).append(stroke)
    return chain(*groups.values())


def parts_of(update: CompositorUpdate) -> list[Part] | None:
    """What an update paints where; None for one of a kind that is not known."""
    if isinstance(update, LayoutUpdate):
        x, top = update.region.x, update.region.y
        return [(y, x, Strip.join(line)) for y, line in enumerate(update.strips, top)]
    if not isinstance(update, ChopsUpdate):
        return None
    parts: list[Part] = []
    for y, first, last in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is None or x > last or end <= first:
                continue
            whole = first <= x < last and end <= last
            parts.append((y, x, strip if whole else strip.crop(0, min(end, last) - x)))
    return parts


class Written(CompositorUpdate):
    """An update that has been made into what is to be written."""

    def __init__(self, text: str) -> None:
        self.text = text

    def render_segments(self, _console: Console) -> str:
        """The text as it is."""
        return self.text


class ThinApp(App[ReturnType]):
    """An app that writes to its terminal what differs from what is there.

    Whatever is not known (hyperlinks, inline apps, other kinds of update) is written as Textual
    does, and all is painted anew after it.
    """

    def __init__(self, driver_class: type[Driver] | None = None) -> None:
        super().__init__(driver_class)
        term = os.environ.get("TERM", "")
        known = not term.startswith(("vt", "ansi", "dumb"))
        erases = known and not term.startswith("screen")  # in the terminal's own ground
        self._difference = CellDifference(erases=erases, scrolls=known)
        self._cursor_was: object = None

    def action_repaint(self) -> None:
        """Write every cell, whatever the terminal may show."""
        self._difference.forget()
        self.refresh(layout=True)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        if isinstance(renderable, CompositorUpdate) and self._driver and not self._batch_count:
            renderable = self._shortened(renderable)
        super()._display(screen, renderable)

    def _shortened(self, update: CompositorUpdate) -> CompositorUpdate | None:
        parts = None if self._driver and self._driver.is_inline else parts_of(update)
        styles = (style for _y, _x, strip in parts or () for _text, style, _control in strip)
        if parts is None or any(style is not None and style.link for style in styles):
            self._difference.forget()
            return update
        system = self.console._color_system or ColorSystem.TRUECOLOR  # noqa: SLF001
        text = self._difference.paint(parts, *self.size, system)
        if not text and self.cursor_position == self._cursor_was:
            return None
        self._cursor_was = self.cursor_position
        return Written(text)
