"""The rate kept: how many of the promises that could be judged were kept.

kept / (kept + dropped + overdue). What is open and not yet due says nothing and is left out; what
was dropped counts against the rate, since the other side did not get what it was promised. Whoever
owes a commitment now is judged by it: one that was handed over counts for the new owner.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from models.database import row

JUDGED = """
count(*) FILTER (WHERE c.state = 'kept'), count(*) FILTER (WHERE c.state = 'dropped'),
count(*) FILTER (WHERE c.state = 'open' AND c.due < :today)"""
"""Kept, dropped and overdue of commitments ``c`` on ``:today``: the fields of a rate."""


class KeptRate(Struct, frozen=True):
    """Counts of promises that can be judged."""

    kept: int = 0
    dropped: int = 0
    overdue: int = 0

    @property
    def judged(self) -> int:
        """How many can be judged."""
        return self.kept + self.dropped + self.overdue

    @property
    def fraction(self) -> float | None:
        """From 0 to 1; None where nothing can be judged yet."""
        return self.kept / self.judged if self.judged else None


class KeptBy(Struct, frozen=True):
    """Somebody's rates: of what they promised as a superior, and of everything they owe."""

    as_superior: KeptRate
    overall: KeptRate


def kept_by(person_id: int, today: date) -> KeptBy:
    """The rates of one person as of ``today``, of all years."""
    as_superior = JUDGED.replace("c.state =", "c.side = 'superior' AND c.state =")
    found = row(
        f"SELECT {as_superior}, {JUDGED} FROM commitment c"
        " JOIN person p ON p.id = c.person_id AND p.removed_at IS NULL"
        " WHERE c.owner_id = :person AND c.removed_at IS NULL",
        {"person": person_id, "today": today.isoformat()},
    )
    assert found is not None  # noqa: S101 (a statement of aggregates always has a row)
    return KeptBy(KeptRate(*found[:3]), KeptRate(*found[3:]))
