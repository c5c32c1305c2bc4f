from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.entry import parse_count, parse_decimal, parse_percent
from models.problems import Problem

NUMBERS = st.decimals(
    min_value=-(10**12) + 1, max_value=10**12 - 1, places=6, allow_nan=False, allow_infinity=False
)
TEXTS = st.text(st.characters(exclude_categories=())) | st.text(
    "0123456789.,- +%\u00a0", max_size=24
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7,5", "7.5"),
        ("7.5", "7.5"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234\u202f567", "1234567"),
        ("-3", "-3"),
        ("\u22123,5", "-3.5"),
        ("+3", "3"),
        ("- 3", "-3"),
        (",5", "0.5"),
        (" 007 ", "7"),
        ("-0", "0"),
        ("1.234", "1.234"),
        ("0,123456000", "0.123456"),
        ("999999999999,999999", "999999999999.999999"),
    ],
)
def test_numbers(text: str, number: str) -> None:
    assert str(parse_decimal(text)) == number


@pytest.mark.parametrize(
    ("text", "code", "facts"),
    [
        ("", "number-unreadable", {}),
        ("-", "number-unreadable", {}),
        (",", "number-unreadable", {}),
        ("7,", "number-unreadable", {}),
        ("1 23", "number-unreadable", {}),
        ("1234 567", "number-unreadable", {}),
        ("1.234,5", "number-unreadable", {}),
        ("1e5", "number-unreadable", {}),
        ("NaN", "number-unreadable", {}),
        ("٣", "number-unreadable", {}),
        ("=1+1", "number-unreadable", {}),
        ("0,1234567", "number-too-precise", {"decimals": 6}),
        ("1000000000000", "number-too-large", {"digits": 12}),
        ("1" * 100_000, "number-too-large", {"digits": 12}),
    ],
)
def test_what_is_no_number_is_refused(text: str, code: str, facts: dict[str, object]) -> None:
    with pytest.raises(Problem) as caught:
        parse_decimal(text)
    assert caught.value.code == code
    assert caught.value.facts == {"text": text, **facts}


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("80", "80"),
        ("80 %", "80"),
        ("80%", "80"),
        ("80,5 Prosent ", "80.5"),
        ("66.67\u00a0%", "66.67"),
        ("0", "0"),
        ("100,0", "100"),
        ("0,8 %", "0.8"),
        ("1 percent", "1"),
        ("1,5", "1.5"),
    ],
)
def test_percent(text: str, percent: str) -> None:
    assert parse_percent(text) == Decimal(percent)


@pytest.mark.parametrize(
    ("text", "code", "facts"),
    [
        ("140", "fte-range", {"minimum": 0, "maximum": 100}),
        ("100,01 %", "fte-range", {"minimum": 0, "maximum": 100}),
        ("-1", "fte-range", {"minimum": 0, "maximum": 100}),
        ("0,8", "fte-as-fraction", {"meant": 80}),
        ("1", "fte-as-fraction", {"meant": 100}),
        ("full", "number-unreadable", {}),
    ],
)
def test_what_is_no_fte_is_refused(text: str, code: str, facts: dict[str, object]) -> None:
    with pytest.raises(Problem) as caught:
        parse_percent(text)
    assert caught.value.code == code
    assert caught.value.facts == {"text": text, **facts}


def test_counts() -> None:
    assert parse_count("1 234") == 1234
    assert parse_count("0") == 0
    assert parse_count("12,0") == 12
    for text, code in {
        "12,5": "count-unreadable",
        "-1": "count-unreadable",
        "": "count-unreadable",
        "0,1234567": "count-unreadable",
        "1" * 13: "number-too-large",
    }.items():
        with pytest.raises(Problem) as caught:
            parse_count(text)
        assert caught.value.code == code


@given(NUMBERS)
def test_every_storable_number_comes_back(number: Decimal) -> None:
    spaced = f"{number:,f}"
    for text in (
        f"{number:f}",
        f"{number:f}".replace(".", ","),
        spaced.replace(",", " ").replace(".", ","),
        spaced.replace(",", "\u00a0"),
    ):
        assert parse_decimal(text) == number, text


@given(TEXTS)
def test_any_text_gives_a_storable_number_or_a_problem(text: str) -> None:
    for parse in (parse_decimal, parse_percent, parse_count):
        with suppress(Problem):
            number = Decimal(parse(text))
            assert number * 1_000_000 == int(number * 1_000_000)
            assert abs(number) < 10**12


def test_a_pasted_novel_is_refused_at_once() -> None:
    for text in (" " * 200_000 + "x", "1 " * 100_000, "% " * 100_000):
        with pytest.raises(Problem):
            parse_percent(text)
