"""A document as plain records, before it is known how it will be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


class Heading(Struct, frozen=True):
    """Begins a section, or with ``minor`` a part of one."""

    text: str
    minor: bool = False


class Paragraph(Struct, frozen=True):
    """Running text; a line break in it is kept. ``quiet`` is a remark beside the matter."""

    text: str
    quiet: bool = False


class Facts(Struct, frozen=True):
    """What each thing is called, and what it is."""

    pairs: tuple[tuple[str, str], ...]


class Column(Struct, frozen=True):
    """A column of a table; ``width`` is its share beside the others, figures go to the right."""

    label: str
    width: float = 1
    figures: bool = False


class Table(Struct, frozen=True):
    """Rows of as many cells as there are columns; ``total`` says that the last row sums up."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    total: bool = False


class Bullets(Struct, frozen=True):
    """A list."""

    items: tuple[str, ...]


class Signatures(Struct, frozen=True):
    """A line for each who signs, as role and name; ``day`` stands under the line for the day."""

    lines: tuple[tuple[str, str], ...]
    day: str
    signature: str


Block = Heading | Paragraph | Facts | Table | Bullets | Signatures


class Document(Struct, frozen=True):
    """What stands on paper. ``language`` is ``nb`` or ``en``; ``made_on`` is the day it is seen as
    of; ``made`` and ``page`` are the words at the foot, the latter with ``{page}`` and ``{pages}``.
    """

    municipality: str
    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    language: str
    made_on: date
    made: str
    page: str


def cleaned(document: Document, clean: Callable[[str], str]) -> Document:
    """The same with every text that may hold data as ``clean`` gives it."""
    return Document(
        clean(document.municipality),
        clean(document.title),
        clean(document.subtitle),
        tuple(_cleaned(block, clean) for block in document.blocks),
        document.language,
        document.made_on,
        clean(document.made),
        document.page,
    )


def _cleaned(block: Block, clean: Callable[[str], str]) -> Block:
    match block:
        case Heading(text, minor):
            return Heading(clean(text), minor)
        case Paragraph(text, quiet):
            return Paragraph(clean(text), quiet)
        case Facts(pairs):
            return Facts(tuple((clean(label), clean(text)) for label, text in pairs))
        case Bullets(items):
            return Bullets(tuple(clean(item) for item in items))
        case Signatures(lines, day, signature):
            signed = tuple((clean(role), clean(name)) for role, name in lines)
            return Signatures(signed, clean(day), clean(signature))
        case Table(columns, rows, total):
            named = tuple(Column(clean(one.label), one.width, one.figures) for one in columns)
            return Table(named, tuple(tuple(map(clean, cells)) for cells in rows), total)
