"""How numbers and days are written, with Babel and without, and which language is spoken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from hypothesis import given
from hypothesis import strategies as st

from tui import languages
from tui.languages import LANGUAGES, Language

NBSP = "\N{NO-BREAK SPACE}"
BABEL_NAMES = {"nb": "nb_NO", "en": "en_GB"}
PATTERNS = {"nb": ("dd.MM.yyyy", "d. MMM"), "en": ("dd/MM/yyyy", "d MMM")}


@pytest.fixture(autouse=True, scope="module")
def _language_before() -> Iterator[None]:
    before = languages.current()
    yield
    languages.use(before)


@pytest.mark.parametrize("language", LANGUAGES)
@given(value=st.integers(-(10**12), 10**12))
def test_whole_numbers_are_babels(language: Language, value: int) -> None:
    languages.use(language)
    assert languages.number(value) == format_decimal(value, locale=BABEL_NAMES[language])


@pytest.mark.parametrize("language", LANGUAGES)
@given(value=st.decimals(-(10**9), 10**9, places=8))
def test_decimals_are_babels(language: Language, value: Decimal) -> None:
    languages.use(language)
    wanted = format_decimal(value, "#,##0.######", locale=BABEL_NAMES[language])
    assert languages.decimal(value) == wanted


@pytest.mark.parametrize("language", LANGUAGES)
@given(per_cent=st.integers(-100_000, 100_000))
def test_shares_are_babels(language: Language, per_cent: int) -> None:
    languages.use(language)
    wanted = format_percent(per_cent / 100, locale=BABEL_NAMES[language])
    assert languages.percent(per_cent / 100) == wanted


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=st.dates(date(1900, 1, 1), date(2200, 1, 1)))
def test_days_are_babels(language: Language, day: date) -> None:
    languages.use(language)
    figures, words = PATTERNS[language]
    name = BABEL_NAMES[language]
    assert languages.day(day) == format_date(day, figures, locale=name)
    assert languages.day_in_words(day) == format_date(day, words, locale=name)
    assert languages.weekday(day) == format_date(day, "EEE", locale=name)


@pytest.mark.parametrize(
    ("value", "norwegian", "english"),
    [
        (0, "0", "0"),
        (999, "999", "999"),
        (1204, f"1{NBSP}204", "1,204"),
        (1234567, f"1{NBSP}234{NBSP}567", "1,234,567"),
    ],
)
def test_whole_numbers(value: int, norwegian: str, english: str) -> None:
    assert _in_both(languages.number, value) == (norwegian, english)


@pytest.mark.parametrize(
    ("value", "norwegian", "english"),
    [
        ("7.5", "7,5", "7.5"),
        ("0.25", "0,25", "0.25"),
        ("100.0", "100", "100"),
        ("1204.5", f"1{NBSP}204,5", "1,204.5"),
        ("0.123456", "0,123456", "0.123456"),
    ],
)
def test_decimals(value: str, norwegian: str, english: str) -> None:
    assert _in_both(languages.decimal, Decimal(value)) == (norwegian, english)


@pytest.mark.parametrize(
    ("value", "norwegian", "english"),
    [
        (Decimal("0.67"), f"67{NBSP}%", "67%"),
        (2 / 3, f"67{NBSP}%", "67%"),
        (0, f"0{NBSP}%", "0%"),
        (1, f"100{NBSP}%", "100%"),
        (Decimal("1.19"), f"119{NBSP}%", "119%"),
    ],
)
def test_per_cents(value: Decimal | float, norwegian: str, english: str) -> None:
    assert _in_both(languages.percent, value) == (norwegian, english)


def test_days() -> None:
    sunday = date(2027, 3, 14)
    assert _in_both(languages.day, sunday) == ("14.03.2027", "14/03/2027")
    assert _in_both(languages.short_day, sunday) == ("14.03.", "14/03")
    assert _in_both(languages.day_in_words, sunday) == ("14. mars", "14 Mar")
    assert _in_both(languages.weekday, sunday) == ("søn.", "Sun")


def _in_both(write: Callable[[Any], str], value: object) -> tuple[str, ...]:
    """What ``write`` makes of ``value`` in each of the languages."""
    said = []
    for language in LANGUAGES:
        languages.use(language)
        said.append(write(value))
    return tuple(said)


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "nb_NO.UTF-8"}, "nb"),
        ({"LANG": "nn_NO.UTF-8"}, "nb"),
        ({"LANG": "no_NO"}, "nb"),
        ({"LANG": "nb"}, "nb"),
        ({"LANG": "en_GB.UTF-8"}, "en"),
        ({"LANG": "sv_SE.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "nb_NO.UTF-8"}, "nb"),
        ({"LANG": "nb_NO.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "nb_NO.UTF-8", "LC_ALL": ""}, "nb"),
        ({"LANG": "nb_NO.UTF-8", "LC_MESSAGES": "nb_NO.UTF-8", "LC_ALL": "en_GB"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "en_GB.UTF-8", "LC_ALL": "nn_NO"}, "nb"),
        ({"LANG": "en_GB.UTF-8", "LC_CTYPE": "nb_NO.UTF-8"}, "en"),
    ],
)
def test_the_language_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], language: Language
) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert languages.from_environment() == language
