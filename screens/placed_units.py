"""Units as a table asks for them, whatever is shown of them: a tree that folds, searched flat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Generic, Protocol, TypeVar

from models.folding import fold
from tui.widgets.cells import Key, Listing, View
from tui.widgets.tree_listing import tree_listing


class Placed(Protocol):
    """A record of a unit that knows its place."""

    @property
    def id(self) -> int:
        """The unit's number."""
        ...

    @property
    def parent_id(self) -> int | None:
        """The unit it lies under."""
        ...

    @property
    def search(self) -> str:
        """What it is found by, folded."""
        ...


P = TypeVar("P", bound=Placed)


class PlacedUnits(Generic[P]):
    """Units that fold; while something is searched for, those that fit without their tree."""

    def __init__(self, read: Callable[[], Awaitable[Sequence[P]]]) -> None:
        self._read = read
        self._units: dict[Key, P] = {}

    async def listing(self, view: View) -> Listing:
        """The rows of ``view``."""
        self._units = {unit.id: unit for unit in await self._read()}
        if view.text.strip():
            return Listing([one.id for one in self._found(view.text)], total=len(self._units))
        below: dict[Key | None, list[Key]] = {}
        for unit in self._units.values():
            above = unit.parent_id if unit.parent_id in self._units else None
            below.setdefault(above, []).append(unit.id)
        return tree_listing(lambda key: below.get(key, []), view.open, len(self._units))

    async def rows(self, keys: Sequence[Key]) -> Mapping[Key, P]:
        """The units of these keys."""
        return {key: self._units[key] for key in keys if key in self._units}

    def best_found(self, text: str) -> Key | None:
        """The unit that ``text`` means: the first that begins so, else the first that holds it."""
        found = self._found(text) if text.strip() else []
        return found[0].id if found else None

    def _found(self, text: str) -> list[P]:
        wanted = fold(text)
        words = wanted.split()
        found = [one for one in self._units.values() if all(w in one.search for w in words)]
        return sorted(found, key=lambda one: not one.search.startswith(wanted))
