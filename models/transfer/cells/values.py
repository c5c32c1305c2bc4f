"""A cell's text as the value it stands for."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from operator import eq
from typing import TYPE_CHECKING

from msgspec import Struct, field

from models.entry.numbers import MAX_DECIMALS, MAX_DIGITS
from models.problems import Problem
from models.transfer.cells import days, formula, numbers
from models.transfer.cells.numbers import Notation, Scale
from models.transfer.columns.choices import YES_NO
from models.transfer.columns.column import Column, Kind
from models.transfer.columns.headings import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

Value = str | Decimal | int | bool | date | days.Period | None

_EMPTY = frozenset(("", "-", "–", "—", "N/A", "#N/A", "NULL", "null", "#REF!", "#VALUE!", "#NAME?"))
_NO_NUMBER = frozenset(("", "N/A", "#N/A", "NULL", "null", ".", "..", ":", "#REF!", "#VALUE!"))
"""``.``, ``..`` and ``:`` are how Statistics Norway writes that a figure is missing."""
NOT_MEASURED = frozenset(
    (
        *("c", "x", "z", "u", "*", "**", "...", "…", "[c]", "[x]", "[z]", "[u]", "[low]", "nan"),
        *("n/a", "na", "n.a.", "n/d", "nd", "i/a", "i.a.", "#n/a", "#i/t", "#div/0!", "#num!"),
        *("#name?", "#null!", "none", "null", "-", "–", "—", "−", "--", "tbc", "tba", "mangler"),
        *("ukjent", "ikke målt", "ikke tilgjengelig", "ikke aktuelt", "ikke relevant"),
        *("ikke rapportert", "ingen data", "skjermet", "unntatt", "missing", "unknown", "no data"),
        *("not measured", "not available", "not applicable", "not reported", "suppressed"),
        "confidential",
    )
)
"""How publishers of figures say that there is none, in lower case: a figure that is missing, held
back or of no meaning there is no value, and never 0."""
_LARGEST_COUNT = 10**9
_AS_NUMBER = re.compile(r"([0-9]+)[.,]0+")
_ROUNDED = re.compile(r"[0-9](?:[.,][0-9]+)?E\+[0-9]+", re.IGNORECASE)


class Reading(Struct, frozen=True):
    """How a column's cells are to be read, found from all of them by :func:`reading_of`.

    ``meant`` are words found in the file, folded, with what the user says they mean.
    """

    scale: Scale = Scale.PERCENT
    notation: Notation | None = None
    meant: Mapping[str, str] = field(default_factory=dict)


_USUAL = Reading()


def reading_of(
    column: Column, texts: Iterable[str], meant: Mapping[str, str] | None = None
) -> Reading:
    """The reading of ``column`` from the texts of all its cells."""
    if column.kind is Kind.PERCENT:
        return Reading(scale=numbers.fte_scale(texts), meant=meant or {})
    if column.kind in (Kind.DECIMAL, Kind.FRACTION):
        return Reading(notation=numbers.notation(texts), meant=meant or {})
    return Reading(meant=meant or {})


def parser(column: Column, reading: Reading = _USUAL) -> Callable[[str], Value]:
    """What tells what a text stands for in ``column``, in the Python type of the column's kind.

    ``None`` means that the cell is empty or says so (``N/A``). Decimals beyond the sixth, which
    cannot be stored, are rounded. What is returned raises ``number-unreadable``,
    ``number-too-large`` (``digits``), ``count-unreadable``, ``fte-range`` (``minimum``,
    ``maximum``), ``day-unreadable``, ``period-unreadable``, ``identifier-rounded``, each with
    ``text``, or ``choice-unknown`` (``value``, ``known`` words).
    """
    of_kind = _PARSERS[column.kind]

    def parse(text: str) -> Value:
        text = text.strip()
        if reading.meant:
            text = reading.meant.get(fold(text) or text, text)
        return of_kind(column, text, reading)

    return parse


def stand_for_themselves(column: Column, texts: Sequence[str]) -> bool:
    """Whether each of ``texts`` is in ``column`` the very value that it stands for, as nearly all
    numbers and names are: seen of many at once. ``False`` may be too careful."""
    if column.kind is Kind.IDENTIFIER:
        return all(map(str.isdigit, texts))
    return (
        column.kind is Kind.TEXT
        and _EMPTY.isdisjoint(texts)
        and "'" not in "".join(texts)
        and all(map(eq, texts, map(str.strip, texts)))
    )


def fold_id(identifier: str) -> str:
    """The form in which two identifiers are compared: case does not count, leading zeros do."""
    # Most are figures, which have no case: the text itself does, without a second one beside it.
    return identifier if identifier.isdigit() else identifier.strip().casefold()


def was_number(text: str) -> bool:
    """Whether a spreadsheet has made a number of an identifier (``4204.0``): worth a remark."""
    return _AS_NUMBER.fullmatch(text.strip()) is not None


def _text(_column: Column, text: str, _reading: Reading) -> str | None:
    if text in _EMPTY:
        return None
    return formula.original(text) if text[0] == "'" else text


def _identifier(column: Column, text: str, _reading: Reading) -> str | None:
    if text in _EMPTY:
        return None
    if text.isalnum():
        return text
    if _ROUNDED.fullmatch(text):
        raise Problem("identifier-rounded", column.name, text=text)
    number = _AS_NUMBER.fullmatch(text)
    return number.group(1) if number else formula.original(text)


def _decimal(column: Column, text: str, reading: Reading) -> Decimal | None:
    if text in _NO_NUMBER or " ".join(text.casefold().split()) in NOT_MEASURED:
        return None
    number = numbers.decimal(text, reading.notation)
    if number is None:
        raise Problem("number-unreadable", column.name, text=text)
    if abs(number) >= 10**MAX_DIGITS:
        raise Problem("number-too-large", column.name, text=text, digits=MAX_DIGITS)
    if column.kind is Kind.FRACTION and text.endswith("%"):
        number /= 100
    return round(number, MAX_DECIMALS)


def _percent(column: Column, text: str, reading: Reading) -> Decimal | None:
    if text in _EMPTY:
        return None
    number = numbers.percent(text, reading.scale)
    if number is None:
        raise Problem("number-unreadable", column.name, text=text)
    if not 0 <= number <= 100:
        raise Problem("fte-range", column.name, text=text, minimum=0, maximum=100)
    return number


def _count(column: Column, text: str, _reading: Reading) -> int | None:
    if text in _NO_NUMBER:
        return None
    number = numbers.decimal(text)
    if number is None or abs(number) > _LARGEST_COUNT or number != number.to_integral_value():
        raise Problem("count-unreadable", column.name, text=text)
    return int(number)


def _choice(column: Column, text: str, _reading: Reading) -> str | bool | None:
    if text in _EMPTY:
        return None
    choices = column.choices or YES_NO
    machine = choices.recognised.get(fold(text))
    if machine is None:
        raise Problem("choice-unknown", column.name, value=text, known=choices.machines)
    return machine == "true" if column.kind is Kind.FLAG else machine


def _time(column: Column, text: str, _reading: Reading) -> date | days.Period | None:
    if text in _EMPTY:
        return None
    if column.kind is Kind.PERIOD:
        found: date | days.Period | None = days.period(text)
        code = "period-unreadable"
    else:
        found = days.moment(text) if column.kind is Kind.MOMENT else days.day(text)
        code = "day-unreadable"
    if found is None:
        raise Problem(code, column.name, text=text)
    return found


_PARSERS: Mapping[Kind, Callable[[Column, str, Reading], Value]] = {
    Kind.TEXT: _text,
    Kind.IDENTIFIER: _identifier,
    Kind.DECIMAL: _decimal,
    Kind.FRACTION: _decimal,
    Kind.PERCENT: _percent,
    Kind.COUNT: _count,
    Kind.CHOICE: _choice,
    Kind.FLAG: _choice,
    Kind.DAY: _time,
    Kind.MOMENT: _time,
    Kind.PERIOD: _time,
}
