"""The rows of measured values held against the goals and values that are stored."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from msgspec import Struct

from models.database import rows
from models.fields import scaled, unscaled
from models.problems import Problem
from models.transfer.cells.values import fold_id
from models.transfer.importing.goal_drafts import MILLIONTHS
from models.transfer.importing.plan import SHOWN, Change
from models.transfer.importing.record_plan import RecordCounts, RecordWork, state
from models.transfer.importing.zeros import zeros_apart
from models.unshown import Unshown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from decimal import Decimal

    from models.transfer.cells.days import Period
    from models.transfer.importing.report import Report
    from models.transfer.importing.staging import Staged

NEW = "INSERT INTO measurement (goal_id, measured_on, value, source) VALUES (?, ?, ?, ?)"
CHANGED = (
    "UPDATE measurement SET value = ?, revision = revision + 1"
    " WHERE id = ? AND revision = ? AND removed_at IS NULL"
)


class MeasuredGoal(NamedTuple):
    """A goal that values can belong to."""

    id: int
    code: str
    title: str
    year: int
    dropped: bool
    closed: bool


class StoredValue(NamedTuple):
    """A measurement; ``value`` in millionths."""

    id: int
    revision: int
    value: int


class Stored(Unshown, Struct, frozen=True):
    """Folded code → its goals, the earliest first; goal → ISO day → value."""

    goals: Mapping[str, list[MeasuredGoal]]
    values: Mapping[int, dict[str, StoredValue]]
    seen: tuple[Any, ...]


def stored_values() -> Stored:
    """What is stored of goals with a code, in the caller's transaction."""
    goals: defaultdict[str, list[MeasuredGoal]] = defaultdict(list)
    values: defaultdict[int, dict[str, StoredValue]] = defaultdict(dict)
    for *found, dropped, closed in rows(
        "SELECT g.id, g.code, g.title, g.year_id, g.state = 'dropped', y.closed_on IS NOT NULL"
        " FROM goal g JOIN year y ON y.number = g.year_id"
        " WHERE g.removed_at IS NULL AND g.code IS NOT NULL ORDER BY g.year_id"
    ):
        number, code, title, year = found
        goal = MeasuredGoal(number, code, title, year, bool(dropped), bool(closed))
        goals[fold_id(goal.code)].append(goal)
    for goal_id, day, *value in rows(
        "SELECT m.goal_id, m.measured_on, m.id, m.revision, m.value FROM measurement m"
        " JOIN goal g ON g.id = m.goal_id AND g.removed_at IS NULL AND g.code IS NOT NULL"
        " WHERE m.removed_at IS NULL"
    ):
        values[goal_id][day] = StoredValue(*value)
    return Stored(dict(goals), values, state())


def goal_for(goals: list[MeasuredGoal], year: int) -> MeasuredGoal:
    """Of one code's goals the one that a value of ``year`` belongs to, as
    :mod:`models.transfer.importing.measurements` says. A dropped one only if there is no other."""
    able = [goal for goal in goals if not goal.dropped] or goals
    until = [goal for goal in able if goal.year <= year]
    return until[-1] if until else able[0]


class MeasuredRows:
    """Takes in the rows one by one."""

    def __init__(self, staged: Staged, stored: Stored, report: Report, today: date) -> None:
        self._staged = staged
        self._stored = stored
        self._report = report
        self._today = today
        self._seen: dict[tuple[int, str], tuple[int, int]] = {}
        """Goal and day → line and value."""
        self._mentioned: set[int] = set()
        self._counts = Counter[str]()
        folded = {fold_id(code) for code in staged.column("goal_code") if code}
        known = stored.goals.keys()
        self._zeros = zeros_apart(folded - known, known - folded, folded & known)
        self.changes: list[Change] = []
        self.work = RecordWork(stored.seen)

    def run(self) -> None:
        """Take in every row that can be; the others are refused with their reason."""
        columns = [self._staged.column(name) for name in ("goal_code", "measured_on", "value")]
        cells = zip(self._staged.lines, *columns, strict=True)
        for row, (line, code, period, value) in enumerate(cells):
            if row in self._staged.bad:
                continue
            try:
                self._take_in(line, code, period, value)
            except Problem as problem:
                self._report.refuse(line, problem)

    def counts(self) -> RecordCounts:
        """How many there are of each sort."""
        known = sum(len(self._stored.values.get(goal, ())) for goal in self._mentioned)
        return RecordCounts(**self._counts, not_in_file=known - self._found_again())

    def _found_again(self) -> int:
        return sum(day in self._stored.values.get(goal, ()) for goal, day in self._seen)

    def _take_in(
        self, line: int, code: str | None, period: Period | None, value: Decimal | None
    ) -> None:
        if code is None:
            raise Problem("field-empty", "goal_code")
        if period is None:
            raise Problem("field-empty", "measured_on")
        goal = goal_for(self._goals_of(code, line), period.last.year)
        self._mentioned.add(goal.id)
        if value is None:
            self._counts["without_value"] += 1
            self._report.tell("not-measured", line)
            return
        number, day = scaled(value, MILLIONTHS), period.last.isoformat()
        first = self._seen.setdefault((goal.id, day), (line, number))
        if first[0] != line:
            if first[1] != number:
                raise Problem("value-repeated-otherwise", "value", first=first[0], day=period.last)
            self._report.tell("measurement-repeated", line)
            return
        if period.first > self._today:
            self._report.tell("measured-later", line)
        self._weigh(goal, period, number)

    def _goals_of(self, code: str, line: int) -> list[MeasuredGoal]:
        folded = fold_id(code)
        if folded in self._zeros:
            folded = self._zeros[folded]
            self._report.tell("zeros-ignored", line, field="goal_code")
        goals = self._stored.goals.get(folded)
        if not goals:
            raise Problem("goal-unknown", "goal_code", goal=code)
        return goals

    def _weigh(self, goal: MeasuredGoal, period: Period, number: int) -> None:
        day = period.last.isoformat()
        before = self._stored.values.get(goal.id, {}).get(day)
        if before is not None and before.value == number:
            self._counts["unchanged"] += 1
            return
        if goal.closed:
            raise Problem("year-closed", "year", year=str(goal.year))
        after = unscaled(number, MILLIONTHS)
        if before is None:
            self._counts["new"] += 1
            source = "" if period.first == period.last else period.text
            self.work.new.append((goal.id, day, number, source))
            change = Change("measurement", "new", goal.code, goal.title, period.text, None, after)
        else:
            self._counts["changed"] += 1
            self.work.changed.append((number, before.id, before.revision))
            was = unscaled(before.value, MILLIONTHS)
            change = Change(
                "measurement", "changed", goal.code, goal.title, period.text, was, after
            )
        if len(self.changes) < SHOWN:
            self.changes.append(change)
