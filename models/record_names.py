"""What the records that the journal tells of are called, and where each is seen."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from models.database import rows

TALK = "JOIN dialogue d ON d.id = {dialogue} JOIN person p ON p.id = d.person_id"
OF_A_PERSON = (
    "SELECT x.id, p.name, p.id, NULL, NULL FROM {table} x JOIN person p ON p.id = x.person_id"
)
NAMED = {
    "unit": "SELECT x.id, x.name, x.leader_id, NULL, NULL FROM unit x",
    "person": "SELECT x.id, x.name, x.id, NULL, NULL FROM person x",
    "goal": "SELECT x.id, x.title, x.person_id, NULL, x.id FROM goal x",
    "measurement": "SELECT x.id, g.title, g.person_id, NULL, g.id FROM measurement x"
    " JOIN goal g ON g.id = x.goal_id",
    "dialogue": "SELECT x.id, p.name, p.id, x.round_id, NULL FROM dialogue x"
    " JOIN person p ON p.id = x.person_id",
    "topic": "SELECT x.id, p.name, p.id, d.round_id, NULL FROM topic x"
    f" {TALK.format(dialogue='x.dialogue_id')}",
    "note": "SELECT x.id, p.name, p.id, d.round_id, NULL FROM note x"
    f" JOIN topic t ON t.id = x.topic_id {TALK.format(dialogue='t.dialogue_id')}",
    "commitment": OF_A_PERSON.format(table="commitment"),
    "leader-agreement": OF_A_PERSON.format(table="leader_agreement"),
    "appraisal": OF_A_PERSON.format(table="appraisal"),
    "round": "SELECT x.id, trim(x.year_id || ' ' || x.name), NULL, NULL, NULL FROM round x",
    "milestone": "SELECT x.id, trim(x.year_id || ' ' || x.name), NULL, NULL, NULL FROM milestone x",
    "year": "SELECT x.number, CAST(x.number AS TEXT), NULL, NULL, NULL FROM year x",
    "what-if": "SELECT x.id, x.name, NULL, NULL, NULL FROM what_if x",
}
"""Kind → number, name, person, round and goal of the records of that kind."""


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The name of a record; the person, the round and the goal that it belongs to, if any."""

    name: str
    person_id: int | None = None
    round_id: int | None = None
    goal_id: int | None = None


def whereabouts(kind: str, numbers: Iterable[int]) -> dict[int, Whereabouts]:
    """Those of ``kind`` that are stored, removed or not."""
    if kind not in NAMED:
        return {}
    key = "number" if kind == "year" else "id"
    found = rows(
        f"{NAMED[kind]} JOIN json_each(?) wanted ON wanted.value = x.{key}",
        (json.dumps(list(numbers)),),
    )
    return {number: Whereabouts(*rest) for number, *rest in found}


def name_of(kind: str, number: int) -> str:
    """The name of one record; empty if it is not stored any more."""
    found = whereabouts(kind, [number]).get(number)
    return found.name if found else ""


def kind_of_table(table: str) -> str:
    """The name that the journal and the screens use for what is in ``table``."""
    return "year" if table in {"year_line", "year_unit"} else table.replace("_", "-")
