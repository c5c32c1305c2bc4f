"""What people are called: as stored, or as their row of the file has it."""

from __future__ import annotations

from itertools import compress
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from models.database import database, row
from models.transfer.importing.person_drafts import LEFT_OUT, NO_ROW
from models.unshown import Unshown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from models.transfer.importing.packed import Cells
    from models.transfer.importing.person_drafts import People
    from models.transfer.importing.staging import Staged

Called = tuple[str | None, str, str, str]
"""Employee number, name, e-mail address, title."""
_AT_ONCE = 1_000
_STORED = "SELECT {} FROM person WHERE removed_at IS NULL ORDER BY id"


class NewTexts(Unshown, Struct, frozen=True):
    """What the people at some ``places`` are called, in columns."""

    places: range
    employee_nos: list[str | None]
    names: list[str]
    emails: list[str]
    titles: list[str]


def stored_texts(column: str) -> Iterator[Any]:
    """The texts of a column of everybody stored, in the order of :class:`People`."""
    return (text for (text,) in database.execute_sql(_STORED.format(column)))


class PersonTexts:
    """What ``people`` are called once the rows that are theirs have been taken in.

    An empty cell empties e-mail address and title, but not a name; a number that is stored stays.
    """

    def __init__(self, people: People, staged: Staged, names: Cells) -> None:
        self._people = people
        self._names = names
        self._employee_nos = staged.column("employee_no")
        self._emails, self._titles = staged.column("email"), staged.column("title")
        self._has_email, self._has_title = staged.has("email"), staged.has("title")

    def name(self, at: int) -> str:
        """The name of whoever is at this place."""
        if at in self._people.named:
            return self._people.named[at][1]
        return self._in_file(self._names, at) or self._stored("name", at) or ""

    def employee_no(self, at: int) -> str | None:
        """The employee number of whoever is at this place."""
        if at in self._people.named:
            return self._people.named[at][0]
        return self._stored("employee_no", at) or self._in_file(self._employee_nos, at)

    def _in_file(self, cells: Cells, at: int) -> str | None:
        """The cell of whoever is at this place; None where they have no row."""
        number = self._people.rows[at]
        cell: str | None = cells[number] if number != NO_ROW else None
        return cell

    def _stored(self, column: str, at: int) -> str | None:
        if at >= self._people.stored:
            return None
        found = row(f"SELECT {column} FROM person WHERE id = ?", (self._people.numbers[at],))
        return found[0] if found else None

    def names(self) -> Iterator[tuple[int, str]]:
        """Everybody's place and name."""
        for at, stored in enumerate(stored_texts("name")):
            yield at, self._in_file(self._names, at) or stored
        yield from self._of_the_new(self._names)
        yield from ((at, name) for at, (_number, name) in self._people.named.items())

    def employee_nos(self) -> Iterator[tuple[int, str]]:
        """The place and the employee number of everybody who has one."""
        for at, stored in enumerate(stored_texts("employee_no")):
            text = stored or self._in_file(self._employee_nos, at)
            if text:
                yield at, text
        yield from filter(itemgetter(1), self._of_the_new(self._employee_nos))
        for at, (employee_no, _name) in self._people.named.items():
            if employee_no:
                yield at, employee_no

    def _of_the_new(self, cells: Cells) -> Iterator[tuple[int, Any]]:
        """The place and the cell of everybody new who has a row."""
        people = self._people
        first, beyond = people.stored, len(people.rows) - len(people.named)
        found = zip(range(first, beyond), cells.at(people.rows[first:beyond]), strict=True)
        return compress(found, map(LEFT_OUT.__ne__, people.now.status[first:beyond]))

    def of_the_stored(self) -> Iterator[tuple[Called, Called]]:
        """What everybody stored is called, and what they have been called until now."""
        found = database.execute_sql(_STORED.format("employee_no, name, email, title"))
        for number, before in zip(self._people.rows, found, strict=False):
            yield before if number == NO_ROW else self._given(number, before), before

    def _given(self, number: int, before: Called) -> Called:
        employee_no, name, email, title = before
        return (
            employee_no or self._employee_nos[number],
            self._names[number] or name,
            (self._emails[number] or "") if self._has_email else email,
            (self._titles[number] or "") if self._has_title else title,
        )

    def of_the_new(self) -> Iterator[NewTexts]:
        """What everybody new is called, also who is left out after all, some at a time."""
        people = self._people
        beyond = len(people.rows) - len(people.named)
        for first in range(people.stored, beyond, _AT_ONCE):
            places = range(first, min(first + _AT_ONCE, beyond))
            rows = people.rows[first : places.stop]
            emails = [email or "" for email in self._emails.at(rows)]
            titles = [title or "" for title in self._titles.at(rows)]
            names = list(self._names.at(rows))
            yield NewTexts(places, list(self._employee_nos.at(rows)), names, emails, titles)
        numbers = [employee_no for employee_no, _name in people.named.values()]
        names, nothing = [name for _number, name in people.named.values()], [""] * len(numbers)
        yield NewTexts(range(beyond, len(people.rows)), numbers, names, nothing, nothing)
