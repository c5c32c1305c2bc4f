"""The list of dialogues of a round: those that are, and those that ought to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.database import rows, with_days
from models.derived import AsOf, derive
from models.dialogue_status import STATUS


@dataclass(frozen=True, slots=True)
class DialogueRow:
    """A dialogue of the round; ``id`` is None for a leader who has none yet."""

    id: int | None
    person_id: int
    year: int
    round_code: str
    round_name: str
    level: int
    employee_no: str | None
    name: str
    superior_no: str | None
    superior: str
    conductor: str
    status: str
    planned_on: date | None
    planned_time: str | None
    held_on: date | None
    agreed_on: date | None
    round_id: int


def dialogues(at: AsOf) -> list[DialogueRow]:
    """Every dialogue of the round, and a row for each leader whom it asks and who has none.

    While a dialogue only waits, its superior is the one that the lines give today.
    """
    derive(at)
    round_ = at.round
    if round_ is None:
        return []
    found = rows(
        f"""
        SELECT d.id, p.id, r.year_id, r.code, r.name, coalesce(l.level, 4),
               p.employee_no, p.name, s.employee_no,
               coalesce(s.name, ''), coalesce(c.name, ''),
               CASE WHEN l.person_id IS NOT NULL THEN l.status ELSE {STATUS} END,
               d.planned_on, d.planned_time, d.held_on,
               CASE WHEN d.superior_confirmed_on IS NOT NULL AND d.subject_confirmed_on IS NOT NULL
                    THEN max(d.superior_confirmed_on, d.subject_confirmed_on) END,
               r.id
        FROM person p JOIN round r ON r.id = :round
        LEFT JOIN temp.leader l ON l.person_id = p.id
        LEFT JOIN dialogue d
          ON d.person_id = p.id AND d.round_id = :round AND d.removed_at IS NULL
        LEFT JOIN temp.line n ON n.person_id = p.id
        LEFT JOIN person s ON s.id = CASE
            WHEN d.planned_on IS NULL AND d.held_on IS NULL AND d.exempt_because IS NULL
            THEN n.superior_id ELSE coalesce(d.superior_id, n.superior_id) END
        LEFT JOIN person c ON c.id = CASE
            WHEN d.planned_on IS NULL AND d.held_on IS NULL AND d.conductor_id = d.superior_id
            THEN s.id ELSE d.conductor_id END
        WHERE p.removed_at IS NULL AND (d.id IS NOT NULL OR l.status <> '')
        ORDER BY p.sort_key""",
        {
            "today": at.today.isoformat(),
            "round": round_.id,
            "deadline": round_.deadline.isoformat() if round_.deadline else None,
        },
    )
    return [DialogueRow(*with_days(one, 12, 14, 15)) for one in found]
