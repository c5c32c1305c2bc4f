"""Whoever is new, as the values of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.person import STATUSES
from models.transfer.importing.person_drafts import LEFT_OUT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.transfer.importing.person_drafts import NumberRow, People
    from models.transfer.importing.person_texts import Called, PersonTexts


def values(called: Called, numbers: NumberRow) -> tuple[Any, ...]:
    """What can change of a person, as it is stored."""
    unit, superior, status, fte, only_named = numbers
    return (*called, fte, STATUSES[status], unit or None, superior or None, only_named)


class NewPeople:
    """Those of ``people`` who are new, but for whoever is left out after all."""

    def __init__(self, people: People, texts: PersonTexts) -> None:
        self._people = people
        self._texts = texts
        self._size = sum(1 for _ in self.places())

    def __len__(self) -> int:
        return self._size

    def counts(self) -> tuple[int, int]:
        """How many are only named, and how many are not."""
        named = len(self._people.named)
        return named, self._size - named

    def places(self) -> Iterator[int]:
        """The place of each."""
        first, statuses = self._people.stored, self._people.now.status
        return (at for at in range(first, len(statuses)) if statuses[at] != LEFT_OUT)

    def span(self) -> tuple[int, int]:
        """The first number and the last."""
        numbers, places = self._people.numbers, list(self.places())
        return numbers[places[0]], numbers[places[-1]]

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """The number of each, and what they are called and are; see :func:`values`."""
        first = self._people.stored
        numbers = self._people.numbers[first:]
        found = zip(numbers, self._texts.of_the_new(), self._people.now.rows(first), strict=True)
        return (
            (number, *values(called, row)) for number, called, row in found if row[2] != LEFT_OUT
        )

    def superiors(self) -> Iterator[tuple[int, int]]:
        """The superior that is set on each who has one, and whose it is."""
        superiors, numbers = self._people.now.superior, self._people.numbers
        return ((superiors[at], numbers[at]) for at in self.places() if superiors[at])
