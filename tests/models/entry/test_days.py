from __future__ import annotations

import time
from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.entry import day_words, parse_day
from models.problems import Problem

TODAY = date(2027, 3, 10)  # a Wednesday
ANY_TODAY = st.dates(date(1970, 1, 1), date(2100, 12, 31))
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
NEAR_FORMS = st.lists(
    st.sampled_from(
        [*"0123456789./-+ uT", "uke", "mars", "neste", "fre", "om", "år"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("14.3", date(2027, 3, 14)),
        ("14.3.", date(2027, 3, 14)),
        ("14/3", date(2027, 3, 14)),
        ("14-03", date(2027, 3, 14)),
        ("1.1", date(2027, 1, 1)),
        ("31.12", date(2027, 12, 31)),
        ("15.3.26", date(2026, 3, 15)),
        ("14.3.27", date(2027, 3, 14)),
        ("14/3-27", date(2027, 3, 14)),
        ("14.3.57", date(2057, 3, 14)),
        ("14.3.58", date(1958, 3, 14)),
        ("14.3.2027", date(2027, 3, 14)),
        ("14. 3. 2027", date(2027, 3, 14)),
        ("2027-03-14", date(2027, 3, 14)),
        ("140327", date(2027, 3, 14)),
        ("14032027", date(2027, 3, 14)),
        ("20270314", date(2027, 3, 14)),
        ("20122027", date(2027, 12, 20)),
        ("14. mars", date(2027, 3, 14)),
        ("14 Mar.", date(2027, 3, 14)),
        ("14. desember 2028", date(2028, 12, 14)),
        ("14 may 2028", date(2028, 5, 14)),
        ("+2u", date(2027, 3, 24)),
        ("+2w", date(2027, 3, 24)),
        ("+ 2 uker", date(2027, 3, 24)),
        ("om 2 uker", date(2027, 3, 24)),
        ("in 2 weeks", date(2027, 3, 24)),
        ("-1u", date(2027, 3, 3)),
        ("\u22121u", date(2027, 3, 3)),
        ("+3d", date(2027, 3, 13)),
        ("+1m", date(2027, 4, 10)),
        ("-3m", date(2026, 12, 10)),
        ("+1å", date(2028, 3, 10)),
        ("+1a\u030ar", date(2028, 3, 10)),
        ("-2y", date(2025, 3, 10)),
        ("i dag", TODAY),
        ("idag", TODAY),
        ("Today", TODAY),
        ("  I  Morgen ", date(2027, 3, 11)),
        ("tomorrow", date(2027, 3, 11)),
        ("i går", date(2027, 3, 9)),
        ("yesterday", date(2027, 3, 9)),
        ("fre", date(2027, 3, 12)),
        ("fredag", date(2027, 3, 12)),
        ("Fri", date(2027, 3, 12)),
        ("friday", date(2027, 3, 12)),
        ("tir.", date(2027, 3, 16)),
        ("ons", date(2027, 3, 17)),
        ("søndag", date(2027, 3, 14)),
        ("neste mandag", date(2027, 3, 15)),
        ("neste fredag", date(2027, 3, 19)),
        ("next wed", date(2027, 3, 17)),
        ("uke 12", date(2027, 3, 22)),
        ("week 12", date(2027, 3, 22)),
        ("u12", date(2027, 3, 22)),
        ("uke 10", date(2027, 3, 8)),
        ("uke 1 2026", date(2025, 12, 29)),
        ("w53/2026", date(2026, 12, 28)),
    ],
)
def test_what_is_typed_is_understood(text: str, day: date) -> None:
    assert parse_day(text, TODAY) == day


@pytest.mark.parametrize(
    ("text", "today", "day"),
    [
        ("1.5", date(2027, 10, 31), date(2027, 5, 1)),
        ("30.4", date(2027, 10, 31), date(2028, 4, 30)),
        ("29.2", date(2027, 11, 1), date(2028, 2, 29)),
        ("1.7", date(2027, 1, 1), date(2027, 7, 1)),
        ("31.12", date(2027, 1, 1), date(2027, 12, 31)),
        ("uke 17", date(2027, 10, 31), date(2028, 4, 24)),
        ("uke 18", date(2027, 10, 31), date(2027, 5, 3)),
        ("uke 53", date(2027, 1, 2), date(2026, 12, 28)),
        ("uke 2", date(2027, 1, 2), date(2027, 1, 11)),
        ("+1m", date(2027, 1, 31), date(2027, 2, 28)),
        ("+1m", date(2027, 12, 31), date(2028, 1, 31)),
        ("-1å", date(2028, 2, 29), date(2027, 2, 28)),
        ("søn", date(2027, 3, 14), date(2027, 3, 21)),
        ("neste søndag", date(2027, 3, 14), date(2027, 3, 21)),
        ("neste mandag", date(2027, 3, 14), date(2027, 3, 15)),
    ],
)
def test_the_year_and_the_week_are_the_near_ones(text: str, today: date, day: date) -> None:
    assert parse_day(text, today) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31.2", "day-does-not-exist"),
        ("29.2.2027", "day-does-not-exist"),
        ("29.2", "day-does-not-exist"),
        ("3/14", "day-does-not-exist"),
        ("0.1", "day-does-not-exist"),
        ("2027-13-01", "day-does-not-exist"),
        ("310227", "day-does-not-exist"),
        ("32. mars", "day-does-not-exist"),
        ("uke 54", "day-does-not-exist"),
        ("uke 0", "day-does-not-exist"),
        ("uke 53 2027", "day-does-not-exist"),
        ("", "day-unreadable"),
        ("14", "day-unreadable"),
        ("1403", "day-unreadable"),
        ("2027", "day-unreadable"),
        ("14.3.027", "day-unreadable"),
        ("14. mars 27", "day-unreadable"),
        ("2u", "day-unreadable"),
        ("+2", "day-unreadable"),
        ("snart", "day-unreadable"),
        ("14.3 10:30", "day-unreadable"),
        ("١٤.٣", "day-unreadable"),
        ("14.3\ud800", "day-unreadable"),
        ("14.3.1027", "day-out-of-range"),
        ("2200-01-01", "day-out-of-range"),
        ("+999å", "day-out-of-range"),
        ("+99999å", "day-out-of-range"),
        ("-99999m", "day-out-of-range"),
        ("+99999d", "day-out-of-range"),
        ("-99999u", "day-out-of-range"),
        ("+99999999d", "day-unreadable"),
    ],
)
def test_what_is_no_day_is_refused(text: str, code: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_day(f" {text} ", TODAY)
    assert caught.value.code == code
    assert caught.value.facts["text"] == text


@given(DAYS, ANY_TODAY)
@example(date(2000, 2, 29), date(2027, 2, 28))
def test_every_day_with_its_year_comes_back(day: date, today: date) -> None:
    month = [word for word, number in day_words.MONTHS.items() if number == day.month][-1]
    for text in (
        day.isoformat(),
        f"{day:%d.%m.%Y}",
        f"{day.day}.{day.month}.{day:%Y}",
        f"{day.day}/{day.month}/{day:%Y}",
        f"{day.day}/{day.month}-{day:%Y}",
        f"{day:%d%m%Y}",
        f"{day:%Y%m%d}",
        f"{day.day}. {month} {day:%Y}",
    ):
        assert parse_day(text, today) == day, text
    year, week, weekday = day.isocalendar()
    if 1900 < year < 2199:
        assert parse_day(f"uke {week} {year}", today) == day - timedelta(days=weekday - 1)


@given(ANY_TODAY, st.integers(-182, 181))
def test_every_near_day_comes_back_without_its_year(today: date, away: int) -> None:
    day = today + timedelta(days=away)
    # What lies before the turn of the year is not nearer than this year's.
    meant = day if day.year >= today.year else None
    for text in (f"{day.day}.{day.month}", f"{day:%d/%m}", f"{day:%d.%m.}"):
        if (day.month, day.day) != (2, 29) and meant:
            assert parse_day(text, today) == day
    if today.year - 69 <= day.year <= today.year + 30:
        for text in (f"{day:%d.%m.%y}", f"{day:%d%m%y}", f"{day.day}/{day.month}-{day:%y}"):
            assert parse_day(text, today) == day


@given(ANY_TODAY, st.integers(1, 12), st.integers(1, 28))
def test_a_day_without_its_year_is_never_far_off(today: date, month: int, day: int) -> None:
    found = parse_day(f"{day}.{month}", today)
    assert (found.month, found.day) == (month, day)
    assert today - timedelta(days=183) <= found <= date(today.year + 1, 7, 4)


@given(ANY_TODAY, st.integers(-999, 999))
def test_days_and_weeks_from_today(today: date, away: int) -> None:
    assert parse_day(f"{away:+}d", today) == today + timedelta(days=away)
    assert parse_day(f"{away:+} uker", today) == today + timedelta(weeks=away)


@given(ANY_TODAY, st.sampled_from(sorted(day_words.WEEKDAYS)))
def test_a_weekday_is_within_a_week_and_next_is_in_the_next(today: date, word: str) -> None:
    day = parse_day(word, today)
    assert day.weekday() == day_words.WEEKDAYS[word]
    assert 1 <= (day - today).days <= 7
    following = parse_day(f"neste {word}", today)
    assert following.weekday() == day.weekday()
    assert following.isocalendar()[:2] == (today + timedelta(days=7)).isocalendar()[:2]


@given(st.text(st.characters(exclude_categories=())) | NEAR_FORMS, st.dates())
@example("+1d", date.max)
@example("-1m", date.min)
@example("uke 53", date.max)
@example("14.3", date.min)
@example("neste søndag", date.max)
def test_any_text_gives_a_day_or_a_problem(text: str, today: date) -> None:
    with suppress(Problem):
        assert 1900 <= parse_day(text, today).year <= 2199


def test_a_pasted_novel_is_refused_at_once() -> None:
    started = time.perf_counter()
    for text in ("14.3 " * 20_000, " " * 100_000 + "x", "1" * 100_000, "neste " * 20_000):
        with pytest.raises(Problem):
            parse_day(text, TODAY)
    assert time.perf_counter() - started < 2
