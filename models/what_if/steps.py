"""The steps of a draft: people moved, and units made for them.

A draft names the unit that its first step makes -1, that of the second -2, and so on, so that a
later step can build on it before it exists.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import asdict

Place = Literal["beside", "under"]
"""Where a new unit goes: split off beside a unit, or a section under it."""


class Move(Struct, frozen=True):
    """These people go to a unit, and get its leader as their superior."""

    people: tuple[int, ...]
    unit: int


class NewUnit(Struct, frozen=True):
    """A unit of the same kind is made ``beside`` a unit or ``under`` it, and these people go there.

    ``leader`` leads it; None is a new post, called ``post``.
    """

    place: Place
    unit: int
    name: str
    people: tuple[int, ...]
    leader: int | None = None
    post: str = ""


Step = Move | NewUnit


def written(steps: Sequence[Step]) -> str:
    """The steps as they are stored."""
    return json.dumps([asdict(step) for step in steps], ensure_ascii=False)


def read(text: str) -> tuple[Step, ...]:
    """The steps that :func:`written` wrote."""
    return tuple(_step(values) for values in json.loads(text))


def _step(values: dict[str, object]) -> Step:
    people: tuple[int, ...] = tuple(values.pop("people"))  # type: ignore[arg-type]
    kind = NewUnit if "place" in values else Move
    return kind(people=people, **values)  # type: ignore[arg-type]
