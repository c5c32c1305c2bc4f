"""Lists of commitments, the overdue ones on top, and what is done with several at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models.commitment import (
    COMMITMENT_CARD,
    CommitmentCard,
    card_of,
    drop_commitment,
    settle_commitment,
)
from models.database import rows, writing

WHICH = {
    "open": "c.state = 'open'",
    "overdue": "c.state = 'open' AND c.due < :today",
    "kept": "c.state = 'kept'",
    "dropped": "c.state = 'dropped'",
}
"""How a commitment may stand, each as its condition."""


@dataclass(frozen=True, slots=True)
class CommitmentScope:
    """Which commitments: all, or those of the dialogues with a person and those the person owes;
    of one side, owner or year, and those that stand as a key of :data:`WHICH` says."""

    person_id: int | None = None
    side: str | None = None
    owner_id: int | None = None
    which: str | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Facets:
    """What commitments can be told apart by: years and owners, each with how many there are."""

    years: tuple[tuple[int, int], ...]
    owners: tuple[tuple[int, str, int], ...]


def commitments(scope: CommitmentScope, today: date) -> list[CommitmentCard]:
    """The commitments in ``scope``: open before settled, the earliest day first."""
    found = rows(
        COMMITMENT_CARD + "AND (:person IS NULL OR c.person_id = :person OR c.owner_id = :person)"
        " AND (:side IS NULL OR c.side = :side) AND (:owner IS NULL OR c.owner_id = :owner)"
        f" AND (:year IS NULL OR c.year_id = :year) AND {WHICH[scope.which] if scope.which else 1}"
        " ORDER BY c.state <> 'open', coalesce(c.due < :today, 0) DESC, c.due NULLS LAST, c.id",
        {
            "person": scope.person_id,
            "side": scope.side,
            "owner": scope.owner_id,
            "year": scope.year,
            "today": today.isoformat(),
        },
    )
    return [card_of(one) for one in found]


def facets(person_id: int | None = None) -> Facets:
    """By what the commitments of :class:`CommitmentScope` with ``person_id`` can be narrowed."""
    listed = (
        "FROM commitment c JOIN person p ON p.id = c.person_id AND p.removed_at IS NULL"
        " LEFT JOIN person o ON o.id = c.owner_id WHERE c.removed_at IS NULL"
        " AND (:person IS NULL OR c.person_id = :person OR c.owner_id = :person)"
    )
    values = {"person": person_id}
    years = f"SELECT c.year_id, count(*) {listed} GROUP BY 1 ORDER BY 1 DESC"
    owners = (
        f"SELECT o.id, o.name, count(*) {listed} AND o.id IS NOT NULL"
        " GROUP BY o.id ORDER BY o.sort_key"
    )
    return Facets(tuple(rows(years, values)), tuple(rows(owners, values)))


def settle_commitments(cards: Sequence[CommitmentCard], day: date) -> int:
    """Record that these were kept on ``day``, in one write; how many were not already."""
    with writing():
        return sum(
            settle_commitment(card.id, card.revision, day)
            for card in cards
            if card.entry.state != "kept"
        )


def drop_commitments(cards: Sequence[CommitmentCard], reason: str, day: date) -> int:
    """Drop these because of ``reason``, in one write; how many were not dropped already."""
    with writing():
        return sum(
            drop_commitment(card.id, card.revision, reason, day)
            for card in cards
            if card.entry.state != "dropped"
        )
