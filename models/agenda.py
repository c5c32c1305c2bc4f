"""The agenda that a new dialogue gets: by level, and shorter where nothing can be measured yet.

DESIGN.md, section 3, "Agenda". A dialogue keeps the one it was made with.
"""

from __future__ import annotations

from models.database import row
from models.goal_measurable import MEASURABLE
from models.levels import level_of
from models.rules import Rules


def agenda_for(person_id: int, round_id: int, rules: Rules) -> tuple[str, ...]:
    """The topics, in order: codes of the standard agenda or the municipality's own words.

    The level's own where the settings have one, else the common one; the shorter for somebody
    with no measurable goal in the round's year, their own or of a unit that they lead.
    """
    own = rules.agenda_of_level.get(level_of(person_id, rules)) if rules.agenda_of_level else None
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
