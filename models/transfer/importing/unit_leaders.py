"""Units without a leader get the one whom the reporting lines show.

That is the one person employed in the unit whom everybody else in it who has a superior leads up
to within the unit, and who has no superior there.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING

from models.transfer.importing.person_drafts import ENDED, UNSAID

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from models.transfer.importing.draft_lines import LinesBefore
    from models.transfer.importing.drafts import Organisation, UnitDraft
    from models.transfer.importing.person_drafts import People


def find_unit_leaders(
    organisation: Organisation, before: LinesBefore, banned: Collection[int]
) -> dict[int, int]:
    """Set the leaders that the lines show; unit → how many in it lead up to the new one.

    Only units in which somebody is new, has another superior than ``before``, or another unit: a
    unit that nothing has happened to keeps its vacancy. A leader in office stays unless he has
    ended or moved out of the unit. ``banned`` units get none.
    """
    found = {}
    for number, members in _vacant_units(organisation, banned).items():
        if not any(_is_touched(at, organisation.people, before) for at in members):
            continue
        top, count = _top(_superiors(members, organisation))
        if top is not None:
            organisation.units[number].leader_id = top
            found[number] = count
    return found


def _vacant_units(organisation: Organisation, banned: Collection[int]) -> dict[int, array[int]]:
    """Unit → the places of those in it, in the order in which they come first."""
    units, now = organisation.units, organisation.people.now
    vacant = {
        number
        for number, unit in units.items()
        if number not in banned and _is_vacant(unit, organisation)
    }
    members: defaultdict[int, array[int]] = defaultdict(lambda: array("I"))
    for at, (unit, status) in enumerate(zip(now.unit, now.status, strict=True)):
        if unit in vacant and status < ENDED:
            members[unit].append(at)
    return members


def _is_vacant(unit: UnitDraft, organisation: Organisation) -> bool:
    if organisation.leads(unit.leader_id) is None:
        return True
    people = organisation.people
    at = people.find(unit.leader_id or 0)
    return at is not None and _unit_before(at, people) == unit.id != people.now.unit[at]


def _unit_before(at: int, people: People) -> int:
    return people.before.unit[at] if at < people.stored else 0


def _is_touched(at: int, people: People, before: LinesBefore) -> bool:
    if at >= people.stored or people.now.unit[at] != people.before.unit[at]:
        return True
    if people.now.status[at] != people.before.status[at]:
        return True
    wish = people.wishes[at]
    return wish != UNSAID and max(wish, 0) != (before.superior(at) or 0)


def _superiors(members: Iterable[int], organisation: Organisation) -> dict[int, int | None]:
    """Person → the superior by the file, or the one that was set."""
    people = organisation.people
    found = {}
    for at in members:
        wish: int | None = people.wishes[at]
        if wish == UNSAID:
            wish = organisation.leads(people.before.superior[at]) if at < people.stored else None
        found[people.numbers[at]] = wish if wish and wish > 0 else None
    return found


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
