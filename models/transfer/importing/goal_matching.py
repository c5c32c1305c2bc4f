"""Which stored goal a row of the file means, or that it is a new one.

A goal is known by its code within its year, else by whose it is and what it says.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from models.problems import Problem
from models.transfer.importing.goal_drafts import code_key, title_key
from models.transfer.importing.goal_owners import Owner
from models.transfer.importing.unit_mentions import alike

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.transfer.importing.goal_drafts import GoalDraft, Goals
    from models.transfer.importing.report import Report


class Named(NamedTuple):
    """What a row says of which goal it is about; no owner where the file does not tell."""

    line: int
    year: int
    owner: Owner | None
    code: str | None
    title: str | None
    indicator: str | None


class GoalMatching:
    """Gives each row its goal, and no goal to two rows. Rows with a code come first."""

    def __init__(self, goals: Goals, report: Report) -> None:
        self._goals = goals
        self._report = report
        self._coded = {
            code_key(one.year, one.code): one for one in goals.goals.values() if one.code
        }
        self._titled: defaultdict[object, list[GoalDraft]] = defaultdict(list)
        for goal in goals.goals.values():
            self._titled[title_key(goal)].append(goal)

    def find(self, row: Named, fits: Callable[[GoalDraft], bool]) -> GoalDraft:
        """The goal of ``row``, added if it is new; ``fits`` says whether it is as the row has it.

        Raises ``goal-repeated``, ``goal-is-personal``, ``goal-ambiguous``, or ``field-empty`` for
        a new goal that says nothing.
        """
        goal = self._with_code(row) if row.code else self._with_title(row, fits)
        if goal is None:
            goal = self._new(row)
        goal.line = row.line
        return goal

    def mention(self, year: int, code: str | None) -> None:
        """Note that a row is about the goal with ``code``, though it cannot be taken in."""
        goal = self._coded.get(code_key(year, code)) if code else None
        if goal is not None and goal.line is None:
            goal.line = 0

    def _with_code(self, row: Named) -> GoalDraft | None:
        assert row.code is not None  # noqa: S101 (only called for rows that have one)
        goal = self._coded.get(code_key(row.year, row.code))
        if goal is not None:
            if goal.line:
                raise Problem("goal-repeated", "goal_code", goal=row.code, first=goal.line)
            if goal.person_id is not None and (row.owner or Owner()).person_id != goal.person_id:
                owner = self._goals.owner(goal)
                raise Problem("goal-is-personal", "goal_code", goal=row.code, name=owner)
            if goal.code != row.code:
                self._report.tell("id-case-differs", row.line, field="goal_code")
            return goal
        known = [one for one in self._alike(row) if one.stored and one.code is None]
        if len(known) != 1:
            return None
        known[0].code = row.code
        self._coded[code_key(row.year, row.code)] = known[0]
        self._report.tell("goal-code-given", row.line, goal_code=row.code, goal=known[0].title)
        return known[0]

    def _with_title(self, row: Named, fits: Callable[[GoalDraft], bool]) -> GoalDraft | None:
        if not row.title:
            raise Problem("field-empty", "goal")
        everybody = self._alike(row, taken=True)
        known = [goal for goal in everybody if not goal.line]
        if not known and everybody:
            first = next(goal.line for goal in everybody)
            raise Problem("goal-repeated", "goal", goal=row.title, first=first)
        if len(known) > 1:
            same = [goal for goal in known if alike(goal.indicator) == alike(row.indicator or "")]
            known = same or known
        if len(known) > 1:
            known = [goal for goal in known if fits(goal)][:1] or known
        if len(known) > 1:
            raise Problem("goal-ambiguous", "goal", goal=row.title, found=len(known))
        return known[0] if known else None

    def _alike(self, row: Named, taken: bool = False) -> list[GoalDraft]:
        owner = row.owner or Owner()
        key = row.year, owner.unit_id, owner.person_id, alike(row.title or "")
        return [goal for goal in self._titled[key] if taken or not goal.line]

    def _new(self, row: Named) -> GoalDraft:
        if not row.title:
            raise Problem("field-empty", "goal")
        goal = self._goals.add(row.year, row.code, row.title)
        goal.unit_id, goal.person_id = row.owner or Owner()
        self._titled[title_key(goal)].append(goal)
        if row.code:
            self._coded[code_key(row.year, row.code)] = goal
        return goal
