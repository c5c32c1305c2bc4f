"""Per leader: level, dialogue of the round, span against its limit."""

from __future__ import annotations

from models import levels
from models.dialogue_status import CONDUCTOR, STATUS
from models.teams import SET_SUPERIOR

LEADERS = f"""
WITH led(person_id, unit_id) AS MATERIALIZED (
    SELECT leader_id, min(id) FROM unit WHERE leader_id IS NOT NULL AND removed_at IS NULL
    GROUP BY leader_id
),
{levels.SET_LEVEL},
who(person_id) AS (
    SELECT person_id FROM led
    UNION
    SELECT s.id FROM temp.team t JOIN person s ON s.id = t.set_superior_id AND {SET_SUPERIOR}
    WHERE t.status <> 'ended'
),
placed(person_id, unit_id, superior_id) AS MATERIALIZED (
    SELECT n.person_id, n.unit_id, n.superior_id
    FROM who w CROSS JOIN temp.line n ON n.person_id = w.person_id WHERE n.status <> 'ended'
),
ranked(person_id, unit_id, led_unit_id, superior_id, level) AS (
    SELECT n.person_id, coalesce(n.unit_id, d.unit_id), d.unit_id, n.superior_id,
           {levels.LEVEL}
    FROM placed n LEFT JOIN placed s ON s.person_id = n.superior_id
    LEFT JOIN led d ON d.person_id = n.person_id
    LEFT JOIN set_level e ON e.person_id = n.person_id
)
INSERT INTO temp.leader
SELECT *, CASE WHEN severe > 0 AND heads > severe THEN 'span-severe'
               WHEN upper > 0 AND heads > upper THEN 'span-over'
               WHEN lower > 0 AND heads < lower THEN 'span-under' ELSE '' END
FROM (
    SELECT n.person_id, n.unit_id, n.led_unit_id, n.superior_id, n.level,
           CASE WHEN d.id IS NULL AND instr(:levels, n.level) = 0 THEN '' ELSE {STATUS} END,
           d.id, {CONDUCTOR}, d.planned_on, d.planned_time, d.held_on,
           max(d.superior_confirmed_on, d.subject_confirmed_on),
           coalesce(s.heads, 0) AS heads, coalesce(s.fte, 0), coalesce(s.with_goals, 0),
           coalesce(b.lower, :lower) AS lower, coalesce(b.upper, :upper) AS upper,
           coalesce(b.severe, :severe) AS severe
    FROM ranked n
    LEFT JOIN dialogue d
      ON d.person_id = n.person_id AND d.round_id = :round AND d.removed_at IS NULL
    LEFT JOIN temp.span s ON s.person_id = n.person_id
    LEFT JOIN temp.span_bound b ON b.unit_id = coalesce(n.led_unit_id, n.unit_id)
)"""
"""A status is empty where the round does not cover the level. A span at a bound is within it. Every
superior of a leader is one too, so that ``placed`` knows them."""
