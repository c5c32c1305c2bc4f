"""The goals of a year with where each hangs: what the tree of the line of sight is made of."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from models.database import rows, with_days
from models.derived import AsOf, derive
from models.line_of_sight import SIGHT

GROUPS = ("without-line", "uncarried", "repealed")
"""What has no place under an adopted goal that somebody carries, in the order it is shown."""


class GoalNode(NamedTuple):
    """A goal in its place. ``above_id`` is the goal it serves, if both are in force; ``carriers``
    counts the people whose own goals lie under it; the other columns are those of
    :data:`models.line_of_sight.SIGHT`."""

    id: int
    above_id: int | None
    person_id: int | None
    title: str
    owner: str
    adopted: bool
    in_line: bool
    steps: int | None
    broken_on: date | None
    broken_year: int | None
    carriers: int
    meant: bool
    repealed_on: date | None

    @property
    def group(self) -> str:
        """Which of :data:`GROUPS` it heads a branch of; empty for one that hangs elsewhere."""
        if self.repealed_on is not None:
            return "repealed"
        if not self.in_line:
            return "without-line" if not self.steps else ""
        return "uncarried" if self.adopted and not self.carriers else ""

    @property
    def unmeant(self) -> bool:
        """Whether it is somebody's own, in line, and does not say what it means for them."""
        return self.in_line and self.person_id is not None and not self.meant


def goal_nodes(at: AsOf) -> list[GoalNode]:
    """The goals in force and the repealed ones: the municipality's, then units', then people's."""
    derive(at)
    found = rows(
        f"""
        WITH RECURSIVE {SIGHT},
        carried(goal_id, person_id) AS (
            SELECT s.serves_id, s.person_id
            FROM sight s JOIN temp.line n ON n.person_id = s.person_id AND n.status <> 'ended'
            WHERE s.serves_id IS NOT NULL
            UNION
            SELECT s.serves_id, c.person_id
            FROM carried c CROSS JOIN temp.served s ON s.goal_id = c.goal_id
            WHERE s.serves_id IS NOT NULL
        ),
        counted(goal_id, carriers) AS MATERIALIZED (
            SELECT goal_id, count(*) FROM carried GROUP BY goal_id
        ),
        seen AS MATERIALIZED (SELECT * FROM sight)
        SELECT g.id, b.goal_id, g.person_id, g.title, coalesce(p.name, u.name, ''),
               coalesce(s.adopted, 1), coalesce(s.in_line, 0), s.steps, s.broken_on, s.broken_year,
               coalesce(c.carriers, 0), trim(g.meaning) <> '', g.repealed_on
        FROM goal g LEFT JOIN seen s ON s.goal_id = g.id
        LEFT JOIN seen b ON b.goal_id = s.serves_id
        LEFT JOIN counted c ON c.goal_id = s.goal_id
        LEFT JOIN unit u ON u.id = g.unit_id LEFT JOIN person p ON p.id = g.person_id
        WHERE g.year_id = :year AND g.removed_at IS NULL
        AND (s.goal_id IS NOT NULL OR g.repealed_on IS NOT NULL)
        ORDER BY (g.unit_id IS NOT NULL) + 2 * (g.person_id IS NOT NULL), u.sort_key, p.sort_key,
                 g.id""",
        {"year": at.year},
    )
    return [GoalNode(*with_days(one, 8, 12)) for one in found]
