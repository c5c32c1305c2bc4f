"""Whoever is new, as the values of a row."""

from __future__ import annotations

from itertools import chain, compress
from typing import TYPE_CHECKING, Any

from models.folding import sort_keys
from models.person import STATUSES, person_searches
from models.transfer.importing.person_drafts import LEFT_OUT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.transfer.importing.person_drafts import NumberRow, People
    from models.transfer.importing.person_texts import Called, NewTexts, PersonTexts


Row = tuple[Any, ...]
COLUMNS = "id, employee_no, name, email, title, fte, status, unit_id, only_named, sort_key, search"
_STATUS_WORDS = (*STATUSES, "")


def values(called: Called, numbers: NumberRow) -> tuple[Any, ...]:
    """What can change of a person, as it is stored."""
    unit, superior, status, fte, only_named = numbers
    return (*called, fte, STATUSES[status], unit or None, superior or None, only_named)


class NewPeople:
    """Those of ``people`` who are new, but for whoever is left out after all."""

    def __init__(self, people: People, texts: PersonTexts) -> None:
        self._people = people
        self._texts = texts

    def __len__(self) -> int:
        statuses = self._people.now.status[self._people.stored :]
        return len(statuses) - statuses.count(LEFT_OUT)

    def counts(self) -> tuple[int, int]:
        """How many are only named, and how many are not."""
        named = len(self._people.named)
        return named, len(self) - named

    def places(self) -> Iterator[int]:
        """The place of each."""
        first, statuses = self._people.stored, self._people.now.status
        return (at for at in range(first, len(statuses)) if statuses[at] != LEFT_OUT)

    def span(self) -> tuple[int, int]:
        """The first number and the last."""
        last = len(self._people.now.status.rstrip(bytes([LEFT_OUT]))) - 1
        return self._people.numbers[next(self.places())], self._people.numbers[last]

    def rows(self) -> Iterator[Row]:
        """Each, as :data:`COLUMNS` are stored."""
        return chain.from_iterable(map(self._rows, self._texts.of_the_new()))

    def _rows(self, called: NewTexts) -> Iterator[Row]:
        now = self._people.now
        part = slice(called.places.start, called.places.stop)
        statuses = now.status[part]
        rows = zip(
            self._people.numbers[part],
            called.employee_nos,
            called.names,
            called.emails,
            called.titles,
            now.fte[part],
            map(_STATUS_WORDS.__getitem__, statuses),
            [unit or None for unit in now.unit[part]],
            now.only_named[part],
            sort_keys(called.names),
            person_searches(called.names, called.employee_nos),
            strict=True,
        )
        return compress(rows, map(LEFT_OUT.__ne__, statuses))

    def superiors(self) -> Iterator[tuple[int, int]]:
        """The superior that is set on each who has one, and whose it is."""
        first = self._people.stored
        superiors, numbers = self._people.now.superior[first:], self._people.numbers[first:]
        return compress(zip(superiors, numbers, strict=True), superiors)
