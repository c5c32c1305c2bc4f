"""The agenda that a new dialogue gets: by level, and shorter where nothing can be measured yet.

DESIGN.md, section 3, "Agenda". A dialogue keeps the one it was made with.
"""

from __future__ import annotations

from models.database import row
from models.goal_measurable import MEASURABLE
from models.lines import superior_of
from models.rules import Rules


def agenda_for(person_id: int, round_id: int, rules: Rules) -> tuple[str, ...]:
    """The topics, in order: codes of the standard agenda or the municipality's own words.

    The level's own where the settings have one, else the common one; the shorter for somebody
    with no measurable goal in the round's year, their own or of a unit that they lead.
    """
    own = rules.agenda_of_level.get(_level(person_id)) if rules.agenda_of_level else None
    if _has_measurable_goal(person_id, round_id):
        return (own and own.topics) or rules.agenda
    return (own and own.short) or rules.short_agenda


def _has_measurable_goal(person_id: int, round_id: int) -> bool:
    found = row(
        "SELECT 1 FROM goal g JOIN round r ON r.year_id = g.year_id WHERE r.id = ?"
        f" AND g.removed_at IS NULL AND g.state <> 'dropped' AND {MEASURABLE} AND"
        " (g.person_id = ? OR g.unit_id IN"
        " (SELECT id FROM unit WHERE leader_id = ? AND removed_at IS NULL)) LIMIT 1",
        (round_id, person_id, person_id),
    )
    return found is not None


def _level(person_id: int) -> int:
    """The level as :mod:`models.derived` has it, for one person and while something is written."""
    leads = row(
        "SELECT 1 FROM unit WHERE leader_id = :who AND removed_at IS NULL UNION ALL"
        " SELECT 1 FROM person WHERE superior_id = :who AND status <> 'ended'"
        " AND removed_at IS NULL LIMIT 1",
        {"who": person_id},
    )
    if not leads:
        return 4
    superior = superior_of(person_id)
    if superior is None:
        return 1
    return 2 if superior_of(superior) is None else 3
