"""What a step was, in a few words: what it did to how many, or to which."""

from __future__ import annotations

from msgspec import Struct

from models.database import rows
from models.record_names import name_of

SPEAKS_FOR_ALL = ("import", "what-if", "year")
"""Kinds whose entry tells what the step was, whatever else was written in it."""

STEP = """
SELECT action, kind, count(*), min(record_id) FROM journal
WHERE step = (SELECT name FROM step WHERE id = ?) GROUP BY action, kind ORDER BY 3 DESC, min(id)"""


class Deed(Struct, frozen=True):
    """``action`` is a code such as ``plan``, ``kind`` what it was done to, ``count`` how many of
    them there were; ``name`` that of the one, if it was one and is there still."""

    action: str
    kind: str
    count: int
    name: str


def deed_of(step: int) -> Deed:
    """What ``step`` was."""
    found = rows(STEP, (step,))
    action, kind, count, number = min(
        found,
        key=lambda one: SPEAKS_FOR_ALL.index(one[1]) if one[1] in SPEAKS_FOR_ALL else 99,
        default=("edit", "", 0, None),
    )
    name = name_of(kind, number) if count == 1 and number is not None else ""
    return Deed(action.rpartition(".")[2], kind, count, name)
