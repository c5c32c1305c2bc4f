from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.progress import Direction, Standing, State, Trend, is_measurable, progress, trend

VALUES = st.decimals(min_value=-(10**6), max_value=10**6, places=3)
WAYS = st.sampled_from(["more", "less"])
DIRECTIONS = st.sampled_from(["more", "less", "within"])


def number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "band", "actual", "state", "fraction"),
    [
        # Sick leave, from 9.1 to 7.5 per cent.
        ("less", "9.1", "7.5", None, "8.3", "under-way", "0.5"),
        ("less", "9.1", "7.5", None, "7.2", "met", "1.1875"),
        ("less", "9.1", "7.5", None, "7.5", "met", "1"),
        ("less", "9.1", "7.5", None, "9.6", "worse", "-0.3125"),
        ("less", "9.1", "7.5", None, "9.1", "under-way", "0"),
        ("less", "9.1", "7.5", None, None, "not-measured", None),
        ("less", "9.1", None, None, "8.3", "not-measurable", None),
        (None, "9.1", "7.5", None, "8.3", "not-measurable", None),
        ("less", None, "7.5", None, "8.3", "under-way", None),
        ("less", None, "7.5", None, "7.2", "met", None),
        ("more", "0", "10", None, "0", "under-way", "0"),
        ("more", "0", "10", None, "12", "met", "1.2"),
        ("more", "-10", "10", None, "0", "under-way", "0.5"),
        ("more", "5", "10", None, "4", "worse", "-0.2"),
        # Keep.
        ("more", "95", "95", None, "95.0", "met", None),
        ("more", "95", "95", None, "96", "met", None),
        ("more", "95", "95", None, "94.9", "worse", None),
        ("less", "0", "0", None, "0", "met", None),
        ("less", "0", "0", None, "1", "worse", None),
        # Keep within.
        ("within", "100", "100", "2", "102", "met", None),
        ("within", "100", "100", "2", "98", "met", None),
        ("within", "100", "100", "2", "97.9", "worse", None),
        ("within", "90", "100", "2", "97", "under-way", None),
        ("within", "90", "100", "2", "111", "worse", None),
        ("within", "90", "100", "2", "90", "under-way", None),
        ("within", None, "100", "2", "111", "under-way", None),
        ("within", "100", "100", None, "100", "met", None),
        ("within", "100", "100", None, "100.1", "worse", None),
        # A direction against its own baseline and target decides all the same.
        ("more", "10", "5", None, "8", "met", "0.4"),
        ("more", "10", "5", None, "4", "worse", "1.2"),
        ("less", "5", "10", None, "12", "worse", "1.4"),
    ],
)
def test_standing(
    direction: Direction | None,
    baseline: str | None,
    target: str | None,
    band: str | None,
    actual: str | None,
    state: State,
    fraction: str | None,
) -> None:
    met = {"met": True, "under-way": False, "worse": False}.get(state)
    standing = progress(direction, number(baseline), number(target), number(band), number(actual))
    assert standing == Standing(state, met, number(fraction))


@pytest.mark.parametrize(
    ("previous", "latest", "direction", "target", "expected"),
    [
        ("8.3", "7.9", "less", "7.5", "better"),
        ("8.3", "8.9", "less", "7.5", "worse"),
        ("7.0", "6.0", "less", "7.5", "better"),
        ("8.3", "8.30", "less", "7.5", "same"),
        ("1", "2", "more", "5", "better"),
        ("1", "2", "more", None, "better"),
        ("2", "1", "more", None, "worse"),
        ("90", "105", "within", "100", "better"),
        ("95", "105", "within", "100", "same"),
        ("99", "105", "within", "100", "worse"),
        ("99", "105", "within", None, None),
        (None, "2", "more", "5", None),
        ("1", None, "more", "5", None),
        ("1", "2", None, "5", None),
    ],
)
def test_trend(
    previous: str | None,
    latest: str | None,
    direction: Direction | None,
    target: str | None,
    expected: Trend | None,
) -> None:
    assert trend(number(previous), number(latest), direction, number(target)) == expected


def test_a_goal_is_measurable_with_everything_given_even_at_zero() -> None:
    given_values = {
        "indicator": "Sykefravær",
        "measure": "%",
        "baseline": Decimal(0),
        "target": Decimal(0),
        "due": date(2027, 12, 31),
    }
    assert is_measurable(**given_values)  # type: ignore[arg-type]
    for name in given_values:
        assert not is_measurable(**{**given_values, name: None})  # type: ignore[arg-type]
    for name in ("indicator", "measure"):
        assert not is_measurable(**{**given_values, name: "  "})  # type: ignore[arg-type]


@given(WAYS, VALUES, VALUES, VALUES, VALUES)
def test_moving_towards_the_target_never_lowers_the_fraction(
    direction: Direction, baseline: Decimal, target: Decimal, one: Decimal, other: Decimal
) -> None:
    assume(baseline != target)
    rising = target > baseline
    near, far = (max(one, other), min(one, other))[:: 1 if rising else -1]
    nearer = progress(direction, baseline, target, None, near).fraction
    farther = progress(direction, baseline, target, None, far).fraction
    assert nearer is not None
    assert farther is not None
    assert nearer >= farther


@given(VALUES, VALUES, VALUES)
def test_fraction_state_and_met_agree(baseline: Decimal, target: Decimal, actual: Decimal) -> None:
    assume(baseline != target)
    direction: Direction = "more" if target > baseline else "less"
    standing = progress(direction, baseline, target, None, actual)
    assert standing.fraction is not None
    assert standing.met == (standing.fraction >= 1)
    assert (standing.state == "worse") == (standing.fraction < 0)


@given(DIRECTIONS, VALUES, VALUES)
def test_a_better_value_never_undoes_what_is_met(
    direction: Direction, target: Decimal, actual: Decimal
) -> None:
    assert progress(direction, None, target, None, target).met
    standing = progress(direction, target, target, None, actual)
    assert standing.fraction is None
    if standing.met and trend(actual, actual + 1, direction, target) == "better":
        assert progress(direction, target, target, None, actual + 1).met


@given(WAYS, VALUES, VALUES, VALUES)
def test_the_mirror_image_stands_the_same(
    direction: Direction, baseline: Decimal, target: Decimal, actual: Decimal
) -> None:
    mirrored: Direction = "less" if direction == "more" else "more"
    standing = progress(direction, baseline, target, None, actual)
    assert progress(mirrored, -baseline, -target, None, -actual) == standing


@given(VALUES, st.decimals(0, 100, places=3), VALUES)
def test_within_is_the_same_on_either_side(target: Decimal, band: Decimal, away: Decimal) -> None:
    above = progress("within", target, target, band, target + away)
    assert above == progress("within", target, target, band, target - away)
    assert above.met == (abs(away) <= band)


@given(
    DIRECTIONS,
    st.none() | VALUES,
    VALUES,
    st.none() | st.decimals(0, 100, places=3),
    st.none() | VALUES,
)
def test_any_goal_obeys_its_formula(
    direction: Direction,
    baseline: Decimal | None,
    target: Decimal,
    band: Decimal | None,
    actual: Decimal | None,
) -> None:
    """Not measured is never 0; keep within; a keep goal, without division; and the way gone."""
    standing = progress(direction, baseline, target, band, actual)
    if actual is None:
        assert standing == Standing("not-measured")
        return
    met = {
        "more": actual >= target,
        "less": actual <= target,
        "within": abs(actual - target) <= (band or 0),
    }
    assert (standing.met, standing.state == "met") == (met[direction], met[direction])
    if direction == "within" or baseline is None or baseline == target:
        assert standing.fraction is None
    else:
        assert standing.fraction == (actual - baseline) / (target - baseline)
