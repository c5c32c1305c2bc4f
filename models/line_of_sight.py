"""Line of sight: from adopted goals over units' goals to people's own.

DESIGN.md, section 3: each individual goal traces through unit goals to an adopted one, and each
adopted goal to the people who carry it. A goal is *adopted* when nobody owns it personally and a
body or a day of adoption is named, or it is the whole municipality's. It is *in line* when it is
adopted, or serves one that is in line. All on the way must be of the same year and in force:
neither removed nor dropped nor repealed.
"""

from __future__ import annotations

from typing import NamedTuple

from models.database import row, rows
from models.derived import UNDER, AsOf, derive

ADOPTED = (
    "(g.person_id IS NULL"
    " AND (g.unit_id IS NULL OR g.adopted_by <> '' OR g.adopted_on IS NOT NULL))"
)
"""Whether the goal ``g`` was adopted."""

IN_FORCE = (
    "g.year_id = :year AND g.removed_at IS NULL AND g.state <> 'dropped' AND g.repealed_on IS NULL"
)
"""Whether the goal ``g`` counts in ``:year``."""

FOUND_IN_FORCE = IN_FORCE.replace("g.year_id", "+g.year_id")
"""The same of a goal that has been found already: going from goal to goal, the engine must not look
through all goals of the year for each."""

SIGHT_TABLE = """
DROP TABLE IF EXISTS temp.sight;
CREATE TEMP TABLE sight (
    goal_id INTEGER PRIMARY KEY, person_id INT, adopted INT, in_line INT, steps INT,
    broken_on TEXT, broken_year INT, carriers INT, below INT
)"""
"""A row for each goal in force. ``steps`` is how many goals lie above it on its way up, None in a
ring; where the way is broken, ``broken_on`` is the day the goal above was repealed and
``broken_year`` the other year that it is of. ``carriers`` counts the people whose own goals lie
under it, ``below`` the goals that serve it."""

SIGHT = f"""
WITH RECURSIVE force(id, person_id, unit_id, serves_id, adopted) AS MATERIALIZED (
    SELECT g.id, g.person_id, g.unit_id, g.serves_id, {ADOPTED} FROM goal g WHERE {IN_FORCE}
),
reached(id, in_line, steps, broken_on, broken_year) AS (
    SELECT f.id, f.adopted, 0, CASE WHEN NOT f.adopted THEN s.repealed_on END,
           CASE WHEN NOT f.adopted AND s.year_id <> :year THEN s.year_id END
    FROM force f LEFT JOIN goal s ON s.id = f.serves_id AND s.removed_at IS NULL
    WHERE f.adopted OR s.id IS NULL OR s.year_id <> :year OR s.state = 'dropped'
    OR s.repealed_on IS NOT NULL
    UNION ALL
    SELECT g.id, r.in_line, r.steps + 1, r.broken_on, r.broken_year
    FROM reached r CROSS JOIN goal g ON g.serves_id = r.id
    WHERE {FOUND_IN_FORCE} AND NOT {ADOPTED}
),
carried(goal_id, person_id) AS (
    SELECT f.serves_id, f.person_id
    FROM force f JOIN temp.line n ON n.person_id = f.person_id AND n.status <> 'ended'
    WHERE f.serves_id IS NOT NULL
    UNION
    SELECT g.serves_id, c.person_id FROM carried c CROSS JOIN goal g ON g.id = c.goal_id
    WHERE {FOUND_IN_FORCE} AND g.serves_id IS NOT NULL
)
INSERT INTO temp.sight
SELECT f.id, f.person_id, f.adopted, coalesce(r.in_line, 0), r.steps, r.broken_on, r.broken_year,
       coalesce(c.carriers, 0), coalesce(b.goals, 0)
FROM force f LEFT JOIN reached r ON r.id = f.id
LEFT JOIN (SELECT goal_id, count(*) AS carriers FROM carried GROUP BY goal_id) c
  ON c.goal_id = f.id
LEFT JOIN (SELECT serves_id, count(*) AS goals FROM force GROUP BY serves_id) b
  ON b.serves_id = f.id"""
"""Goes down from where each way up ends: a ring has no end, and so is never walked round."""

LINE_OF_SIGHT_RULES = (
    "goal-without-line-of-sight",
    "adopted-goal-uncarried",
    "goal-without-meaning",
)

LINE_OF_SIGHT_FLAGS = """
SELECT s.rule, s.severity, coalesce(g.unit_id, n.unit_id), g.person_id, g.id, NULL, s.value,
       s.bound, CASE s.rule WHEN 'adopted-goal-uncarried' THEN g.adopted_on ELSE s.broken_on END
FROM (
    SELECT goal_id, 'goal-without-line-of-sight' AS rule, 'warning' AS severity, steps AS value,
           broken_year AS bound, broken_on
    FROM temp.sight WHERE NOT in_line
    UNION ALL
    SELECT goal_id, 'adopted-goal-uncarried', 'warning', below, NULL, NULL
    FROM temp.sight WHERE adopted AND carriers = 0
    UNION ALL
    SELECT goal_id, 'goal-without-meaning', 'notice', NULL, NULL, NULL
    FROM temp.sight s JOIN goal o ON o.id = s.goal_id
    WHERE s.in_line AND s.person_id IS NOT NULL AND trim(o.meaning) = ''
) s JOIN goal g ON g.id = s.goal_id
LEFT JOIN temp.line n ON n.person_id = g.person_id
LEFT JOIN unit u ON u.id = g.unit_id
WHERE g.state = 'open' AND u.removed_at IS NULL AND (g.person_id IS NULL OR n.status <> 'ended')"""
"""The flags of :data:`LINE_OF_SIGHT_RULES`, as :data:`models.flags.FLAGS` has its columns."""

SHARES = f"""
WITH RECURSIVE {UNDER},
told(person_id, meaning) AS MATERIALIZED (
    SELECT s.person_id, max(trim(g.meaning) <> '') FROM temp.sight s JOIN goal g ON g.id = s.goal_id
    WHERE s.in_line AND s.person_id IS NOT NULL GROUP BY s.person_id
),
own(unit_id, staff, with_goals, in_line, meaning) AS MATERIALIZED (
    SELECT coalesce(n.unit_id, l.unit_id), count(*), sum(n.goals > 0), count(t.person_id),
           total(t.meaning)
    FROM temp.line n LEFT JOIN temp.leader l ON l.person_id = n.person_id
    LEFT JOIN told t ON t.person_id = n.person_id
    WHERE n.status = 'active' AND NOT n.only_named GROUP BY 1
)
"""


class Share(NamedTuple):
    """So many of a staff have goals of their own, goals in line, and such that say what they mean
    for them."""

    staff: int
    with_goals: int
    in_line: int
    with_meaning: int


class UnitShare(NamedTuple):
    """The share of a unit with all that is under it."""

    id: int
    parent_id: int | None
    name: str
    leader_id: int | None
    search: str
    share: Share


def total_share(at: AsOf) -> Share:
    """Of everybody on the staff."""
    derive(at)
    found = row(
        SHARES + "SELECT total(staff), total(with_goals), total(in_line), total(meaning) FROM own"
    )
    return _share(found or (0, 0, 0, 0))


def unit_shares(at: AsOf) -> list[UnitShare]:
    """Of each unit with all under it, as Norwegian sorts them."""
    derive(at)
    found = rows(
        SHARES + "SELECT u.id, u.parent_id, u.name, p.person_id, u.search, total(o.staff),"
        " total(o.with_goals), total(o.in_line), total(o.meaning)"
        " FROM under a JOIN unit u ON u.id = a.above_id"
        " LEFT JOIN own o ON o.unit_id = a.unit_id"
        " LEFT JOIN temp.leader p ON p.person_id = u.leader_id"
        " GROUP BY u.id ORDER BY u.sort_key, u.id"
    )
    return [UnitShare(one[0], one[1], one[2], one[3], one[4], _share(one[5:])) for one in found]


def goals_in_line(at: AsOf) -> dict[int, int]:
    """Person → how many of their goals trace to an adopted one."""
    derive(at)
    return dict(
        rows(
            "SELECT person_id, count(*) FROM temp.sight"
            " WHERE in_line AND person_id IS NOT NULL GROUP BY person_id"
        )
    )


def _share(found: tuple[float, ...]) -> Share:
    return Share(*(int(one) for one in found))
