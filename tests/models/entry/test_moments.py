from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.entry import Moment, parse_moment
from models.problems import Problem

TODAY = date(2027, 3, 10)
THE_DAY = date(2027, 3, 14)
NEAR_FORMS = st.lists(
    st.sampled_from([*"0123456789.:- ,T", "kl", "kl.", "uke", "mars", "fre"]),
    max_size=14,
).map("".join)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("14.3", Moment(THE_DAY)),
        ("14.3 10", Moment(THE_DAY, time(10))),
        ("14.3 10:30", Moment(THE_DAY, time(10, 30))),
        ("14.3 10.30", Moment(THE_DAY, time(10, 30))),
        ("14.3. 10.30", Moment(THE_DAY, time(10, 30))),
        ("14.3 kl 10.30", Moment(THE_DAY, time(10, 30))),
        ("14.3, Kl. 10.30", Moment(THE_DAY, time(10, 30))),
        ("14.3 kl9", Moment(THE_DAY, time(9))),
        ("14 march at 10", Moment(THE_DAY, time(10))),
        ("14.3.27 8", Moment(THE_DAY, time(8))),
        ("14. mars 2027", Moment(THE_DAY)),
        ("14. mars 10", Moment(THE_DAY, time(10))),
        ("14. mars 2027 10", Moment(THE_DAY, time(10))),
        ("2027-03-14T10:30", Moment(THE_DAY, time(10, 30))),
        ("2027-03-14T10:30:00", Moment(THE_DAY, time(10, 30))),
        ("2027-03-14 00:00", Moment(THE_DAY, time(0))),
        ("i morgen 9", Moment(date(2027, 3, 11), time(9))),
        ("+2u\t9:05", Moment(date(2027, 3, 24), time(9, 5))),
        ("uke 12", Moment(date(2027, 3, 22))),
        ("uke 12 10", Moment(date(2027, 3, 22), time(10))),
        ("neste mandag 10\u00a0", Moment(date(2027, 3, 15), time(10))),
    ],
)
def test_what_is_typed_is_understood(text: str, moment: Moment) -> None:
    assert parse_moment(text, TODAY) == moment


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("14.3 24:00", "time-does-not-exist"),
        ("14.3 10:75", "time-does-not-exist"),
        ("14.3 kl 99", "time-does-not-exist"),
        ("31.2 10", "day-does-not-exist"),
        ("31.2", "day-does-not-exist"),
        ("1.1.1027 10", "day-out-of-range"),
        ("", "day-unreadable"),
        ("10:30", "day-unreadable"),
        ("kl 10", "day-unreadable"),
        ("14.3 2027", "day-unreadable"),
        ("14.3 1030", "day-unreadable"),
        ("14.3 10:3", "day-unreadable"),
        ("14.3 10:30:15", "day-unreadable"),
        ("2027-03-14T10:30Z", "day-unreadable"),
        ("snart 10", "day-unreadable"),
    ],
)
def test_what_is_no_moment_is_refused(text: str, code: str) -> None:
    with pytest.raises(Problem) as caught:
        parse_moment(text, TODAY)
    assert caught.value.code == code
    assert "text" in caught.value.facts


@given(st.datetimes(datetime(1900, 1, 1), datetime(2199, 12, 31)))  # noqa: DTZ001 - local and naive
def test_every_moment_comes_back(moment: datetime) -> None:
    meant = Moment(moment.date(), moment.time().replace(second=0, microsecond=0))
    for text in (
        f"{moment:%Y-%m-%dT%H:%M}",
        f"{moment:%Y-%m-%d %H:%M}",
        f"{moment:%d.%m.%Y %H.%M}",
        f"{moment.day}/{moment.month}/{moment:%Y}, kl. {moment.hour}:{moment:%M}",
    ):
        assert parse_moment(text, TODAY) == meant, text


@given(st.text(st.characters(exclude_categories=())) | NEAR_FORMS, st.dates())
def test_any_text_gives_a_moment_or_a_problem(text: str, today: date) -> None:
    with suppress(Problem):
        assert 1900 <= parse_moment(text, today).day.year <= 2199
