"""Whatever a name holds comes out of every format as text."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from models.paper.document import (
    Bullets,
    Column,
    Document,
    Facts,
    Heading,
    Paragraph,
    Signatures,
    Table,
)
from models.paper.markdown import text_of
from models.paper.rendering import FORMATS, rendered
from models.problems import Problem
from tests.models.paper.reading import read_markdown, read_page, read_pdf, squeezed
from tui.gate import paragraphs

if TYPE_CHECKING:
    from models.paper.words import Words

NAMES = {
    "markup": "[red]x[/] [a](javascript:alert(1)) ![b](http://e.no/x.png)",
    "tags": "<script>alert('x')</script> <!-- x --> <b onclick=x>&amp; &#60;",
    "table": "| a | b \\| c \\",
    "marks": "*a* **b** _c_ ~~d~~ `e` # f $g$ ^h^ ==i==",
    "link": "https://evil.no www.evil.no a@b.no <http://evil.no>",
    "list": "1. en",
    "rule": "---",
    "heading": "# Stor",
    "indented": "    kode",
    "pages": "{nb} {page} {pages} {0} %s",
    "letters": "Åse Ødegård Čáhcesuolu Áŋŋel Đŧž Š",
}
HOSTILE = "\x1b[2JKari\x9b2J\u202eneslo\u2066\u200bx\x1b]0;taken\x07"


def everywhere(name: str) -> Document:
    """A document in which everything is called ``name``."""
    return Document(
        municipality=name,
        title=name,
        subtitle=name,
        blocks=(
            Heading(name),
            Heading(name, minor=True),
            Paragraph(f"{name}\n{name}"),
            Paragraph(name, quiet=True),
            Facts(((name, name),)),
            Bullets((name, name)),
            Table(
                (Column(name), Column(name, 2, figures=True)), ((name, name), (name, name)), True
            ),
            Signatures(((name, name), (name, name)), name, name),
        ),
        language="nb",
        made_on=date(2027, 3, 10),
        made=name,
        page="{page}/{pages}",
    )


TIMES = 20
"""How often a name is in :func:`everywhere` at the least, page head and foot aside."""


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_web_page_shows_it_as_text(name: str, english: Words) -> None:
    page = read_page(rendered(everywhere(name), "html", english).decode())
    assert squeezed("".join(page.texts)).count(squeezed(name)) >= TIMES
    allowed = {
        *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "div"),
        *("h1", "h2", "h3", "p", "ul", "li", "strong", "br"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }
    assert set(page.tags) <= allowed
    assert {key for key, _value in page.attributes} <= {
        *("lang", "charset", "name", "content", "http-equiv", "class", "style"),
    }
    assert {value for key, value in page.attributes if key == "style"} <= {"text-align:right"}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_markdown_shows_it_as_text(name: str, english: Words) -> None:
    page = read_markdown(rendered(everywhere(name), "md", english).decode())
    assert squeezed("".join(page.texts)).count(squeezed(name)) >= TIMES
    assert not set(page.tags) & {"script", "a", "img", "b", "em", "code", "pre", "s", "del", "ol"}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_pdf_shows_it_as_text(name: str, english: Words) -> None:
    text = read_pdf(rendered(everywhere(name), "pdf", english))
    assert squeezed(text).count(squeezed(name)) >= TIMES - 4


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_steers(form: str, english: Words) -> None:
    content = rendered(everywhere(HOSTILE), form, english)
    text = read_pdf(content) if form == "pdf" else content.decode()
    assert not set(text) & set("\x1b\x9b\x07\u202e\u2066\u200b")
    assert "Kari" in text
    assert "neslo" in text


@pytest.mark.parametrize("form", FORMATS)
def test_the_longest_texts_find_room(form: str, english: Words) -> None:
    for text in ("Langenavn " * 500, "x" * 5_000):
        assert len(rendered(everywhere(text), form, english)) > 2_000


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_document_gives_the_same_file(form: str, english: Words) -> None:
    document = everywhere(NAMES["letters"])
    assert rendered(document, form, english) == rendered(document, form, english)


def test_letters_that_the_font_lacks_are_marked(english: Words) -> None:
    text = read_pdf(rendered(everywhere("山Kari"), "pdf", english))
    assert "?Kari" in text


def test_pages_are_counted(english: Words) -> None:
    document = everywhere("Liv Berg")
    long = Document(
        *(document.municipality, document.title, document.subtitle),
        (Bullets(("Liv",) * 200),),
        *(document.language, document.made_on, document.made, document.page),
    )
    text = read_pdf(rendered(long, "pdf", english))
    pages = text.count("Liv Berg · Liv Berg") + 0
    assert pages > 2
    assert f"{pages}/{pages}" in text or f"{pages + 1}/{pages + 1}" in text


def test_a_web_page_needs_nothing_beside_itself(english: Words) -> None:
    page = rendered(everywhere("Liv Berg"), "html", english).decode()
    assert not {"http:", "https:", "src=", "url(", "@import", "<script", "<link"} & {
        part
        for part in ("http:", "https:", "src=", "url(", "@import", "<script", "<link")
        if part in page.replace("style-src", "")
    }
    assert "size: A4" in page


def test_another_format_is_refused(english: Words) -> None:
    with pytest.raises(Problem, match="paper-format-unknown"):
        rendered(everywhere("x"), "docx", english)


@given(st.text(max_size=60))
@example("1. x")
@example("+ x")
@example("=== x")
@example("&nbsp;")
@example("\\")
@settings(max_examples=200)
def test_any_text_comes_out_of_markdown_as_it_went_in(text: str) -> None:
    clean = paragraphs(text)
    line = text_of(clean)
    page = read_markdown(f"| a |\n| --- |\n| {line} |\n\n- {line}\n\n{line}\n")
    assert squeezed("".join(page.texts)) == "a" + squeezed(clean) * 3
    assert set(page.tags) <= {"table", "thead", "tbody", "tr", "th", "td", "ul", "li", "p"}
