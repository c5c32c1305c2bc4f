"""What a reader gets to see of a written document."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

import pypdfium2
from markdown_it import MarkdownIt


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] != ["style"]:
            self.texts.append(data)


def read_page(text: str) -> _Page:
    """A web page taken apart."""
    page = _Page()
    page.feed(text)
    page.close()
    return page


def read_markdown(text: str) -> _Page:
    """Markdown as a reader that knows HTML, tables and struck-out text shows it."""
    reader = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return read_page(reader.render(text))


def read_pdf(content: bytes) -> str:
    """The text of all pages."""
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def squeezed(text: str) -> str:
    """Without blanks, which lines are broken at."""
    return re.sub(r"\s+", "", text)
