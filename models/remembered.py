"""Figures of everybody that take long to sum up: kept for as long as nothing has changed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from models.derived import AsOf, derive, derived_state

T = TypeVar("T")

_kept: dict[str, tuple[str, Any]] = {}
"""Function → the state of everything derived when it was last asked, and what it gave."""


def remembered(function: Callable[[AsOf], T]) -> Callable[[AsOf], T]:
    """``function``, worked out anew only after something it may follow from has changed."""

    @wraps(function)
    def asked(at: AsOf) -> T:
        derive(at)
        state, name = derived_state(), function.__qualname__
        kept = _kept.get(name)
        if kept is None or kept[0] != state:
            kept = _kept[name] = (state, function(at))
        found: T = kept[1]
        return found

    return asked
