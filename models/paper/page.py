"""A document as a web page that needs nothing beside itself, and prints on A4."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING

from models.paper.document import Facts, Paragraph, Signatures
from models.paper.markdown import block_text, text_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

    from models.paper.document import Block, Document

STYLE = """
@page { size: A4; margin: 20mm 18mm; }
* { box-sizing: border-box; }
body { font: 10.5pt/1.45 "Source Sans 3", "Source Sans Pro", "Segoe UI", "Noto Sans", sans-serif;
  color: #1c2326; max-width: 174mm; margin: 12mm auto; padding: 0 4mm; }
header { border-bottom: 1.5pt solid #1f5566; padding-bottom: 3mm; margin-bottom: 6mm; }
header p { margin: 0; }
header .municipality { color: #1f5566; font-weight: 600; }
h1 { font-size: 20pt; line-height: 1.2; margin: 1mm 0; }
h2 { font-size: 12.5pt; color: #1f5566; margin: 7mm 0 2mm; break-after: avoid; }
h3 { font-size: 10.5pt; margin: 5mm 0 1mm; break-after: avoid; }
.subtitle, .quiet, footer { color: #5b666b; }
table { border-collapse: collapse; width: 100%; margin: 2mm 0; font-size: 9.5pt; }
th { text-align: left; color: #5b666b; font-weight: 600; border-bottom: 0.8pt solid #1f5566; }
th, td { padding: 1.2mm 2mm 1.2mm 0; vertical-align: top; overflow-wrap: anywhere; }
td { border-bottom: 0.4pt solid #d5dcdf; }
tr { break-inside: avoid; }
ul { margin: 1mm 0; padding-left: 5mm; }
.facts ul { list-style: none; padding: 0; columns: 2; column-gap: 8mm; }
.facts li { break-inside: avoid; margin-bottom: 0.8mm; }
.facts strong { color: #5b666b; font-weight: 600; }
.signatures { break-inside: avoid; margin-top: 6mm; }
.signatures td { height: 14mm; vertical-align: bottom; border-bottom: 0.6pt solid #1c2326; }
footer { margin-top: 10mm; font-size: 8.5pt; }
@media print { body { margin: 0; max-width: none; padding: 0; } }
"""
POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page(document: Document) -> str:
    """The page: no script, no picture, nothing fetched."""
    title = f"{document.title} – {document.subtitle}" if document.subtitle else document.title
    return f"""<!doctype html>
<html lang="{escape(document.language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>{escape(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<header>
<p class="municipality">{_line(document.municipality)}</p>
<h1>{_line(document.title)}</h1>
<p class="subtitle">{_line(document.subtitle)}</p>
</header>
<main>
{"".join(_block(block) for block in document.blocks)}</main>
<footer>{_line(document.made)}</footer>
</body>
</html>
"""


def _block(block: Block) -> str:
    match block:
        case Facts():
            kind = "facts"
        case Signatures():
            kind = "signatures"
        case Paragraph(quiet=True):
            kind = "quiet"
        case _:
            kind = ""
    text: str = _reader().render(block_text(block))
    return f'<div class="{kind}">\n{text}</div>\n' if kind else text


def _line(text: str) -> str:
    line: str = _reader().renderInline(text_of(text))
    return line


@cache
def _reader() -> MarkdownIt:
    """Knows no HTML and makes no links by itself."""
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).enable("table")
