"""All units as a tree, in little room."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec
from msgspec import Raw, Struct


class UnitHead(Struct, frozen=True, array_like=True, gc=False):
    """Where a unit lies, and the text that is searched for it."""

    id: int
    parent_id: int | None
    search: str


class UnitRow(UnitHead, frozen=True, array_like=True):
    """A unit with its leader. ``staff``, ``leaders`` and ``flags`` include what is under it, and so
    do ``staff_asked`` and ``staff_held``, of those who lead nobody; the span is the leader's own.
    In an outline nothing from ``status`` on is ``known``."""

    code: str | None
    name: str
    kind: str
    leader_id: int | None
    leader_no: str | None
    leader: str
    sort_key: str
    known: bool
    status: str = ""
    planned_on: date | None = None
    planned_time: str | None = None
    held_on: date | None = None
    agreed_on: date | None = None
    span: int | None = None
    span_limit: int = 0
    span_flag: str = ""
    staff: int = 0
    staff_with_goals: int = 0
    leaders: int = 0
    leaders_held: int = 0
    flags: int = 0
    severe_flags: int = 0
    staff_asked: int = 0
    staff_held: int = 0


_heads = msgspec.json.Decoder(list[UnitHead])
_texts = msgspec.json.Decoder(list[Raw])
_row = msgspec.json.Decoder(UnitRow)


class Units:
    """The units of a JSON array of their rows, siblings in its order.

    Of ten thousand a screen shows forty. They stay the text that they come as, and a record is made
    of one when it is asked for: all of them as records would take three times the room.
    """

    def __init__(self, text: bytes) -> None:
        self.heads = {head.id: head for head in _heads.decode(text)}
        self._texts = dict(zip(self.heads, _texts.decode(text), strict=True))
        self._below: dict[int | None, list[int]] = {}
        for head in self.heads.values():
            self._below.setdefault(head.parent_id, []).append(head.id)

    def __len__(self) -> int:
        return len(self.heads)

    def __getitem__(self, number: int) -> UnitRow:
        return _row.decode(self._texts[number])

    def __iter__(self) -> Iterator[UnitRow]:
        """In tree order: each before what is under it."""
        waiting = list(reversed(self.below(None)))
        while waiting:
            number = waiting.pop()
            yield self[number]
            waiting.extend(reversed(self.below(number)))

    def below(self, number: int | None) -> list[int]:
        """Those straight under a unit, or those at the top for None."""
        return self._below.get(number, [])

    def get(self, number: int) -> UnitRow | None:
        """A unit, if it is one of them."""
        return self[number] if number in self.heads else None
