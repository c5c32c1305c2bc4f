"""The rules of the flags, each as the statement that finds them; see :mod:`models.derived`.

Columns: rule, severity, unit, person, goal, commitment, value, bound, day. Parameters: ``:today``,
``:year`` and ``:round``.
"""

from __future__ import annotations

from models.agreement_state import COUNTING
from models.dialogue_status import CONDUCTOR
from models.goal_measurable import MEASURABLE
from models.line_of_sight import (
    BELONGS,
    LINE_OF_SIGHT_RULES,
    OWN_OUT_OF_LINE,
    OWN_WITHOUT_MEANING,
    SHARED_GOAL_FLAGS,
    SHARED_SIGHT,
)

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
    "cascade-broken",
    "conductor-in-own-line",
    "agreement-missing",
    "agreement-expired",
    "agreement-incomplete",
    "vacant-unit",
    "no-superior",
)
"""In the order in which they are shown."""

SPANS = """
SELECT span_flag, CASE span_flag WHEN 'span-severe' THEN 'severe' WHEN 'span-under' THEN 'notice'
                  ELSE 'warning' END,
       unit_id, person_id, NULL, NULL, heads,
       CASE span_flag WHEN 'span-severe' THEN severe WHEN 'span-over' THEN upper ELSE lower END,
       NULL
FROM temp.leader WHERE span_flag <> ''"""

DIALOGUES = """
SELECT 'dialogue-' || status, CASE status WHEN 'overdue' THEN 'severe' ELSE 'warning' END,
       unit_id, person_id, NULL, NULL, NULL, NULL,
       CASE WHEN planned_on < :today THEN planned_on ELSE :deadline END
FROM temp.leader WHERE status IN ('overdue', 'not-planned')"""

STAFF_WITHOUT_GOALS = """
SELECT 'staff-without-goals', 'warning', unit_id, person_id, NULL, NULL, heads - with_goals, heads,
       NULL
FROM temp.leader WHERE with_goals < heads"""

VAGUE = f"""
g.year_id = :year AND g.state = 'open' AND g.removed_at IS NULL AND NOT g.qualitative
AND NOT {MEASURABLE}"""

SHARED_GOALS_NOT_MEASURABLE = f"""
SELECT 'goal-not-measurable', 'notice', {BELONGS}, NULL, g.id, NULL, NULL, NULL, NULL
FROM goal g LEFT JOIN unit u ON u.id = g.unit_id
WHERE {VAGUE} AND g.person_id IS NULL AND u.removed_at IS NULL"""

OWN_GOALS_NOT_MEASURABLE = f"""
SELECT 'goal-not-measurable' AS rule, 'notice' AS severity, p.unit_id, p.id AS person_id,
       g.id AS goal_id, NULL AS commitment_id, NULL AS value, NULL AS bound, NULL AS day
FROM goal g INDEXED BY goal_vague JOIN person p ON p.id = g.person_id
WHERE {VAGUE} AND g.person_id IS NOT NULL AND p.removed_at IS NULL AND p.status <> 'ended'"""

OWN_GOAL_RULES = {
    "goal-not-measurable": OWN_GOALS_NOT_MEASURABLE,
    "goal-without-line-of-sight": OWN_OUT_OF_LINE,
    "goal-without-meaning": OWN_WITHOUT_MEANING,
}
"""The rules of people's own goals, of which there may be as many as there are goals: their flags
are looked for when they are asked for."""

OTHER_OWN_GOALS = f"{OWN_GOALS_NOT_MEASURABLE} UNION ALL {OWN_WITHOUT_MEANING}"
"""The flags of people's own goals, but for those without a line of sight, which
:mod:`models.teams` counts."""

COMMITMENTS_OVERDUE = """
SELECT 'commitment-overdue', 'severe', n.unit_id, n.person_id, NULL, c.id,
       CAST(julianday(:today) - julianday(c.due) AS INT), NULL, c.due
FROM commitment c JOIN temp.line a ON a.person_id = c.person_id
LEFT JOIN temp.line o ON o.person_id = c.owner_id
JOIN temp.line n ON n.person_id = coalesce(o.person_id, a.person_id)
WHERE c.state = 'open' AND c.due < :today AND c.removed_at IS NULL"""

CASCADE_BROKEN = """
SELECT 'cascade-broken', 'warning', l.unit_id, l.person_id, NULL, NULL, count(*), NULL,
       min(d.held_on)
FROM dialogue d CROSS JOIN temp.leader l
  ON l.person_id = coalesce(d.conductor_id, d.superior_id) AND l.person_id <> d.person_id
WHERE d.round_id = :round AND d.held_on IS NOT NULL AND d.removed_at IS NULL
AND l.status IN ('not-planned', 'planned', 'overdue')
GROUP BY l.person_id"""
"""A leader's own dialogue comes before those that he holds (DESIGN §3)."""

CONDUCTOR_IN_OWN_LINE = f"""
SELECT 'conductor-in-own-line', 'warning', n.unit_id, n.person_id, NULL, NULL, NULL, NULL, NULL
FROM (
    WITH RECURSIVE up(person_id, at_id) AS (
        SELECT d.person_id, {CONDUCTOR}
        FROM dialogue d JOIN temp.line n ON n.person_id = d.person_id
        WHERE d.round_id = :round AND d.removed_at IS NULL AND d.conductor_id IS NOT NULL
        AND d.exempt_because IS NULL AND (
            d.conductor_id = d.person_id
            OR d.person_id IN (
                SELECT leader_id FROM temp.unit_line UNION SELECT set_superior_id FROM temp.team)
        )
        UNION
        SELECT u.person_id, a.superior_id FROM up u JOIN temp.line a ON a.person_id = u.at_id
        WHERE u.at_id <> u.person_id AND a.superior_id IS NOT NULL
    )
    SELECT person_id FROM up WHERE at_id = person_id
) c CROSS JOIN temp.line n ON n.person_id = c.person_id
WHERE n.status <> 'ended'"""
"""Who holds somebody's dialogue is neither that person nor under them, however far down. Lines are
followed only to those who have somebody under them: a round may ask all staff."""

AGREEMENTS = f"""
SELECT 'agreement-' || state, CASE state WHEN 'incomplete' THEN 'notice' ELSE 'warning' END,
       unit_id, person_id, NULL, NULL, CASE state WHEN 'incomplete' THEN lacking END, NULL,
       CASE state WHEN 'expired' THEN valid_until END
FROM (
    SELECT l.unit_id, l.person_id, a.valid_until, a.lacking, coalesce(a.state, 'missing') AS state
    FROM temp.leader l LEFT JOIN {COUNTING} a ON a.person_id = l.person_id
) WHERE state <> 'valid'"""
"""The newest agreement of a leader counts; one that has run out is not incomplete too."""

VACANT_UNITS = """
SELECT 'vacant-unit', 'warning', u.id, NULL, NULL, NULL, NULL, NULL, NULL
FROM unit u LEFT JOIN temp.line n ON n.person_id = u.leader_id AND n.status <> 'ended'
WHERE u.removed_at IS NULL AND n.person_id IS NULL"""

WITHOUT_SUPERIOR = """
SELECT 'no-superior', 'severe', n.unit_id, n.person_id, NULL, NULL, NULL, NULL, NULL
FROM (
    SELECT p.id FROM (SELECT DISTINCT unit_id FROM temp.team) t
    LEFT JOIN temp.unit_line l ON l.unit_id = t.unit_id
    CROSS JOIN person p ON p.unit_id IS t.unit_id
    WHERE l.leader_id IS NULL
    UNION SELECT leader_id FROM temp.unit_line WHERE leader_id IS NOT NULL AND above_id IS NULL
) c CROSS JOIN temp.line n ON n.person_id = c.id
WHERE n.superior_id IS NULL AND n.status <> 'ended' AND NOT EXISTS (
    SELECT 1 FROM unit u WHERE u.leader_id = n.person_id AND u.parent_id IS NULL
    AND u.removed_at IS NULL)"""
"""Who leads a top unit answers to a political body, and so needs no superior among people. Nobody
lacks one but those of units that have no leader above them, and who leads at the top."""

KEPT_FLAGS = f"WITH {SHARED_SIGHT} INSERT INTO temp.kept_flag" + " UNION ALL".join(
    (
        *(SPANS, DIALOGUES, STAFF_WITHOUT_GOALS, SHARED_GOALS_NOT_MEASURABLE, COMMITMENTS_OVERDUE),
        *(CASCADE_BROKEN, CONDUCTOR_IN_OWN_LINE, AGREEMENTS, VACANT_UNITS, WITHOUT_SUPERIOR),
        SHARED_GOAL_FLAGS,
    )
)
"""Every flag of ``:year`` and its round as of ``:today``, but for those of people's own goals."""

OWN_FLAG = "CREATE TEMP VIEW own_flag AS" + " UNION ALL ".join(OWN_GOAL_RULES.values())
FLAG = """
CREATE TEMP VIEW flag AS SELECT * FROM temp.kept_flag UNION ALL SELECT * FROM temp.own_flag"""
"""All flags, and those of people's own goals."""
