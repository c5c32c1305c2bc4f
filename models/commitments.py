"""Lists of commitments, the overdue ones on top, and what is done with several at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from msgspec import Struct

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


class CommitmentScope(Struct, frozen=True):
    """Which commitments: all, or those of the dialogues with a person and those the person owes;
    of one side, owner or year, and those that stand as a key of :data:`WHICH` says."""

    person_id: int | None = None
    side: str | None = None
    owner_id: int | None = None
    which: str | None = None
    year: int | None = None


class Facets(Struct, frozen=True):
    """What commitments can be told apart by: years and owners, each with how many there are."""

    years: tuple[tuple[int, int], ...]
    owners: tuple[tuple[int, str, int], ...]


def commitments(scope: CommitmentScope, today: date) -> list[CommitmentCard]:
    """The commitments in ``scope``: open before settled, the earliest day first."""
    conditions, values = _conditions(scope, today)
    found = rows(
        f"{COMMITMENT_CARD} AND {conditions} ORDER BY c.state <> 'open', c.due NULLS LAST, c.id",
        values,
    )
    return [card_of(one) for one in found]


class Place(NamedTuple):
    """Where a page of commitments ended: in which of :data:`PARTS`, at which day and number."""

    part: int
    due: str | None
    id: int


PARTS = (
    "c.state = 'open' AND c.due IS NOT NULL AND (c.due, c.id) > (:due, :id)",
    "c.state = 'open' AND c.due IS NULL AND c.id > :id",
    "c.state <> 'open' AND c.due IS NOT NULL AND (c.due, c.id) > (:due, :id)",
    "c.state <> 'open' AND c.due IS NULL AND c.id > :id",
)
"""The parts of the list, in order, each as the condition of coming after a place in it."""


def commitments_in_order(
    scope: CommitmentScope, today: date, after: Place | None, limit: int
) -> tuple[list[int], Place | None]:
    """The numbers of the first ``limit`` commitments in the order of :func:`commitments`, or of
    those after a place; and the place where they end, None at the end of the list."""
    place = after or Place(0, "", 0)
    conditions, values = _conditions(scope, today)
    found: list[int] = []
    for part in range(place.part, len(PARTS)):
        begin = place if part == place.part else Place(part, "", 0)
        page = rows(
            "SELECT c.id, c.due FROM commitment c JOIN person p ON p.id = c.person_id"
            f" WHERE p.removed_at IS NULL AND c.removed_at IS NULL AND {PARTS[part]}"
            f" AND {conditions} ORDER BY c.due, c.id LIMIT :limit",
            values | {"due": begin.due, "id": begin.id, "limit": limit - len(found)},
        )
        found += [number for number, _due in page]
        if len(found) == limit:
            return found, Place(part, page[-1][1], page[-1][0])
    return found, None


def commitments_of(numbers: Sequence[int]) -> dict[int, CommitmentCard]:
    """The commitments with these numbers."""
    marks = ", ".join(str(int(number)) for number in numbers)
    return {one[0]: card_of(one) for one in rows(f"{COMMITMENT_CARD} AND c.id IN ({marks})")}


def _conditions(scope: CommitmentScope, today: date) -> tuple[str, dict[str, object]]:
    values: dict[str, object] = {
        "person": scope.person_id,
        "side": scope.side,
        "owner": scope.owner_id,
        "year": scope.year,
        "today": today.isoformat(),
    }
    conditions = [
        condition
        for name, condition in (
            ("person", "(c.person_id = :person OR c.owner_id = :person)"),
            ("side", "c.side = :side"),
            ("owner", "c.owner_id = :owner"),
            ("year", "c.year_id = :year"),
        )
        if values[name] is not None
    ]
    return " AND ".join([*conditions, WHICH[scope.which] if scope.which else "1"]), values


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
