"""Indexes that hold all that is asked for, so that a pass over everybody, or over everybody's
goals of a year, reads neither a person nor a goal (sqlite.org/queryplanner.html, section 1.7).

A column that a partial index has in its condition must be among its columns as well: else the
engine goes to the row to look at it.
"""

from __future__ import annotations

from typing import Any

STATEMENTS = (
    # Everybody unit by unit, as spans and staff are counted.
    "DROP INDEX person_line",
    (
        "CREATE INDEX person_team ON person"
        " (unit_id, status, superior_id, only_named, fte, removed_at)"
    ),
    # Everybody by name, with what is looked for in a name. The number tells namesakes apart.
    "DROP INDEX person_name",
    (
        "CREATE INDEX person_name ON person"
        " (sort_key, id, search, unit_id, status, only_named, removed_at)"
    ),
    # A year's goals person by person.
    (
        "CREATE INDEX goal_own ON goal"
        " (year_id, person_id, state, serves_id, repealed_on, removed_at)"
        " WHERE person_id IS NOT NULL"
    ),
    # Those of units and of the whole municipality: few among very many.
    "CREATE INDEX goal_shared ON goal (year_id, unit_id) WHERE person_id IS NULL",
    # The list of commitments: open ones by day have an index already.
    (
        "CREATE INDEX commitment_settled ON commitment (due)"
        " WHERE state <> 'open' AND removed_at IS NULL"
    ),
    # Whose superior somebody was in a talk, and the talks of a week.
    ("CREATE INDEX dialogue_superior ON dialogue (superior_id) WHERE superior_id IS NOT NULL"),
    (
        "CREATE INDEX dialogue_day ON dialogue (coalesce(held_on, planned_on))"
        " WHERE removed_at IS NULL"
    ),
    # Units by name.
    "CREATE INDEX unit_name ON unit (sort_key)",
    # Those that cannot be measured, as models.goal_measurable has it.
    """CREATE INDEX goal_vague ON goal (year_id, person_id)
    WHERE state = 'open' AND removed_at IS NULL AND NOT qualitative
    AND NOT (trim(indicator) <> '' AND trim(measure) <> ''
             AND baseline IS NOT NULL AND target IS NOT NULL AND due IS NOT NULL)""",
)


def up(migrator: Any, db: Any) -> None:
    """Make the indexes."""
    for statement in STATEMENTS:
        db.execute_sql(statement)
