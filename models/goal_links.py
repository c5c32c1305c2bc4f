"""Which goal serves which, many at a time; and repealing what was adopted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from models import records
from models.database import row, writing
from models.goal import Goal, GoalCard
from models.goal_rings import refuse_goal_rings, refuse_own_goal
from models.problems import Problem


def link_goals(cards: Sequence[GoalCard], serves_id: int | None) -> int:
    """Have these goals serve another one, or none: one write. How many of them changed.

    Problems: ``goal-ring`` with its path, ``removed-meanwhile`` for the goal to serve, and those of
    an edit.
    """
    numbers = [card.id for card in cards]
    refuse_own_goal(numbers, serves_id)
    with writing():
        _refuse_removed(serves_id)
        action = "unlink" if serves_id is None else "link"
        changed = sum(
            records.edit(Goal, card.id, card.revision, {"serves_id": serves_id}, action=action)
            for card in cards
        )
        refuse_goal_rings(numbers)
        return changed


def repeal_goal(number: int, revision: int, day: date) -> bool:
    """Note that an adopted goal was repealed on ``day``; whether that is new.

    Whatever serves it stays linked, and is flagged. Problem: ``goal-not-adopted``.
    """
    goal = records.stored(Goal, number)
    adopted = goal["unit_id"] is None or goal["adopted_by"] or goal["adopted_on"]
    if goal["person_id"] is not None or not adopted:
        raise Problem("goal-not-adopted")
    return records.edit(Goal, number, revision, {"repealed_on": day}, action="repeal")


def put_goal_in_force(number: int, revision: int) -> bool:
    """Take a repeal back."""
    return records.edit(Goal, number, revision, {"repealed_on": None}, action="put-in-force")


def _refuse_removed(serves_id: int | None) -> None:
    if serves_id is not None and not row(
        "SELECT 1 FROM goal WHERE id = ? AND removed_at IS NULL", (serves_id,)
    ):
        raise Problem("removed-meanwhile", "serves_id", kind="goal")
