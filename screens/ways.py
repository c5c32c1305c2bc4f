"""Ways between screens: a screen says where one wants to go, and the app goes there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from models.flags import Scope
    from models.people import PeopleScope


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
class ToLineOfSight(Message):
    """Open the line of sight with the cursor on a goal."""

    goal_id: int


@dataclass
class ToWhatIf(Message):
    """See what a draft would mean, or two beside each other."""

    drafts: tuple[int, ...]


@dataclass
class ToOpening(Message):
    """Look at what opening ``year`` would make."""

    year: int


@dataclass
class ToImport(Message):
    """Open the import of people and units."""


@dataclass
class ToSample(Message):
    """Look at the sample municipality instead of the database."""
