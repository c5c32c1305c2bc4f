"""Whom the file gives each person as superior, and each unit as leader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.problems import Problem
from models.transfer.importing.drafts import BY_UNIT, NOBODY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.transfer.importing.draft_lines import LinesBefore
    from models.transfer.importing.drafts import Organisation, PersonDraft
    from models.transfer.importing.leader_matching import LeaderMatching, Meant
    from models.transfer.importing.report import Report
    from models.transfer.importing.staging import Staged
    from models.transfer.importing.unit_matching import Found
    from models.transfer.importing.unit_mentions import Mention


def wish_superiors(
    staged: Staged,
    people: Sequence[PersonDraft | None],
    before: LinesBefore,
    leaders: LeaderMatching,
    report: Report,
) -> None:
    """Set ``wish`` of everybody in ``people``."""
    columns = zip(staged.column("leader_no"), staged.column("leader_name"), strict=True)
    for row, (cells, person) in enumerate(zip(columns, people, strict=True)):
        if person is None:
            continue
        meant = leaders.meant(cells)
        if meant.is_all and meant.wish != person.id:
            person.wish = meant.wish
            continue
        line = staged.lines[row]
        if meant.wish == person.id:
            report.tell("own-superior", line)
            person.wish = NOBODY
            continue
        for code, facts in meant.sayings:
            report.tell(code, line, 1, **facts)
        if meant.several:
            _choose(person, meant, before.superior(person), line, cells[1], report)
        else:
            person.wish = _wish(person, meant)


def _wish(person: PersonDraft, meant: Meant) -> int:
    """The wish for a superior who may have ended: lines run past those."""
    if meant.has_ended:
        return person.wish if person.superior_id == meant.wish else BY_UNIT
    return meant.wish


def _choose(
    person: PersonDraft,
    meant: Meant,
    before: int | None,
    line: int,
    name: str | None,
    report: Report,
) -> None:
    """Of several people of the same name, the one who is the superior already; else none."""
    if before in meant.several:
        person.wish = before or NOBODY
    else:
        report.refuse(line, _ambiguous(name, meant))


def _ambiguous(name: str | None, meant: Meant) -> Problem:
    return Problem("leader-ambiguous", "leader_name", name=name, found=len(meant.several))


def set_unit_leaders(
    staged: Staged,
    units: Mapping[Mention, Found],
    mentions: Sequence[Mention | None],
    organisation: Organisation,
    leaders: LeaderMatching,
    report: Report,
) -> None:
    """Give the units of a file of units the leaders that it names, the first if there are several.

    Somebody who has ended does not become one, and an empty cell leaves such a one in place.
    """
    said: dict[int, int | None] = {}
    columns = zip(staged.column("leader_no"), staged.column("leader_name"), strict=True)
    for row, (cells, mention) in enumerate(zip(columns, mentions, strict=True)):
        found = units[mention] if mention else ()
        if len(found) != 1:
            continue
        unit, line = organisation.units[found[0]], staged.lines[row]
        meant = leaders.meant(cells)
        _tell(meant, line, report)
        if meant.several and unit.leader_id not in meant.several:
            report.refuse(line, _ambiguous(cells[1], meant))
            continue
        wanted = unit.leader_id if meant.several else organisation.leads(max(meant.wish, 0))
        first = said.get(unit.id)
        if first is None:
            said[unit.id] = wanted
        elif wanted not in (None, first):
            report.tell("unit-leader-differs", line, unit=unit.name)
    for one, wanted in said.items():
        unit = organisation.units[one]
        if wanted is not None or organisation.leads(unit.leader_id) is not None:
            unit.leader_id = wanted


def _tell(meant: Meant, line: int, report: Report) -> None:
    for code, facts in meant.sayings:
        # That a unit has no leader is no news.
        if code != "without-superior":
            report.tell(code, line, 1, **facts)
