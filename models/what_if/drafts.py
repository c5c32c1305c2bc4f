"""The drafts that are kept: making, changing, removing them."""

from __future__ import annotations

from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from peewee import DateField, TextField

from models import records
from models.database import row, rows, with_days
from models.fields import Record
from models.problems import Problem, Problems
from models.what_if.steps import Move, Step, read, written


class WhatIf(Record):
    """A draft of another organisation."""

    name = TextField()
    steps = TextField(default="[]")
    made_on = DateField()
    applied_on = DateField(null=True)


class Draft(Struct, frozen=True):
    """A draft with its steps. Once it has been applied it is only looked at."""

    id: int
    revision: int
    name: str
    steps: tuple[Step, ...]
    made_on: date
    applied_on: date | None

    @property
    def open_steps(self) -> tuple[Step, ...]:
        """What is still to be done: nothing once it has been applied."""
        return () if self.applied_on else self.steps


DRAFT = (
    "SELECT id, revision, name, steps, made_on, applied_on FROM what_if WHERE removed_at IS NULL"
)


def add_draft(name: str, today: date) -> int:
    """Begin a draft; its number."""
    _need_name(name)
    return records.add(WhatIf, {"name": name.strip(), "made_on": today})


def rename_draft(draft: Draft, name: str) -> bool:
    """Call it something else; whether that is new."""
    _need_name(name)
    return records.edit(WhatIf, draft.id, draft.revision, {"name": name.strip()})


def add_step(draft: Draft, step: Step) -> None:
    """Put one more step at the end. Problems: ``nobody-marked``, ``what-if-applied``."""
    if not step.people:
        raise Problem("nobody-marked")
    _refuse_applied(draft)
    _keep(draft, (*draft.steps, step))


def drop_step(draft: Draft, place: int) -> None:
    """Take the step at ``place`` out. Problem ``step-needed`` if a later one builds on it."""
    _refuse_applied(draft)
    made = -1 - place
    if any(step.unit == made for step in draft.steps):
        raise Problem("step-needed")
    left = [step for at, step in enumerate(draft.steps) if at != place]
    _keep(draft, tuple(_renumbered(step, made) for step in left))


def remove_draft(number: int) -> None:
    """Drop a draft."""
    records.remove(WhatIf, number)


def draft(number: int) -> Draft:
    """One draft. ``removed-meanwhile`` if it has been dropped."""
    found = row(f"{DRAFT} AND id = ?", (number,))
    if found is None:
        raise Problem("removed-meanwhile", kind="what-if")
    return _draft(found)


def drafts() -> list[Draft]:
    """All drafts, the newest first."""
    return [_draft(found) for found in rows(f"{DRAFT} ORDER BY id DESC")]


def _draft(found: tuple[Any, ...]) -> Draft:
    values = with_days(found, 4, 5)
    values[3] = read(values[3])
    return Draft(*values)


def _keep(draft: Draft, steps: tuple[Step, ...]) -> None:
    records.edit(WhatIf, draft.id, draft.revision, {"steps": written(steps)})


def _renumbered(step: Step, gone: int) -> Step:
    """The numbers of units made after the step that is gone go down by one."""
    if step.unit >= gone:
        return step
    if isinstance(step, Move):
        return Move(step.people, step.unit + 1)
    return replace(step, unit=step.unit + 1)


def _need_name(name: str) -> None:
    if not name.strip():
        raise Problems([Problem("field-empty", "name")])


def _refuse_applied(draft: Draft) -> None:
    if draft.applied_on:
        raise Problem("what-if-applied", day=draft.applied_on)
