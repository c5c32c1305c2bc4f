"""Putting rows back as they were before a step."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from msgspec import Struct

from models.database import database, rows
from models.past import columns_of, key_columns, key_of


class Noted(Struct, frozen=True):
    """What happened to rows of the table ``place``, by their keys: one was changed or deleted, and
    was as ``before``, or those from ``first`` to ``last`` were added."""

    place: str
    event: str
    first: int
    last: int
    before: dict[str, Any]


def noted_in(step: int) -> list[Noted]:
    """What a step did, the last first."""
    found = rows(
        "SELECT place, event, first, last, coalesce(before, '{}') FROM past WHERE step_id = ?"
        " ORDER BY id DESC",
        (step,),
    )
    return [
        Noted(place, event, first, last, json.loads(before))
        for place, event, first, last, before in found
    ]


def put_back(noted: Sequence[Noted]) -> None:
    """Undo each of ``noted`` in that order, in the caller's write. Revisions count on."""
    for (place, event), group in groupby(noted, lambda one: (one.place, one.event)):
        each = list(group)
        # A column that is younger than the step stays as it is.
        columns = [name for name in columns_of(place) if name in each[0].before]
        database.connection().executemany(
            _statement(place, event, columns),
            [{**one.before, "first_key": one.first, "last_key": one.last} for one in each],
        )


def _statement(place: str, event: str, columns: Sequence[str]) -> str:
    if event == "INSERT":
        return f"DELETE FROM {place} WHERE {key_of(place)} BETWEEN :first_key AND :last_key"
    values = {name: f":{name}" for name in columns}
    if event == "UPDATE":
        values |= {"revision": "revision + 1"} if "revision" in columns else {}
        named = key_columns(place)
        sets = ", ".join(f"{name} = {value}" for name, value in values.items() if name not in named)
        return f"UPDATE {place} SET {sets} WHERE {key_of(place)} = :first_key"
    values |= {"revision": ":revision + 1"} if "revision" in columns else {}
    return f"INSERT INTO {place} ({', '.join(values)}) VALUES ({', '.join(values.values())})"
