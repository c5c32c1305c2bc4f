"""What the rows say of their people, and who is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.fields import scaled
from models.person import STATUSES
from models.problems import Problem
from models.transfer.importing.packed import Words
from models.transfer.importing.person_drafts import ACTIVE, ENDED, LEFT_OUT, NO_ROW

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models.transfer.importing.drafts import Organisation
    from models.transfer.importing.person_drafts import People
    from models.transfer.importing.person_matching import Matched
    from models.transfer.importing.person_texts import PersonTexts
    from models.transfer.importing.report import Report
    from models.transfer.importing.staging import Staged
    from models.transfer.importing.unit_matching import Found
    from models.transfer.importing.unit_mentions import Mention

_STATUS = {word: place for place, word in enumerate(STATUSES)}


def fill(
    staged: Staged,
    matched: Matched,
    units: Mapping[Mention, Found],
    mentions: Words,
    people: People,
    report: Report,
) -> None:
    """Give each person what their row says; fields without a column stay as they are.

    An empty cell empties the unit; an empty share of a post says nothing; whoever is in the file
    without a status is active. A row whose unit can be several is left out. Texts are taken from
    the row when they are asked for, see :mod:`models.transfer.importing.person_texts`.
    """
    shares = staged.column("fte").mapped(lambda share: scaled(share, 100))
    statuses = staged.column("status").mapped(_STATUS.__getitem__)
    has_status, has_unit = staged.has("status"), staged.has("unit_code", "unit")
    found = Words([units.get(one, ()) for one in mentions.values], mentions.places)
    now = people.now
    rows = zip(matched.people, found, shares, statuses, strict=True)
    for row, (at, meant, share, status) in enumerate(rows):
        if at == NO_ROW:
            continue
        if len(meant) == 1:
            now.unit[at] = meant[0]
        elif has_unit and not _place(people, at, meant):
            _leave_out(people, at, row, matched)
            report.refuse(staged.lines[row], _ambiguous(mentions[row], meant))
            continue
        now.only_named[at] = 0
        if share is not None:
            now.fte[at] = share
        if status is None:
            now.status[at] = _unsaid_status(now.status[at], has_status)
        else:
            now.status[at] = status
        if now.status[at] == ENDED:
            report.tell("ended-in-file", staged.lines[row])


def _ambiguous(mention: Mention | None, found: Found) -> Problem:
    called = mention and (mention.name or mention.code)
    return Problem("unit-ambiguous", "unit", unit=called, found=len(found))


def _place(people: People, at: int, units: Found) -> bool:
    """Whether the file says which the unit is: none, or of several the one that they are in."""
    if units:
        return at < people.stored and people.now.unit[at] in units
    people.now.unit[at] = 0
    return True


def _leave_out(people: People, at: int, row: int, matched: Matched) -> None:
    matched.people[row] = NO_ROW
    if at < people.stored:
        people.rows[at] = NO_ROW
    else:
        people.now.status[at] = LEFT_OUT


def _unsaid_status(status: int, has_status: bool) -> int:
    return ACTIVE if has_status or status == ENDED else status


def end_the_gone(
    staged: Staged, organisation: Organisation, texts: PersonTexts, report: Report
) -> None:
    """End everybody with an employee number whom no row is about and whom no row names as leader.

    A file without employee numbers does not tell who is gone.
    """
    people = organisation.people
    before = people.before
    known, gone = 0, []
    for at, _employee_no in texts.employee_nos():
        if at >= people.stored:
            break
        if not before.only_named[at] and before.status[at] != ENDED:
            known += 1
            if not people.mentioned[at]:
                gone.append(at)
    if gone and not staged.has("employee_no"):
        report.tell("gone-not-judged", None, len(gone))
        return
    if len(gone) * 2 > known:
        report.tell("many-gone", None, len(gone), known=known)
    for at in gone:
        people.now.status[at] = ENDED
