"""Ways between screens: a screen says where one wants to go, and the app goes there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.flags import Scope
    from models.journal_list import JournalScope
    from models.people import PeopleScope
    from models.planning import Draft


class Way(Message):
    """Where one wants to go; ``tui.views`` knows the screen that is there."""


@dataclass(eq=False, repr=False)
class ToPerson(Way):
    """Open somebody's screen, at the part named (``goals``, ``dialogues`` …) if any."""

    person_id: int
    part: str = ""


@dataclass(eq=False, repr=False)
class ToDialogue(Way):
    """Open the dialogue of a person in a round, also where nothing is planned yet.

    ``among`` are the dialogues of the list one comes from, in its order, each as person and round:
    one can go on to the next of them.
    """

    person_id: int
    round_id: int
    among: tuple[tuple[int, int], ...] = ()


@dataclass(eq=False, repr=False)
class ToPeople(Way):
    """Open a list of people; ``place`` is the unit or leader that it is about."""

    scope: PeopleScope
    place: str = ""


@dataclass(eq=False, repr=False)
class ToFlags(Way):
    """Open the flags in ``scope``."""

    scope: Scope
    place: str = ""


@dataclass(eq=False, repr=False)
class ToLineOfSight(Way):
    """Open the line of sight with the cursor on a goal."""

    goal_id: int


@dataclass(eq=False, repr=False)
class ToHistory(Way):
    """Open the journal on what is in ``scope``; ``name`` is that of the person or record."""

    scope: JournalScope
    name: str


def history_of(kind: str, number: int, name: str) -> ToHistory:
    """The way to all that was done to a record; of a person, to all that was theirs too."""
    from models.journal_list import JournalScope

    if kind == "person":
        return ToHistory(JournalScope(person_id=number), name)
    return ToHistory(JournalScope(kind=kind, record_id=number), name)


@dataclass(eq=False, repr=False)
class ToWhatIf(Way):
    """See what a draft would mean, or two beside each other."""

    drafts: tuple[int, ...]


@dataclass(eq=False, repr=False)
class ToOpening(Way):
    """Look at what opening ``year`` would make."""

    year: int


@dataclass(eq=False, repr=False)
class ToProposal(Way):
    """Look at a proposal for many dialogues; ``accepted`` is called once some are planned."""

    draft: Draft
    accepted: Callable[[], None]


@dataclass(eq=False, repr=False)
class ToImport(Message):
    """Open the import."""


@dataclass(eq=False, repr=False)
class ToSample(Message):
    """Look at the sample municipality instead of the database."""
