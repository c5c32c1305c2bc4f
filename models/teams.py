"""Heads counted unit by unit: what spans, the staff of units and their figures are summed from.

Everybody is looked at once, in the order of the index that holds all that is asked of them, and
their goals of the year once, in the order of theirs. After a write only the units of those whom it
was about are counted anew.
"""

from __future__ import annotations

from collections.abc import Iterable

from models.database import database

TABLES = """
CREATE TEMP TABLE own (person_id INTEGER PRIMARY KEY, goals INT, out_of_line INT);
CREATE TEMP TABLE touched (unit_id INTEGER PRIMARY KEY);
CREATE TEMP TABLE team (
    unit_id INT, status TEXT, set_superior_id INT, only_named INT,
    heads INT, fte INT, with_goals INT, out_of_line INT
);
CREATE INDEX temp.team_unit ON team (unit_id);
CREATE TEMP TABLE span (person_id INTEGER PRIMARY KEY, heads INT, fte INT, with_goals INT)"""
"""``team`` has a row for those of a unit who have the same status and the same superior set on
them. ``with_goals`` counts people, ``out_of_line`` their open goals without a line of sight.
``own`` is only filled while they are counted."""

OWN = """
INSERT INTO temp.own
SELECT g.person_id, sum(g.state <> 'dropped'),
       sum(g.state = 'open' AND g.repealed_on IS NULL AND (g.serves_id IS NULL OR NOT coalesce(
           (SELECT in_line FROM temp.way w WHERE w.goal_id = g.serves_id), 0)))
FROM goal g WHERE g.year_id = :year AND g.person_id IS NOT NULL AND g.removed_at IS NULL
{of_whom} GROUP BY g.person_id"""

TEAM = """
INSERT INTO temp.team
SELECT p.unit_id, p.status, p.superior_id, p.only_named, count(*), sum(p.fte),
       count(nullif(o.goals, 0)), total(o.out_of_line)
FROM person p LEFT JOIN temp.own o ON o.person_id = p.id
WHERE p.removed_at IS NULL {of_whom} GROUP BY p.unit_id, p.status, p.superior_id, p.only_named"""

GOALS_OF_TOUCHED = """
AND g.person_id IN (SELECT p.id FROM temp.touched t JOIN person p ON p.unit_id = t.unit_id)"""
TOUCHED = "AND p.unit_id IN (SELECT unit_id FROM temp.touched)"

SET_SUPERIOR = "s.status <> 'ended' AND s.removed_at IS NULL"
"""Whether ``s``, whom somebody has been given as superior, still is one."""

SPANS = f"""
WITH in_own_unit(person_id, above_id, fte, with_goals) AS MATERIALIZED (
    SELECT p.id, l.above_id, p.fte, EXISTS (
        SELECT 1 FROM goal g WHERE g.person_id = p.id AND g.year_id = :year
        AND g.removed_at IS NULL AND g.state <> 'dropped')
    FROM temp.unit_line l CROSS JOIN person p ON p.id = l.leader_id AND p.unit_id = l.unit_id
    LEFT JOIN person s ON s.id = p.superior_id AND {SET_SUPERIOR}
    WHERE p.status = 'active' AND p.removed_at IS NULL AND s.id IS NULL
)
INSERT INTO temp.span
SELECT superior_id, sum(heads), sum(fte), sum(with_goals) FROM (
    SELECT coalesce(s.id, l.leader_id) AS superior_id, t.heads, t.fte, t.with_goals
    FROM temp.team t LEFT JOIN person s ON s.id = t.set_superior_id AND {SET_SUPERIOR}
    LEFT JOIN temp.unit_line l ON l.unit_id = t.unit_id
    WHERE t.status = 'active'
    UNION ALL SELECT person_id, -1, -fte, -with_goals FROM in_own_unit
    UNION ALL SELECT above_id, 1, fte, with_goals FROM in_own_unit
) WHERE superior_id IS NOT NULL GROUP BY superior_id"""
"""Whom each superior leads, by the rule of :mod:`models.lines`: a unit's people answer to whoever
leads it, but that leader to the next one above."""


def count_teams(parameters: dict[str, object]) -> None:
    """Count everybody."""
    _count(parameters, "", "")


def count_touched(units: Iterable[int], parameters: dict[str, object]) -> None:
    """Count those in ``units`` anew."""
    database.connection().executemany("INSERT INTO temp.touched VALUES (?)", zip(units))
    database.execute_sql(
        "DELETE FROM temp.team WHERE unit_id IN (SELECT unit_id FROM temp.touched)"
    )
    _count(parameters, GOALS_OF_TOUCHED, TOUCHED)
    database.execute_sql("DELETE FROM temp.touched")


def _count(parameters: dict[str, object], goals_of_whom: str, of_whom: str) -> None:
    database.execute_sql(OWN.format(of_whom=goals_of_whom), parameters)
    database.execute_sql(TEAM.format(of_whom=of_whom))
    database.execute_sql("DELETE FROM temp.own")
