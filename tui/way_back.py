"""How one comes to a screen again in another session: its way, as plain JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from msgspec import to_builtins

from models.flags import Scope
from models.people import PeopleScope
from screens.ways import (
    ToDialogue,
    ToFlags,
    ToLineOfSight,
    ToOpening,
    ToPeople,
    ToPerson,
    ToWhatIf,
    Way,
)

AGAIN = {
    kind.__name__: kind
    for kind in (ToPerson, ToDialogue, ToPeople, ToFlags, ToLineOfSight, ToWhatIf, ToOpening)
}
"""The ways that can be gone again; a proposal, which nobody has accepted, is gone."""
SCOPES: Mapping[type[Way], type[Any]] = {ToPeople: PeopleScope, ToFlags: Scope}


def plain_way(way: Way) -> list[Any]:
    """``way`` as JSON; empty if it cannot be gone again."""
    name = type(way).__name__
    if name not in AGAIN:
        return []
    # One comes back to the screen, not to the list that one had come from.
    names = [one.name for one in fields(way) if one.name != "among"]  # type: ignore[arg-type]
    facts = {name: to_builtins(getattr(way, name)) for name in names}
    return [name, facts]


def way_again(plain: list[Any]) -> Way:
    """The way that :func:`plain_way` has written down."""
    name, facts = plain
    kind = AGAIN[name]
    if kind in SCOPES:
        facts = facts | {"scope": SCOPES[kind](**facts["scope"])}
    if kind is ToWhatIf:
        facts = {"drafts": tuple(facts["drafts"])}
    return kind(**facts)
