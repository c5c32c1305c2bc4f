"""Lists of goals: a person's, their units', or all of a year."""

from __future__ import annotations

from dataclasses import dataclass

from models.database import rows
from models.folding import fold
from models.goal import GOAL_CARD, GoalCard, card_of


@dataclass(frozen=True, slots=True)
class GoalScope:
    """Which goals: of ``year``; of a person with the units they lead, if ``person_id`` is given."""

    year: int
    person_id: int | None = None
    unit_id: int | None = None


def goals(scope: GoalScope, text: str = "") -> list[GoalCard]:
    """The goals in ``scope``: the municipality's first, then units', then people's."""
    conditions, values = ["g.year_id = ?"], [scope.year]
    if scope.person_id is not None:
        conditions.append(
            "(g.person_id = ? OR g.unit_id IN"
            " (SELECT id FROM unit WHERE leader_id = ? AND removed_at IS NULL))"
        )
        values += [scope.person_id, scope.person_id]
    if scope.unit_id is not None:
        conditions.append("g.unit_id = ?")
        values.append(scope.unit_id)
    found = rows(
        GOAL_CARD
        + "AND "
        + " AND ".join(conditions)
        + " ORDER BY (g.unit_id IS NOT NULL) + 2 * (g.person_id IS NOT NULL), u.sort_key,"
        " p.sort_key, g.id",
        values,
    )
    cards = [card_of(one) for one in found]
    words = fold(text).split()
    if not words:
        return cards
    return [card for card in cards if _holds(card, words)]


def _holds(card: GoalCard, words: list[str]) -> bool:
    where = fold(f"{card.entry.title} {card.owner} {card.entry.indicator}")
    return all(word in where for word in words)
