"""Doing what a draft says: in the one transaction of the caller, each record with its entry."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from models import records
from models.database import row, writing
from models.moving import move_people
from models.person import PersonEntry, add_person
from models.problems import Problem
from models.unit import UnitEntry, add_unit, edit_unit, unit_card
from models.what_if.drafts import Draft, WhatIf
from models.what_if.steps import NewUnit, Step


def apply_draft(draft: Draft, today: date) -> None:
    """Make the organisation what ``draft`` says, in one write.

    Problems: ``what-if-applied``, ``what-if-outdated`` where a unit is no longer there, and those
    of the lines.
    """
    if draft.applied_on:
        raise Problem("what-if-applied", day=draft.applied_on)
    with writing():
        perform(draft.steps)
        records.edit(WhatIf, draft.id, draft.revision, {"applied_on": today}, action="apply")


def perform(steps: Sequence[Step]) -> None:
    """Take each step; who has left meanwhile is left out."""
    made: dict[int, int] = {}
    for place, step in enumerate(steps):
        unit = made.get(step.unit, step.unit)
        if not row("SELECT 1 FROM unit WHERE id = ? AND removed_at IS NULL", (unit,)):
            raise Problem("what-if-outdated", step=place + 1)
        if isinstance(step, NewUnit):
            unit = made[-1 - place] = _make(step, unit)
        move_people(step.people, unit)


def _make(step: NewUnit, unit: int) -> int:
    there = unit_card(unit).entry
    parent = unit if step.place == "under" else there.parent_id
    entry = UnitEntry(step.name, kind=there.kind, parent_id=parent)
    number = add_unit(entry)
    leader = step.leader
    if leader is None:
        leader = add_person(PersonEntry(step.post or step.name, unit_id=number))
    else:
        move_people((leader,), number)
    edit_unit(number, 0, replace(entry, leader_id=leader))
    return number
