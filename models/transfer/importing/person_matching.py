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
from models.transfer.importing.packed import Texts
from models.transfer.importing.person_names import is_vacant, name_key
from models.transfer.importing.zeros import zeros_apart
from models.unshown import Unshown

if TYPE_CHECKING:
    from models.transfer.importing.drafts import Organisation, PersonDraft
    from models.transfer.importing.packed import Cells
    from models.transfer.importing.report import Report
    from models.transfer.importing.staging import Staged


class Matched(Unshown, Struct):
    """The person of each row, ``None`` where it is left out; the names as the file has them.

    ``vacant`` are the numbers, folded, of posts that nobody holds.
    """

    people: list[PersonDraft | None]
    names: Cells
    vacant: set[str] = field(default_factory=set)


def match_people(staged: Staged, organisation: Organisation, report: Report) -> Matched:
    """Match every row; somebody new is added to ``organisation``. Sets ``line`` of who is found."""
    return _Matching(staged, organisation, report).run()


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
    if all(map(str.isdigit, filter(None, numbers))):
        return numbers
    return Texts(text and fold_id(text) for text in numbers)


class _Matching:
    def __init__(self, staged: Staged, organisation: Organisation, report: Report) -> None:
        self._staged = staged
        self._organisation = organisation
        self._report = report
        self._stored = list(organisation.people.values())
        self._matched = Matched([None] * len(staged.lines), full_names(staged))
        self._names = self._matched.names
        self._employee_nos = staged.column("employee_no")
        self._numbers = _folded(self._employee_nos)
        self._addressed: set[int] = set()
        """Rows with an e-mail address that no other row has."""
        self._taken: set[int] = set()
        """Stored people whom a row is about."""
        self._are_named = staged.has("name", "given_name", "family_name")

    def run(self) -> Matched:
        waiting = self._match_numbers()
        waiting = self._match_emails(waiting)
        self._match_names(waiting)
        return self._matched

    def _match_numbers(self) -> array[int]:
        """Match by employee number; the rows that this leaves."""
        stored = {fold_id(one.employee_no): one for one in self._stored if one.employee_no}
        rows: dict[str, int] = {}
        waiting = array("L")
        for row, number in enumerate(self._numbers):
            name = self._names[row]
            if name and is_vacant(name):
                self._leave_out_vacant(row)
            elif number is None:
                waiting.append(row)
            elif number in rows:
                first = self._staged.lines[rows[number]]
                facts = {"number": self._employee_nos[row], "first": first}
                self._refuse(row, "duplicate-number", "employee_no", **facts)
            else:
                rows[number] = row
        if not stored:
            waiting.extend(rows.values())
            return waiting
        unknown = {number for number in rows if number not in stored}
        gone = {number for number in stored if number not in rows}
        apart = zeros_apart(unknown, gone, rows)
        for number, row in rows.items():
            known = stored.get(number) or stored.get(apart.get(number, ""))
            if known is None:
                waiting.append(row)
                continue
            if number in apart:
                self._tell("zeros-ignored", row, field="employee_no")
            elif known.employee_no != self._employee_nos[row]:
                self._tell("id-case-differs", row, field="employee_no")
            self._take(row, known)
        return waiting

    def _leave_out_vacant(self, row: int) -> None:
        """A post that nobody holds; whoever held it under that number is gone."""
        number = self._numbers[row]
        if number:
            self._matched.vacant.add(number)
        self._tell("vacant-post", row, name=self._names[row])

    def _match_emails(self, waiting: array[int]) -> array[int]:
        """Match by e-mail address; the rows that this leaves."""
        emails = [text and text.casefold() for text in self._staged.column("email")]
        counts = Counter(filter(None, emails))
        if not counts:
            return waiting
        self._addressed = {row for row, email in enumerate(emails) if counts.get(email) == 1}
        self._tell_of_shared_emails(emails, counts)
        stored: defaultdict[str, list[PersonDraft]] = defaultdict(list)
        for person in self._stored if waiting else ():
            if person.email:
                stored[person.email.casefold()].append(person)
        left = array("L")
        for row in waiting:
            found = stored.get(emails[row], []) if row in self._addressed else []
            if len(found) == 1 and self._is_free(found[0], row):
                self._tell("matched-by-email", row)
                self._take(row, found[0])
            else:
                left.append(row)
        return left

    def _tell_of_shared_emails(self, emails: list[str | None], counts: Counter[str]) -> None:
        shared = {email for email, count in counts.items() if count > 1}
        for row, email in enumerate(emails):
            if email in shared:
                self._tell("email-shared", row, email=email)

    def _match_names(self, waiting: array[int]) -> None:
        unnumbered = any(person.employee_no is None for person in self._stored)
        if not unnumbered and all(self._numbers[row] for row in waiting):
            # Nobody to be found by name, which takes its time.
            for row in waiting:
                self._add(row)
            return
        keys = {row: name_key(self._names[row] or "") for row in waiting}
        # Of all others' names nothing is wanted, and they are many.
        wanted = frozenset(keys.values())
        names = (name_key(name) for name in self._names if name)
        in_file = Counter(key for key in names if key in wanted)
        alone = Counter(keys[row] for row in waiting if self._numbers[row] is None)
        stored: defaultdict[str, list[PersonDraft]] = defaultdict(list)
        for person in self._stored:
            key = name_key(person.name)
            if key in wanted:
                stored[key].append(person)
        for row in waiting:
            key = keys[row]
            found = stored.get(key, [])
            free = [person for person in found if self._is_free(person, row)]
            nameless = [person for person in free if not person.employee_no]
            number = self._numbers[row]
            if key and len(found) == len(free) == in_file[key] == 1:
                self._match_name(row, free[0])
            elif key and number is None and len(nameless) == alone[key] == 1:
                self._match_name(row, nameless[0])
            elif key and number is None and (free or self._is_shared(row, alone[key])):
                for person in free:
                    person.mentioned = True
                facts = {"name": self._names[row], "found": len(free)}
                self._refuse(row, "person-ambiguous", "name", **facts)
            else:
                self._add(row)

    def _match_name(self, row: int, person: PersonDraft) -> None:
        self._tell("matched-by-name", row)
        self._take(row, person)

    def _is_shared(self, row: int, count: int) -> bool:
        """Whether rows with the same name have nothing that would tell them apart next time."""
        return count > 1 and row not in self._addressed

    def _is_free(self, person: PersonDraft, row: int) -> bool:
        """Whether no other row is about the person, whose own number, if any, is not another."""
        return person.id not in self._taken and not (self._numbers[row] and person.employee_no)

    def _take(self, row: int, person: PersonDraft) -> None:
        if person.stored:
            self._taken.add(person.id)
        person.mentioned = True
        if row in self._staged.bad:
            return
        if self._are_named and not self._names[row]:
            self._refuse(row, "field-empty", "name")
            return
        person.line = self._staged.lines[row]
        self._matched.people[row] = person

    def _add(self, row: int) -> None:
        name, number = self._names[row], self._employee_nos[row]
        if row in self._staged.bad:
            return
        if name:
            person = self._organisation.add_person(number, name)
            person.mentioned = True
            person.line = self._staged.lines[row]
            self._matched.people[row] = person
        elif number or self._staged.column("email")[row]:
            self._refuse(row, "field-empty", "name")
        else:
            self._refuse(row, "row-without-person")

    def _refuse(self, row: int, code: str, field: str | None = None, **facts: object) -> None:
        self._report.refuse(self._staged.lines[row], Problem(code, field, **facts))

    def _tell(self, code: str, row: int, **facts: object) -> None:
        self._report.tell(code, self._staged.lines[row], 1, **facts)
