"""Each unit's figures, with all that is under it."""

from __future__ import annotations

from models.dialogue_status import STAFF_TALKS
from models.flag_rules import OTHER_OWN_GOALS
from models.units_under import UNDER

FIGURES = f"""
WITH RECURSIVE {UNDER},
own(unit_id, staff, with_goals, leaders, held, flags, severe, staff_asked, staff_held)
AS MATERIALIZED (
    SELECT unit_id, sum(staff), sum(with_goals), sum(leaders), sum(held), sum(flags), sum(severe),
           sum(staff_asked), sum(staff_held)
    FROM (
        SELECT unit_id, heads AS staff, with_goals, 0 AS leaders, 0 AS held, 0 AS flags,
               0 AS severe, heads * (:unasked <> '') AS staff_asked, 0 AS staff_held
        FROM temp.team WHERE status = 'active' AND NOT only_named
        UNION ALL
        SELECT l.unit_id, 1, n.goals > 0, 0, 0, 0, 0, 0, 0
        FROM temp.leader l CROSS JOIN temp.line n ON n.person_id = l.person_id
        WHERE n.unit_id IS NULL AND n.status = 'active' AND NOT n.only_named
        UNION ALL
        SELECT unit_id, 0, 0, status NOT IN ('', 'exempt'), status IN ('held', 'agreed'), 0, 0,
               0, 0
        FROM temp.leader
        UNION ALL
        SELECT p.unit_id, 0, 0, 0, 0, 0, 0, -(:unasked <> ''), 0
        FROM temp.leader l CROSS JOIN person p ON p.id = l.person_id
        WHERE p.status = 'active' AND NOT p.only_named
        UNION ALL
        SELECT unit_id, 0, 0, 0, 0, 0, 0,
               (status NOT IN ('', 'exempt')) - (:unasked <> ''), status IN ('held', 'agreed')
        FROM ({STAFF_TALKS})
        UNION ALL
        SELECT unit_id, 0, 0, 0, 0, 1, severity = 'severe', 0, 0 FROM temp.kept_flag
        UNION ALL
        SELECT unit_id, 0, 0, 0, 0, out_of_line, 0, 0, 0 FROM temp.team WHERE status <> 'ended'
        UNION ALL
        SELECT unit_id, 0, 0, 0, 0, 1, 0, 0, 0 FROM ({OTHER_OWN_GOALS})
    ) WHERE unit_id IS NOT NULL GROUP BY unit_id
)
INSERT INTO temp.figure
SELECT a.above_id, total(staff), total(with_goals), total(leaders), total(held), total(flags),
       total(severe), total(staff_asked), total(staff_held)
FROM under a LEFT JOIN own o ON o.unit_id = a.unit_id GROUP BY a.above_id"""
"""A leader who belongs to no unit is counted where they lead, as the lists do. The flags of own
goals are counted without being listed: those without a line of sight with the teams. Of the staff
``staff_asked`` counts all whom the round asks, who are all but those of whom it is known that they
are exempt, and ``staff_held`` those who have had theirs."""
