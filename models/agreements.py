"""The register of leader agreements: every leader, with the one that counts or without any."""

from __future__ import annotations

from datetime import date

from msgspec import Struct

from models.agreement_state import COUNTING
from models.database import rows, with_days
from models.derived import AsOf, derive


class AgreementRow(Struct, frozen=True):
    """A leader with the newest agreement; ``state`` is ``missing`` where there is none. ``held``
    are the talks held in the year that is on, ``agreed`` those agreed on for a year."""

    person_id: int
    name: str
    unit: str
    state: str
    valid_from: date | None
    valid_until: date | None
    signed_on: date | None
    agreed: int | None
    held: int


def agreements(at: AsOf) -> list[AgreementRow]:
    """Every leader, those whose agreement needs something first, then by name."""
    derive(at, with_flags=False)
    found = rows(
        f"""
        SELECT l.person_id, p.name, coalesce(u.name, ''), coalesce(a.state, 'missing'),
               a.valid_from, a.valid_until, a.signed_on, a.dialogues_a_year,
               (SELECT count(*) FROM dialogue d JOIN round r ON r.id = d.round_id
                WHERE d.person_id = l.person_id AND r.year_id = :year AND d.held_on IS NOT NULL
                AND d.removed_at IS NULL)
        FROM temp.leader l CROSS JOIN person p ON p.id = l.person_id
        LEFT JOIN unit u ON u.id = l.unit_id
        LEFT JOIN {COUNTING} a ON a.person_id = l.person_id
        ORDER BY CASE coalesce(a.state, 'missing') WHEN 'missing' THEN 0 WHEN 'expired' THEN 1
                 WHEN 'incomplete' THEN 2 ELSE 3 END, p.sort_key""",
        {"year": at.year, "today": at.today.isoformat()},
    )
    return [AgreementRow(*with_days(one, 4, 5, 6)) for one in found]
