"""Flags: what needs the coordinator's eye. Each is a rule with a code, a severity and its figures;
the sentence is formed where it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.database import rows, with_days
from models.derived import AsOf, derive
from models.goal_measurable import MEASURABLE
from models.line_of_sight import LINE_OF_SIGHT_FLAGS, LINE_OF_SIGHT_RULES

RULES = (
    "span-severe",
    "span-over",
    "span-under",
    "dialogue-overdue",
    "dialogue-not-planned",
    "staff-without-goals",
    "goal-not-measurable",
    *LINE_OF_SIGHT_RULES,
    "commitment-overdue",
    "vacant-unit",
    "no-superior",
)
"""In the order in which they are shown."""

FLAGS = f"""
INSERT INTO temp.flag
SELECT span_flag, CASE span_flag WHEN 'span-severe' THEN 'severe' WHEN 'span-under' THEN 'notice'
                  ELSE 'warning' END,
       unit_id, person_id, NULL, NULL, heads,
       CASE span_flag WHEN 'span-severe' THEN severe WHEN 'span-over' THEN upper ELSE lower END,
       NULL
FROM temp.leader WHERE span_flag <> ''
UNION ALL
SELECT 'dialogue-' || status, CASE status WHEN 'overdue' THEN 'severe' ELSE 'warning' END,
       unit_id, person_id, NULL, NULL, NULL, NULL,
       CASE WHEN planned_on < :today THEN planned_on ELSE :deadline END
FROM temp.leader WHERE status IN ('overdue', 'not-planned')
UNION ALL
SELECT 'staff-without-goals', 'warning', unit_id, person_id, NULL, NULL, heads - with_goals, heads,
       NULL
FROM temp.leader WHERE with_goals < heads
UNION ALL
SELECT 'goal-not-measurable', 'notice', coalesce(g.unit_id, n.unit_id), g.person_id, g.id, NULL,
       NULL, NULL, NULL
FROM goal g LEFT JOIN temp.line n ON n.person_id = g.person_id
LEFT JOIN unit u ON u.id = g.unit_id
WHERE g.year_id = :year AND g.state = 'open' AND g.removed_at IS NULL AND NOT g.qualitative
AND NOT {MEASURABLE} AND u.removed_at IS NULL AND (g.person_id IS NULL OR n.status <> 'ended')
UNION ALL
SELECT 'commitment-overdue', 'severe', n.unit_id, n.person_id, NULL, c.id,
       CAST(julianday(:today) - julianday(c.due) AS INT), NULL, c.due
FROM commitment c JOIN temp.line a ON a.person_id = c.person_id
LEFT JOIN temp.line o ON o.person_id = c.owner_id
JOIN temp.line n ON n.person_id = coalesce(o.person_id, a.person_id)
WHERE c.state = 'open' AND c.due < :today AND c.removed_at IS NULL
UNION ALL
SELECT 'vacant-unit', 'warning', u.id, NULL, NULL, NULL, NULL, NULL, NULL
FROM unit u LEFT JOIN temp.line n ON n.person_id = u.leader_id AND n.status <> 'ended'
WHERE u.removed_at IS NULL AND n.person_id IS NULL
UNION ALL
SELECT 'no-superior', 'severe', n.unit_id, n.person_id, NULL, NULL, NULL, NULL, NULL
FROM temp.line n WHERE n.superior_id IS NULL AND n.status <> 'ended' AND NOT EXISTS (
    SELECT 1 FROM unit u WHERE u.leader_id = n.person_id AND u.parent_id IS NULL
    AND u.removed_at IS NULL)
UNION ALL {LINE_OF_SIGHT_FLAGS}"""
"""Every flag of ``:year`` and its round as of ``:today``; see :mod:`models.derived`.

The one who leads a top unit answers to a political body, and so needs no superior among people.
"""


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
               f.day, coalesce(g.title, c.text, '')
        FROM temp.flag f LEFT JOIN unit u ON u.id = f.unit_id
        LEFT JOIN person p ON p.id = f.person_id
        LEFT JOIN goal g ON g.id = f.goal_id LEFT JOIN commitment c ON c.id = f.commitment_id
        WHERE (:rule IS NULL OR f.rule = :rule) AND (:person IS NULL OR f.person_id = :person)
        AND (:unit IS NULL OR f.unit_id IN (
            WITH RECURSIVE below(id) AS (
                SELECT :unit UNION SELECT w.id FROM unit w JOIN below b ON w.parent_id = b.id
                WHERE w.removed_at IS NULL)
            SELECT id FROM below))
        ORDER BY CASE f.rule {order} END, u.sort_key, p.sort_key, f.goal_id, f.commitment_id""",
        {"rule": scope.rule, "person": scope.person_id, "unit": scope.unit_id},
    )
    return [Flag(*with_days(one, 12)) for one in found]
