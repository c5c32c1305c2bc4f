"""Units that stay text until one of them is asked for."""

from __future__ import annotations

import json

from models.units import UnitRow, Units

TOLD = (
    (3, None, "annen topp"),
    (1, None, "nordvik"),
    (5, 2, "under 2"),
    (2, 1, "avdeling 2"),
    (4, 1, "avdeling 10"),
)
"""Number, the unit above and what is searched, siblings in their order."""


def packed() -> Units:
    """The units as an outline has them."""
    told = [[*one, None, one[2].title(), "", None, None, "", one[2], False] for one in TOLD]
    return Units(json.dumps(told).encode())


def test_each_comes_before_what_is_under_it() -> None:
    units = packed()
    assert [unit.id for unit in units] == [3, 1, 2, 5, 4]
    assert units.below(None) == [3, 1]
    assert units.below(1) == [2, 4]
    assert units.below(4) == []
    assert len(units) == len(TOLD)


def test_one_is_told_whole() -> None:
    assert packed().get(5) == UnitRow(
        *(5, 2, "under 2", None, "Under 2", "", None, None, "", "under 2", False)
    )
    assert packed().get(9) is None


def test_there_may_be_none() -> None:
    units = Units(b"[]")
    assert list(units) == []
    assert units.below(None) == []
    assert len(units) == 0
