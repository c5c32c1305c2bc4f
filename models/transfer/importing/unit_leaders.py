"""Units without a leader get the one whom the reporting lines show.

That is the one person employed in the unit whom everybody else in it who has a superior leads up
to within the unit, and who has no superior there.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from models.transfer.importing.drafts import UNSAID

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from models.transfer.importing.draft_lines import LinesBefore
    from models.transfer.importing.drafts import Organisation, PersonDraft, UnitDraft


def find_unit_leaders(
    organisation: Organisation, before: LinesBefore, banned: Collection[int]
) -> dict[int, int]:
    """Set the leaders that the lines show; unit → how many in it lead up to the new one.

    Only units in which somebody is new, has another superior than ``before``, or another unit: a
    unit that nothing has happened to keeps its vacancy. A leader in office stays unless he has
    ended or moved out of the unit. ``banned`` units get none.
    """
    members: defaultdict[int, list[PersonDraft]] = defaultdict(list)
    for person in organisation.people.values():
        if person.unit_id is not None and person.status != "ended":
            members[person.unit_id].append(person)
    found = {}
    for number, people in members.items():
        unit = organisation.units.get(number)
        if unit is None or number in banned or not _is_vacant(unit, organisation):
            continue
        if not any(_is_touched(person, before) for person in people):
            continue
        top, count = _top(_superiors(people, organisation))
        if top is not None:
            unit.leader_id = top
            found[number] = count
    return found


def _is_vacant(unit: UnitDraft, organisation: Organisation) -> bool:
    if organisation.leads(unit.leader_id) is None:
        return True
    leader = organisation.people[unit.leader_id or 0]
    return leader.stored_unit == unit.id != leader.unit_id


def _is_touched(person: PersonDraft, before: LinesBefore) -> bool:
    if person.stored is None or person.unit_id != person.stored_unit:
        return True
    if person.status != person.stored_status:
        return True
    return person.wish != UNSAID and max(person.wish, 0) != (before.superior(person) or 0)


def _superiors(people: Iterable[PersonDraft], organisation: Organisation) -> dict[int, int | None]:
    """Person → the superior by the file, or the one that was set."""
    return {
        one.id: organisation.leads(one.stored_superior)
        if one.wish == UNSAID
        else (one.wish if one.wish > 0 else None)
        for one in people
    }


def _top(superiors: Mapping[int, int | None]) -> tuple[int | None, int]:
    """The one they all lead up to, and how many do."""
    # Those whose superior is outside; each must be the top.
    tops = {number for number, above in superiors.items() if above and above not in superiors}
    top_of: dict[int, int] = {}
    below = 0
    for number, above in superiors.items():
        if above not in superiors:
            continue
        beyond = superiors[above or 0]
        top = _climb(number, superiors, top_of) if beyond in superiors else above
        if top is None:
            return None, 0
        tops.add(top)
        below += 1
    return (tops.pop(), below) if len(tops) == 1 and below else (None, 0)


def _climb(start: int, superiors: Mapping[int, int | None], top_of: dict[int, int]) -> int | None:
    """The last within the unit above ``start``; ``None`` if the way leads in a circle."""
    way: dict[int, None] = {}
    at = start
    while at not in top_of:
        if at in way:
            return None
        way[at] = None
        above = superiors.get(at)
        if above is None or above not in superiors:
            top_of[at] = at
            break
        at = above
    for number in way:
        top_of[number] = top_of[at]
    return top_of[at]
