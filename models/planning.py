"""Planning the dialogues of many people at once, and handing dialogues over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from msgspec import Struct

from models import records
from models.database import row, rows, writing
from models.derived import AsOf
from models.dialogue import Dialogue, Plan, plan
from models.lines import FEW_LINES
from models.problems import Problem
from models.proposal import Diary, Proposal, Wish, propose
from models.proposal_check import remarks
from models.rules import Rules
from models.slot import Slot, Window, clock, clock_text


class Candidate(Struct, frozen=True):
    """Somebody whose dialogue of a round may be planned.

    ``state`` is ``held``, ``exempt``, ``planned`` or empty, also where the planned day has passed.
    ``revision`` is the dialogue's, None
    where there is none. The conductor is the dialogue's own, if a plan or a hand-over gave it
    one, else the superior of today.
    """

    person_id: int
    name: str
    conductor_id: int | None
    conductor_name: str
    revision: int | None
    place: str
    state: str


class Request(Struct, frozen=True):
    """What is asked of a proposal on ``today``: whose dialogues of which round, held by whom (None:
    each by their own conductor), within what; with ``move``, those planned already get a new day
    too, as those do whose day has passed."""

    round_id: int
    people: tuple[int, ...]
    today: date
    window: Window
    conductor_id: int | None = None
    conductor_name: str = ""
    move: bool = False


class Draft(Struct, frozen=True):
    """A proposal with all that is needed to look at it, change it and accept it."""

    request: Request
    candidates: Mapping[int, Candidate]
    taken: tuple[Slot, ...]
    proposal: Proposal

    def remarks(self, slots: Sequence[Slot]) -> dict[int, list[str]]:
        """What is odd about ``slots``, as :func:`models.proposal_check.remarks`."""
        return remarks(slots, self.taken, self.request.window)


def default_window(at: AsOf) -> Window:
    """The rest of the round that is on, from tomorrow, after the milestone that it follows and up
    to the one it must precede; the hours and the load of the settings."""
    talk = at.rules.talk
    first, last = at.today + timedelta(1), at.today + timedelta(1)
    if at.round:
        found = row(
            "SELECT m.day FROM round r JOIN milestone m ON m.id = r.follows_id WHERE r.id = ?",
            (at.round.id,),
        )
        follows = date.fromisoformat(found[0]) if found else at.round.starts_on
        first = max(first, at.round.starts_on, follows)
        last = min(at.round.ends_on, at.round.deadline or at.round.ends_on)
    opens, closes = clock(talk.opens), clock(talk.closes)
    return Window(first, max(first, last), opens, closes, talk.minutes, talk.a_day)


def draft(request: Request, rules: Rules) -> Draft:
    """Propose slots for all that ``request`` asks for. ``window-empty`` where nobody has room."""
    window = request.window
    if window.opens + window.minutes > window.closes or not any(True for _day in window.days()):
        raise Problem("window-empty", "last")
    found = candidates(request)
    wishes, left_out = [], {}
    for one in found.values():
        if one.state in {"held", "exempt"} or (one.state == "planned" and not request.move):
            left_out[one.person_id] = one.state
        else:
            wishes.append(Wish(one.person_id, one.conductor_id))
    wanted = {wish.person_id for wish in wishes}
    taken = tuple(
        slot
        for slot in _taken(request, rules)
        if not (slot.same_round and slot.person_id in wanted)
    )
    proposal = propose(wishes, taken, window)
    unplaced = left_out | dict(proposal.unplaced)
    return Draft(request, found, taken, Proposal(proposal.slots, unplaced))


def candidates(request: Request) -> dict[int, Candidate]:
    """Those whom ``request`` is about, by name."""
    found = rows(
        FEW_LINES
        + f"""
        SELECT p.id, p.name, c.id, coalesce(c.name, ''), d.revision, coalesce(d.place, ''),
               CASE WHEN d.held_on IS NOT NULL THEN 'held'
                    WHEN d.exempt_because IS NOT NULL THEN 'exempt'
                    WHEN d.planned_on >= :today THEN 'planned' ELSE '' END
        FROM person p JOIN line n ON n.person_id = p.id
        LEFT JOIN dialogue d
          ON d.person_id = p.id AND d.round_id = :round AND d.removed_at IS NULL
        LEFT JOIN person c ON c.id = coalesce(
            :conductor,
            CASE WHEN d.planned_on IS NOT NULL OR d.conductor_id IS NOT d.superior_id
                 THEN d.conductor_id END,
            n.superior_id)
        WHERE p.removed_at IS NULL AND p.id IN ({_listed(request.people)})
        ORDER BY p.sort_key, p.id""",
        {
            "round": request.round_id,
            "conductor": request.conductor_id,
            "today": request.today.isoformat(),
        },
    )
    return {one[0]: Candidate(*one) for one in found}


def plan_many(
    round_id: int, slots: Sequence[Slot], seen: Mapping[int, Candidate], rules: Rules
) -> int:
    """Plan a dialogue at each of ``slots``, all or none; how many.

    ``seen`` is what the proposal was made from: ``changed-meanwhile`` if a dialogue is another by
    now.
    """
    with writing():
        now = dict(
            rows(
                "SELECT person_id, revision FROM dialogue WHERE round_id = ?"
                f" AND removed_at IS NULL AND person_id IN ({_listed(_people(slots))})",
                (round_id,),
            )
        )
        for slot in slots:
            before = seen[slot.person_id]
            if now.get(slot.person_id) != before.revision:
                raise Problem("changed-meanwhile", kind="dialogue")
            time = None if slot.start is None else clock_text(slot.start)
            entry = Plan(
                round_id,
                slot.person_id,
                slot.day,
                time,
                slot.conductor_id,
                before.place,
                slot.minutes,
            )
            plan(entry, rules)
    return len(slots)


def open_talks(round_id: int, people: Iterable[int]) -> dict[int, int]:
    """The dialogues of a round that these people have and that are not held yet: number →
    revision, as :func:`hand_over` wants them."""
    return dict(
        rows(
            "SELECT id, revision FROM dialogue WHERE round_id = ? AND held_on IS NULL"
            f" AND removed_at IS NULL AND person_id IN ({_listed(people)})",
            (round_id,),
        )
    )


def hand_over(talks: Mapping[int, int], conductor_id: int) -> int:
    """Let somebody else hold the dialogues of ``talks`` (number → revision seen), all or none; how
    many changed hands. ``conductor-is-subject``, ``dialogue-held-already``."""
    changed = 0
    with writing():
        found = rows(
            f"SELECT id, person_id, held_on FROM dialogue WHERE id IN ({_listed(talks)})"
            " ORDER BY id"
        )
        for number, person, held_on in found:
            if held_on:
                raise Problem("dialogue-held-already", day=date.fromisoformat(held_on))
            if person == conductor_id:
                raise Problem("conductor-is-subject", "conductor_id")
            values = {"conductor_id": conductor_id}
            changed += records.edit(Dialogue, number, talks[number], values, action="hand-over")
    return changed


def hand_over_remarks(talks: Iterable[int], rules: Rules) -> list[Problem]:
    """What there is to say against who holds these dialogues; it may be meant all the same.

    ``talks-clash`` with the names of those whose dialogue is planned for a time when somebody in it
    is at another one.
    """
    found = rows(
        f"""
        SELECT d.id IN ({_listed(talks)}), p.name, d.person_id, d.conductor_id, d.planned_on,
               d.planned_time, coalesce(d.minutes, :minutes), 1
        FROM dialogue d JOIN person p ON p.id = d.person_id
        WHERE d.planned_on IN (SELECT planned_on FROM dialogue WHERE id IN ({_listed(talks)}))
          AND d.held_on IS NULL AND d.exempt_because IS NULL AND d.removed_at IS NULL
        ORDER BY p.sort_key, d.id""",
        {"minutes": rules.talk.minutes},
    )
    slots = [(name, bool(meant), _slot(*values)) for meant, name, *values in found]
    diary = Diary(slot for _name, _meant, slot in slots)
    people = [name for name, meant, slot in slots if meant and any(diary.met(slot))]
    return [Problem("talks-clash", people=people)] if people else []


def _taken(request: Request, rules: Rules) -> Iterable[Slot]:
    """What is planned and not held yet: in the window, and in the whole round."""
    found = rows(
        """
        SELECT person_id, conductor_id, planned_on, planned_time, coalesce(minutes, :minutes),
               round_id = :round
        FROM dialogue
        WHERE planned_on IS NOT NULL AND held_on IS NULL AND exempt_because IS NULL
          AND removed_at IS NULL AND (round_id = :round OR planned_on BETWEEN :first AND :last)
        ORDER BY id""",
        {
            "minutes": rules.talk.minutes,
            "round": request.round_id,
            "first": request.window.first.isoformat(),
            "last": request.window.last.isoformat(),
        },
    )
    return [_slot(*one) for one in found]


def _slot(
    person: int, conductor: int | None, day: str, time: str | None, minutes: int, same_round: int
) -> Slot:
    start = None if time is None else clock(time)
    return Slot(person, conductor, date.fromisoformat(day), start, minutes, bool(same_round))


def _people(slots: Iterable[Slot]) -> list[int]:
    return [slot.person_id for slot in slots]


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(str(int(number)) for number in numbers)
