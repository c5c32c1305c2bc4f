"""The turn of the year: one action opens a year with all that belongs to it (DESIGN.md, section 3).

Rounds and milestones come from the settings, each round's dialogues from the reporting lines, and
goals from the year before. What is there already is left alone, so a second time adds only what is
missing; a dialogue or a goal that was taken out is not made again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

from msgspec.structs import replace

from models import journal
from models.asked import Asked
from models.database import LAST_NUMBER, database, row, writing
from models.derived import as_of
from models.goal_measurable import MEASURABLE
from models.goal_turn import carry_on, set_state
from models.opening_plan import OpeningPlan, planned, refuse_year
from models.rules import Rules
from models.year import ensure_year

TOPICS = f"""
WITH measured(year_id, person_id) AS MATERIALIZED (
    SELECT g.year_id, coalesce(g.person_id, u.leader_id)
    FROM goal g LEFT JOIN unit u ON u.id = g.unit_id AND u.removed_at IS NULL
    WHERE g.year_id = :year AND g.removed_at IS NULL AND g.state <> 'dropped' AND {MEASURABLE}
)
INSERT INTO topic (dialogue_id, position, title)
SELECT d.id, topic.key, topic.value
FROM dialogue d, json_each(CASE WHEN d.person_id IN (SELECT person_id FROM measured)
                           THEN :agenda ELSE :short END) topic
WHERE d.id >= :first"""
"""The agenda of each new dialogue: the shorter one for somebody without a measurable goal."""


def open_year(
    year: int,
    today: date,
    rules: Rules,
    staff: bool = False,
    decisions: Mapping[int, str] | None = None,
) -> OpeningPlan:
    """Open ``year``, or add what it lacks, in one write; what was made.

    With ``staff`` every employee gets a dialogue in each round, else those whose level it covers.
    ``decisions`` say what becomes of goals of the year before, by their numbers (``carry``,
    ``close``, ``drop``, ``later``); of the others :data:`models.goal_turn.USUAL` does. Problems:
    ``year-out-of-range``, ``year-closed``.
    """
    with writing():
        is_new = row("SELECT 1 FROM year WHERE number = ?", (year,)) is None
        refuse_year(year)
        ensure_year(year, rules)
        plan, new = planned(year, as_of(today, rules), staff, decisions or {})
        carry_on([one.id for one in plan.goals if one.choice == "carry"], year)
        if not plan.previous_closed:
            for choice, state in (("close", "closed"), ("drop", "dropped")):
                set_state([one.id for one in plan.goals if one.choice == choice], state)
        # The goals come first: the agenda depends on them.
        _add_dialogues(year, new, rules)
    return replace(plan, is_new=is_new)


def _add_dialogues(
    year: int, new: Sequence[tuple[int | None, Sequence[Asked]]], rules: Rules
) -> None:
    last = row(f"SELECT {LAST_NUMBER.format(table='dialogue')}")
    first = last[0] + 1 if last else 1
    people = [(round_id, who) for round_id, whole in new for who in whole]
    numbered = [
        (number, round_id, who.person_id, who.superior_id)
        for number, (round_id, who) in enumerate(people, first)
    ]
    database.connection().executemany(
        "INSERT INTO dialogue (id, round_id, person_id, superior_id, conductor_id)"
        " VALUES (?1, ?2, ?3, ?4, ?4)",
        numbered,
    )
    agendas = {"agenda": json.dumps(rules.agenda), "short": json.dumps(rules.short_agenda)}
    database.execute_sql(TOPICS, {"first": first, "year": year, **agendas})
    names = ("round_id", "person_id", "superior_id", "conductor_id")
    journal.record_all(
        "dialogue.add",
        "dialogue",
        (
            (
                number,
                {
                    name: (None, value)
                    for name, value in zip(names, (*rest, rest[-1]), strict=True)
                    if value is not None
                },
            )
            for number, *rest in numbered
        ),
    )
