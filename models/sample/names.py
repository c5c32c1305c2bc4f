"""Names for people who do not exist, and their addresses.

The lists in ``lists/names/`` come from Faker (MIT; see the LICENSE beside them).
"""

from __future__ import annotations

from models.folding import fold
from models.sample.lists import draws, words

WELL_KNOWN = frozenset(
    {
        "Anders Jacobsen", "Anita Moen", "Astrid Jacobsen", "Egil Olsen", "Elin Nilsen",
        "Erik Solheim", "Frode Andresen", "Harald Solberg", "Ingrid Kristiansen", "Jørgen Moe",
        "Karin Andersen", "Kristin Halvorsen", "Martin Ødegård", "Petter Solberg", "Rolf Jacobsen",
        "Roy Jacobsen", "Sigurd Pettersen", "Siv Jensen", "Trine Rønning", "Wenche Myhre",
    }
)  # fmt: skip
"""Combinations that would make one think of somebody in the public eye."""

MIDDLE_NAMES_IN_100 = 12


class Names:
    """Gives each person a name and an address that nobody else has."""

    def __init__(self, taken: list[str]) -> None:
        self._draws = draws("names")
        self._women, self._men = words("names/first_names_female"), words("names/first_names_male")
        self._families = words("names/last_names")
        self._taken = {*WELL_KNOWN, *taken}
        self._addresses: dict[str, int] = {}

    def draw(self, women: int) -> str:
        """A new name; ``women`` in a hundred are a woman's."""
        while True:
            first = self._draws.choice(
                self._women if self._draws.randrange(100) < women else self._men
            )
            family = self._draws.choice(self._families)
            if self._draws.randrange(100) < MIDDLE_NAMES_IN_100:
                middle = self._draws.choice(self._families)
                family = f"{middle} {family}" if middle != family else family
            name = f"{first} {family}"
            if name not in self._taken:
                self._taken.add(name)
                return name

    def address(self, name: str) -> str:
        """``fornavn.etternavn``, with a number from the second of that address on."""
        first, *_, family = fold(name).split()
        local = f"{first}.{family}"
        count = self._addresses[local] = self._addresses.get(local, 0) + 1
        return f"{local}{count if count > 1 else ''}@nordvik.example"
