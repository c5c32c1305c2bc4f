"""Each person's line, worked out for those who are asked for, when they are.

Were the lines of everybody kept, they would have to be made anew after each write, and would take
room for everybody. Per unit they are few, and kept: :data:`models.lines.UNIT_LINE`.
"""

from __future__ import annotations

from models.dialogue_status import STATUS
from models.lines import BY_UNIT, GIVEN, UNIT_LINE

UNIT_LINES = f"""
CREATE TEMP TABLE unit_line (unit_id INTEGER PRIMARY KEY, leader_id INT, above_id INT);
CREATE INDEX temp.unit_line_leader ON unit_line (leader_id);
CREATE INDEX temp.unit_line_above ON unit_line (above_id);
WITH RECURSIVE {UNIT_LINE} INSERT INTO temp.unit_line SELECT * FROM unit_line"""

UNASKED = "CASE WHEN {who}.status = 'active' AND NOT {who}.only_named THEN :unasked ELSE '' END"
"""How the dialogue of somebody who leads nobody stands while nothing is known of it."""

LINE = f"""
CREATE TEMP VIEW line AS
SELECT p.id AS person_id, p.unit_id, p.status, p.fte, p.only_named, p.employee_no, p.name,
    p.title, p.email, p.sort_key, p.search,
    coalesce(
        {GIVEN},
        (SELECT {BY_UNIT} FROM temp.unit_line l WHERE l.unit_id = p.unit_id)
    ) AS superior_id,
    (SELECT count(*) FROM goal g WHERE g.person_id = p.id AND g.year_id = :year
     AND g.removed_at IS NULL AND g.state <> 'dropped') AS goals,
    (EXISTS (SELECT 1 FROM appraisal a WHERE a.year_id = :year AND a.person_id = p.id
             AND a.removed_at IS NULL)
     OR :two_duties AND EXISTS (
        SELECT 1 FROM dialogue d JOIN round r ON r.id = d.round_id
        WHERE d.person_id = p.id AND r.year_id = :year AND d.held_on IS NOT NULL
        AND d.removed_at IS NULL)) AS talked,
    coalesce(
        (SELECT {STATUS} FROM dialogue d WHERE d.round_id = :round AND d.person_id = p.id
         AND d.removed_at IS NULL),
        {UNASKED.format(who="p")}
    ) AS talk
FROM person p WHERE p.removed_at IS NULL"""
"""``talked``: whether the duty to hold a medarbeidersamtale is met; a results dialogue meets it
where the municipality says so (``:two_duties``). ``talk`` is how the dialogue of somebody who leads
nobody stands (a leader's is in ``leader``): all who work here have one in a round that asks the
staff, which is ``:unasked`` until something is known of it; elsewhere those who have a dialogue."""

LED_BY = """
(SELECT p.id FROM temp.unit_line l JOIN person p ON p.unit_id = l.unit_id
 WHERE l.leader_id = {leader}
 UNION SELECT l.leader_id FROM temp.unit_line l WHERE l.above_id = {leader}
 UNION SELECT p.id FROM person p WHERE p.superior_id = {leader})"""
"""Everybody who may answer to ``leader``: those among whom to look for who does."""
