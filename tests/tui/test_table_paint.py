"""One line of the table: widths, hostile text, segments; and the sharing of the width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from tui import glyphs
from tui.widgets.cells import FOLDED, LEAF, OPEN, STYLES, Cell, Column, View
from tui.widgets.column_fit import GUTTER, fit
from tui.widgets.row_paint import cut, fold_cells, paint_header, paint_row, paint_text
from tui.widgets.row_window import Line
from tui.widgets.table_style import LOOKS

HOSTILE = [
    "[red]x[/]",
    "[/x]",
    "[@click=app.exit]x[/]",
    "\x1b]0;title\x07\x1b[2Jx",
    "\x9b31mx\r\n\t\x00",
    "\u202etxt.exe\u2066",
    "日本語の名前はとても長いです",
    "e" + "\u0301" * 40,
    "\u0301\u0302start",
    "👩\u200d👩\u200d👧 family \u200d",
    "#\ufe0f ☎\ufe0f",
    "\u200dx\ufe0f",
    "\ud800",
    "Å" * 4096,
    "語" * 4096,
    "",
]

TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(HOSTILE),
    st.text("ab 語\u0301\u200d\ufe0f👩☎#\u3099\u1100\u1161\u0e33🇳🇴", max_size=30),
)


def palette(name: str) -> Style:
    return Style(
        color=f"color({20 + sum(map(ord, name)) % 200})" if name else "white", bgcolor="black"
    )


def make_line(texts: list[str], **changes: object) -> Line[list[str]]:
    line = Line(key=1, row=texts, depth=0, fold=LEAF, marked=False, cursor=False)
    return line._replace(**changes)  # type: ignore[arg-type]


def make_columns(count: int, width: int = 10, style: str = "") -> list[Column[list[str]]]:
    return [
        Column(str(i), f"Title {i}", lambda row, i=i: Cell(row[i], style), width)
        for i in range(count)
    ]


def positions(strip_text: str, wanted: str) -> int:
    return cell_len(strip_text[: strip_text.index(wanted)])


@pytest.mark.parametrize("cursor", [True, False])
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_in_its_cell(text: str, cursor: bool) -> None:
    slots = fit(make_columns(3, 9), 60)
    strip = paint_row(make_line([text, "|", text], cursor=cursor), slots, 60, palette)
    assert cell_len(strip.text) == strip.cell_length == 60
    assert positions(strip.text, "|") == slots[1].start
    assert not any(ord(character) < 32 or 0x7F <= ord(character) < 0xA0 for character in strip.text)
    assert "\u202e" not in strip.text
    for cell in ("[red]x[/]", "[/x]"):
        assert text != cell or strip.text.count(cell) == 2


@given(
    texts=st.lists(TEXTS, min_size=4, max_size=4),
    width=st.integers(0, 50),
    depth=st.integers(0, 12),
    fold=st.sampled_from([LEAF, FOLDED, OPEN]),
    marked=st.booleans(),
    cursor=st.booleans(),
)
def test_every_line_is_exactly_as_wide_as_the_table(
    texts: list[str], width: int, depth: int, fold: int, marked: bool, cursor: bool
) -> None:
    columns = [
        Column[list[str]]("tree", texts[0], lambda row: Cell(row[0]), 8, grows=2, tree=True),
        Column[list[str]]("a", texts[1], lambda row: Cell(row[1], "ok"), 5, right=True, shed=2),
        Column[list[str]]("b", texts[2], lambda row: Cell(row[2], "bad"), 3, grows=1),
        Column[list[str]]("c", texts[3], lambda row: Cell(row[3]), 4, shed=1),
    ]
    slots = fit(columns, width)
    line = make_line(texts, depth=depth, fold=fold, marked=marked, cursor=cursor)
    for strip in (
        paint_row(line, slots, width, palette),
        paint_row(line._replace(row=None), slots, width, palette),
        paint_header(slots, View(sort="b"), width, palette),
        paint_header(slots, View(sort="a", descending=True), width, palette),
        paint_text(texts[0], width, palette),
    ):
        assert strip.cell_length == width
        assert sum(cell_len(segment.text) for segment in strip) == width
        assert cell_len(strip.text) == width


def test_cuts_with_an_ellipsis() -> None:
    assert cut("Nordmann", 8) == "Nordmann"
    assert cut("Nordmann", 10) == "Nordmann  "
    assert cut("Nordmann", 10, right=True) == "  Nordmann"
    assert cut("Nordmann", 5) == "Nord…"
    assert cut("日本語", 4) == "日 …"
    assert cut("日本語", 1) == "…"
    assert cut("Nordmann", 0) == ""


def test_neighbours_of_one_look_are_one_segment() -> None:
    plain_cells = fit(make_columns(5), 80)
    assert len(list(paint_row(make_line(["text"] * 5), plain_cells, 80, palette))) == 1
    styled = fit(make_columns(5, style="ok"), 80)
    assert len(list(paint_row(make_line(["text"] * 5), styled, 80, palette))) == 1
    assert len(list(paint_row(make_line(["text"] * 5, cursor=True), styled, 80, palette))) == 1
    columns = [*make_columns(4), Column[list[str]]("x", "X", lambda row: Cell(row[4], "bad"), 9)]
    strip = paint_row(make_line(["text"] * 5), fit(columns, 80), 80, palette)
    assert [segment.text.strip()[:4] for segment in strip] == ["text", "text"]


def test_blanks_keep_a_style_that_can_be_seen() -> None:
    def loud(name: str) -> Style:
        return Style(color="white", bgcolor="red" if name == "bad" else "black")

    columns = [*make_columns(1), Column[list[str]]("x", "X", lambda row: Cell(row[1], "bad"), 9)]
    slots = fit(columns, 40)
    segments = list(paint_row(make_line(["a", "b"]), slots, 40, loud))
    assert [len(segment.text) for segment in segments] == [
        slots[1].start,
        9,
        40 - slots[1].start - 9,
    ]


def test_marks_and_folds_in_both_sets_of_signs() -> None:
    columns = [Column[list[str]]("tree", "Tree", lambda row: Cell(row[0]), 20, tree=True)]
    slots = fit(columns, 30)
    line = make_line(["Unit"], depth=1, fold=FOLDED, marked=True)
    assert paint_row(line, slots, 30, palette).text.rstrip() == "■   ▸ Unit"
    assert list(fold_cells(slots[0], 1)) == [4, 5]
    assert list(fold_cells(slots[0], 50)) == []
    glyphs.use(glyphs.ASCII)
    try:
        assert paint_row(line, slots, 30, palette).text.rstrip() == "*   + Unit"
        assert cut("Nordmann", 5) == "Nord~"
    finally:
        glyphs.use(glyphs.UNICODE)


def test_header_shows_the_order() -> None:
    columns = [
        Column[list[str]]("name", "Name", lambda row: Cell(row[0]), 10),
        Column[list[str]]("span", "Span", lambda row: Cell(row[0]), 8, right=True),
        Column[list[str]]("long", "Long title", lambda row: Cell(row[0]), 8),
    ]
    slots = fit(columns, 40)
    for view, expected in (
        (View(), "  Name           Span  Long ti…"),
        (View("name"), "  Name ▲         Span  Long ti…"),
        (View("span", descending=True), "  Name         ▼ Span  Long ti…"),
        (View("long"), "  Name           Span  Long … ▲"),
    ):
        assert paint_header(slots, view, 40, palette).text.rstrip() == expected


def test_columns_are_shed_highest_number_first() -> None:
    columns = [
        Column[list[str]](key, key, lambda row: Cell(row[0]), 10, shed=shed)
        for key, shed in (("a", 0), ("b", 1), ("c", 3), ("d", 3), ("e", 2))
    ]
    kept = [
        "".join(slot.column.key for slot in fit(columns, width))
        for width in (56, 55, 44, 33, 22, 12, 2)
    ]
    assert kept == ["abcde", "abce", "abe", "ab", "a", "a", ""]
    assert fit(columns, 8)[0].width == 6


@given(
    widths=st.lists(
        st.tuples(st.integers(1, 20), st.integers(0, 3), st.integers(0, 3)), max_size=8
    ),
    width=st.integers(0, 150),
)
def test_slots_neither_overlap_nor_waste_room(
    widths: list[tuple[int, int, int]], width: int
) -> None:
    columns = [
        Column[list[str]](str(i), "", lambda row: Cell(row[0]), w, grows=grows, shed=shed)
        for i, (w, grows, shed) in enumerate(widths)
    ]
    slots = fit(columns, width)
    end = GUTTER - 1
    for slot in slots:
        assert slot.start == end + 1
        assert slot.width > 0
        end = slot.start + slot.width
    assert not slots or end <= width
    fixed = [column for column in columns if not column.shed]
    if sum(column.width + 1 for column in fixed) < width:  # nothing had to be cut
        shown = [slot.column for slot in slots]
        assert all(column in shown for column in fixed)
        assert end == width or not any(column.grows for column in shown)


def test_every_style_of_a_cell_has_its_colours() -> None:
    assert set(STYLES) <= set(LOOKS)
