"""Words, numbers and dates in the language of the user.

Words come from gettext catalogues (``tui/locale``); the text in the code is English. Numbers and
dates are written as Babel says the language writes them. It takes 70 ms and 6 MB of every run, so
what is needed of it is in a small table here, which a test holds against Babel.
"""

from __future__ import annotations

import gettext
import locale
import os
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from tui.catalogue import Catalogue

Language = Literal["nb", "en"]
LANGUAGES: tuple[Language, ...] = ("nb", "en")
CATALOGUES = Path(__file__).parent / "locale"


class Forms(NamedTuple):
    """How a language writes numbers, shares and days (CLDR, as in Babel)."""

    group: str
    point: str
    percent: str
    day: str
    day_in_words: str
    months: str
    weekdays: str


FORMS = {
    "nb": Forms(
        "\u00a0",
        ",",
        "{}\u00a0%",
        "{0.day:02}.{0.month:02}.{0.year:04}",
        "{0.day}. {1}",
        "jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des.",
        "man. tir. ons. tor. fre. lør. søn.",
    ),
    "en": Forms(
        ",",
        ".",
        "{}%",
        "{0.day:02}/{0.month:02}/{0.year:04}",
        "{0.day} {1}",
        "Jan Feb Mar Apr May Jun Jul Aug Sept Oct Nov Dec",
        "Mon Tue Wed Thu Fri Sat Sun",
    ),
}

_translations: gettext.NullTranslations = gettext.NullTranslations()
_language: Language = "en"


def use(language: Language) -> None:
    """Speak ``language`` (``nb`` or ``en``) from now on, before any screen is made."""
    global _translations, _language
    _language = language
    _translations = gettext.translation(
        "resultatdialog", CATALOGUES, [language], Catalogue, fallback=language == "en"
    )
    for cached in (number, decimal, percent, day, short_day):
        cached.cache_clear()


def current() -> Language:
    """The language in use."""
    return _language


def from_environment() -> Language:
    """The language of the locale: Norwegian (bokmål, nynorsk) gives bokmål, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        text = os.environ.get(name, "")
        if text:
            return "nb" if text[:2].casefold() in {"nb", "no", "nn"} else "en"
    text = locale.getlocale()[0] or ""
    return "nb" if text[:2].casefold() in {"nb", "no", "nn"} else "en"


def _(text: str) -> str:
    """``text`` in the language in use."""
    return _translations.gettext(text) if text else ""


def ngettext(one: str, many: str, count: int) -> str:
    """``one`` or ``many``, as ``count`` asks for, in the language in use."""
    return _translations.ngettext(one, many, count)


def N_(text: str) -> str:  # noqa: N802 (gettext's own name for it)
    """Marks ``text`` for the catalogues; it is translated where it is shown."""
    return text


@lru_cache(maxsize=4096)
def number(value: int) -> str:
    """A whole number: ``1 204``, ``1,204``."""
    return f"{value:,}".replace(",", FORMS[_language].group)


@lru_cache(maxsize=4096)
def decimal(value: Decimal) -> str:
    """A decimal with the decimals it has, six at most: ``7,5``, ``7.5``."""
    whole, _point, part = f"{value:,.6f}".partition(".")
    forms, part = FORMS[_language], part.rstrip("0")
    return whole.replace(",", forms.group) + (forms.point + part if part else "")


@lru_cache(maxsize=512)
def percent(fraction: Decimal | float) -> str:
    """A share in whole per cent: ``67 %``, ``67%``."""
    return FORMS[_language].percent.format(number(round(fraction * 100)))


@lru_cache(maxsize=4096)
def day(value: date) -> str:
    """A day in figures: ``14.03.2027``, ``14/03/2027``."""
    return FORMS[_language].day.format(value)


@lru_cache(maxsize=1024)
def short_day(value: date) -> str:
    """A day of this year in figures: ``14.03.``, ``14/03``."""
    return day(value).replace(str(value.year), "").rstrip("/")


def day_in_words(value: date) -> str:
    """A day as a heading has it: ``1. feb.``, ``1 Feb``."""
    forms = FORMS[_language]
    return forms.day_in_words.format(value, forms.months.split()[value.month - 1])


def weekday(value: date) -> str:
    """The day of the week, short: ``fre.``, ``Fri``."""
    return FORMS[_language].weekdays.split()[value.weekday()]
