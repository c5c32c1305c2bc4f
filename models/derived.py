"""What follows from the stored facts, worked out once for all the views that need it.

Superiors, levels, dialogue status, spans and flags are derived on reading and never stored. They
build on each other, so they are kept in temporary tables of the connection, in memory, and worked
out anew as soon as anything in the database, the day, the round or the rules has changed.

=========  ==========================================================================
line       per person: status, superior, goals of their own this year, whether somebody has talked
           with them
leader     per leader: level, dialogue of the round, span against its limit
served     per goal that others serve, with ``way`` and ``carried``: where its way up leads, whether
           people carry it (:mod:`models.line_of_sight`)
flag       everything that needs the coordinator's eye (:mod:`models.flags`)
figure     per unit: staff, leaders and flags in it and in what is under it
=========  ==========================================================================
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models import levels
from models.database import database, row, rows
from models.dialogue_status import CONDUCTOR, STATUS
from models.lines import LINE_OF_ANYBODY, UNIT_LINE
from models.rules import Rules
from models.year import RoundCard, current_round

TABLES = f"""
CREATE TEMP TABLE IF NOT EXISTS derived_from (state TEXT, with_carriers INT);
DROP TABLE IF EXISTS temp.line;
DROP TABLE IF EXISTS temp.leader;
DROP TABLE IF EXISTS temp.flag;
DROP TABLE IF EXISTS temp.figure;
DROP TABLE IF EXISTS temp.span_bound;
DROP TABLE IF EXISTS temp.unit_level;
{levels.TABLE};
CREATE TEMP TABLE span_bound (unit_id INTEGER PRIMARY KEY, lower INT, upper INT, severe INT);
CREATE TEMP TABLE line (
    person_id INTEGER PRIMARY KEY, unit_id INT, status TEXT, fte INT, only_named INT,
    superior_id INT, goals INT, talked INT, talk TEXT
);
CREATE TEMP TABLE leader (
    person_id INTEGER PRIMARY KEY, unit_id INT, led_unit_id INT, superior_id INT, level INT,
    status TEXT, dialogue_id INT, conductor_id INT, planned_on TEXT, planned_time TEXT,
    held_on TEXT, agreed_on TEXT,
    heads INT, fte INT, with_goals INT, lower INT, upper INT, severe INT, span_flag TEXT
);
CREATE TEMP TABLE flag (
    rule TEXT, severity TEXT, unit_id INT, person_id INT, goal_id INT, commitment_id INT,
    value INT, bound INT, day TEXT
);
CREATE TEMP TABLE figure (
    unit_id INTEGER PRIMARY KEY, staff INT, with_goals INT, leaders INT, held INT, flags INT,
    severe INT, staff_asked INT, staff_held INT
)"""

LINES = f"""
WITH RECURSIVE {UNIT_LINE},
line(person_id, unit_id, status, fte, only_named, superior_id) AS ({LINE_OF_ANYBODY}),
carried(person_id, goals) AS MATERIALIZED (
    SELECT person_id, count(*) FROM goal WHERE year_id = :year AND person_id IS NOT NULL
    AND removed_at IS NULL AND state <> 'dropped' GROUP BY person_id
),
talked(person_id) AS MATERIALIZED (
    SELECT person_id FROM appraisal WHERE year_id = :year AND removed_at IS NULL
    UNION
    SELECT d.person_id FROM round r JOIN dialogue d ON d.round_id = r.id
    WHERE :two_duties AND r.year_id = :year AND d.held_on IS NOT NULL AND d.removed_at IS NULL
),
talk(person_id, status) AS MATERIALIZED (
    SELECT d.person_id, {STATUS} FROM dialogue d
    WHERE d.round_id = :round AND d.removed_at IS NULL
)
INSERT INTO temp.line
SELECT n.*, coalesce(c.goals, 0), t.person_id IS NOT NULL,
       coalesce(k.status, CASE WHEN n.status = 'active' AND NOT n.only_named THEN :unasked
                               ELSE '' END)
FROM line n LEFT JOIN carried c ON c.person_id = n.person_id
LEFT JOIN talked t ON t.person_id = n.person_id
LEFT JOIN talk k ON k.person_id = n.person_id"""
"""``talked``: whether the duty to hold a medarbeidersamtale is met; a results dialogue meets it
where the municipality says so (``:two_duties``). ``talk`` is how the dialogue of somebody who leads
nobody stands (a leader's is in ``leader``): all who work here have one in a round that asks the
staff, which is ``:unasked`` until something is known of it; elsewhere those who have a dialogue."""

LEADERS = f"""
WITH RECURSIVE span(person_id, heads, fte, with_goals) AS MATERIALIZED (
    SELECT superior_id, count(*), sum(fte), sum(goals > 0) FROM temp.line
    WHERE status = 'active' AND superior_id IS NOT NULL GROUP BY superior_id
),
led(person_id, unit_id) AS MATERIALIZED (
    SELECT leader_id, min(id) FROM unit WHERE leader_id IS NOT NULL AND removed_at IS NULL
    GROUP BY leader_id
),
{levels.SET_LEVEL},
who(person_id) AS (
    SELECT person_id FROM led
    UNION SELECT superior_id FROM temp.line WHERE superior_id IS NOT NULL AND status <> 'ended'
),
ranked(person_id, unit_id, led_unit_id, superior_id, level) AS (
    SELECT n.person_id, coalesce(n.unit_id, d.unit_id), d.unit_id, n.superior_id,
           {levels.LEVEL}
    FROM who w JOIN temp.line n ON n.person_id = w.person_id AND n.status <> 'ended'
    LEFT JOIN temp.line s ON s.person_id = n.superior_id
    LEFT JOIN led d ON d.person_id = n.person_id
    LEFT JOIN set_level e ON e.person_id = n.person_id
)
INSERT INTO temp.leader
SELECT *, CASE WHEN severe > 0 AND heads > severe THEN 'span-severe'
               WHEN upper > 0 AND heads > upper THEN 'span-over'
               WHEN lower > 0 AND heads < lower THEN 'span-under' ELSE '' END
FROM (
    SELECT r.person_id, r.unit_id, r.led_unit_id, r.superior_id, r.level,
           CASE WHEN d.id IS NULL AND instr(:levels, r.level) = 0 THEN '' ELSE {STATUS} END,
           d.id, {CONDUCTOR}, d.planned_on, d.planned_time, d.held_on,
           max(d.superior_confirmed_on, d.subject_confirmed_on),
           coalesce(s.heads, 0) AS heads, coalesce(s.fte, 0), coalesce(s.with_goals, 0),
           coalesce(b.lower, :lower) AS lower, coalesce(b.upper, :upper) AS upper,
           coalesce(b.severe, :severe) AS severe
    FROM ranked r JOIN temp.line n ON n.person_id = r.person_id
    LEFT JOIN dialogue d
      ON d.person_id = r.person_id AND d.round_id = :round AND d.removed_at IS NULL
    LEFT JOIN span s ON s.person_id = r.person_id
    LEFT JOIN temp.span_bound b ON b.unit_id = coalesce(r.led_unit_id, r.unit_id)
)"""
"""A status is empty where the round does not cover the level. A span at a bound is within it."""

UNDER = """
under(above_id, unit_id) AS MATERIALIZED (
    SELECT id, id FROM unit WHERE removed_at IS NULL
    UNION ALL
    SELECT a.above_id, u.id FROM under a JOIN unit u ON u.parent_id = a.unit_id
    WHERE u.removed_at IS NULL
)"""
"""Each unit with itself and all that is under it."""

FIGURES = f"""
WITH RECURSIVE {UNDER},
own(unit_id, staff, with_goals, leaders, held, flags, severe, staff_asked, staff_held)
AS MATERIALIZED (
    SELECT unit_id, sum(staff), sum(with_goals), sum(leaders), sum(held), sum(flags), sum(severe),
           sum(staff_asked), sum(staff_held)
    FROM (
        SELECT n.unit_id, count(*) AS staff, sum(n.goals > 0) AS with_goals,
               0 AS leaders, 0 AS held, 0 AS flags, 0 AS severe,
               sum(l.person_id IS NULL AND n.talk NOT IN ('', 'exempt')) AS staff_asked,
               sum(l.person_id IS NULL AND n.talk IN ('held', 'agreed')) AS staff_held
        FROM temp.line n LEFT JOIN temp.leader l ON l.person_id = n.person_id
        WHERE n.status = 'active' AND NOT n.only_named GROUP BY n.unit_id
        UNION ALL
        SELECT l.unit_id, count(*), sum(n.goals > 0), 0, 0, 0, 0, 0, 0
        FROM temp.leader l JOIN temp.line n ON n.person_id = l.person_id AND n.unit_id IS NULL
        WHERE n.status = 'active' AND NOT n.only_named GROUP BY l.unit_id
        UNION ALL
        SELECT unit_id, 0, 0, sum(status NOT IN ('', 'exempt')),
               sum(status IN ('held', 'agreed')), 0, 0, 0, 0
        FROM temp.leader GROUP BY unit_id
        UNION ALL
        SELECT unit_id, 0, 0, 0, 0, count(*), sum(severity = 'severe'), 0, 0
        FROM temp.flag GROUP BY unit_id
    ) WHERE unit_id IS NOT NULL GROUP BY unit_id
)
INSERT INTO temp.figure
SELECT a.above_id, total(staff), total(with_goals), total(leaders), total(held), total(flags),
       total(severe), total(staff_asked), total(staff_held)
FROM under a LEFT JOIN own o ON o.unit_id = a.unit_id GROUP BY a.above_id"""
"""A leader who belongs to no unit is counted where they lead, as the lists do. ``staff_asked`` and
``staff_held`` are of the dialogues with those who lead nobody."""


@dataclass(frozen=True, slots=True)
class AsOf:
    """What everything derived is seen as of: a day, the round that is on, the rules."""

    today: date
    round: RoundCard | None
    rules: Rules

    @property
    def year(self) -> int:
        """The dialogue year whose goals count."""
        return self.round.year if self.round else self.today.year

    @property
    def asks_staff(self) -> bool:
        """Whether the round asks everybody who works here, not leaders only."""
        return self.round is not None and levels.STAFF in self.round.levels


def as_of(today: date, rules: Rules) -> AsOf:
    """``today`` with the round that is on."""
    return AsOf(today, current_round(today), rules)


def derive(at: AsOf, with_carriers: bool = False) -> None:
    """See that the temporary tables hold what is true ``at`` that day. Who carries a goal, all the
    way up, takes longer than all else, and is counted only ``with_carriers``."""
    if _holds(at, with_carriers):
        return
    with database.transaction("DEFERRED"):
        if not _holds(at):
            _fill(at)
        if with_carriers:
            _count_carriers(at)
        # Asked before the transaction ends: what others write meanwhile is not in the tables.
        others = _others()
    database.execute_sql("DELETE FROM temp.derived_from")
    state = _state(at, others, ahead=1)
    database.execute_sql("INSERT INTO temp.derived_from VALUES (?, ?)", (state, with_carriers))


def _fill(at: AsOf) -> None:
    from models.flag_rules import FLAGS
    from models.line_of_sight import CARRIED, SERVED, WAY, WAY_TABLES

    for statement in f"{TABLES};{WAY_TABLES}".split(";"):
        database.execute_sql(statement)
    _set_span_bounds(at.rules)
    levels.set_unit_levels(at.rules)
    parameters = _parameters(at)
    for statement in (LINES, LEADERS, SERVED, WAY, CARRIED, FLAGS, FIGURES):
        database.execute_sql(statement, parameters)


def _count_carriers(at: AsOf) -> None:
    from models.line_of_sight import CARRIERS

    database.execute_sql(CARRIERS, {"year": at.year})


def _holds(at: AsOf, with_carriers: bool = False) -> bool:
    """Whether the tables are what :func:`derive` would make them."""
    found = _derived_from()
    return found is not None and found[0] == _state(at, _others()) and found[1] >= with_carriers


def _others() -> int:
    """Changes when another connection has written."""
    return int(database.execute_sql("PRAGMA data_version").fetchone()[0])


def _state(at: AsOf, others: int, ahead: int = 0) -> str:
    """Stands for everything that the tables depend on; ``ahead`` counts writes still to be made."""
    own = database.connection().total_changes + ahead
    return repr((others, own, at))


def _derived_from() -> tuple[str, bool] | None:
    """The state that the tables were made from, and whether carriers were counted."""
    if not row("SELECT 1 FROM sqlite_temp_schema WHERE name = 'derived_from'"):
        return None
    found = row("SELECT state, with_carriers FROM temp.derived_from")
    return (found[0], bool(found[1])) if found else None


def _parameters(at: AsOf) -> dict[str, object]:
    round_ = at.round
    late = round_ is not None and round_.deadline is not None and round_.deadline < at.today
    return {
        "today": at.today.isoformat(),
        "year": at.year,
        "round": round_.id if round_ else None,
        "levels": round_.levels if round_ else "",
        "deadline": round_.deadline.isoformat() if round_ and round_.deadline else None,
        "unasked": ("overdue" if late else "not-planned") if at.asks_staff else "",
        "two_duties": at.rules.talk.two_duties,
        "lower": at.rules.span.lower,
        "upper": at.rules.span.upper,
        "severe": at.rules.span.severe,
    }


def _set_span_bounds(rules: Rules) -> None:
    """Put down the units whose limits are not the common ones: settings name kinds and codes
    whatever their case."""
    for (kind,) in rows("SELECT DISTINCT kind FROM unit WHERE removed_at IS NULL"):
        limit = rules.limit_for(kind, None)
        if limit != rules.span:
            database.execute_sql(
                "INSERT INTO temp.span_bound SELECT id, ?, ?, ? FROM unit"
                " WHERE kind = ? AND removed_at IS NULL",
                (limit.lower, limit.upper, limit.severe, kind),
            )
    if not rules.span_of_unit:
        return
    for number, code in rows("SELECT id, code FROM unit WHERE removed_at IS NULL AND code <> ''"):
        limit = rules.limit_for("", code)
        if code.casefold() in rules.span_of_unit:
            database.execute_sql(
                "INSERT OR REPLACE INTO temp.span_bound VALUES (?, ?, ?, ?)",
                (number, limit.lower, limit.upper, limit.severe),
            )
