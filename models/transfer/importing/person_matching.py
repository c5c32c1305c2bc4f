"""Which stored person a row of the file means, or that it is somebody new.

A person is known by employee number; else by e-mail address, if nobody else in the file or the
database has it; else by name, on the same condition. A number that nobody has may be that of a
stored person who has none yet.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct, field

from models.problems import Problem
from models.transfer.cells.values import fold_id
from models.transfer.importing.packed import Texts, repeated
from models.transfer.importing.person_drafts import NO_ROW, NUMBER
from models.transfer.importing.person_names import is_vacant, name_key
from models.transfer.importing.person_texts import stored_texts
from models.transfer.importing.zeros import zeros_apart
from models.unshown import Unshown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from models.transfer.importing.packed import Cells
    from models.transfer.importing.person_drafts import People
    from models.transfer.importing.report import Report
    from models.transfer.importing.staging import Staged


class Matched(Unshown, Struct):
    """The place of each row's person, :data:`NO_ROW` where it is left out; the names as the file
    has them.

    ``vacant`` are the numbers, folded, of posts that nobody holds.
    """

    people: array[int]
    names: Cells
    vacant: set[str] = field(default_factory=set)


def match_people(staged: Staged, people: People, report: Report) -> Matched:
    """Match every row; somebody new is added to ``people``. Sets the row of who is found."""
    return _Matching(staged, people, report).run()


def full_names(staged: Staged) -> Cells:
    """The name of each row, put together from given and family name where it has to be."""
    if not staged.has("given_name", "family_name"):
        return staged.column("name")
    columns = map(staged.column, ("name", "given_name", "family_name"))
    return Texts(
        name or " ".join(filter(None, (given, family))) or None
        for name, given, family in zip(*columns, strict=True)
    )


def _folded(numbers: Cells) -> Cells:
    """The numbers as they are compared: the same column where that is no other one."""
    return numbers if all(map(str.isdigit, filter(None, numbers))) else numbers.mapped(fold_id)


class _Matching:
    def __init__(self, staged: Staged, people: People, report: Report) -> None:
        self._staged = staged
        self._people = people
        self._report = report
        nobody = array(NUMBER, [NO_ROW]) * len(staged.lines)
        self._matched = Matched(nobody, full_names(staged))
        self._names = self._matched.names
        self._employee_nos = staged.column("employee_no")
        self._numbers = _folded(self._employee_nos)
        self._emails = staged.column("email")
        if any(self._emails):
            self._emails = self._emails.mapped(str.casefold)
        self._shared_emails: set[str] = set()
        self._taken = bytearray(people.stored)
        """Stored people whom a row is about."""
        self._numbered = bytearray(people.stored)
        """Stored people who have an employee number."""
        self._are_named = staged.has("name", "given_name", "family_name")

    def run(self) -> Matched:
        waiting = self._match_numbers()
        waiting = self._match_emails(waiting)
        self._match_names(waiting)
        return self._matched

    def _match_numbers(self) -> array[int]:
        """Match by employee number; the rows that this leaves."""
        waiting, numbered = self._rows_to_match()
        stored: dict[str, int] = {}
        unlike: dict[int, str] = {}
        for at, text in enumerate(stored_texts("employee_no")):
            if text:
                number = fold_id(text)
                stored[number] = at
                self._numbered[at] = 1
                if number != text:
                    unlike[at] = text
        if not stored:
            waiting.extend(numbered)
            return waiting
        apart = self._zeros_apart(numbered, stored)
        for row in numbered:
            number = self._numbers[row]
            known = stored.get(number, stored.get(apart.get(number, "")))
            if known is None:
                waiting.append(row)
                continue
            if number in apart:
                self._tell("zeros-ignored", row, field="employee_no")
            elif unlike.get(known, number) != self._employee_nos[row]:
                self._tell("id-case-differs", row, field="employee_no")
            self._take(row, known)
        return waiting

    def _rows_to_match(self) -> tuple[array[int], array[int]]:
        """The rows of people without a number, and of those with one; of several with the same
        number all but the first are refused."""
        without, numbered = array(NUMBER), array(NUMBER)
        shared = repeated(self._numbers)
        first: dict[str, int] = {}
        for row, (number, name) in enumerate(zip(self._numbers, self._names, strict=True)):
            if name and is_vacant(name):
                self._leave_out_vacant(row)
            elif number is None:
                without.append(row)
            elif number not in shared or first.setdefault(number, row) == row:
                numbered.append(row)
            else:
                line = self._staged.lines[first[number]]
                facts = {"number": self._employee_nos[row], "first": line}
                self._refuse(row, "duplicate-number", "employee_no", **facts)
        return without, numbered

    def _zeros_apart(self, numbered: array[int], stored: dict[str, int]) -> dict[str, str]:
        """Number in the file → the stored one that it is but for leading zeros."""
        found = bytearray(self._people.stored)
        unknown = set()
        for number in self._numbers.at(numbered):
            if number in stored:
                found[stored[number]] = 1
            else:
                unknown.add(number)
        if not unknown:
            return {}
        gone = (number for number, at in stored.items() if not found[at])
        return zeros_apart(unknown, gone, self._numbers.at(numbered))

    def _leave_out_vacant(self, row: int) -> None:
        """A post that nobody holds; whoever held it under that number is gone."""
        number = self._numbers[row]
        if number:
            self._matched.vacant.add(number)
        self._tell("vacant-post", row, name=self._names[row])

    def _match_emails(self, waiting: array[int]) -> array[int]:
        """Match by e-mail address; the rows that this leaves."""
        if not any(self._emails):
            return waiting
        self._shared_emails = repeated(self._emails)
        for row, email in enumerate(self._emails) if self._shared_emails else ():
            if email in self._shared_emails:
                self._tell("email-shared", row, email=email)
        stored = self._stored_under("email", str.casefold, self._emails.at(waiting))
        left = array(NUMBER)
        for row in waiting:
            found = stored.get(self._emails[row], []) if self._is_addressed(row) else []
            if len(found) == 1 and self._is_free(found[0], row):
                self._tell("matched-by-email", row)
                self._take(row, found[0])
            else:
                left.append(row)
        return left

    def _stored_under(
        self, column: str, key_of: Callable[[str], str], wanted: Iterable[str | None]
    ) -> dict[str, list[int]]:
        """Key → the stored people who have it, of those keys that are ``wanted``."""
        # Of all others nothing is kept: they are many.
        keys = frozenset(filter(None, wanted)) if self._people.stored else ()
        stored: defaultdict[str, list[int]] = defaultdict(list)
        for at, text in enumerate(stored_texts(column)) if keys else ():
            key = key_of(text)
            if key in keys:
                stored[key].append(at)
        return stored

    def _match_names(self, waiting: array[int]) -> None:
        if all(self._numbered) and all(self._numbers.at(waiting)):
            # Nobody to be found by name, which takes its time.
            self._add(waiting)
            return
        keys = Texts(name_key(name or "") for name in self._names.at(waiting))
        wanted = frozenset(keys)
        names = (name_key(name) for name in self._names if name)
        in_file = Counter(key for key in names if key in wanted)
        numbers = self._numbers.at(waiting)
        alone = Counter(key for key, number in zip(keys, numbers, strict=True) if number is None)
        stored = self._stored_under("name", name_key, keys)
        for row, key in zip(waiting, keys, strict=True):
            found = stored.get(key or "", [])
            free = [at for at in found if self._is_free(at, row)]
            nameless = [at for at in free if not self._numbered[at]]
            number = self._numbers[row]
            if key and len(found) == len(free) == in_file[key] == 1:
                self._match_name(row, free[0])
            elif key and number is None and len(nameless) == alone[key] == 1:
                self._match_name(row, nameless[0])
            elif key and number is None and (free or self._is_shared(row, alone[key])):
                for at in free:
                    self._people.mentioned[at] = 1
                facts = {"name": self._names[row], "found": len(free)}
                self._refuse(row, "person-ambiguous", "name", **facts)
            else:
                self._add((row,))

    def _match_name(self, row: int, at: int) -> None:
        self._tell("matched-by-name", row)
        self._take(row, at)

    def _is_addressed(self, row: int) -> bool:
        """Whether the row has an e-mail address that no other row has."""
        email = self._emails[row]
        return email is not None and email not in self._shared_emails

    def _is_shared(self, row: int, count: int) -> bool:
        """Whether rows with the same name have nothing that would tell them apart next time."""
        return count > 1 and not self._is_addressed(row)

    def _is_free(self, at: int, row: int) -> bool:
        """Whether no other row is about the person, whose own number, if any, is not another."""
        return not (self._taken[at] or (self._numbers[row] and self._numbered[at]))

    def _take(self, row: int, at: int) -> None:
        self._taken[at] = 1
        self._people.mentioned[at] = 1
        if row in self._staged.bad:
            return
        if self._are_named and not self._names[row]:
            self._refuse(row, "field-empty", "name")
            return
        self._people.rows[at] = row
        self._matched.people[row] = at

    def _add(self, rows: Sequence[int]) -> None:
        """Somebody new for each of ``rows`` that can be taken in."""
        sound = rows
        if self._staged.bad or not all(self._names.at(rows)):
            sound = array(NUMBER, filter(self._is_somebody, rows))
        first = self._people.add(sound)
        for at, row in enumerate(sound, first):
            self._matched.people[row] = at

    def _is_somebody(self, row: int) -> bool:
        if row in self._staged.bad:
            return False
        if not self._names[row]:
            if self._employee_nos[row] or self._emails[row]:
                self._refuse(row, "field-empty", "name")
            else:
                self._refuse(row, "row-without-person")
            return False
        return True

    def _refuse(self, row: int, code: str, field: str | None = None, **facts: object) -> None:
        self._report.refuse(self._staged.lines[row], Problem(code, field, **facts))

    def _tell(self, code: str, row: int, **facts: object) -> None:
        self._report.tell(code, self._staged.lines[row], 1, **facts)
