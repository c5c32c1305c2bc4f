"""The record behind a form, for when somebody else changes it too."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from models.journal import last_writer
from models.problems import Problem
from tui.desk import Desk
from tui.widgets.form import Edited, Form


class Card(Protocol):
    """A record as a form shows it."""

    @property
    def id(self) -> int:
        """Its number."""
        ...


C = TypeVar("C", bound=Card)


def edited(
    desk: Desk,
    kind: str,
    card: C | None,
    again: Callable[[C], Form],
    read: Callable[..., C],
    *facts: object,
) -> Edited | None:
    """What the form of ``card`` edits; None where it makes something new.

    ``kind`` is the journal's word for such a record, ``read`` gives the card of a number (and of
    ``facts``) as it is now, and ``again`` the form of it.
    """
    if card is None:
        return None
    number = card.id

    async def now() -> Form:
        return again(await desk.ask(read, number, *facts))

    async def changed_by() -> str:
        return await desk.ask(last_writer, kind, number)

    return Edited(f"{kind} {number}", now, changed_by)


def listed(kind: str, read: Callable[[int], Sequence[C]], of: int) -> Callable[[int], C]:
    """Gives the card of a number where cards are only ``read`` together, as those ``of`` a year."""

    def card(number: int) -> C:
        for one in read(of):
            if one.id == number:
                return one
        raise Problem("removed-meanwhile", kind=kind)

    return card
