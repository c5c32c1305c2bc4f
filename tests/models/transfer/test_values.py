"""Cells as people and systems write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.problems import Problem
from models.transfer.cells.days import Period
from models.transfer.cells.numbers import Notation, Scale, decimal, fte_scale, notation, plain
from models.transfer.cells.values import (
    Reading,
    fold_id,
    parser,
    reading_of,
    stand_for_themselves,
    was_number,
)
from models.transfer.columns.table import COLUMNS
from models.transfer.importing.arguments import parse_values


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 234,5", "1234.5"),
        ("1\u00a0234,5", "1234.5"),
        ("1\u202f234\u2009567", "1234567"),
        ("1,234.5", "1234.5"),
        ("1.234,50", "1234.50"),
        ("1.234.567", "1234567"),
        ("1,0", "1.0"),
        ("1.0", "1.0"),
        ("-0,5", "-0.5"),
        ("−12", "-12"),
        ("5-", "-5"),
        (",5", "0.5"),
        ("12.", "12"),
        ("8,3 %", "8.3"),
        ("kr 1 200,-", "1200"),
        ("1,5E+3", "1500"),
        (" -   ", "0"),
        ("-", "0"),
        ("1,234", "1.234"),
        ("200.000.000", "200000000"),
    ],
)
def test_numbers(text: str, number: str) -> None:
    assert decimal(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["", "abc", "1 2", "12 34", "1,2,3", "1.2.3", "1,23.4,5", "1e999", "٣", "9" * 60, "--"]
)
def test_what_is_no_number(text: str) -> None:
    assert decimal(text) is None


def test_the_column_tells_how_a_number_is_meant() -> None:
    assert notation(["1,234", "2.5"]) is Notation.POINT
    assert notation(["1.234", "0,125"]) is Notation.COMMA
    assert notation(["1 234,5"]) is Notation.COMMA
    assert notation(["1,234", "17", ""]) is None
    assert notation(["1,5", "1.5"]) is None
    target = COLUMNS["target"]
    texts = ["1,234", "2.5"]
    assert [*map(parser(target, reading_of(target, texts)), texts)] == [
        1234,
        Decimal("2.5"),
    ]


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9
    )
)
def test_a_number_is_read_as_it_was_written(number: Decimal) -> None:
    assert decimal(plain(number)) == number
    assert decimal(plain(number).replace(".", ",")) == number


@given(st.text(max_size=30))
def test_no_text_is_too_odd_for_the_parsers(text: str) -> None:
    for column in COLUMNS.values():
        try:
            parser(column, reading_of(column, [text]))(text)
        except Problem as problem:
            assert problem.field == column.name  # noqa: PT017


@pytest.mark.parametrize(
    ("texts", "scale"),
    [
        (["1", "0,8", "0.5", ""], Scale.FRACTION),
        (["100", "0,8"], Scale.PERCENT),
        (["1,0", "1.0"], Scale.FRACTION),
        (["", "abc"], Scale.PERCENT),
        (["0.5 %"], Scale.PERCENT),
    ],
)
def test_fractions_or_per_cent(texts: list[str], scale: Scale) -> None:
    assert fte_scale(texts) is scale


@pytest.mark.parametrize(
    ("text", "scale", "share"),
    [
        ("80", Scale.PERCENT, 80),
        ("80 %", Scale.FRACTION, 80),
        ("0,8", Scale.FRACTION, 80),
        ("1.0", Scale.FRACTION, 100),
        ("0", Scale.PERCENT, 0),
        ("100,00", Scale.PERCENT, 100),
        ("-", Scale.PERCENT, None),
    ],
)
def test_shares_of_a_post(text: str, scale: Scale, share: int | None) -> None:
    assert parser(COLUMNS["fte"], Reading(scale=scale))(text) == share


@pytest.mark.parametrize(
    ("field", "text", "code"),
    [
        ("fte", "140", "fte-range"),
        ("fte", "-5", "fte-range"),
        ("fte", "abc", "number-unreadable"),
        ("target", "ti", "number-unreadable"),
        ("year", "20,5", "count-unreadable"),
        ("target", "1 000 000 000 000", "number-too-large"),
        ("adopted_on", "31.02.2027", "day-unreadable"),
        ("adopted_on", "5/19/2006", "day-unreadable"),
        ("measured_on", "2018-12", "period-unreadable"),
        ("measured_on", "18", "period-unreadable"),
        ("employee_no", "1,23457E+11", "identifier-rounded"),
        ("status", "kanskje", "choice-unknown"),
    ],
)
def test_what_is_refused(field: str, text: str, code: str) -> None:
    with pytest.raises(Problem) as caught:
        parser(COLUMNS[field])(text)
    assert (caught.value.code, caught.value.field) == (code, field)
    assert text in caught.value.facts.values()


@pytest.mark.parametrize(
    ("text", "identifier"),
    [
        (" 0042 ", "0042"),
        ("4204.0", "4204"),
        ("4204,00", "4204"),
        ("D16", "D16"),
        ("1.2", "1.2"),
        ("N/A", None),
        ("NULL", None),
        ("", None),
        ("'=1", "=1"),
    ],
)
def test_identifiers(text: str, identifier: str | None) -> None:
    assert parser(COLUMNS["employee_no"])(text) == identifier


def test_identifiers_compare_without_case_but_with_zeros() -> None:
    assert was_number("4204.0")
    assert not was_number("4204")
    assert fold_id(" d16") == fold_id("D16")
    assert fold_id("0042") != fold_id("42")


@pytest.mark.parametrize(
    "text",
    [
        "2027-03-14",
        "14.03.2027",
        "14.3.27",
        "14/03/2027",
        "14-03-2027",
        "2027-03-14T10:00:00",
        "2027-03-14 00:00:00.000",
        "2027-03-14T10:00:00+01:00",
        "14.03.2027 10:00",
        "20270314",
        "2027/3/14",
    ],
)
def test_days(text: str) -> None:
    assert parser(COLUMNS["adopted_on"])(text) == date(2027, 3, 14)


def test_moments() -> None:
    assert parser(COLUMNS["planned_at"])("14.03.2027 10:30") == datetime(2027, 3, 14, 10, 30)  # noqa: DTZ001
    assert parser(COLUMNS["planned_at"])("14.03.2027") == date(2027, 3, 14)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2018-19", date(2018, 1, 1), date(2019, 12, 31)),
        ("2013-17", date(2013, 1, 1), date(2017, 12, 31)),
        ("2013–2017", date(2013, 1, 1), date(2017, 12, 31)),
        ("1999-00", date(1999, 1, 1), date(2000, 12, 31)),
        ("2010-11", date(2010, 1, 1), date(2011, 12, 31)),
        ("14.3.2027", date(2027, 3, 14), date(2027, 3, 14)),
    ],
)
def test_periods(text: str, first: date, last: date) -> None:
    assert parser(COLUMNS["measured_on"])(text) == Period(first, last, text)


@pytest.mark.parametrize(
    ("field", "text", "meaning"),
    [
        ("status", "SLUTTET", "ended"),
        ("status", "i permisjon", "leave"),
        ("status", "Permisjon u/lønn", "leave"),
        ("status", "On leave", "leave"),
        ("status", "Terminated", "ended"),
        ("status", "Aktiv", "active"),
        ("direction", "Mindre", "less"),
        ("dialogue_status", "ikke planlagt", "not-planned"),
        ("dialogue_status", "not-planned", "not-planned"),
        ("is_leader", "Ja", True),
        ("is_leader", "false", False),
        ("met", "", None),
    ],
)
def test_words(field: str, text: str, meaning: object) -> None:
    assert parser(COLUMNS[field])(text) == meaning


def test_what_the_user_says_that_a_word_means() -> None:
    meant = parse_values(["direction:Ascending=less", "leader_no:XX="])
    direction, leader = COLUMNS["direction"], COLUMNS["leader_no"]
    assert parser(direction, reading_of(direction, [], meant["direction"]))("ascending ") == "less"
    assert parser(leader, reading_of(leader, [], meant["leader_no"]))("xx") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [(" Kari ", "Kari"), ("-", None), ("#N/A", None), ("'=1", "=1"), ("'90-åra", "'90-åra")],
)
def test_text(text: str, value: str | None) -> None:
    assert parser(COLUMNS["name"])(text) == value


@given(st.sampled_from(["employee_no", "name"]), st.lists(st.text(max_size=3)))
def test_what_stands_for_itself_is_read_as_it_is(field: str, texts: list[str]) -> None:
    column = COLUMNS[field]
    if stand_for_themselves(column, texts):
        assert list(map(parser(column), texts)) == texts
    assert stand_for_themselves(column, ["12", "7"])
    assert not stand_for_themselves(column, ["12", "-"])
