"""What the records that the journal tells of are called, and to whom and what each belongs."""

from __future__ import annotations

import json
from collections.abc import Iterable

from msgspec import Struct

from models.database import rows

NAMED = {
    "unit": ("x.name", "x.search", "NULL", "NULL", "NULL", "unit x"),
    "person": ("x.name", "x.search", "x.id", "NULL", "NULL", "person x"),
    "goal": ("x.title", "lower(x.title)", "x.person_id", "NULL", "x.id", "goal x"),
    "measurement": (
        *("g.title", "lower(g.title)", "g.person_id", "NULL", "g.id"),
        "measurement x JOIN goal g ON g.id = x.goal_id",
    ),
    "dialogue": (
        *("p.name", "p.search", "p.id", "x.round_id", "NULL"),
        "dialogue x JOIN person p ON p.id = x.person_id",
    ),
    "topic": (
        *("p.name", "p.search", "p.id", "d.round_id", "NULL"),
        "topic x JOIN dialogue d ON d.id = x.dialogue_id JOIN person p ON p.id = d.person_id",
    ),
    "note": (
        *("p.name", "p.search", "p.id", "d.round_id", "NULL"),
        (
            "note x JOIN topic t ON t.id = x.topic_id JOIN dialogue d ON d.id = t.dialogue_id"
            " JOIN person p ON p.id = d.person_id"
        ),
    ),
    **{
        kind: (
            *("p.name", "p.search", "p.id", "NULL", "NULL"),
            f"{kind.replace('-', '_')} x JOIN person p ON p.id = x.person_id",
        )
        for kind in ("commitment", "leader-agreement", "appraisal")
    },
    **{
        kind: (
            *("trim(x.year_id || ' ' || x.name)", "lower(x.name)", "NULL", "NULL", "NULL"),
            f"{kind} x",
        )
        for kind in ("round", "milestone")
    },
    "year": ("CAST(x.number AS TEXT)", "x.number", "NULL", "NULL", "NULL", "year x"),
    "what-if": ("x.name", "lower(x.name)", "NULL", "NULL", "NULL", "what_if x"),
}
"""Kind → name, folded text to search in, person, round, goal, and the tables that they are in."""


class Whereabouts(Struct, frozen=True):
    """The name of a record; the person, the round and the goal that it belongs to, if any."""

    name: str
    person_id: int | None = None
    round_id: int | None = None
    goal_id: int | None = None


def records_of(kind: str) -> str:
    """A statement that gives the records of ``kind``, removed or not: ``number``, ``name``,
    ``search``, ``person_id``, ``round_id``, ``goal_id``."""
    name, search, person, round_, goal, tables = NAMED[kind]
    key = "number" if kind == "year" else "id"
    return (
        f"SELECT x.{key} AS number, {name} AS name, {search} AS search, {person} AS person_id,"
        f" {round_} AS round_id, {goal} AS goal_id FROM {tables}"
    )


def whereabouts(kind: str, numbers: Iterable[int]) -> dict[int, Whereabouts]:
    """Those of ``kind`` that are stored, removed or not."""
    if kind not in NAMED:
        return {}
    found = rows(
        f"SELECT number, name, person_id, round_id, goal_id FROM ({records_of(kind)})"
        " WHERE number IN (SELECT value FROM json_each(?))",
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
