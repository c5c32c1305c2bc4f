"""A document as Markdown (CommonMark with tables), in which everything is text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from models.paper.document import Bullets, Facts, Heading, Paragraph, Signatures, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.paper.document import Block, Document

_SIGNS = re.compile(r"[\\`*_\[\]<>&|~#$^{}!]")
"""What means something wherever it stands."""
_OPENING = re.compile(r"^(\d{1,9})([.)])(?=\s|$)|^([-+=:])")
"""What begins a list, a rule or an underlined heading where a line starts."""
_LINK = re.compile(r"(?i)\b(https?|ftp|mailto)(:)|\b(www)(\.)|(@)")
"""What some readers make a link of by themselves."""
_BREAK = "\\\n"


def markdown(document: Document) -> str:
    """The document, ending in a line break."""
    head = [text_of(document.municipality), f"# {text_of(document.title)}"]
    head += [text_of(document.subtitle)] if document.subtitle else []
    blocks = [block_text(block) for block in document.blocks]
    parts = [*head, *blocks, "---", text_of(document.made)]
    return "\n\n".join(part for part in parts if part) + "\n"


def block_text(block: Block) -> str:
    """One block of it."""
    match block:
        case Heading(text, minor):
            return f"{'###' if minor else '##'} {text_of(text)}"
        case Paragraph(text):
            return paragraph_of(text)
        case Facts(pairs):
            return "\n".join(f"- **{text_of(label)}:** {text_of(text)}" for label, text in pairs)
        case Bullets(items):
            return "\n".join(f"- {text_of(item)}" for item in items)
        case Signatures(lines, day, signature):
            rows = [(text_of(f"{role}: {name}"), " ", " ") for role, name in lines]
            return _rows([(" ", False), (text_of(day), False), (text_of(signature), False)], rows)
        case Table(columns, rows, total):
            cells = [tuple(text_of(cell) for cell in row) for row in rows]
            if total:
                cells[-1] = tuple(f"**{cell}**" for cell in cells[-1])
            return _rows([(text_of(one.label), one.figures) for one in columns], cells)


def text_of(text: str) -> str:
    """A text as one line that comes out of Markdown as it went in, but for its blanks."""
    line = _SIGNS.sub(r"\\\g<0>", text.replace("\n", " ").strip())
    return _OPENING.sub(_opened, _LINK.sub(_unlinked, line))


def paragraph_of(text: str) -> str:
    """A text whose line breaks are kept; empty lines go."""
    lines = [text_of(line) for line in text.split("\n")]
    return _BREAK.join(line for line in lines if line)


def _unlinked(found: re.Match[str]) -> str:
    name, sign = (found[1], found[2]) if found[1] else (found[3], found[4])
    return f"{name}\\{sign}" if name else "\\@"


def _opened(found: re.Match[str]) -> str:
    return f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}"


def _rows(columns: Sequence[tuple[str, bool]], rows: Sequence[tuple[str, ...]]) -> str:
    lines: list[tuple[str, ...]] = [tuple(label for label, _figures in columns)]
    lines += [tuple("---:" if figures else "---" for _label, figures in columns), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
