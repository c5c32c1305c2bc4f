"""How far a goal has come: from its baseline and its target to the latest measured value.

DESIGN.md, section 3, "Goals". All values are in the goal's own measuring unit.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from datetime import date

Direction = Literal["more", "less", "within"]
State = Literal["not-measurable", "not-measured", "met", "under-way", "worse"]
Trend = Literal["better", "worse", "same"]


class Standing(Struct, frozen=True):
    """Where a goal stands.

    ``fraction`` is how much of the way from baseline to target is gone: 0.5 is half of it, above 1
    is past the target and below 0 the wrong way. It is None where there is no way to measure along:
    a keep goal, a *within* goal, a goal without a baseline. ``met`` is None where nothing can be
    said. ``state`` is ``worse`` when the value is worse than the start and the goal is not met.
    """

    state: State
    met: bool | None = None
    fraction: Decimal | None = None


def progress(
    direction: Direction | None,
    baseline: Decimal | None,
    target: Decimal | None,
    band: Decimal | None,
    actual: Decimal | None,
) -> Standing:
    """Return where a goal stands with ``actual`` as its latest value.

    Without a direction or a target nothing can be met: ``not-measurable``. Without an actual value
    the goal is ``not-measured``, never at 0. ``band`` is the deviation that a *within* goal allows
    on either side; none is 0.

    The direction alone decides what is met and what is worse, also where it contradicts baseline
    and target (*more*, from 10 to 5): the fraction then still tells the way gone between the two.
    """
    if direction is None or target is None:
        return Standing("not-measurable")
    if actual is None:
        return Standing("not-measured")
    short = _shortfall(direction, target, actual)
    met = short <= (band or 0) if direction == "within" else short <= 0
    fraction = None if direction == "within" else _fraction(baseline, target, actual)
    if met:
        return Standing("met", met=True, fraction=fraction)
    worse = baseline is not None and short > _shortfall(direction, target, baseline)
    return Standing("worse" if worse else "under-way", met=False, fraction=fraction)


def trend(
    previous: Decimal | None,
    latest: Decimal | None,
    direction: Direction | None,
    target: Decimal | None,
) -> Trend | None:
    """Return how the latest value compares with the one before it, or None if that is not known.

    For *within* the better value is the one nearer to the target, wherever the band ends; for the
    other directions the target does not count.
    """
    if previous is None or latest is None or direction is None:
        return None
    if target is None:
        if direction == "within":
            return None
        target = Decimal(0)
    before, after = (_shortfall(direction, target, value) for value in (previous, latest))
    if before == after:
        return "same"
    return "better" if after < before else "worse"


def is_measurable(
    indicator: str | None,
    measure: str | None,
    baseline: Decimal | None,
    target: Decimal | None,
    due: date | None,
) -> bool:
    """Whether a goal has all that a measurable goal must have; blank texts count as missing."""
    has_words = bool(indicator and indicator.strip() and measure and measure.strip())
    return has_words and baseline is not None and target is not None and due is not None


def _shortfall(direction: Direction, target: Decimal, value: Decimal) -> Decimal:
    """Return how far ``value`` is from doing for ``target``; below 0 when it does more."""
    if direction == "more":
        return target - value
    if direction == "less":
        return value - target
    return abs(value - target)


def _fraction(baseline: Decimal | None, target: Decimal, actual: Decimal) -> Decimal | None:
    if baseline is None or baseline == target:
        return None
    return (actual - baseline) / (target - baseline)
