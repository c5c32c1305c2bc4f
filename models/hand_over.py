"""Handing over commitments: a leader who is replaced leaves none behind that nobody owes.

DESIGN.md, section 3, "Commitments": when a leader changes in mid-year, open commitments get a new
owner or are closed with a reason; history keeps the old name.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models import records
from models.commitment import COMMITMENT_CARD, Commitment, CommitmentCard, card_of, drop_commitment
from models.database import row, rows, writing
from models.problems import Problem, Problems


def open_owed_by(person_id: int) -> list[CommitmentCard]:
    """The open commitments that somebody owes, the earliest day first."""
    found = rows(
        COMMITMENT_CARD + "AND c.owner_id = ? AND c.state = 'open' ORDER BY c.due NULLS LAST, c.id",
        (person_id,),
    )
    return [card_of(one) for one in found]


def hand_over(cards: Sequence[CommitmentCard], owner_id: int | None, reason: str, day: date) -> int:
    """Give the open ones of these to ``owner_id``, or drop them because of ``reason``: one write;
    how many there were.

    Raises ``hand-over-either`` unless it is one of the two, ``nothing-open``, ``owner-same`` where
    nobody would change, and ``removed-meanwhile`` for a new owner who is gone.
    """
    if (owner_id is None) == (not reason.strip()):
        raise Problems([Problem("hand-over-either", "owner_id")])
    still_open = [card for card in cards if card.entry.state == "open"]
    if not still_open:
        raise Problem("nothing-open")
    with writing():
        if owner_id is None:
            return sum(drop_commitment(card.id, card.revision, reason, day) for card in still_open)
        _refuse_gone(owner_id)
        count = sum(
            records.edit(
                Commitment, card.id, card.revision, {"owner_id": owner_id}, action="hand-over"
            )
            for card in still_open
        )
    if not count:
        raise Problems([Problem("owner-same", "owner_id")])
    return count


def _refuse_gone(person_id: int) -> None:
    if not row(
        "SELECT 1 FROM person WHERE id = ? AND removed_at IS NULL AND status <> 'ended'",
        (person_id,),
    ):
        raise Problems([Problem("removed-meanwhile", "owner_id", kind="person")])
