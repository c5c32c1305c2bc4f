"""The units of the sample municipality, as ``lists/organisation.csv`` has them.

========  ===================================================================================
leader    empty: somebody; a name: that one; ``-``: vacant; ``!``: has left; ``=CODE``: leads both
conductor the unit whose leader holds the dialogue, where that is not the superior
winter    how far the leader's dialogue of the running round is
own_goals how many in a hundred of the staff have goals of their own
women     in a hundred
========  ===================================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from models.folding import sort_key
from models.sample.lists import table
from models.unit import unit_search

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.sample.rows import Rows


class Place(Struct, frozen=True):
    """A unit; ``work`` is what its people do, the key of the other lists."""

    id: int
    code: str
    parent: Place | None
    name: str
    kind: str
    work: str
    leader_title: str
    leader: str
    conductor: str
    winter: str
    staff: int
    own_goals: int
    women: int

    def upward(self) -> Iterator[Place]:
        """This unit and those above it, the nearest first."""
        place: Place | None = self
        while place:
            yield place
            place = place.parent

    @property
    def depth(self) -> int:
        """How many units are above it."""
        return sum(1 for _ in self.upward()) - 1

    @property
    def area(self) -> str:
        """The code of the area that it belongs to."""
        return f"{self.code[0]}000"


Places = dict[str, Place]
"""By code; each after the one above it."""


def add_units(rows: Rows) -> Places:
    """Note the units. The leaders are the first people, in the order of the list."""
    places: Places = {}
    leaders: dict[str, int | None] = {}
    for number, line in enumerate(table("organisation"), start=1):
        place = _place(number, line, places)
        places[place.code] = place
        leaders[place.code] = _leader_id(place, leaders)
        rows.add(
            "unit",
            code=place.code,
            name=place.name,
            kind=place.kind,
            parent_id=place.parent.id if place.parent else None,
            leader_id=leaders[place.code],
            sort_key=sort_key(place.name),
            search=unit_search(place.name, place.code),
        )
    return places


def _place(number: int, line: dict[str, str], places: Places) -> Place:
    return Place(
        id=number,
        code=line["code"],
        parent=places.get(line["parent"]),
        name=line["name"],
        kind=line["kind"],
        work=line["work"],
        leader_title=line["leader_title"],
        leader=line["leader"],
        conductor=line["conductor"],
        winter=line["winter"],
        staff=int(line["staff"]),
        own_goals=int(line["own_goals"]),
        women=int(line["women"]),
    )


def _leader_id(place: Place, before: dict[str, int | None]) -> int | None:
    if place.leader == "-":
        return None
    if place.leader.startswith("="):
        return before[place.leader[1:]]
    return 1 + max((number for number in before.values() if number), default=0)
