"""Whom the file gives each person as superior, and each unit as leader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models.problems import Problem
from models.transfer.importing.person_drafts import BY_UNIT, NO_ROW, NOBODY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from models.transfer.importing.draft_lines import LinesBefore
    from models.transfer.importing.drafts import Organisation
    from models.transfer.importing.leader_matching import LeaderMatching, Meant
    from models.transfer.importing.packed import Cells
    from models.transfer.importing.person_drafts import People
    from models.transfer.importing.report import Report
    from models.transfer.importing.staging import Staged
    from models.transfer.importing.unit_matching import Found
    from models.transfer.importing.unit_mentions import Mention


def wish_superiors(
    staged: Staged,
    matched: Sequence[int],
    people: People,
    before: LinesBefore,
    leaders: LeaderMatching,
    report: Report,
) -> None:
    """Set the wish of everybody at the places ``matched``, a row each."""
    cells = staged.side_by_side("leader_no", "leader_name")
    numbers, wishes = people.numbers, people.wishes
    known: dict[int, Meant] = {}
    for row, (place, at) in enumerate(zip(cells.places, matched, strict=True)):
        if at == NO_ROW:
            continue
        meant = known.get(place)
        if meant is None:
            meant = known[place] = leaders.meant(cells.values[place])
        if meant.is_all and meant.wish != numbers[at]:
            wishes[at] = meant.wish
            continue
        line = staged.lines[row]
        if meant.wish == numbers[at]:
            report.tell("own-superior", line)
            wishes[at] = NOBODY
            continue
        for code, facts in meant.sayings:
            report.tell(code, line, 1, **facts)
        if not meant.several:
            wishes[at] = _wish(people, at, meant)
        elif before.superior(at) in meant.several:
            wishes[at] = before.superior(at) or NOBODY
        else:
            report.refuse(line, _ambiguous(cells[row][1], meant))


def _wish(people: People, at: int, meant: Meant) -> int:
    """The wish for a superior who may have ended: lines run past those."""
    if meant.has_ended:
        return people.wishes[at] if people.now.superior[at] == meant.wish else BY_UNIT
    return meant.wish


def _ambiguous(name: str | None, meant: Meant) -> Problem:
    return Problem("leader-ambiguous", "leader_name", name=name, found=len(meant.several))


def set_unit_leaders(
    staged: Staged,
    units: Mapping[Mention, Found],
    mentions: Cells,
    organisation: Organisation,
    leaders: LeaderMatching,
    report: Report,
) -> None:
    """Give the units of a file of units the leaders that it names, the first if there are several.

    Somebody who has ended does not become one, and an empty cell leaves such a one in place.
    """
    said: dict[int, int | None] = {}
    columns = staged.side_by_side("leader_no", "leader_name")
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
