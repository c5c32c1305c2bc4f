"""What the rows say of their goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from models.problems import Problem
from models.transfer.importing.goal_drafts import FIELDS, GoalDraft, code_key, stored_form
from models.transfer.importing.goal_matching import GoalMatching, Named
from models.transfer.importing.goal_owners import Owner, Owners
from models.transfer.importing.goal_serving import set_served

if TYPE_CHECKING:
    from models.transfer.importing.goal_drafts import Goals
    from models.transfer.importing.report import Report
    from models.transfer.importing.staging import Staged

_NEVER_EMPTIED = frozenset(("goal_code", "goal", "goal_kind", "direction", "due"))
"""An empty cell says nothing of these."""
_ELSEWHERE = frozenset(("unit", "owner", "serves"))


class Filling:
    """Brings the rows of a file into the goals.

    ``year`` is that of a row that gives none; ``may_open`` is the one year that the import opens if
    it is not there.
    """

    def __init__(
        self, staged: Staged, goals: Goals, report: Report, year: int, may_open: int
    ) -> None:
        self._staged = staged
        self._goals = goals
        self._report = report
        self._year = year
        self._may_open = may_open
        self._owners = Owners(staged, goals, report)
        self._matching = GoalMatching(goals, report)
        self._fields = [
            name for name in FIELDS if name in staged.match.columns and name not in _ELSEWHERE
        ]
        self.years: set[int] = set()
        """The years that the file has goals of."""

    def run(self) -> None:
        """Take in every row that can be; the others are refused with their reason."""
        rows = range(len(self._staged.lines))
        codes = self._staged.column("goal_code")
        given: list[tuple[GoalDraft, int]] = []
        for row in sorted(rows, key=lambda row: codes[row] is None):
            line = self._staged.lines[row]
            year = self._year_of(row)
            self._matching.mention(year, codes[row])
            if row in self._staged.bad:
                continue
            try:
                given.append((self._take_in(row, line, year), row))
            except Problem as problem:
                self._report.refuse(line, problem)
        if self._staged.has("serves"):
            titles = self._staged.column("serves")
            said = [(goal, titles[row]) for goal, row in given]
            set_served(said, self._goals, self._report)
        self._keep_closed_years([goal for goal, _row in given])

    def _year_of(self, row: int) -> int:
        year: int | None = self._staged.column("year")[row]
        return self._year if year is None else year

    def _take_in(self, row: int, line: int, year: int) -> GoalDraft:
        if year not in self._goals.closed and year != self._may_open:
            raise Problem("year-not-open-yet", "year", year=str(year))
        band = self._staged.column("band")[row]
        if band is not None and band < 0:
            raise Problem("band-negative", "band")
        owner = self._owners.of(row, line)
        named = Named(
            line,
            year,
            owner,
            self._staged.column("goal_code")[row],
            self._staged.column("goal")[row],
            self._staged.column("indicator")[row],
        )

        def fits(goal: GoalDraft) -> bool:
            copy = replace(goal)
            self._fill(copy, row, owner)
            return not copy.changes

        goal = self._matching.find(named, fits)
        self._fill(goal, row, owner)
        self.years.add(year)
        if self._staged.column("year")[row] is None:
            self._report.tell("year-taken", line, year=str(year))
        if goal.stored and goal.state == "dropped":
            self._report.tell("goal-dropped", line, goal=goal.title)
        return goal

    def _fill(self, goal: GoalDraft, row: int, owner: Owner | None) -> None:
        """Fields without a column stay as they are; an empty cell empties what may be empty."""
        for name in self._fields:
            value = self._staged.column(name)[row]
            if value is None and name in _NEVER_EMPTIED:
                continue
            if name == "goal_code" and goal.code and same_code(goal, value):
                continue
            setattr(goal, FIELDS[name], stored_form(name, value))
        if owner is not None:
            goal.unit_id, goal.person_id = owner

    def _keep_closed_years(self, given: list[GoalDraft]) -> None:
        for goal in given:
            if self._goals.closed.get(goal.year) and goal.changes:
                self._report.refuse(
                    goal.line or 1, Problem("year-closed", "year", year=str(goal.year))
                )
                if goal.stored:
                    goal.put_back()
                else:
                    del self._goals.goals[goal.id]


def same_code(goal: GoalDraft, code: str) -> bool:
    """Whether ``code`` is the goal's own but for upper and lower case."""
    return code_key(goal.year, goal.code or "") == code_key(goal.year, code)
