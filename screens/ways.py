"""Ways between screens: a screen says where one wants to go, and the app goes there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.flags import Scope
    from models.people import PeopleScope
    from models.planning import Draft


@dataclass
class ToPerson(Message):
    """Open somebody's screen, at the part named (``goals``, ``dialogues`` …) if any."""

    person_id: int
    part: str = ""


@dataclass
class ToPeople(Message):
    """Open a list of people; ``place`` is the unit or leader that it is about."""

    scope: PeopleScope
    place: str = ""


@dataclass
class ToFlags(Message):
    """Open the flags in ``scope``."""

    scope: Scope
    place: str = ""


@dataclass
class ToProposal(Message):
    """Look at a proposal for many dialogues; ``accepted`` is called once some are planned."""

    draft: Draft
    accepted: Callable[[], None]


@dataclass
class ToImport(Message):
    """Open the import of people and units."""


@dataclass
class ToSample(Message):
    """Look at the sample municipality instead of the database."""
