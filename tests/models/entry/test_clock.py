"""Times of the day and lengths of dialogues, as people type them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.entry.clock import parse_clock, parse_minutes
from models.problems import Problem

READ = {"9": 540, "09": 540, "9:30": 570, "kl 15.30": 930, "Kl. 8": 480, " 0:05 ": 5, "23:59": 1439}


@pytest.mark.parametrize("text", READ)
def test_a_time_is_read(text: str) -> None:
    assert parse_clock(text) == READ[text]


@pytest.mark.parametrize("text", ["24", "9:60", "9:5", "ni", "", "-1", "9 30"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(Problem, match="clock-unreadable"):
        parse_clock(text)


def test_a_dialogue_takes_five_minutes_to_ten_hours() -> None:
    assert [parse_minutes(text) for text in ("5", "45 min", "60min.", "600")] == [5, 45, 60, 600]
    for text in ("4", "601", "en time", "", "-5", "1.5"):
        with pytest.raises(Problem, match="minutes-range"):
            parse_minutes(text)


@given(st.text())
def test_nothing_else_is_raised(text: str) -> None:
    for read in (parse_clock, parse_minutes):
        with suppress(Problem):
            assert 0 <= read(text) < 1440
