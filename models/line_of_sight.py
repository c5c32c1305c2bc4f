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
from models.derived import AsOf, derive
from models.remembered import remembered
from models.units_under import UNDER

ADOPTED = (
    "(g.person_id IS NULL"
    " AND (g.unit_id IS NULL OR g.adopted_by <> '' OR g.adopted_on IS NOT NULL))"
)
"""Whether the goal ``g`` was adopted."""

BELONGS = """
CASE WHEN g.unit_id IS NULL AND g.person_id IS NULL THEN (
    SELECT min(id) FROM unit WHERE parent_id IS NULL AND removed_at IS NULL) ELSE g.unit_id END"""
"""The unit that the goal ``g`` belongs to: the whole municipality's to the one at the top, the
first made if there are several; none for somebody's own."""

IN_FORCE = (
    "g.year_id = :year AND g.removed_at IS NULL AND g.state <> 'dropped' AND g.repealed_on IS NULL"
)
"""Whether the goal ``g`` counts in ``:year``."""

FOUND_IN_FORCE = IN_FORCE.replace("g.year_id", "+g.year_id")
"""The same of a goal that has been found already: going from goal to goal, the engine must not look
through all goals of the year for each."""

WAY_TABLES = """
CREATE TEMP TABLE served (
    goal_id INTEGER PRIMARY KEY, serves_id INT, in_force INT, adopted INT, broken_on TEXT,
    broken_year INT
);
CREATE INDEX temp.served_serves ON served (serves_id);
CREATE TEMP TABLE way (
    goal_id INTEGER PRIMARY KEY, in_line INT, steps INT, broken_on TEXT, broken_year INT
);
CREATE TEMP TABLE carried (goal_id INTEGER PRIMARY KEY);
CREATE TEMP TABLE carriers (goal_id INTEGER PRIMARY KEY, people INT)"""
"""``served`` are the goals that others serve: few, and all that lies between a goal and the end of
its way. One that is not in force serves nothing itself. ``way`` is where the way of each leads, but
of those in a ring or under one; its columns are as in :data:`SIGHT`, with -1 ``steps`` where the
goal is not in force, so that what serves it has none above it. ``carried`` are those under which
people have goals of their own; ``carriers`` counts those people, once that was asked for."""

SERVED = f"""
INSERT INTO temp.served
SELECT g.id, CASE WHEN {IN_FORCE} THEN g.serves_id END, {IN_FORCE}, {ADOPTED},
       CASE WHEN g.removed_at IS NULL THEN g.repealed_on END,
       CASE WHEN g.removed_at IS NULL AND g.year_id <> :year THEN g.year_id END
FROM (SELECT DISTINCT serves_id FROM goal WHERE serves_id IS NOT NULL) s
CROSS JOIN goal g ON g.id = s.serves_id"""

WAY = """
WITH RECURSIVE reached(goal_id, in_line, steps, broken_on, broken_year) AS (
    SELECT goal_id, in_force AND adopted, in_force - 1, broken_on, broken_year
    FROM temp.served WHERE adopted OR serves_id IS NULL
    UNION ALL
    SELECT s.goal_id, r.in_line, r.steps + 1, r.broken_on, r.broken_year
    FROM reached r CROSS JOIN temp.served s ON s.serves_id = r.goal_id WHERE NOT s.adopted
)
INSERT INTO temp.way SELECT * FROM reached"""
"""Goes down from where each way up ends: a ring has no end, and so is never walked round."""

CARRIED = f"""
WITH RECURSIVE carried(goal_id) AS (
    SELECT s.goal_id FROM temp.served s WHERE EXISTS (
        SELECT 1 FROM goal g CROSS JOIN temp.line n
        ON n.person_id = g.person_id AND n.status <> 'ended'
        WHERE g.serves_id = s.goal_id AND {FOUND_IN_FORCE}
    )
    UNION
    SELECT s.serves_id FROM carried c CROSS JOIN temp.served s ON s.goal_id = c.goal_id
    WHERE s.serves_id IS NOT NULL
)
INSERT INTO temp.carried SELECT * FROM carried"""

_SIGHT = f"""
sight(goal_id, unit_id, person_id, serves_id, state, adopted_on, adopted, in_line, steps,
      broken_on, broken_year, meant) AS NOT MATERIALIZED (
    SELECT g.id, {BELONGS}, g.person_id, g.serves_id, g.state, g.adopted_on, {ADOPTED},
           {ADOPTED} OR coalesce(w.in_line, 0),
           CASE WHEN {ADOPTED} OR g.serves_id IS NULL THEN 0 ELSE w.steps + 1 END,
           CASE WHEN NOT {ADOPTED} THEN w.broken_on END,
           CASE WHEN NOT {ADOPTED} THEN w.broken_year END, trim(g.meaning) <> ''
    FROM goal g {{which}} LEFT JOIN temp.way w ON w.goal_id = g.serves_id WHERE {IN_FORCE}
    {{besides}}
)"""

SIGHT = _SIGHT.format(which="", besides="")
"""A row for each goal in force, worked out in one pass over the goals: everything above the goal it
serves is in :data:`WAY_TABLES`. ``steps`` is how many goals lie above it on its way up, None in a
ring; where the way is broken, ``broken_on`` is the day the goal above was repealed and
``broken_year`` the other year that it is of. ``meant`` is whether it says what it means for its
owner. Parameter: ``:year``."""

SHARED_SIGHT = _SIGHT.format(which="INDEXED BY goal_shared", besides="AND g.person_id IS NULL")
"""The same of the goals that nobody owns personally: few among very many."""

CARRIERS = f"""
WITH RECURSIVE {SIGHT},
carrying(goal_id, person_id) AS (
    SELECT s.serves_id, s.person_id
    FROM sight s JOIN temp.line n ON n.person_id = s.person_id AND n.status <> 'ended'
    WHERE s.serves_id IS NOT NULL
    UNION
    SELECT s.serves_id, c.person_id
    FROM carrying c CROSS JOIN temp.served s ON s.goal_id = c.goal_id
    WHERE s.serves_id IS NOT NULL
)
INSERT INTO temp.carriers SELECT goal_id, count(*) FROM carrying GROUP BY goal_id"""

LINE_OF_SIGHT_RULES = (
    "goal-without-line-of-sight",
    "adopted-goal-uncarried",
    "goal-without-meaning",
)

SHARED_GOAL_FLAGS = f"""
SELECT s.rule, 'warning', s.unit_id, NULL, s.goal_id, NULL,
       CASE s.rule WHEN 'goal-without-line-of-sight' THEN s.steps
                   ELSE (SELECT count(*) FROM goal g
                         WHERE g.serves_id = s.goal_id AND {FOUND_IN_FORCE}) END,
       s.broken_year,
       CASE s.rule WHEN 'adopted-goal-uncarried' THEN s.adopted_on ELSE s.broken_on END
FROM (
    SELECT s.*, CASE WHEN s.in_line THEN 'adopted-goal-uncarried'
                     ELSE 'goal-without-line-of-sight' END AS rule
    FROM sight s
    WHERE s.state = 'open' AND (
        NOT s.in_line OR s.adopted AND s.goal_id NOT IN (SELECT goal_id FROM temp.carried))
) s LEFT JOIN unit u ON u.id = s.unit_id WHERE u.removed_at IS NULL"""
"""The flags of :data:`LINE_OF_SIGHT_RULES` of goals that nobody owns personally, as
:mod:`models.flag_rules` has the columns. No goal has two: an adopted one is in line."""

OUT_OF_LINE = "(g.serves_id IS NULL OR NOT coalesce(w.in_line, 0))"
"""Whether somebody's own goal ``g`` traces to no adopted one; ``w`` is the way of what it serves.
Nobody's own is adopted itself."""

OWN_OUT_OF_LINE = f"""
SELECT 'goal-without-line-of-sight' AS rule, 'warning' AS severity, p.unit_id,
       p.id AS person_id, g.id AS goal_id, NULL AS commitment_id,
       CASE WHEN g.serves_id IS NULL THEN 0 ELSE w.steps + 1 END AS value,
       w.broken_year AS bound, w.broken_on AS day
FROM goal g JOIN person p ON p.id = g.person_id LEFT JOIN temp.way w ON w.goal_id = g.serves_id
WHERE {IN_FORCE} AND g.person_id IS NOT NULL AND g.state = 'open' AND {OUT_OF_LINE}
AND p.removed_at IS NULL AND p.status <> 'ended'"""

OWN_WITHOUT_MEANING = f"""
SELECT 'goal-without-meaning' AS rule, 'notice' AS severity, p.unit_id, p.id AS person_id,
       g.id AS goal_id, NULL AS commitment_id, NULL AS value, w.broken_year AS bound,
       w.broken_on AS day
FROM temp.way w JOIN goal g ON g.serves_id = w.goal_id JOIN person p ON p.id = g.person_id
WHERE w.in_line AND {IN_FORCE} AND g.person_id IS NOT NULL AND g.state = 'open'
AND trim(g.meaning) = '' AND p.removed_at IS NULL AND p.status <> 'ended'"""
"""Those of people's own goals: none has two either."""

SHARES = f"""
WITH RECURSIVE {UNDER}, {SIGHT},
told(person_id, meaning) AS MATERIALIZED (
    SELECT person_id, max(meant) FROM sight WHERE in_line AND person_id IS NOT NULL
    GROUP BY person_id
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


@remembered
def total_share(at: AsOf) -> Share:
    """Of everybody on the staff."""
    derive(at)
    found = row(
        SHARES + "SELECT total(staff), total(with_goals), total(in_line), total(meaning) FROM own",
        {"year": at.year},
    )
    return _share(found or (0, 0, 0, 0))


@remembered
def unit_shares(at: AsOf) -> list[UnitShare]:
    """Of each unit with all under it, as Norwegian sorts them."""
    derive(at)
    found = rows(
        SHARES
        + """, whole(unit_id, staff, with_goals, in_line, meaning) AS MATERIALIZED (
            SELECT a.above_id, sum(o.staff), sum(o.with_goals), sum(o.in_line), sum(o.meaning)
            FROM own o JOIN under a ON a.unit_id = o.unit_id GROUP BY a.above_id
        )
        SELECT u.id, u.parent_id, u.name, p.person_id, u.search, coalesce(w.staff, 0),
               coalesce(w.with_goals, 0), coalesce(w.in_line, 0), coalesce(w.meaning, 0)
        FROM unit u LEFT JOIN whole w ON w.unit_id = u.id
        LEFT JOIN temp.leader p ON p.person_id = u.leader_id
        WHERE u.removed_at IS NULL ORDER BY u.sort_key, u.id""",
        {"year": at.year},
    )
    return [UnitShare(one[0], one[1], one[2], one[3], one[4], _share(one[5:])) for one in found]


def goals_in_line(at: AsOf) -> dict[int, int]:
    """Person → how many of their goals trace to an adopted one."""
    derive(at)
    return dict(
        rows(
            f"WITH {SIGHT} SELECT person_id, count(*) FROM sight"
            " WHERE in_line AND person_id IS NOT NULL GROUP BY person_id",
            {"year": at.year},
        )
    )


def _share(found: tuple[float, ...]) -> Share:
    return Share(*(int(one) for one in found))
