"""A listing that is read from its beginning on: a long one is not waited for."""

from __future__ import annotations

from array import array
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, cast

from tui.widgets.cells import Key, Listing

FIRST = 500
"""About so many keys are read before anything is shown: some screens full."""

STEP = 4_000
"""And so many at a time after that, so that whatever is asked meanwhile is soon answered."""

Read = Callable[[Any, int], Awaitable[tuple[Sequence[Key], Any]]]
"""Gives about so many keys that come after a place, or the first for None; and the place where to
go on, None at the end."""

Count = Callable[[Any], Awaitable[tuple[int, Any]]]
"""Gives how many rows there are before the filter among some that come after a place, or the first
for None; and the place where to go on, None at the end."""


async def long_listing(read: Read, count: Count | None = None) -> Listing:
    """The listing of what ``read`` gives; without ``count`` nothing was filtered out."""
    keys, place = await read(None, FIRST)
    while place is not None and not keys:
        keys, place = await read(place, FIRST)
    return await _listing(_kept(keys), place, read, count)


def _kept(keys: Sequence[Key]) -> Any:
    """What the keys are kept in: numbers as such, without an object for each."""
    if keys and isinstance(keys[0], int):
        return array("q", cast("Sequence[int]", keys))
    return list(keys)


async def _listing(keys: Any, place: Any, read: Read, count: Count | None) -> Listing:
    if place is not None:
        return Listing(keys, more=partial(_longer, keys, place, read, count))
    return await _counted(keys, 0, None, count) if count else Listing(keys, total=len(keys))


async def _counted(keys: Any, before: int, place: Any, count: Count) -> Listing:
    found, place = await count(place)
    if place is not None:
        return Listing(keys, more=partial(_counted, keys, before + found, place, count))
    return Listing(keys, total=before + found)


async def _longer(keys: Any, place: Any, read: Read, count: Count | None) -> Listing:
    # Lengthened in place: whoever shows the listing as it was goes on showing its beginning.
    more, place = await read(place, STEP)
    keys.extend(more)
    return await _listing(keys, place, read, count)


def at_once(count: Callable[[], Awaitable[int]]) -> Count:
    """Counts all rows in one go."""

    async def counted(_place: object) -> tuple[int, None]:
        return await count(), None

    return counted


def by_key(ask: Callable[[int | None, int], Awaitable[Sequence[int]]]) -> Read:
    """Reads pages that begin after the last key of the one before: ``ask`` gives about so many keys
    after one, fewer at the end."""

    async def read(after: int | None, limit: int) -> tuple[Sequence[int], int | None]:
        keys = await ask(after, limit)
        return keys, keys[-1] if len(keys) >= limit else None

    return read
