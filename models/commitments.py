"""Lists of commitments, the overdue ones on top."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.commitment import COMMITMENT_CARD, CommitmentCard, card_of
from models.database import rows


@dataclass(frozen=True, slots=True)
class CommitmentScope:
    """Which commitments: all, or those of the dialogues with a person and those the person owes."""

    person_id: int | None = None


def commitments(scope: CommitmentScope, today: date) -> list[CommitmentCard]:
    """The commitments in ``scope``: open before settled, the earliest day first."""
    found = rows(
        COMMITMENT_CARD + "AND (:person IS NULL OR c.person_id = :person OR c.owner_id = :person)"
        " ORDER BY c.state <> 'open', coalesce(c.due < :today, 0) DESC, c.due NULLS LAST, c.id",
        {"person": scope.person_id, "today": today.isoformat()},
    )
    return [card_of(one) for one in found]
