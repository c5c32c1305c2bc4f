"""Flags: what needs the coordinator's eye. Each is a rule with a code, a severity and its figures;
the rules stand in :mod:`models.flag_rules`, the sentence is formed where it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.database import rows, with_days
from models.derived import AsOf, derive
from models.flag_rules import RULES


@dataclass(frozen=True, slots=True)
class Flag:
    """One flag. What ``value``, ``limit`` and ``day`` mean depends on the rule: heads against a
    limit, staff without goals among all, days overdue, the day something was due."""

    rule: str
    severity: str
    unit_id: int | None
    unit_code: str | None
    unit: str
    person_id: int | None
    employee_no: str | None
    name: str
    goal_id: int | None
    commitment_id: int | None
    value: int | None
    limit: int | None
    day: date | None
    text: str

    @property
    def key(self) -> str:
        """What tells it from every other flag, and stays the same when the list is read anew."""
        parts = (self.rule, self.unit_id, self.person_id, self.goal_id, self.commitment_id)
        return "/".join("" if part is None else str(part) for part in parts)


@dataclass(frozen=True, slots=True)
class Scope:
    """Which flags to give: all, or those of one rule, person or unit with what is under it."""

    rule: str | None = None
    person_id: int | None = None
    unit_id: int | None = None


EVERYTHING = Scope()


def flags(at: AsOf, scope: Scope = EVERYTHING) -> list[Flag]:
    """The flags, by rule in the order of :data:`RULES`, then by unit and name."""
    derive(at)
    order = " ".join(f"WHEN '{rule}' THEN {place}" for place, rule in enumerate(RULES))
    found = rows(
        f"""
        SELECT f.rule, f.severity, f.unit_id, u.code, coalesce(u.name, ''), f.person_id,
               p.employee_no, coalesce(p.name, ''), f.goal_id, f.commitment_id, f.value, f.bound,
               f.day, coalesce(g.title, c.text, k.name, '')
        FROM temp.flag f LEFT JOIN unit u ON u.id = f.unit_id
        LEFT JOIN person p ON p.id = f.person_id
        LEFT JOIN goal g ON g.id = f.goal_id LEFT JOIN commitment c ON c.id = f.commitment_id
        LEFT JOIN dialogue d ON f.rule = 'conductor-in-own-line' AND d.person_id = f.person_id
          AND d.round_id = :round AND d.removed_at IS NULL
        LEFT JOIN person k ON k.id = d.conductor_id
        WHERE (:rule IS NULL OR f.rule = :rule) AND (:person IS NULL OR f.person_id = :person)
        AND (:unit IS NULL OR f.unit_id IN (
            WITH RECURSIVE below(id) AS (
                SELECT :unit UNION SELECT w.id FROM unit w JOIN below b ON w.parent_id = b.id
                WHERE w.removed_at IS NULL)
            SELECT id FROM below))
        ORDER BY CASE f.rule {order} END, u.sort_key, p.sort_key, f.goal_id, f.commitment_id""",
        {
            "rule": scope.rule,
            "person": scope.person_id,
            "unit": scope.unit_id,
            "round": at.round.id if at.round else None,
        },
    )
    return [Flag(*with_days(one, 12)) for one in found]
