"""A value as the text of a cell, in the dialect and the words that an export asks for."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

from models.transfer.cells import formula
from models.transfer.cells.numbers import plain
from models.transfer.columns.choices import YES_NO
from models.transfer.columns.column import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Dialect = Literal["excel-nb", "rfc4180"]
Headings = Literal["words", "machine"]
Language = Literal["nb", "en"]


class Style(Struct, frozen=True):
    """How an export is written: ``dialect`` gives numbers and days their form, ``headings`` decides
    between stable machine words and words of ``language``, in headings and in cells."""

    dialect: Dialect = "excel-nb"
    headings: Headings = "words"
    language: Language = "nb"

    def heading(self, column: Column) -> str:
        """The heading of ``column``."""
        return column.name if self.headings == "machine" else column.words[self.language]


def texts_of(column: Column, style: Style) -> Callable[[Iterable[Any]], Iterable[str]]:
    """The function that makes cells' texts of values of ``column``; ``None`` becomes ``""``.

    Under machine headings a fraction is ``0.5`` and a choice its machine word; under words they are
    ``50 %`` and a word. A fraction is rounded to four decimals. Text cells are made harmless for
    spreadsheets.
    """
    if column.kind in (Kind.TEXT, Kind.IDENTIFIER):
        return partial(map, _text)
    writer = _writer(column, style)
    # Numbers, days and words come again and again in their column.
    return partial(map, lru_cache(4096)(lambda value: "" if value is None else writer(value)))


def word_of(column: Column, style: Style) -> Callable[[str | bool], str]:
    """The function for the word of a choice or a flag; no choice, ``""``, has none."""
    words = (column.choices or YES_NO).words

    def word(value: str | bool) -> str:
        if value == "":
            return ""
        machine = str(value).lower() if isinstance(value, bool) else value
        return machine if style.headings == "machine" else words[machine][style.language]

    return word


def fraction(value: Decimal | float) -> Decimal:
    """A share as it is exported: four decimals, which is two of a per cent."""
    return round(exact(value), 4)


def exact(value: Decimal | float) -> Decimal:
    """The decimal that a number is shown as."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


def post_share(value: Decimal | float) -> str:
    """Per cent of a full post. One per cent or less gets its sign, or a column of nothing else
    would be taken for fractions when it is read back."""
    number = exact(value)
    return f"{plain(number)} %" if 0 < number <= 1 else plain(number)


def _text(value: str | None) -> str:
    # A whole municipality passes through here: what begins like a word is seen at a glance.
    if not value or value[0].isalnum():
        return value or ""
    return formula.harmless(value)


def _writer(column: Column, style: Style) -> Callable[[Any], str]:
    comma = style.dialect == "excel-nb"

    def number(text: str) -> str:
        return text.replace(".", ",") if comma else text

    match column.kind:
        case Kind.DECIMAL | Kind.COUNT:
            return lambda value: number(plain(exact(value)))
        case Kind.PERCENT:
            return lambda value: number(post_share(value))
        case Kind.FRACTION:
            if style.headings == "machine":
                return lambda value: number(plain(fraction(value)))
            return lambda value: number(f"{plain(fraction(value) * 100)} %")
        case Kind.CHOICE | Kind.FLAG:
            return word_of(column, style)
        case _:
            return _day_with_points if comma else _day_iso


def _day_with_points(value: date) -> str:
    day = f"{value.day:02}.{value.month:02}.{value.year:04}"
    return f"{day} {value:%H:%M}" if isinstance(value, datetime) else day


def _day_iso(value: date) -> str:
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()
