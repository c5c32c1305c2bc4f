"""A document as PDF on A4. The letters are Source Sans Pro's (``font/``, SIL Open Font License),
embedded so that Norwegian and Sámi names look the same everywhere."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from fpdf import FPDF
from fpdf.enums import Align, TableBordersLayout, VAlign, XPos, YPos
from fpdf.fonts import FontFace

from models.paper.document import Bullets, Facts, Heading, Paragraph, Signatures, Table
from models.paper.measures import (
    ACCENT,
    CELL_HEAD,
    CELL_LENGTH,
    FACE,
    FOOT,
    GAP,
    GREY,
    HEADING_ROOM,
    INK,
    LABEL_WIDTH,
    LINE,
    MARGIN,
    RULE,
    SIGNATURE_HEIGHT,
    SMALL,
    TEXT,
    TITLE,
)

if TYPE_CHECKING:
    from models.paper.document import Block, Document

FONTS = Path(__file__).parent / "font"
NO_SUCH_LETTER = "?"
PAGES = "\ue000\ue001\ue002"
"""Stands for the number of pages until it is known, with room for as many figures."""
LANGUAGES = {"nb": "nb-NO", "en": "en-GB"}


def pdf(document: Document) -> bytes:
    """The document; the same one gives the same bytes."""
    with closing(_Paper(document)) as paper:
        return bytes(paper.written().output())


class _Paper(FPDF):
    """A4 with a head on the first page and a foot on each."""

    def __init__(self, document: Document) -> None:
        super().__init__(format="A4")
        self._document = document
        # A name may hold the usual ``{nb}``, but no private character.
        self.alias_nb_pages(PAGES)
        self.add_font(FACE, "", FONTS / "SourceSansPro-Regular.ttf")
        self.add_font(FACE, "B", FONTS / "SourceSansPro-Semibold.ttf")
        self._letters = set(self.fonts[FACE.lower()].cmap) - set(map(ord, PAGES))  # type: ignore[union-attr]
        self.set_margins(MARGIN, MARGIN)
        self.c_margin = 0
        self.set_auto_page_break(auto=True, margin=MARGIN + FOOT)
        self.set_creation_date(datetime.combine(document.made_on, time(), UTC))
        self.set_title(self._known(f"{document.title} – {document.subtitle}"))
        self.set_author(self._known(document.municipality))
        self.set_lang(LANGUAGES.get(document.language, document.language))

    def written(self) -> _Paper:
        """Itself, with everything on it."""
        self.add_page()
        self._begin()
        for place, block in enumerate(self._document.blocks):
            self._block(block, followed=place + 1 < len(self._document.blocks))
        return self

    def close(self) -> None:
        """Let go of the files of the font."""
        for font in self.fonts.values():
            font.ttfont.close()  # type: ignore[union-attr]

    def header(self) -> None:
        """From the second page on, what document it is."""
        if self.page_no() == 1:
            return
        self._style(SMALL, colour=GREY)
        line = f"{self._document.municipality} · {self._document.title}"
        self.cell(0, LINE, self._fitting(line, self.epw), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self._rule(RULE, 0.1)
        self.ln(4)

    def footer(self) -> None:
        """When it was made, and which page it is."""
        self.set_y(-MARGIN)
        self._style(SMALL, colour=GREY)
        self.cell(self.epw / 2, LINE, self._known(self._document.made))
        text = self._known(self._document.page).format(page=self.page_no(), pages=PAGES)
        self.cell(self.epw / 2, LINE, text, align=Align.R)

    def _begin(self) -> None:
        self._style(TEXT, bold=True, colour=ACCENT)
        self._lines(self._document.municipality, LINE)
        self._style(TITLE, bold=True, colour=INK)
        self._lines(self._document.title, LINE * 2)
        self._style(TEXT + 1, colour=GREY)
        self._lines(self._document.subtitle, LINE)
        self.ln(2.5)
        self._rule(ACCENT, 0.5)
        self.ln(5)

    def _block(self, block: Block, followed: bool) -> None:
        match block:
            case Heading(text, minor):
                self._heading(text, minor, followed)
            case Paragraph(text, quiet):
                self._style(SMALL + 0.5 if quiet else TEXT, colour=GREY if quiet else INK)
                self._lines(text, LINE)
                self.ln(1.5)
            case Facts(pairs):
                self._facts(pairs)
            case Bullets(items):
                self._bullets(items)
            case Signatures():
                self._signatures(block)
            case Table():
                self._table(block)

    def _heading(self, text: str, minor: bool, followed: bool) -> None:
        """It stands with at least the beginning of what it is about."""
        self.ln(4)
        if followed and self.will_page_break(HEADING_ROOM):
            self.add_page()
        self._style(TEXT if minor else TEXT + 3, bold=True, colour=INK if minor else ACCENT)
        self._lines(text, LINE if minor else LINE + 1)
        self.ln(0.5 if minor else 1)

    def _facts(self, pairs: tuple[tuple[str, str], ...]) -> None:
        for label, text in pairs:
            if self.will_page_break(LINE * 2):
                self.add_page()
            top = self.get_y()
            self._style(TEXT, colour=GREY)
            self.multi_cell(LABEL_WIDTH - 2, LINE, self._known(label), align=Align.L)
            below = self.get_y()
            self.set_y(top)
            self._style(TEXT, bold=True, colour=INK)
            self._lines(text, LINE, left=MARGIN + LABEL_WIDTH)
            # A long text may have gone on to the next page.
            reached = self.get_y()
            self.set_y((max(reached, below) if reached > top else reached) + 0.8)
        self.ln(1)

    def _bullets(self, items: tuple[str, ...]) -> None:
        self._style(TEXT, colour=INK)
        for item in items:
            if self.will_page_break(LINE):
                self.add_page()
            self._style(TEXT, colour=INK)
            self.set_x(MARGIN + 1)
            self.cell(4, LINE, "•")
            self._lines(item, LINE, left=MARGIN + 5)
            self.ln(0.6)

    def _table(self, block: Table) -> None:
        self._style(SMALL + 0.5, colour=INK)
        self.set_draw_color(*RULE)
        self.set_line_width(0.1)
        strong = FontFace(emphasis="BOLD", color=INK)
        last = len(block.rows)
        with self.table(
            col_widths=tuple(column.width for column in block.columns),
            text_align=tuple("RIGHT" if one.figures else "LEFT" for one in block.columns),
            headings_style=FontFace(emphasis="BOLD", color=GREY),
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            line_height=LINE - 0.6,
            v_align=VAlign.T,
        ) as table:
            labels = tuple(column.label for column in block.columns)
            for place, cells in enumerate((labels, *block.rows)):
                line = table.row(style=strong if block.total and place == last else None)
                for column, text in enumerate(cells):
                    line.cell(self._cut(text), padding=_padding(column, len(cells)))
        self._rule(RULE, 0.1)
        self.ln(1.5)

    def _signatures(self, block: Signatures) -> None:
        """Two beside each other, on one page."""
        if self.will_page_break(SIGNATURE_HEIGHT):
            self.add_page()
        self.ln(12)
        top = self.get_y()
        width = (self.epw - 10) / 2
        for place, (role, name) in enumerate(block.lines[:2]):
            left = MARGIN + place * (width + 10)
            for step, (text, bold) in enumerate(((block.day, False), (role, False))):
                y = top + step * 18
                self.set_draw_color(*INK)
                self.set_line_width(0.2)
                self.line(left, y, left + width, y)
                self._style(SMALL, bold=bold, colour=GREY)
                self.set_xy(left, y + 0.5)
                said = f"{block.signature}, {text}" if step else text
                self.cell(width, LINE, self._fitting(said, width))
            self._style(TEXT, bold=True, colour=INK)
            self.set_xy(left, top + 18 + LINE)
            self.cell(width, LINE, self._fitting(name, width))
        self.set_xy(MARGIN, top + 18 + LINE * 2)

    def _lines(self, text: str, height: float, left: float = MARGIN) -> None:
        self.set_x(left)
        room = self.w - MARGIN - left
        self.multi_cell(
            room, height, self._known(text), align=Align.L, new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )

    def _style(self, size: float, bold: bool = False, colour: tuple[int, int, int] = INK) -> None:
        self.set_font(FACE, "B" if bold else "", size)
        self.set_text_color(*colour)

    def _rule(self, colour: tuple[int, int, int], width: float) -> None:
        self.set_draw_color(*colour)
        self.set_line_width(width)
        self.line(MARGIN, self.get_y(), self.w - MARGIN, self.get_y())

    def _known(self, text: str) -> str:
        """The text without letters that the font does not have."""
        return "".join(
            one if one == "\n" or ord(one) in self._letters else NO_SUCH_LETTER for one in text
        )

    def _cut(self, text: str) -> str:
        """A row must find room on one page."""
        text = self._known(text)
        return text if len(text) <= CELL_LENGTH else text[: CELL_LENGTH - 1] + "…"

    def _fitting(self, text: str, room: float) -> str:
        """What of a text finds room on one line."""
        text = self._known(text.replace("\n", " "))[:CELL_LENGTH]
        if self.get_string_width(text) <= room:
            return text
        while text and self.get_string_width(f"{text}…") > room:
            text = text[:-1]
        return f"{text}…"


def _padding(column: int, columns: int) -> tuple[float, float, float, float]:
    """Over, right of, under and left of a text: the table's edges are the page's own."""
    right = 0 if column == columns - 1 else GAP
    return CELL_HEAD, right, CELL_HEAD, GAP if column else 0
