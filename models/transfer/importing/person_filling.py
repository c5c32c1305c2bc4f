"""What the rows say of their people, and who is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.fields import scaled
from models.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.transfer.importing.drafts import Organisation, PersonDraft
    from models.transfer.importing.person_matching import Matched
    from models.transfer.importing.report import Report
    from models.transfer.importing.staging import Staged
    from models.transfer.importing.unit_matching import Found
    from models.transfer.importing.unit_mentions import Mention


def fill(
    staged: Staged,
    matched: Matched,
    units: Mapping[Mention, Found],
    mentions: Sequence[Mention | None],
    organisation: Organisation,
    report: Report,
) -> None:
    """Give each person what their row says; fields without a column stay as they are.

    An empty cell empties e-mail, title and unit; an empty share of a post says nothing; whoever is
    in the file without a status is active. A row whose unit can be several is left out.
    """
    columns = map(staged.column, ("employee_no", "email", "title", "fte", "status"))
    kept = {share: scaled(share, 100) for share in set(staged.column("fte")) if share is not None}
    has_email, has_title = staged.has("email"), staged.has("title")
    has_status, has_unit = staged.has("status"), staged.has("unit_code", "unit")
    rows = zip(matched.people, mentions, matched.names, *columns, strict=True)
    for row, (person, mention, name, employee_no, email, title, share, status) in enumerate(rows):
        if person is None:
            continue
        found = units[mention] if mention else ()
        if has_unit and not _place(person, found):
            matched.people[row] = person.line = None
            if person.stored is None:
                del organisation.people[person.id]
            report.refuse(staged.lines[row], _ambiguous(mention, found))
            continue
        # What is the same stays the same text: the file's own is let go of.
        if name and name != person.name:
            person.name = name
        person.employee_no = person.employee_no or employee_no
        person.only_named = 0
        if has_email and email != person.email:
            person.email = email or ""
        if has_title:
            person.title = title or ""
        if share is not None:
            person.fte = kept[share]
        person.status = status or _unsaid_status(person, has_status)
        if person.status == "ended":
            report.tell("ended-in-file", staged.lines[row])


def _ambiguous(mention: Mention | None, found: Found) -> Problem:
    called = mention and (mention.name or mention.code)
    return Problem("unit-ambiguous", "unit", unit=called, found=len(found))


def _place(person: PersonDraft, units: Found) -> bool:
    """Set the unit; whether the file says which it is. Of several it is the one they are in."""
    if len(units) > 1:
        return person.stored is not None and person.unit_id in units
    person.unit_id = units[0] if units else None
    return True


def _unsaid_status(person: PersonDraft, has_status: bool) -> str:
    return "active" if has_status or person.status == "ended" else person.status


def end_the_gone(staged: Staged, organisation: Organisation, report: Report) -> None:
    """End everybody with an employee number whom no row is about and whom no row names as leader.

    A file without employee numbers does not tell who is gone.
    """
    known = [
        person
        for person in organisation.people.values()
        if person.stored
        and person.employee_no
        and not person.stored[8]
        and person.stored_status != "ended"
    ]
    gone = [person for person in known if not person.mentioned]
    if gone and not staged.has("employee_no"):
        report.tell("gone-not-judged", None, len(gone))
        return
    if len(gone) * 2 > len(known):
        report.tell("many-gone", None, len(gone), known=len(known))
    for person in gone:
        person.status = "ended"
