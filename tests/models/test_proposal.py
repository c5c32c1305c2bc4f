"""Putting many dialogues into slots: every rule is checked against the slots alone."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from models.proposal import Proposal, Wish, propose
from models.proposal_check import remarks
from models.slot import Slot, Window, clock, clock_text

MONDAY = date(2027, 3, 15)
EASTER = {date(2027, 3, 25), date(2027, 3, 26), date(2027, 3, 29)}
OPENS, CLOSES = clock("09:00"), clock("15:30")


def window(days: int = 12, minutes: int = 60, a_day: int = 4) -> Window:
    return Window(MONDAY, MONDAY + timedelta(days - 1), OPENS, CLOSES, minutes, a_day)


@st.composite
def wishes_(draw: st.DrawFn) -> list[Wish]:
    """Lines without loops: everybody's conductor has a lower number, or is outside."""
    people = draw(st.lists(st.integers(1, 14), unique=True, min_size=1))
    found = []
    for person in people:
        above = st.sampled_from([None, 90, 91, *range(1, person)])
        found.append(Wish(person, draw(above)))
    return found


windows = st.builds(
    window, st.integers(1, 20), st.sampled_from([15, 45, 60, 90]), st.integers(1, 5)
)
taken_ = st.lists(
    st.builds(
        Slot,
        st.integers(20, 30),
        st.sampled_from([None, 1, 2, 3, 90]),
        st.integers(0, 20).map(lambda days: MONDAY + timedelta(days)),
        st.none() | st.integers(OPENS, CLOSES),
        st.sampled_from([30, 60]),
        st.booleans(),
    ),
    unique_by=lambda slot: slot.person_id,
    max_size=12,
)


def begins(slot: Slot) -> tuple[date, int]:
    return slot.day, slot.start if slot.start is not None else 0


def ends(slot: Slot) -> tuple[date, int]:
    return slot.day, (slot.start if slot.start is not None else 0) + slot.minutes


@given(wishes_(), taken_, windows)
def test_a_proposal_keeps_every_rule(wishes: list[Wish], taken: list[Slot], within: Window) -> None:
    found = propose(wishes, taken, within)
    placed = {slot.person_id: slot for slot in found.slots}
    # Everybody is answered once, by a slot or by a reason, held by whom they wished.
    assert placed.keys() | found.unplaced.keys() == {wish.person_id for wish in wishes}
    assert not placed.keys() & found.unplaced.keys()
    assert len(placed) == len(found.slots)
    for wish in wishes:
        if wish.person_id in placed:
            assert placed[wish.person_id].conductor_id == wish.conductor_id
    # Inside the window, on working days.
    for slot in found.slots:
        assert within.first <= slot.day <= within.last
        assert slot.day.weekday() < 5
        assert slot.day not in EASTER
        assert slot.start is not None
        assert OPENS <= slot.start <= slot.start + slot.minutes <= CLOSES
        assert slot.minutes == within.minutes
    # Nobody at two places at once.
    everything = [*found.slots, *(slot for slot in taken if slot.start is not None)]
    for one, other in combinations(everything, 2):
        if one not in placed.values() and other not in placed.values():
            continue
        if {one.person_id, one.conductor_id} & {other.person_id, other.conductor_id}:
            assert ends(one) <= begins(other) or ends(other) <= begins(one)
    # No conductor holds more a day than wished, unless it was so already.
    for slot in found.slots:
        load = [
            one
            for one in [*found.slots, *taken]
            if (one.conductor_id, one.day) == (slot.conductor_id, slot.day)
        ]
        assert len(load) <= within.a_day
    # A leader's own comes before those that he holds.
    for slot in found.slots:
        own = placed.get(slot.conductor_id or 0)
        assert own is None or ends(own) <= begins(slot)
        if slot.conductor_id in found.unplaced:
            raise AssertionError(slot)
    assert propose(wishes, list(taken), within) == found


@given(wishes_(), st.integers(1, 5), st.sampled_from([30, 60]))
def test_all_are_placed_where_there_is_room(wishes: list[Wish], a_day: int, minutes: int) -> None:
    """A day for each is room enough, whatever the lines are."""
    found = propose(wishes, [], window(60, minutes, a_day))
    assert found.unplaced == {}
    assert remarks(found.slots, [], window(60, minutes, a_day)) == {}


@given(st.integers(1, 24), st.integers(1, 6))
def test_one_conductors_days_are_filled_from_the_first(count: int, a_day: int) -> None:
    found = propose([Wish(n, 90) for n in range(1, count + 1)], [], window(40, 60, a_day))
    days = [slot.day for slot in found.slots]
    assert days == sorted(days)
    assert len(set(days)) == -(-count // a_day)


def slots_of(found: Proposal) -> dict[int, str]:
    return {slot.person_id: f"{slot.day.day} {clock_text(slot.start or 0)}" for slot in found.slots}


def test_the_top_of_the_longest_chain_comes_first() -> None:
    wishes = [Wish(3, 90), Wish(1, 90), Wish(2, 1)]
    assert slots_of(propose(wishes, [], window())) == {1: "15 09:00", 2: "15 10:00", 3: "15 10:00"}


def test_what_is_taken_is_gone_round() -> None:
    taken = [
        Slot(20, 90, MONDAY, clock("09:30"), 45),
        Slot(1, 91, MONDAY, clock("10:30"), 60, same_round=False),
    ]
    assert slots_of(propose([Wish(1, 90)], taken, window())) == {1: "15 11:30"}
    full = [Slot(20 + n, 90, MONDAY, None, 60) for n in range(4)]
    assert slots_of(propose([Wish(1, 90)], full, window())) == {1: "16 09:00"}


def test_ones_own_comes_before_what_one_holds_already() -> None:
    held = Slot(20, 1, MONDAY + timedelta(1), clock("09:00"), 60)
    busy = [Slot(30, 90, MONDAY, None, 60), held]
    assert slots_of(propose([Wish(1, 90)], busy, window(a_day=2))) == {1: "15 09:00"}
    # Without room before it, a slot after it is better than none, and is remarked on.
    found = propose([Wish(1, 90)], busy, window(a_day=1))
    assert slots_of(found) == {1: "16 10:00"}
    assert remarks(found.slots, busy, window(a_day=1)) == {1: ["after-held"]}


def test_who_cannot_be_placed_is_told_why() -> None:
    wishes = [Wish(1, 1), Wish(2, 1), Wish(3, 4), Wish(4, 3), Wish(5, 4), Wish(6, None)]
    found = propose(wishes, [], window())
    assert found.unplaced == {
        1: "own-conductor",
        2: "conductor-unplaced",
        3: "conductor-loop",
        4: "conductor-loop",
        5: "conductor-unplaced",
    }
    assert slots_of(found) == {6: "15 09:00"}
    short = propose([Wish(1, 90), Wish(2, 90), Wish(3, 1)], [], window(1, a_day=1))
    assert short.unplaced == {2: "no-room"}
    assert propose([Wish(1, 90)], [], window(1, minutes=400)).unplaced == {1: "no-room"}


def test_an_edited_slot_is_remarked_on() -> None:
    nine, late = clock("09:00"), clock("15:00")
    slots = [
        Slot(1, 90, MONDAY, nine, 60),
        Slot(2, 90, MONDAY, nine + 30, 60),
        Slot(3, 91, date(2027, 3, 25), nine, 60),
        Slot(4, 91, MONDAY, late, 60),
        Slot(5, 3, MONDAY, nine, 60),
        Slot(6, 6, MONDAY, nine, 60),
    ]
    assert remarks(slots, [Slot(20, 91, MONDAY, None, 60)], window(a_day=1)) == {
        1: ["clash", "over-load"],
        2: ["clash", "over-load"],
        3: ["after-held", "day-off"],
        4: ["over-load", "outside"],
        5: ["before-conductor"],
        6: ["own-conductor"],
    }
