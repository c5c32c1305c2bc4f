"""Which goal another one serves, as a file says it by the other's title."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from models.lines import loops
from models.problems import Problem
from models.transfer.importing.unit_mentions import alike

if TYPE_CHECKING:
    from collections.abc import Iterable

    from models.transfer.importing.goal_drafts import GoalDraft, Goals
    from models.transfer.importing.report import Report


def set_served(said: Iterable[tuple[GoalDraft, str | None]], goals: Goals, report: Report) -> None:
    """Give each goal the one of its year that it serves, a unit's or the municipality's.

    ``said`` is the goal with the title in its row. A title that several goals have, or none, leaves
    the goal as it was; what it serves already is taken for the one that is meant.
    """
    known: defaultdict[tuple[int, str], list[GoalDraft]] = defaultdict(list)
    for goal in goals.goals.values():
        if goal.person_id is None:
            known[goal.year, alike(goal.title)].append(goal)
    given = []
    for goal, title in said:
        line = goal.line or 1
        if title is None:
            goal.serves_id = None
            continue
        served = goals.title(goal.serves_id)
        before = goals.titles.get(goal.serves_id) if goal.serves_id else None
        if title and alike(title) in {alike(text) for text in (served, before) if text}:
            continue
        found = [one for one in known[goal.year, alike(title)] if one is not goal]
        if len(found) == 1:
            goal.serves_id = found[0].id
            given.append(goal)
        else:
            code = "served-ambiguous" if found else "served-unknown"
            report.tell(code, line, title=title)
    _refuse_loops(given, goals, report)


def _refuse_loops(given: list[GoalDraft], goals: Goals, report: Report) -> None:
    while True:
        serves = {one.id: one.serves_id for one in goals.goals.values() if one.serves_id}
        changed = {goal.id: goal for goal in given}
        found = [loop for loop in loops(serves) if not changed.keys().isdisjoint(loop)]
        if not found:
            return
        for loop in found:
            path = [goals.title(number) for number in loop]
            for number in changed.keys() & set(loop):
                goal = changed[number]
                goal.serves_id = goal.stored[_SERVES] if goal.stored else None
                given.remove(goal)
                problem = Problem("goal-loop", "serves", path=path)
                report.refuse(goal.line or 1, problem)


_SERVES = -2
"""Where :meth:`GoalDraft.values` has the goal that is served."""
