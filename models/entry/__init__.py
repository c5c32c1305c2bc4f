"""What people type into fields, read into days, moments and numbers.

Every function takes the text of one field, raises :class:`models.problems.Problem` with that text
as a fact for anything it cannot read, and raises nothing else. Whether a field may be empty is its
own matter: an empty text is unreadable here.
"""

from __future__ import annotations

from models.entry.days import parse_day
from models.entry.moments import Moment, parse_moment
from models.entry.numbers import parse_count, parse_decimal, parse_percent

__all__ = [
    "Moment",
    "parse_count",
    "parse_day",
    "parse_decimal",
    "parse_moment",
    "parse_percent",
]
