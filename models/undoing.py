"""Undoing one step of the journal: all that one command wrote, or nothing.

The journal tells what every record was before and after. What somebody has changed since is not
overwritten: the step then stays as it is. Undoing is a step of its own, and so can be undone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from models import journal, records
from models.database import rows, writing
from models.fields import Record
from models.goal import Goal
from models.goal_rings import refuse_goal_rings
from models.lines import refuse_loops, refuse_unit_loops
from models.person import Person
from models.problems import Problem
from models.unit import Unit
from models.what_if.drafts import WhatIf

KINDS: Mapping[str, type[Record]] = {
    records.kind_of(model): model for model in (Unit, Person, Goal, WhatIf)
}
"""The kinds of record that can be put back so."""


def undo_step(step: str) -> None:
    """Put everything back that ``step`` changed.

    Problems: ``changed-meanwhile`` if any of it has been changed since, ``removed-meanwhile``.
    """
    entries = rows(
        "SELECT action, kind, record_id, changes FROM journal WHERE step = ? ORDER BY id DESC",
        (step,),
    )
    with writing():
        for action, kind, number, changes in entries:
            _put_back(KINDS[kind], action.rpartition(".")[2], number, json.loads(changes))
        refuse_unit_loops()
        refuse_loops()
        refuse_goal_rings([number for _, kind, number, _ in entries if kind == "goal"])


def _put_back(
    model: type[Record], action: str, number: int, changes: Mapping[str, list[Any]]
) -> None:
    if action in {"add", "take-back"}:
        records.remove(model, number)
    elif action == "remove":
        records.take_back(model, number)
    else:
        now = records.stored(model, number)
        if any(journal.as_kept(now[name]) != after for name, (_, after) in changes.items()):
            raise Problem("changed-meanwhile", kind=records.kind_of(model))
        before = {name: value for name, (value, _) in changes.items()}
        records.edit(model, number, now["revision"], before, action="undo")
