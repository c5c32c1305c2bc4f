"""Numbers as people type them, with a decimal comma or point and spaces between thousands."""

from __future__ import annotations

import re
from decimal import Decimal

from models.problems import Problem

# Values are stored as whole millionths in 64 bits.
MAX_DECIMALS = 6
MAX_DIGITS = 12

_NUMBER = re.compile(
    r"(?P<sign>[+-]?) ?(?P<whole>[0-9]{1,3}(?: [0-9]{3})+|[0-9]*)(?:[.,](?P<decimals>[0-9]+))?"
)
_PERCENT = re.compile(r"(?P<number>.*?) ?(?:%|prosent|percent)", re.IGNORECASE)
_WHOLE_FTE = Decimal(100)


def parse_decimal(text: str) -> Decimal:
    """Return the number that ``text`` means: ``7,5``, ``7.5``, ``1 234,5``, ``-3``.

    There is no sign between thousands but the space, so ``1.234`` is a little more than one.
    Raises ``number-unreadable`` (text), ``number-too-precise`` (text, decimals) beyond six decimals
    and ``number-too-large`` (text, digits) beyond twelve digits before the decimal sign.
    """
    match = _NUMBER.fullmatch(_single_spaced(text).replace("\u2212", "-"))
    if match is None or not (match["whole"] or match["decimals"]):
        raise Problem("number-unreadable", text=text.strip())
    whole = match["whole"].replace(" ", "").lstrip("0")
    decimals = (match["decimals"] or "").rstrip("0")
    if len(whole) > MAX_DIGITS:
        raise Problem("number-too-large", text=text.strip(), digits=MAX_DIGITS)
    if len(decimals) > MAX_DECIMALS:
        raise Problem("number-too-precise", text=text.strip(), decimals=MAX_DECIMALS)
    number = Decimal(f"0{whole}.{decimals}")
    return -number if match["sign"] == "-" and number else number


def parse_percent(text: str) -> Decimal:
    """Return an FTE fraction in per cent, 0 to 100, from ``80``, ``80 %`` or ``80,5 prosent``.

    Raises ``fte-range`` (text, minimum, maximum) outside of that, ``fte-as-fraction`` (text, meant)
    for a number above 0 and up to 1 without a percent sign, which is hardly a hundredth of a
    position (``meant`` is the per cent it would be: 80 for ``0,8``), and what
    :func:`parse_decimal` raises.
    """
    sign = _PERCENT.fullmatch(_single_spaced(text))
    number = parse_decimal(sign["number"] if sign else text)
    if not 0 <= number <= _WHOLE_FTE:
        raise Problem("fte-range", text=text.strip(), minimum=0, maximum=100)
    if 0 < number <= 1 and not sign:
        raise Problem("fte-as-fraction", text=text.strip(), meant=number * 100)
    return number


def parse_count(text: str) -> int:
    """Return a whole number from 0 up. Raises ``count-unreadable`` (text), ``number-too-large``."""
    try:
        number = parse_decimal(text)
    except Problem as problem:
        if problem.code == "number-too-large":
            raise
        raise Problem("count-unreadable", text=text.strip()) from None
    if number < 0 or number != int(number):
        raise Problem("count-unreadable", text=text.strip())
    return int(number)


def _single_spaced(text: str) -> str:
    # Splitting takes every kind of space, the no-break ones of spreadsheets among them.
    return " ".join(text.split())
