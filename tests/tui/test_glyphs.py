"""The signs and the bars drawn with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from tui import glyphs
from tui.glyphs import ASCII, UNICODE, bar, spark

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def ascii_signs() -> Iterator[None]:
    glyphs.use(ASCII)
    yield
    glyphs.use(UNICODE)


def test_every_sign_is_one_cell_and_the_stand_ins_are_ascii() -> None:
    for name, sign in UNICODE._asdict().items():
        stand_in = getattr(ASCII, name)
        assert stand_in.isascii()
        if name not in {"eighths", "levels"}:
            assert cell_len(sign) == len(stand_in) == 1
    assert len(UNICODE.eighths) == cell_len(UNICODE.eighths) == 7
    assert len(UNICODE.levels) == cell_len(UNICODE.levels) == len(set(ASCII.levels)) == 8


def test_statuses_can_be_told_apart_without_colour() -> None:
    names = ("exempt", "not_planned", "planned", "overdue", "held", "agreed")
    for signs in (UNICODE, ASCII):
        assert len({getattr(signs, name) for name in names}) == len(names)


@pytest.mark.parametrize(
    ("fraction", "expected"),
    [(0, "        "), (0.67, "█████▎  "), (0.834, "██████▋ "), (1, "████████"), (9, "████████")],
)
def test_bar(fraction: float, expected: str) -> None:
    assert bar(fraction, 8) == expected


def test_bar_does_not_flatter() -> None:
    assert bar(0.999999, 8) == "███████▉"
    assert bar(0.000001, 8) == "▏       "
    assert bar(0.5, 6, track=True) == "███░░░"


@pytest.mark.usefixtures("ascii_signs")
def test_bar_in_ascii() -> None:
    assert bar(0.67, 6) == "####.."
    assert bar(0.01, 6) == "#....."


@given(fraction=st.floats(-2, 3), width=st.integers(-1, 200), track=st.booleans())
def test_bar_is_as_wide_as_asked(fraction: float, width: int, track: bool) -> None:
    assert cell_len(bar(fraction, width, track=track)) == max(width, 0)


def test_a_spark_line_has_a_cell_for_each_and_does_not_flatter() -> None:
    assert spark([0, 0.5, None, 0.999, 1, 7]) == "▁▄ ▇██"


@pytest.mark.usefixtures("ascii_signs")
def test_a_spark_line_in_ascii() -> None:
    assert spark([0, 0.5, None, 1]) == "_= @"
