"""Numbers as people and spreadsheets write them, in Norwegian and English notation."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Notation(Enum):
    """Which sign stands before the decimals; the other one may part thousands."""

    COMMA = ","
    POINT = "."


class Scale(Enum):
    """How a column gives shares of a post: 0.8 or 80."""

    FRACTION = "fraction"
    PERCENT = "percent"


_SPACES = str.maketrans(
    dict.fromkeys(" \t\u00a0\u1680\u2007\u2008\u2009\u200a\u202f\u205f\u3000'’", " ")
)
_MINUS = str.maketrans(dict.fromkeys("−–—", "-"))
_ZERO = re.compile(r"(kr\.?|nok|£|€|\$)?\s*-\s*", re.IGNORECASE)
"""Excel's accounting format writes zero as ``-``."""
_MONEY = re.compile(r"^(kr\.?|nok|£|€|\$)\s*|\s*(kr\.?|nok|,-|%)$", re.IGNORECASE)
_GROUPED = re.compile(r"[0-9]{1,3}( [0-9]{3})+(?![0-9])")
_PLAIN = re.compile(r"[0-9]+")
_ONE_SIGN = re.compile(r"[0-9]*[.,][0-9]+|[0-9]+[.,]")
_AMBIGUOUS = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_THOUSANDS_COMMA = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]*)?")
_THOUSANDS_POINT = re.compile(r"[0-9]{1,3}(\.[0-9]{3})+(,[0-9]*)?")
_EXPONENT = re.compile(r"([0-9]+(?:[.,][0-9]+)?)e([+-]?[0-9]{1,2})", re.IGNORECASE)
_LONGEST = 40


def decimal(text: str, notation: Notation | None = None) -> Decimal | None:
    """The number in ``text``, or ``None`` if there is none.

    Thousands may be parted by spaces of any width, apostrophes, or the sign that is not the decimal
    one; a currency or ``%`` beside the figure is left out. ``1,234`` alone can be read in two ways:
    it has decimals unless ``notation`` (of its column) says otherwise. A lone ``-`` is zero.
    """
    text = text.translate(_SPACES).translate(_MINUS).strip()
    if _ZERO.fullmatch(text):
        return Decimal(0)
    sign, text = _signed(_MONEY.sub("", text).strip())
    if not text or len(text) > _LONGEST:
        return None
    grouped = _GROUPED.match(text)
    if grouped:
        text = grouped.group().replace(" ", "") + text[grouped.end() :]
    digits = _digits(text, notation)
    return None if digits is None else Decimal(sign + digits)


def notation(texts: Iterable[str]) -> Notation | None:
    """The notation of a column, from the cells that can be read in one way only; ``None`` when
    there is no such cell, or they contradict each other."""
    found = set()
    for text in texts:
        evidence = _evidence(_signed(_MONEY.sub("", text.translate(_SPACES).strip()))[1])
        if evidence:
            found.add(evidence)
    return found.pop() if len(found) == 1 else None


def ambiguous(text: str) -> bool:
    """Whether the sign in ``text`` may be for decimals or for thousands: ``1.234``."""
    bare = _MONEY.sub("", text.translate(_SPACES).strip())
    return _AMBIGUOUS.fullmatch(_signed(bare)[1]) is not None


def fte_scale(texts: Iterable[str]) -> Scale:
    """Whether a column of shares is in fractions: all figures are 1 or less, and there is one.

    A cell with a ``%`` sign speaks for itself and is not asked.
    """
    seen = False
    for text in texts:
        if "%" in text or not any(sign.isdigit() for sign in text):
            continue
        number = decimal(text)
        if number is None:
            continue
        if number > 1:
            return Scale.PERCENT
        seen = True
    return Scale.FRACTION if seen else Scale.PERCENT


def percent(text: str, scale: Scale) -> Decimal | None:
    """Per cent of a full post from a cell of a column in ``scale``; ``None`` if it is no number."""
    number = decimal(text)
    if number is None or not any(sign.isdigit() for sign in text):
        return None
    return number if "%" in text or scale is Scale.PERCENT else number * 100


def plain(number: Decimal) -> str:
    """``12.50`` → ``12.5``, ``1E+3`` → ``1000``; never an exponent or a negative zero."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("", "-0", "-") else text


def _signed(text: str) -> tuple[str, str]:
    text = text.translate(_MINUS)
    if text[:1] in ("-", "+"):
        return text[0].replace("+", ""), text[1:].lstrip()
    if text[-1:] == "-" and len(text) > 1:
        return "-", text[:-1].rstrip()
    return "", text


def _digits(text: str, notation: Notation | None) -> str | None:
    if _PLAIN.fullmatch(text):
        return text
    exponent = _EXPONENT.fullmatch(text)
    if exponent:
        return f"{exponent.group(1).replace(',', '.')}e{exponent.group(2)}"
    if _ONE_SIGN.fullmatch(text):
        sign = "," if "," in text else "."
        if notation and notation.value != sign and _AMBIGUOUS.fullmatch(text):
            return text.replace(sign, "")
        return text.replace(sign, ".")
    if _THOUSANDS_COMMA.fullmatch(text):
        return text.replace(",", "")
    if _THOUSANDS_POINT.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    return None


def _evidence(text: str) -> Notation | None:
    grouped = _GROUPED.match(text)
    rest = text[grouped.end() :] if grouped else text
    if grouped and rest[:1] in (",", "."):
        return Notation(rest[0])
    if _ONE_SIGN.fullmatch(text):
        sign = "," if "," in text else "."
        return None if _AMBIGUOUS.fullmatch(text) else Notation(sign)
    if _THOUSANDS_COMMA.fullmatch(text):
        return Notation.POINT
    if _THOUSANDS_POINT.fullmatch(text):
        return Notation.COMMA
    return None
