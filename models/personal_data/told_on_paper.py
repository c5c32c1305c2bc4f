"""What is stored about a person as a document to be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from models.paper.document import Block, Bullets, Document, Facts, Heading, Paragraph
from models.paper.tables import made
from models.paper.words import Words
from models.personal_data.told import Record, Told

UNSAID = frozenset({"id", "person", "sort_key", "search", "revision", "only_named", "position"})
"""Columns that say nothing to a reader, or whom it is all about; the form for machines has them."""
HEADS = ("name", "topic", "goal", "title", "text", "round", "content", "held_on", "year_id")
"""What a record is called by: the first of these that it has."""


class TellingWords(Struct, frozen=True):
    """How kinds of records, their fields and what stands in these are called, and what an entry of
    the journal says."""

    kind: Callable[[str], str]
    field: Callable[[str], str]
    value: Callable[[str, str, Any], str]
    entry: Callable[[Record], str]


def told_document(about: Told, words: Words, telling: TellingWords, today: date) -> Document:
    """Everything, kind by kind; kinds of which there is nothing are named as well."""
    blocks = _blocks(about, words, telling)
    return made(words, words.say("title-personal-data"), about.name, blocks, today)


def _blocks(about: Told, words: Words, telling: TellingWords) -> Iterator[Block]:
    for kind, records in about.records.items():
        yield Heading(telling.kind(kind))
        if not records:
            yield Paragraph(words.say("nothing-stored"), quiet=True)
        elif kind == "journal":
            yield Bullets(tuple(telling.entry(record) for record in records))
        else:
            for record in records:
                yield Heading(_head(kind, record, telling), minor=True)
                yield Facts(tuple(_pairs(kind, record, telling)))


def _head(kind: str, record: Record, telling: TellingWords) -> str:
    column = _head_column(record)
    return telling.value(kind, column, record[column])


def _head_column(record: Record) -> str:
    return next((one for one in HEADS if record.get(one)), "id")


def _pairs(kind: str, record: Record, telling: TellingWords) -> Iterator[tuple[str, str]]:
    said = {*UNSAID, _head_column(record)}
    for column, value in record.items():
        is_named = column.endswith("_id") and column.removesuffix("_id") in record
        if column not in said and value not in (None, "") and not is_named:
            yield telling.field(column), telling.value(kind, column, value)
