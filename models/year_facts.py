"""What the figures of a year are counted from, as statements: one row a dialogue, goal, person or
promise, with the unit and the leader that it counted for *then*.

========  ===========================  =======================================  ================
figure    a row                        counts for the leader                    part of it
========  ===========================  =======================================  ================
held      a dialogue that was asked    who was the superior in it               held
goals     a measurable goal            who had it, or led the unit that had it  met
staff     an active person             the superior                             had own goals
kept      a promise that can be judged who made it                              kept
========  ===========================  =======================================  ================

Where a row belongs is read from the lines that were kept when the year was closed, for the year
that runs from those of today. Of a year without lines only what dialogues, goals and promises say
themselves is known: a leader, and no unit. Nothing here follows somebody who moves later on.
"""

from __future__ import annotations

from typing import NamedTuple

from models.goal_measurable import MEASURABLE
from models.line_views import LED_BY

THEN = """
source(year, lines) AS (VALUES {sources}), {around}
then_line(year, person_id, unit_id, superior_id, led_unit_id, level, status) AS MATERIALIZED (
    SELECT y.year, n.person_id, coalesce(n.unit_id, n.led_unit_id), n.superior_id, n.led_unit_id,
           n.level, n.status
    FROM source y JOIN year_line n ON n.year_id = y.year WHERE y.lines = 'kept' AND {line}
    UNION ALL
    SELECT y.year, n.person_id, coalesce(n.unit_id, l.unit_id), n.superior_id, l.led_unit_id,
           coalesce(l.level, 4), n.status
    FROM source y JOIN temp.line n ON n.status <> 'ended'
    LEFT JOIN temp.leader l ON l.person_id = n.person_id
    WHERE y.lines = 'today' AND {line}
)"""
"""Years with where their lines come from (``kept``, ``today`` or ``none``), and the lines."""


class Narrow(NamedTuple):
    """What is looked at: tables that this takes, and conditions of a ``line`` n, a ``dialogue`` d,
    a ``goal`` g, a ``promise`` c, and of a dialogue d whose ``superior`` counts as a leader."""

    around: str = ""
    line: str = "1"
    dialogue: str = "1"
    goal: str = "1"
    promise: str = "1"
    superior: str = "1"


EVERYBODY = Narrow()
AROUND_LEADER = Narrow(
    around=f"""around(person_id) AS MATERIALIZED (
    SELECT :leader
    UNION SELECT person_id FROM year_line WHERE superior_id = :leader
    UNION SELECT person_id FROM dialogue WHERE superior_id = :leader AND removed_at IS NULL
    UNION SELECT * FROM {LED_BY.format(leader=":leader")}
),""",
    line="n.person_id IN (SELECT person_id FROM around)",
    dialogue="d.person_id IN (SELECT person_id FROM around)",
    goal="""(g.person_id = :leader OR g.unit_id IN (
    SELECT led_unit_id FROM then_line WHERE person_id = :leader AND led_unit_id IS NOT NULL))""",
    promise="c.promised_by_id = :leader",
    superior="d.superior_id = :leader",
)
"""Enough for the figures of one leader, and no more than was ever to do with that leader: each by
an index, so that a large municipality takes no longer."""

HELD = """
SELECT 'held', y.year, n.unit_id, coalesce(d.superior_id, n.superior_id), d.held_on IS NOT NULL
FROM source y JOIN round r ON r.year_id = y.year AND r.removed_at IS NULL
JOIN dialogue d ON d.round_id = r.id AND d.removed_at IS NULL
JOIN person p ON p.id = d.person_id AND p.removed_at IS NULL
LEFT JOIN then_line n ON n.year = y.year AND n.person_id = d.person_id
WHERE {dialogue} AND (d.held_on IS NOT NULL OR (
    r.starts_on <= :today AND d.exempt_because IS NULL
    AND (n.person_id IS NOT NULL OR y.lines = 'none')))
UNION ALL
SELECT 'held', n.year, n.unit_id, n.superior_id, 0
FROM round r JOIN then_line n ON n.year = r.year_id AND instr(r.levels, n.level)
WHERE r.removed_at IS NULL AND r.starts_on <= :today AND (n.level < 4 OR n.status = 'active')
AND (n.superior_id IS NOT NULL OR n.level = 1)
AND NOT EXISTS (SELECT 1 FROM dialogue d WHERE d.round_id = r.id AND d.person_id = n.person_id
                AND d.removed_at IS NULL)"""
"""Those that were made, less the exempt, and those that a round asked for and nobody made. A round
asks once it has begun; whoever left before the talk is not asked any more."""

MET = """
CASE g.direction WHEN 'more' THEN m.value >= g.target WHEN 'less' THEN m.value <= g.target
     ELSE abs(m.value - g.target) <= coalesce(g.band, 0) END"""
"""As :func:`models.progress.progress` says, of goal ``g`` with its latest measurement ``m``."""

GOALS = f"""
SELECT 'goals', y.year, coalesce(g.unit_id, n.unit_id), coalesce(g.person_id, h.person_id),
       coalesce({MET}, 0)
FROM source y JOIN goal g ON g.year_id = y.year
LEFT JOIN measurement m ON m.goal_id = g.id AND m.removed_at IS NULL AND m.measured_on = (
    SELECT max(measured_on) FROM measurement WHERE goal_id = g.id AND removed_at IS NULL)
LEFT JOIN then_line n ON n.year = y.year AND n.person_id = g.person_id
LEFT JOIN then_line h ON h.year = y.year AND h.led_unit_id = g.unit_id
WHERE g.removed_at IS NULL AND g.state <> 'dropped' AND NOT g.qualitative AND {MEASURABLE}
AND {{goal}}"""
"""The lines know one unit a leader, the one made first: goals of others have no leader."""

STAFF = """
SELECT 'staff', n.year, n.unit_id, n.superior_id, EXISTS (
    SELECT 1 FROM goal g WHERE g.person_id = n.person_id AND g.year_id = n.year
    AND g.removed_at IS NULL AND g.state <> 'dropped')
FROM then_line n WHERE n.status = 'active'"""

KEPT = """
SELECT 'kept', y.year, n.unit_id, c.promised_by_id, c.state = 'kept'
FROM source y JOIN commitment c ON c.year_id = y.year AND c.removed_at IS NULL
JOIN person p ON p.id = c.person_id AND p.removed_at IS NULL
LEFT JOIN then_line n ON n.year = y.year AND n.person_id = c.promised_by_id
WHERE {promise} AND (c.state <> 'open' OR c.due < :today)"""
"""As :mod:`models.kept_rate` judges them, by who made the promise: handing it over later does not
change an earlier year."""

FACTS = f"""fact(figure, year, unit_id, leader_id, part) AS (
{HELD} UNION ALL {GOALS} UNION ALL {STAFF} UNION ALL {KEPT}
)"""

LED = """led(year, person_id) AS MATERIALIZED (
    SELECT year, person_id FROM then_line WHERE level < 4
    UNION
    SELECT y.year, d.superior_id FROM source y
    JOIN round r ON r.year_id = y.year AND r.removed_at IS NULL
    JOIN dialogue d ON d.round_id = r.id AND d.removed_at IS NULL
    WHERE d.superior_id IS NOT NULL AND {superior}
)"""
"""Who led in a year: by the lines, or as the superior in a dialogue."""

TREE = """
tree(year, unit_id, parent_id) AS MATERIALIZED (
    SELECT y.year, u.unit_id, u.parent_id FROM source y JOIN year_unit u ON u.year_id = y.year
    WHERE y.lines = 'kept'
    UNION ALL
    SELECT y.year, u.id, u.parent_id FROM source y JOIN unit u ON u.removed_at IS NULL
    WHERE y.lines = 'today'
),
under(year, above_id, unit_id) AS MATERIALIZED (
    SELECT year, unit_id, unit_id FROM tree
    UNION ALL
    SELECT a.year, a.above_id, t.unit_id
    FROM under a JOIN tree t ON t.year = a.year AND t.parent_id = a.unit_id
)"""
"""Each year's own tree: every unit with all that lay in and under it."""
