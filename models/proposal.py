"""Putting many dialogues into free slots at once: a proposal, which nobody has accepted yet.

Each conductor gets at most so many a day, nobody has to be at two places, and a leader's own
dialogue comes before those that he holds (the cascade, DESIGN §3). Those at the top of the longest
chains are placed first, each in the first slot that is free; the same wishes give the same
proposal.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from msgspec import Struct

from models.slot import Slot, Window

STEP = 15
"""Dialogues begin at whole quarters of an hour."""


class Wish(Struct, frozen=True):
    """Somebody whose dialogue is to be placed, and who holds it (None: the body's chair)."""

    person_id: int
    conductor_id: int | None


class Proposal(Struct, frozen=True):
    """The slots that were found, and ``unplaced``: person → why there was none.

    ``own-conductor``: they would hold their own. ``conductor-loop``: they hold each other's.
    ``conductor-unplaced``: the conductor's own comes first, and has no slot. ``no-room``.
    """

    slots: tuple[Slot, ...]
    unplaced: Mapping[int, str]


def propose(wishes: Sequence[Wish], taken: Iterable[Slot], window: Window) -> Proposal:
    """A slot in ``window`` for each of ``wishes``, as far as there is room beside what is
    ``taken``. ``taken`` holds no dialogue of this round of anybody among the wishes."""
    diary = Diary(taken)
    order, unplaced = _in_order(wishes)
    slots: dict[int, Slot] = {}
    for wish in order:
        if wish.conductor_id in unplaced:
            unplaced[wish.person_id] = "conductor-unplaced"
            continue
        slot = diary.first_free(wish, window)
        if slot is None:
            unplaced[wish.person_id] = "no-room"
        else:
            diary.add(slot)
            slots[wish.person_id] = slot
    found = (slots[wish.person_id] for wish in wishes if wish.person_id in slots)
    return Proposal(tuple(found), unplaced)


class Diary:
    """Who is where when."""

    def __init__(self, taken: Iterable[Slot] = ()) -> None:
        self._own: dict[int, Slot] = {}
        self._held: dict[int | None, list[Slot]] = defaultdict(list)
        self._of_day: dict[tuple[int | None, date], list[Slot]] = defaultdict(list)
        self._load: dict[tuple[int | None, date], int] = defaultdict(int)
        for slot in taken:
            self.add(slot)

    def add(self, slot: Slot) -> None:
        """Write down a dialogue."""
        for who in {slot.person_id, slot.conductor_id}:
            self._of_day[who, slot.day].append(slot)
        self._load[slot.conductor_id, slot.day] += 1
        if slot.same_round:
            self._own[slot.person_id] = slot
            self._held[slot.conductor_id].append(slot)

    def own(self, person_id: int | None) -> Slot | None:
        """Somebody's own dialogue of the round."""
        return None if person_id is None else self._own.get(person_id)

    def held_by(self, person_id: int) -> Sequence[Slot]:
        """The dialogues of the round that somebody holds."""
        return self._held.get(person_id, ())

    def load(self, conductor_id: int | None, day: date) -> int:
        """How many somebody holds on a day, of any round."""
        return self._load.get((conductor_id, day), 0)

    def met(self, slot: Slot) -> Iterator[Slot]:
        """The other dialogues that conductor or subject would have to be at meanwhile."""
        for who in {slot.person_id, slot.conductor_id}:
            for other in self._of_day.get((who, slot.day), ()):
                if other is not slot and slot.overlaps(other):
                    yield other

    def first_free(self, wish: Wish, window: Window) -> Slot | None:
        """The first slot that keeps every rule.

        A conductor's own dialogue is on an earlier day where it can be, so that there is time to
        bring on what was said in it. What the subject holds is planned already in some cases; where
        it leaves no room before it, a slot that breaks the cascade is better than none.
        """
        own = self.own(wish.conductor_id)
        held = self.held_by(wish.person_id)
        same_day: Slot | None = None
        late: Slot | None = None
        for slot in self._free(wish, window):
            if own is not None and not own.precedes(slot):
                continue
            if not all(slot.precedes(other) for other in held):
                late = late or slot
            elif own is not None and own.day == slot.day:
                same_day = same_day or slot
            else:
                return slot
        return same_day or late

    def _free(self, wish: Wish, window: Window) -> Iterator[Slot]:
        starts = range(window.opens, window.closes - window.minutes + 1, STEP)
        for day in window.days():
            if self.load(wish.conductor_id, day) >= window.a_day:
                continue
            for start in starts:
                slot = Slot(wish.person_id, wish.conductor_id, day, start, window.minutes)
                if next(self.met(slot), None) is None:
                    yield slot


def _in_order(wishes: Sequence[Wish]) -> tuple[list[Wish], dict[int, str]]:
    """The wishes from the top of the lines down, the longest chains first; and who cannot be."""
    conductor = {wish.person_id: wish.conductor_id for wish in wishes}
    unplaced: dict[int, str] = {}
    depth: dict[int, int] = {}
    height: dict[int, int] = defaultdict(int)
    for wish in wishes:
        chain = _chain(wish.person_id, conductor)
        top = conductor[chain[-1]]
        depth[wish.person_id] = len(chain)
        if wish.conductor_id == wish.person_id:
            unplaced[wish.person_id] = "own-conductor"
        elif top == wish.person_id:
            unplaced[wish.person_id] = "conductor-loop"
        for place, above in enumerate(chain):
            height[above] = max(height[above], place)
    free = [wish for wish in wishes if wish.person_id not in unplaced]
    # Sorting keeps the order of the wishes where depth and height are the same.
    order = sorted(free, key=lambda one: (depth[one.person_id], -height[one.person_id]))
    return order, unplaced


def _chain(person: int, conductor: Mapping[int, int | None]) -> list[int]:
    """Somebody, their conductor, that one's conductor …, as far as they are among the wishes; the
    last one's conductor is in the chain where it is a loop."""
    chain = [person]
    above = conductor[person]
    while above is not None and above in conductor and above not in chain:
        chain.append(above)
        above = conductor[above]
    return chain
