"""What becomes of a year's goals at its end: carried on, closed, or dropped.

Carried on, a goal goes into a later year as a new one whose baseline is the last value of the old;
target, owner and what it means stay, and the day moves with the year. The old one is then closed.
A goal that serves one that was carried on too serves the new one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal

from msgspec import Struct

from models import journal
from models.database import LAST_NUMBER, database, row, rows, writing
from models.fields import unscaled
from models.goal_measurable import MEASURABLE
from models.problems import Problem

CHOICES = ("carry", "close", "drop", "later")
"""``later`` leaves a goal as it is, to be decided another time."""

USUAL = {
    "repealed": "drop",
    "owner-gone": "close",
    "there-already": "close",
    "closed": "close",
    "met": "close",
    "not-measurable": "close",
    "qualitative": "carry",
    "not-measured": "carry",
    "not-met": "carry",
}
"""Why → what becomes of a goal when nobody says otherwise. ``there-already``: the later year has a
goal with the same code; ``owner-gone``: the person has ended, or the unit is no more."""

CANDIDATES = f"""
SELECT g.id, g.title, coalesce(p.name, u.name, ''), g.state, g.measure, g.baseline, g.target,
       g.actual,
       CASE WHEN g.repealed_on IS NOT NULL THEN 'repealed'
            WHEN g.person_id IS NOT NULL AND (p.status = 'ended' OR p.removed_at IS NOT NULL)
              OR g.unit_id IS NOT NULL AND u.removed_at IS NOT NULL THEN 'owner-gone'
            WHEN EXISTS (SELECT 1 FROM goal o WHERE o.year_id = :into AND o.code = g.code
                         AND o.removed_at IS NULL) THEN 'there-already'
            WHEN g.state = 'closed' THEN 'closed'
            WHEN CASE g.direction WHEN 'more' THEN g.actual >= g.target
                                  WHEN 'less' THEN g.actual <= g.target
                                  ELSE abs(g.actual - g.target) <= coalesce(g.band, 0) END
            THEN 'met'
            WHEN g.qualitative THEN 'qualitative'
            WHEN NOT {MEASURABLE} THEN 'not-measurable'
            WHEN g.actual IS NULL THEN 'not-measured' ELSE 'not-met' END
FROM (
    SELECT *, (SELECT value FROM measurement m WHERE m.goal_id = goal.id AND m.removed_at IS NULL
               ORDER BY measured_on DESC LIMIT 1) AS actual
    FROM goal
    WHERE year_id = :year AND removed_at IS NULL AND state IN ('open', 'closed')
    AND id NOT IN (SELECT carried_from_id FROM goal WHERE carried_from_id IS NOT NULL)
) g LEFT JOIN person p ON p.id = g.person_id LEFT JOIN unit u ON u.id = g.unit_id
ORDER BY g.state = 'closed', (g.unit_id IS NOT NULL) + 2 * (g.person_id IS NOT NULL), u.sort_key,
         p.sort_key, g.id"""

CARRY = """
INSERT INTO goal (code, year_id, unit_id, person_id, title, kind, qualitative, indicator, measure,
                  direction, baseline, target, band, due, weight, adopted_by, case_no, adopted_on,
                  serves_id, meaning, carried_from_id)
SELECT CASE WHEN NOT EXISTS (SELECT 1 FROM goal o WHERE o.year_id = :into AND o.code = g.code
                             AND o.removed_at IS NULL) THEN g.code END,
       :into, g.unit_id, g.person_id, g.title, g.kind, g.qualitative, g.indicator, g.measure,
       g.direction,
       coalesce((SELECT value FROM measurement m WHERE m.goal_id = g.id AND m.removed_at IS NULL
                 ORDER BY measured_on DESC LIMIT 1), g.baseline),
       g.target, g.band, date(g.due, (:into - g.year_id) || ' years'), g.weight, g.adopted_by,
       g.case_no, g.adopted_on, g.serves_id, g.meaning, g.id
FROM goal g JOIN json_each(:goals) wanted ON wanted.value = g.id
WHERE g.removed_at IS NULL AND g.state <> 'dropped' AND NOT EXISTS (
    SELECT 1 FROM goal c WHERE c.carried_from_id = g.id AND c.removed_at IS NULL)
ORDER BY g.id"""

RELINK = """
WITH carried(before, after) AS MATERIALIZED (
    SELECT carried_from_id, id FROM goal
    WHERE year_id = :into AND carried_from_id IS NOT NULL AND removed_at IS NULL
),
moved(before, after) AS MATERIALIZED (
    SELECT before, after FROM carried
    UNION ALL
    SELECT s.id, c.id FROM goal c JOIN goal s ON s.code = c.code AND s.year_id < :into
    WHERE c.year_id = :into AND c.code IS NOT NULL AND c.carried_from_id IS NULL
    AND c.removed_at IS NULL AND s.id NOT IN (SELECT before FROM carried)
)
UPDATE goal SET revision = revision + 1, serves_id = moved.after
FROM moved WHERE goal.serves_id = moved.before AND goal.id <> moved.after
AND goal.id IN (SELECT after FROM carried)
RETURNING id, serves_id, (SELECT serves_id FROM goal o WHERE o.id = goal.carried_from_id)"""
"""A goal that the later year had already, under the same code, takes the place of the old one."""


class GoalChoice(Struct, frozen=True):
    """A goal of the year before, and what is to become of it: one of :data:`CHOICES`, with a key
    of :data:`USUAL` as the ``reason`` for what is usual. ``actual`` is the last value measured."""

    id: int
    title: str
    owner: str
    state: str
    measure: str
    baseline: Decimal | None
    target: Decimal | None
    actual: Decimal | None
    reason: str
    choice: str

    @property
    def acts(self) -> bool:
        """Whether the choice has anything to change."""
        return self.choice == "carry" or (self.state == "open" and self.choice != "later")


def goal_choices(year: int, into: int, decided: Mapping[int, str]) -> list[GoalChoice]:
    """The goals of ``year`` that are not carried on yet, with what is ``decided`` of them, else
    what is usual. The open ones come first."""
    found = rows(CANDIDATES, {"year": year, "into": into})
    return [_choice(list(one), decided) for one in found]


def settle_goals(decisions: Mapping[int, str], into: int | None = None) -> int:
    """Carry on, close or drop goals, all in one write; how many were changed.

    They go on ``into`` that year, or the one after their own. Problems: ``year-not-there`` where
    that has not been opened, ``year-closed``.
    """
    with writing():
        changed = 0
        for year, goals in _by_year(decisions, "carry"):
            changed += carry_on(goals, year + 1 if into is None else into)
        for choice, state in (("close", "closed"), ("drop", "dropped")):
            changed += set_state([one for one, what in decisions.items() if what == choice], state)
    return changed


def carry_on(goals: Collection[int], into: int) -> int:
    """Make each of ``goals`` anew in the year ``into``, in the caller's write; how many.

    What was carried on before is left alone. A goal of a closed year stays as it is.
    """
    if not row("SELECT 1 FROM year WHERE number = ?", (into,)):
        raise Problem("year-not-there", year=into)
    listed = "[" + ",".join(str(int(one)) for one in goals) + "]"
    last = row(f"SELECT {LAST_NUMBER.format(table='goal')}")
    database.execute_sql(CARRY, {"goals": listed, "into": into})
    first = last[0] + 1 if last else 1
    relinked = {one: (before, after) for one, after, before in rows(RELINK, {"into": into})}
    journal.record_all(
        "goal.edit",
        "goal",
        ((one, {"serves_id": links}) for one, links in relinked.items() if one < first),
    )
    made = rows(
        "SELECT id, carried_from_id, title, baseline, serves_id FROM goal WHERE id >= ?", (first,)
    )
    journal.record_all(
        "goal.carry",
        "goal",
        (
            (
                one,
                {
                    "carried_from_id": (None, old),
                    "year_id": (None, into),
                    "title": (None, title),
                    "baseline": (None, None if baseline is None else unscaled(baseline, 1_000_000)),
                    "serves_id": (None, serves),
                },
            )
            for one, old, title, baseline, serves in made
        ),
    )
    set_state([old for _one, old, *_rest in made], "closed", also_closed_years=False)
    return len(made)


def set_state(goals: Collection[int], state: str, also_closed_years: bool = True) -> int:
    """Give ``goals`` that ``state``, in the caller's write; how many had another."""
    listed = "[" + ",".join(str(int(one)) for one in goals) + "]"
    found = rows(
        "SELECT g.id, g.state FROM goal g JOIN json_each(:goals) wanted ON wanted.value = g.id"
        " JOIN year y ON y.number = g.year_id WHERE g.removed_at IS NULL AND g.state <> :state"
        " AND (:closed OR y.closed_on IS NULL)",
        {"goals": listed, "state": state, "closed": also_closed_years},
    )
    database.connection().executemany(
        "UPDATE goal SET state = ?, revision = revision + 1 WHERE id = ?",
        ((state, one) for one, _before in found),
    )
    action = "goal.drop" if state == "dropped" else "goal.close"
    changes = ((one, {"state": (before, state)}) for one, before in found)
    journal.record_all(action, "goal", changes)
    return len(found)


def _by_year(decisions: Mapping[int, str], choice: str) -> list[tuple[int, list[int]]]:
    goals = [one for one, what in decisions.items() if what == choice]
    listed = "[" + ",".join(str(int(one)) for one in goals) + "]"
    found: dict[int, list[int]] = {}
    for number, year in rows(
        "SELECT g.id, g.year_id FROM goal g JOIN json_each(?) wanted ON wanted.value = g.id",
        (listed,),
    ):
        found.setdefault(year, []).append(number)
    return list(found.items())


def _choice(values: list[object], decided: Mapping[int, str]) -> GoalChoice:
    number, title, owner, state, measure, *figures, reason = values
    baseline, target, actual = (
        None if figure is None else unscaled(int(str(figure)), 1_000_000) for figure in figures
    )
    return GoalChoice(
        int(str(number)),
        str(title),
        str(owner),
        str(state),
        str(measure),
        baseline,
        target,
        actual,
        str(reason),
        decided.get(int(str(number)), USUAL[str(reason)]),
    )
