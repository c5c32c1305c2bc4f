"""One goal for many people: filled in once, stored once for each."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from models.database import rows, writing
from models.folding import fold
from models.goal import GoalEntry, add_goal
from models.problems import Problem


class Given(Struct, frozen=True):
    """How many got the goal, and the names of those left out."""

    count: int
    had_it: Sequence[str]
    gone: Sequence[str]


def give_goal(template: GoalEntry, people: Sequence[int]) -> Given:
    """Store ``template`` as the goal of each of ``people``, in one write.

    Who has a goal of that title in that year is left out, and so is who has ended; dropped goals do
    not count. Problems: ``goal-everybody-has`` if nobody is left, and those of a new goal.
    """
    marks = ", ".join("?" * len(people))
    with writing():
        found = rows(
            f"SELECT id, name, status = 'ended' FROM person WHERE id IN ({marks})"
            " AND removed_at IS NULL ORDER BY sort_key, id",
            people,
        )
        titles = rows(
            f"SELECT person_id, title FROM goal WHERE person_id IN ({marks}) AND year_id = ?"
            " AND removed_at IS NULL AND state <> 'dropped'",
            (*people, template.year_id),
        )
        wanted = _alike(template.title)
        have = {person for person, title in titles if _alike(title) == wanted}
        had_it = [name for person, name, ended in found if person in have and not ended]
        gone = [name for _person, name, ended in found if ended]
        chosen = [person for person, _name, ended in found if person not in have and not ended]
        if not chosen:
            raise Problem("goal-everybody-has", "title")
        for person in chosen:
            add_goal(replace(template, person_id=person, unit_id=None, code=None))
        return Given(len(chosen), had_it, gone)


def _alike(title: str) -> str:
    return " ".join(fold(title).split())
