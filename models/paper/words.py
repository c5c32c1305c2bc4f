"""The words of documents: the models know none, so whoever makes a document brings them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from msgspec import Struct

from models.flags import Flag

NONE = "–"
"""Stands where there is nothing."""


class Words(Struct, frozen=True):
    """How the language in use says things.

    ``say`` gives the text of a code, filled with facts; ``word`` the word of a code of one of the
    kinds ``standing``, ``side``, ``status``; ``clean`` makes anything from data harmless text and
    keeps its line breaks. ``political_body`` and ``chair`` stand where nobody is above.
    """

    language: str
    municipality: str
    political_body: str
    chair: str
    say: Callable[..., str]
    word: Callable[[str, str], str]
    round_name: Callable[[str, str], str]
    topic: Callable[[str], str]
    flag: Callable[[Flag], str]
    day: Callable[[date], str]
    number: Callable[[int], str]
    decimal: Callable[[Decimal], str]
    percent: Callable[[float], str]
    clean: Callable[[str], str]

    def value(self, value: Decimal | None) -> str:
        """A measured value or a target."""
        return NONE if value is None else self.decimal(value)

    def on(self, day: date | None) -> str:
        """A day that may be missing."""
        return NONE if day is None else self.day(day)

    def part(self, some: int, whole: int) -> str:
        """``42 of 57 (74 %)``."""
        if not whole:
            return self.say("of", some=self.number(some), whole=self.number(whole))
        return self.say(
            "of-share",
            some=self.number(some),
            whole=self.number(whole),
            share=self.percent(some / whole),
        )
