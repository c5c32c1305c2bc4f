"""Goals: what is to be reached, by whom, and where it stands."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict
from peewee import BooleanField, DateField, ForeignKeyField, IntegerField, TextField

from models import progress, records
from models.database import row, rows, with_days, writing
from models.fields import MillionthsField, Record, unscaled
from models.folding import fold, sort_key
from models.goal_rings import refuse_goal_rings, refuse_own_goal
from models.person import Person
from models.problems import Problem, Problems
from models.progress import Direction
from models.rules import Rules
from models.unit import Named, Unit
from models.year import Year, ensure_year

KINDS = ("result", "quality", "conduct", "development")
DIRECTIONS = ("more", "less", "within")
STATES = ("open", "closed", "dropped")


class Goal(Record):
    """Somebody's goal for a year: a unit's, a person's, or with neither the municipality's."""

    code = TextField(null=True)
    year = ForeignKeyField(Year)
    unit = ForeignKeyField(Unit, null=True)
    person = ForeignKeyField(Person, null=True)
    title = TextField()
    kind = TextField(default="result")
    qualitative = BooleanField(default=False)
    indicator = TextField(default="")
    measure = TextField(default="")
    direction = TextField(default="more")
    baseline = MillionthsField(null=True)
    target = MillionthsField(null=True)
    band = MillionthsField(null=True)
    due = DateField(null=True)
    weight = IntegerField(null=True)
    adopted_by = TextField(default="")
    case_no = TextField(default="")
    adopted_on = DateField(null=True)
    serves = ForeignKeyField("self", null=True)
    meaning = TextField(default="")
    state = TextField(default="open")
    carried_from = ForeignKeyField("self", null=True)
    repealed_on = DateField(null=True)


class GoalEntry(Struct, frozen=True):
    """What is entered of a goal. ``unit_id`` or ``person_id`` owns it."""

    year_id: int
    title: str
    unit_id: int | None = None
    person_id: int | None = None
    kind: str = "result"
    qualitative: bool = False
    indicator: str = ""
    measure: str = ""
    direction: Direction = "more"
    baseline: Decimal | None = None
    target: Decimal | None = None
    band: Decimal | None = None
    due: date | None = None
    weight: int | None = None
    adopted_by: str = ""
    case_no: str = ""
    adopted_on: date | None = None
    serves_id: int | None = None
    meaning: str = ""
    state: str = "open"
    code: str | None = None


class GoalCard(Struct, frozen=True):
    """A goal with where it stands; ``previous`` is the value before the last one."""

    id: int
    revision: int
    entry: GoalEntry
    owner: str
    serves: str
    actual: Decimal | None
    measured_on: date | None
    previous: Decimal | None

    @property
    def standing(self) -> progress.Standing:
        """Progress as of the last measurement."""
        entry = self.entry
        return progress.progress(
            entry.direction, entry.baseline, entry.target, entry.band, self.actual
        )

    @property
    def measurable(self) -> bool:
        """Whether indicator, unit, baseline, target and date are all given."""
        entry = self.entry
        return progress.is_measurable(
            entry.indicator, entry.measure, entry.baseline, entry.target, entry.due
        )


def add_goal(entry: GoalEntry, rules: Rules | None = None) -> int:
    """Store a new goal and return its number. Its year may be one to come, as in an autumn round:
    with ``rules`` it is made, with their rounds and milestones, if it is not there."""
    _validate(entry)
    with writing():
        if rules is not None:
            ensure_year(entry.year_id, rules)
        return records.add(Goal, asdict(entry))


def edit_goal(number: int, revision: int, entry: GoalEntry) -> bool:
    """Change a goal; whether anything differed. ``goal-ring`` if it would serve itself."""
    _validate(entry)
    refuse_own_goal([number], entry.serves_id)
    return records.edit(Goal, number, revision, asdict(entry), lambda: refuse_goal_rings([number]))


def remove_goal(number: int) -> None:
    """Take a goal out of every list; its measurements go with it and come back with it."""
    records.remove(Goal, number)


GOAL_CARD = """
SELECT g.id, g.revision, g.year_id, g.title, g.unit_id, g.person_id, g.kind, g.qualitative,
       g.indicator, g.measure, g.direction, g.baseline, g.target, g.band, g.due, g.weight,
       g.adopted_by, g.case_no, g.adopted_on, g.serves_id, g.meaning, g.state, g.code,
       coalesce(p.name, u.name, ''), coalesce(s.title, ''),
       (SELECT value FROM measurement m WHERE m.goal_id = g.id AND m.removed_at IS NULL
        ORDER BY measured_on DESC LIMIT 1),
       (SELECT max(measured_on) FROM measurement m WHERE m.goal_id = g.id AND m.removed_at IS NULL),
       (SELECT value FROM measurement m WHERE m.goal_id = g.id AND m.removed_at IS NULL
        ORDER BY measured_on DESC LIMIT 1 OFFSET 1)
FROM goal g LEFT JOIN person p ON p.id = g.person_id LEFT JOIN unit u ON u.id = g.unit_id
LEFT JOIN goal s ON s.id = g.serves_id
WHERE g.removed_at IS NULL """


def goal_card(number: int) -> GoalCard:
    """One goal, to be shown or edited."""
    found = row(GOAL_CARD + "AND g.id = ?", (number,))
    if found is None:
        raise Problem("removed-meanwhile", kind="goal")
    return card_of(found)


def goals_of(numbers: list[int]) -> dict[int, GoalCard]:
    """The goals with these numbers."""
    marks = ", ".join("?" * len(numbers))
    return {
        found[0]: card_of(found) for found in rows(GOAL_CARD + f"AND g.id IN ({marks})", numbers)
    }


def card_of(found: tuple[Any, ...]) -> GoalCard:
    """A row of :data:`GOAL_CARD` as a record."""
    values = with_days(found, 14, 18, 26)
    for place in (11, 12, 13, 25, 27):
        values[place] = _value(values[place])
    number, revision, *rest = values
    year, title, unit, person, kind, qualitative, *rest = rest
    indicator, measure, direction, baseline, target, band, due, weight, *rest = rest
    adopted_by, case_no, adopted_on, serves_id, meaning, state, code, *rest = rest
    entry = GoalEntry(
        year_id=year,
        title=title,
        unit_id=unit,
        person_id=person,
        kind=kind,
        qualitative=bool(qualitative),
        indicator=indicator,
        measure=measure,
        direction=direction,
        baseline=baseline,
        target=target,
        band=band,
        due=due,
        weight=weight,
        adopted_by=adopted_by,
        case_no=case_no,
        adopted_on=adopted_on,
        serves_id=serves_id,
        meaning=meaning,
        state=state,
        code=code,
    )
    return GoalCard(number, revision, entry, *rest)


def find_goals(text: str, year: int, limit: int = 20) -> list[Named]:
    """Unit goals and adopted goals of ``year`` that a goal may serve: every word in their title.

    Those that were dropped or repealed are none.
    """
    found = rows(
        "SELECT g.id, g.title, coalesce(u.name, '') FROM goal g"
        " LEFT JOIN unit u ON u.id = g.unit_id"
        " WHERE g.removed_at IS NULL AND g.person_id IS NULL AND g.year_id = ?"
        " AND g.state <> 'dropped' AND g.repealed_on IS NULL",
        (year,),
    )
    words = fold(text).split()
    goals = [Named(*one) for one in found]
    goals = [goal for goal in goals if all(word in fold(goal.name) for word in words)]
    return sorted(goals, key=lambda goal: sort_key(goal.name))[:limit]


def _validate(entry: GoalEntry) -> None:
    problems = []
    if not entry.title.strip():
        problems.append(Problem("field-empty", "title"))
    if entry.band is not None and entry.band < 0:
        problems.append(Problem("band-negative", "band"))
    if entry.weight is not None and not 0 <= entry.weight <= 100:
        problems.append(Problem("weight-range", "weight"))
    if problems:
        raise Problems(problems)


def _value(number: int | None) -> Decimal | None:
    return None if number is None else unscaled(number, 1_000_000)
