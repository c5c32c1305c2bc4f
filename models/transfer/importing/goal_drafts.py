"""Goals as they are stored, and as an import would have them."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from models.database import rows
from models.fields import scaled, unscaled
from models.transfer.cells.values import fold_id
from models.transfer.importing.record_plan import state
from models.transfer.importing.unit_mentions import alike
from models.unshown import Unshown

if TYPE_CHECKING:
    from collections.abc import Mapping

MILLIONTHS = 1_000_000
FIELDS = {
    "goal_code": "code",
    "unit": "unit_id",
    "owner": "person_id",
    "goal": "title",
    "goal_kind": "kind",
    "indicator": "indicator",
    "measure": "measure",
    "direction": "direction",
    "baseline": "baseline",
    "target": "target",
    "band": "band",
    "due": "due",
    "adopted_by": "adopted_by",
    "case_no": "case_no",
    "adopted_on": "adopted_on",
    "serves": "serves_id",
    "meaning": "meaning",
}
"""Import field → column of the goal, in the order of :meth:`GoalDraft.values`."""
_VALUES = attrgetter(*FIELDS.values())
FIGURES = frozenset(("baseline", "target", "band"))
DAYS = frozenset(("due", "adopted_on"))


class GoalDraft(Unshown, Struct, eq=False):
    """A goal; figures in millionths and days as ISO text, as they are stored.

    ``stored`` are its :meth:`values` in the database, ``line`` is where the file has it.
    """

    id: int
    year: int
    code: str | None
    title: str
    unit_id: int | None = None
    person_id: int | None = None
    kind: str = "result"
    indicator: str = ""
    measure: str = ""
    direction: str = "more"
    baseline: int | None = None
    target: int | None = None
    band: int | None = None
    due: str | None = None
    adopted_by: str = ""
    case_no: str = ""
    adopted_on: str | None = None
    serves_id: int | None = None
    meaning: str = ""
    state: str = "open"
    revision: int = 0
    stored: tuple[Any, ...] | None = None
    line: int | None = None

    def values(self) -> tuple[Any, ...]:
        """What of it can change."""
        values: tuple[Any, ...] = _VALUES(self)
        return values

    @property
    def changes(self) -> bool:
        """Whether there is anything to write."""
        return self.stored != self.values()

    def put_back(self) -> None:
        """Be again what is stored."""
        for name, value in zip(FIELDS.values(), self.stored or (), strict=True):
            setattr(self, name, value)


class Goals(Unshown, Struct, eq=False):
    """All goals that are not removed, with what they belong to.

    ``units`` and ``people`` are number → (code, name); ``closed`` is year → whether it is closed;
    ``titles`` are those of all goals, also removed ones, which others may still serve.
    """

    goals: dict[int, GoalDraft]
    units: Mapping[int, tuple[str | None, str]]
    people: Mapping[int, tuple[str | None, str]]
    closed: Mapping[int, bool]
    titles: Mapping[int, str]
    seen: tuple[Any, ...]
    last: int

    def add(self, year: int, code: str | None, title: str) -> GoalDraft:
        """A new goal, to be reached by the end of its year."""
        self.last += 1
        goal = GoalDraft(self.last, year, code, title, due=f"{year:04d}-12-31")
        self.goals[goal.id] = goal
        return goal

    def owner(self, goal: GoalDraft) -> str | None:
        """The name of whose goal it is; ``None`` for the municipality's."""
        return self.owner_name(goal.unit_id, goal.person_id)

    def owner_name(self, unit_id: int | None, person_id: int | None) -> str | None:
        """The name of a unit or person."""
        if person_id is not None:
            return self.people[person_id][1] if person_id in self.people else None
        return self.units[unit_id][1] if unit_id is not None and unit_id in self.units else None

    def title(self, number: int | None) -> str | None:
        """The title of a goal, as it would be."""
        if number is None:
            return None
        return self.goals[number].title if number in self.goals else self.titles.get(number)


def stored_goals() -> Goals:
    """Everything stored, in the caller's transaction."""
    goals = {}
    columns = ", ".join(f"g.{name}" for name in FIELDS.values())
    for number, year, status, revision, *values in rows(
        f"SELECT g.id, g.year_id, g.state, g.revision, {columns} FROM goal g"
        " WHERE g.removed_at IS NULL ORDER BY g.id"
    ):
        named = dict(zip(FIELDS.values(), values, strict=True))
        goal = goals[number] = GoalDraft(number, year, state=status, revision=revision, **named)
        goal.stored = goal.values()
    seen = state()
    return Goals(
        goals,
        _named("SELECT id, code, name FROM unit WHERE removed_at IS NULL"),
        _named("SELECT id, employee_no, name FROM person WHERE removed_at IS NULL"),
        {number: bool(closed) for number, closed in rows("SELECT number, closed_on FROM year")},
        dict(rows("SELECT id, title FROM goal")),
        seen,
        seen[0],
    )


def stored_form(field: str, value: Any) -> Any:
    """A cell's value as the goal keeps it."""
    if field in FIGURES:
        return None if value is None else scaled(value, MILLIONTHS)
    if field in DAYS:
        return None if value is None else value.isoformat()
    return value if field == "goal_code" else (value or "")


def shown_form(field: str, value: Any) -> Any:
    """What the goal keeps as a preview shows it."""
    if field in FIGURES and value is not None:
        return unscaled(value, MILLIONTHS)
    if field in DAYS and value is not None:
        from datetime import date

        return date.fromisoformat(value)
    return value


def code_key(year: int, code: str) -> tuple[int, str]:
    """What no two goals of a year share."""
    return year, fold_id(code)


def title_key(goal: GoalDraft) -> tuple[int, int | None, int | None, str]:
    """What a goal without a code is known by: its year, whose it is, and what it says."""
    return goal.year, goal.unit_id, goal.person_id, alike(goal.title)


def _named(sql: str) -> dict[int, tuple[str | None, str]]:
    return {number: (code, name) for number, code, name in rows(sql)}
