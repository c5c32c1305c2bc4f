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
    derive(at, with_carriers=True)
    found = rows(
        f"""
        WITH {SIGHT}, seen AS (
            SELECT goal_id, adopted, in_line, steps, broken_on, broken_year, serves_id FROM sight
            UNION ALL
            SELECT id, 1, 0, NULL, NULL, NULL, NULL FROM goal
            WHERE year_id = :year AND removed_at IS NULL AND repealed_on IS NOT NULL
        )
        SELECT g.id, above.goal_id, g.person_id, g.title, coalesce(p.name, u.name, ''),
               s.adopted, s.in_line, s.steps, s.broken_on, s.broken_year,
               coalesce(c.people, 0), trim(g.meaning) <> '', g.repealed_on
        FROM seen s JOIN goal g ON g.id = s.goal_id
        LEFT JOIN temp.served above ON above.goal_id = s.serves_id AND above.in_force
        LEFT JOIN temp.carriers c ON c.goal_id = s.goal_id AND g.repealed_on IS NULL
        LEFT JOIN unit u ON u.id = g.unit_id LEFT JOIN person p ON p.id = g.person_id
        ORDER BY (g.unit_id IS NOT NULL) + 2 * (g.person_id IS NOT NULL), u.sort_key, p.sort_key,
                 g.id""",
        {"year": at.year},
    )
    return [GoalNode(*with_days(one, 8, 12)) for one in found]
