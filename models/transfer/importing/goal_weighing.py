"""What an import changes of goals, counted, shown, and as rows to write."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from models.transfer.importing.goal_drafts import FIELDS, shown_form
from models.transfer.importing.plan import SHOWN, Change
from models.transfer.importing.record_plan import RecordCounts, RecordWork

if TYPE_CHECKING:
    from collections.abc import Collection

    from models.transfer.importing.goal_drafts import GoalDraft, Goals

_COLUMNS = tuple(FIELDS.values())
NEW = (
    f"INSERT INTO goal (id, year_id, {', '.join(_COLUMNS)})"
    f" VALUES (?, ?, {', '.join('?' * len(_COLUMNS))})"
)
CHANGED = (
    f"UPDATE goal SET {', '.join(f'{name} = ?' for name in _COLUMNS)}, revision = revision + 1"
    " WHERE id = ? AND revision = ? AND removed_at IS NULL"
)


class GoalWeighing:
    """The goals held against what is stored.

    Those that are gone from the file are counted in ``years`` only, those of people only
    ``with_people``, and never those that have been dropped.
    """

    def __init__(self, goals: Goals, years: Collection[int], with_people: bool) -> None:
        self._goals = goals
        self.changes: list[Change] = []
        """The first :data:`SHOWN`."""
        self.change_total = 0
        self.work = RecordWork(goals.seen)
        counts = Counter[str]()
        for goal in goals.goals.values():
            sort = self._weigh(goal)
            if goal.line is not None:
                counts[sort] += 1
            elif (
                goal.year in years
                and goal.state != "dropped"
                and (with_people or goal.person_id is None)
            ):
                counts["not_in_file"] += 1
        self.counts = RecordCounts(**counts)

    def _weigh(self, goal: GoalDraft) -> str:
        values = goal.values()
        if goal.stored is None:
            self.work.new.append((goal.id, goal.year, *values))
            self._show(Change("goal", "new", goal.code, goal.title, "", None, None))
            return "new"
        if goal.stored == values:
            return "unchanged"
        self.work.changed.append((*values, goal.id, goal.revision))
        before = dict(zip(FIELDS, goal.stored, strict=True))
        after = dict(zip(FIELDS, values, strict=True))
        for field in FIELDS:
            if field in ("unit", "owner"):
                continue
            if before[field] != after[field]:
                pair = self._shown(field, before[field]), self._shown(field, after[field])
                self._show(Change("goal", "changed", goal.code, goal.title, field, *pair))
        owners = [(one["unit"], one["owner"]) for one in (before, after)]
        if owners[0] != owners[1]:
            names = [self._goals.owner_name(*one) for one in owners]
            self._show(Change("goal", "changed", goal.code, goal.title, "owner", *names))
        return "changed"

    def _shown(self, field: str, value: object) -> object:
        if field == "serves":
            return self._goals.title(value if isinstance(value, int) else None)
        return shown_form(field, value)

    def _show(self, change: Change) -> None:
        self.change_total += 1
        if len(self.changes) < SHOWN:
            self.changes.append(change)
