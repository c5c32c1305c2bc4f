"""What an import of goals or of measurements would do, and what it has done."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import asdict

from models import journal
from models.database import LAST_NUMBER, row
from models.unshown import Unshown

if TYPE_CHECKING:
    from datetime import date

    from models.problems import Problem
    from models.rules import Rules
    from models.transfer.importing.plan import BadRow, Change, Detected, Told


class RecordCounts(Struct, frozen=True):
    """How many records there are of each sort; ``not_in_file`` ones stay as they are.

    ``without_value`` are rows of measurements that give none.
    """

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    not_in_file: int = 0
    without_value: int = 0


class RecordWork(Unshown, Struct, frozen=True):
    """The rows to write, ready for their statements; ``seen`` is the state they build on."""

    seen: tuple[Any, ...]
    new: list[tuple[Any, ...]] = field(default_factory=list)
    changed: list[tuple[Any, ...]] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many rows there are to write."""
        return len(self.new) + len(self.changed)


class RecordPlan(Unshown, Struct, frozen=True):
    """What an import would do, in the shape of :class:`models.transfer.importing.plan.ImportPlan`.

    ``kind`` is ``"goals"`` or ``"measurements"``. ``blocked`` is why the rows could not be read at
    all: the columns must be settled first, and ``kind`` may be any.
    """

    kind: str
    detected: Detected
    columns: Mapping[str, str]
    unmatched: tuple[str, ...]
    counts: RecordCounts
    changes: tuple[Change, ...]
    change_total: int
    problems: tuple[BadRow, ...]
    remarks: tuple[Told, ...]
    work: RecordWork
    today: date
    rules: Rules
    blocked: Problem | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing would change."""
        return not self.work.size

    @property
    def ends_many(self) -> bool:
        """Goals and measurements that are not in the file stay as they are."""
        return False


class RecordResult(Struct, frozen=True):
    """What an import has done. ``left_out`` counts the problems; ``written`` the stored rows."""

    kind: str
    counts: RecordCounts
    left_out: int
    written: int


def result_of(plan: RecordPlan) -> RecordResult:
    """What writing ``plan`` comes to."""
    return RecordResult(plan.kind, plan.counts, len(plan.problems), plan.work.size)


def record_import(plan: RecordPlan) -> None:
    """One journal entry for the whole import: the file's name and the figures, no contents."""
    figures = {f"{plan.kind}_{sort}": count for sort, count in asdict(plan.counts).items() if count}
    entry: dict[str, object] = {"file": Path(plan.detected.file).name, **figures}
    if plan.problems:
        entry["left_out"] = len(plan.problems)
    changes = {name: (None, value) for name, value in entry.items()}
    journal.record("import.import", "import", None, changes)


def state() -> tuple[Any, ...]:
    """Stands for everything stored that goals and measurements build on, the last number of a goal
    first: each write raises a revision or changes how many there are, and no number is given twice;
    years are opened and closed."""
    parts = [
        f"(SELECT {LAST_NUMBER.format(table=table)}, count(*), total(revision) FROM {table})"
        for table in ("goal", "measurement", "unit", "person")
    ]
    found = row(f"SELECT * FROM {', '.join(parts)}, (SELECT count(*), count(closed_on) FROM year)")
    assert found is not None  # noqa: S101 (an aggregate always gives a row)
    return found
