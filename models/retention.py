"""How long what is told in confidence is kept, and who has decided so.

The GDPR, article 5 (1) e, limits how long people's data are kept; what a municipality must archive
is for its archivist to say (arkivlova). So notes and people are kept until somebody has decided.
"""

from __future__ import annotations

from datetime import date

from msgspec import Struct


class Retention(Struct, frozen=True):
    """For how long: notes from the day they were written, people from the day they ended, what was
    typed and not saved. 0 keeps it. ``reason`` is the decision behind it."""

    notes_months: int = 0
    ended_months: int = 0
    drafts_days: int = 30
    reason: str = ""

    def notes_before(self, today: date) -> date | None:
        """Notes of an earlier day than this one are past theirs; None where all are kept."""
        return months_back(today, self.notes_months) if self.notes_months else None

    def ended_before(self, today: date) -> date | None:
        """People who ended before this day are past theirs; None where all are kept."""
        return months_back(today, self.ended_months) if self.ended_months else None


def months_back(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month where it is shorter."""
    from calendar import monthrange

    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        return date.min
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
