"""Lists of goals: a person's, their units', or all of a year."""

from __future__ import annotations

from msgspec import Struct

from models.database import row, rows
from models.folding import fold
from models.goal import GOAL_CARD, GoalCard, card_of


class GoalScope(Struct, frozen=True):
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


def goals_in_order(year: int, after: int | None, limit: int) -> list[int]:
    """The numbers of the first ``limit`` goals of ``year`` in the order of :func:`goals`, or of
    those that come next ``after`` one of them. Those that nobody owns personally are few, and come
    all at once."""
    values = {"year": year, "after": after, "limit": limit}
    owner = row("SELECT person_id FROM goal WHERE id = ?", (after,))
    if owner is not None and owner[0] is not None:
        return [number for (number,) in rows(OWN.format(after=AFTER), values | {"owner": owner[0]})]
    shared = rows(SHARED, {"year": year}) if after is None else []
    return [number for (number,) in [*shared, *rows(OWN.format(after=""), values)]]


SHARED = """
SELECT g.id FROM goal g INDEXED BY goal_shared LEFT JOIN unit u ON u.id = g.unit_id
WHERE g.year_id = :year AND g.person_id IS NULL AND g.removed_at IS NULL
ORDER BY g.unit_id IS NOT NULL, u.sort_key, g.id"""

OWN = """
SELECT g.id FROM person p CROSS JOIN goal g ON g.person_id = p.id
WHERE g.year_id = :year AND g.removed_at IS NULL {after}
ORDER BY p.sort_key, p.id, g.id LIMIT :limit"""

AFTER = """
AND (p.sort_key, p.id) >= ((SELECT sort_key FROM person WHERE id = :owner), :owner)
AND (p.id <> :owner OR g.id > :after)"""


def _holds(card: GoalCard, words: list[str]) -> bool:
    where = fold(f"{card.entry.title} {card.owner} {card.entry.indicator}")
    return all(word in where for word in words)
