"""The dialogues of the sample municipality, with their agendas and notes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from models.sample.lists import draws, table
from models.year import RoundCard, all_rounds, current_round

if TYPE_CHECKING:
    from random import Random

    from models.rules import Rules
    from models.sample.people import Member, Staff
    from models.sample.rows import Rows
    from models.sample.service_goals import ServiceGoals

HOLDING = ((0.04, 0.1), (0.1, 0.35), (0.35, 0.8), (0.7, 0.95))
"""Which part of a round each level holds its dialogues in: those above come first."""

LONGEST = timedelta(days=36)
"""How far back the running round's dialogues go."""

DAYS_OVERDUE = (36, 15, 8, 5)
DAYS_AHEAD = (5, 7, 12, 14, 19)
TIMES = ("08:30", "09:00", "10:00", "12:30", "13:00", "14:15")
ROOMS = ("Rådhuset, møterom Fjorden", "Rådhuset, møterom Heia", "Rådhuset, kommunestyresalen")
EXEMPT_BECAUSE = "Ny i stillingen. Første resultatdialog holdes i neste runde."
CANCELLED_BECAUSE = "Sykdom. Nytt tidspunkt avtales."
STAFF_TALKS = ("2201", "5100", "6100", "6200")
"""Units whose leaders have begun on the talks with their own staff."""


class Talk(Struct, frozen=True):
    """A dialogue that was held."""

    id: int
    subject: Member
    superior: Member | None
    year: int
    held_on: date


class Facts(Struct, frozen=True):
    """What is stored of a dialogue."""

    planned_on: date | None = None
    planned_time: str | None = None
    place: str = ""
    held_on: date | None = None
    superior_confirmed_on: date | None = None
    subject_confirmed_on: date | None = None
    exempt_because: str | None = None
    cancelled_because: str | None = None


def add_dialogues(
    rows: Rows, today: date, rules: Rules, staff: Staff, goals: ServiceGoals
) -> list[Talk]:
    """Note the dialogues of every round until today; those held, to be promised in."""
    book = _Book(rows, rules, staff, goals)
    running = current_round(today)
    for round_ in reversed(all_rounds()):
        if running and round_.id == running.id:
            _running(book, round_, today)
        elif round_.ends_on < today:
            _over(book, round_, today)
    return book.talks


class _Book:
    """Notes one dialogue after the other, each with its agenda."""

    def __init__(self, rows: Rows, rules: Rules, staff: Staff, goals: ServiceGoals) -> None:
        self.staff, self.talks = staff, list[Talk]()
        self._rows, self._rules, self._goals = rows, rules, goals
        self._notes: dict[str, list[str]] = {}
        for line in table("notes"):
            self._notes.setdefault(line["topic"], []).append(line["text"])

    def add(self, round_: RoundCard, subject: Member, facts: Facts, draw: Random) -> None:
        superior = self.staff.superior(subject)
        conductor = self.staff.leaders.get(subject.home.conductor) or superior
        if subject.work != "leder":
            conductor = superior
        number = self._rows.add(
            "dialogue",
            round_id=round_.id,
            person_id=subject.id,
            superior_id=superior.id if superior else None,
            conductor_id=conductor.id if conductor else None,
            planned_on=_stored(facts.planned_on),
            planned_time=facts.planned_time,
            place=facts.place,
            held_on=_stored(facts.held_on),
            superior_confirmed_on=_stored(facts.superior_confirmed_on),
            subject_confirmed_on=_stored(facts.subject_confirmed_on),
            exempt_because=facts.exempt_because,
            cancelled_because=facts.cancelled_because,
        )
        measurable = (round_.year, subject.id) in self._goals.measurable
        agenda = self._rules.agenda if measurable else self._rules.short_agenda
        for position, title in enumerate(agenda):
            topic = self._rows.add("topic", dialogue_id=number, position=position, title=title)
            if facts.held_on and title in self._notes and draw.random() < 0.45:
                self._note(topic, draw.choice(self._notes[title]), facts.held_on)
        if facts.held_on:
            self.talks.append(Talk(number, subject, superior, round_.year, facts.held_on))

    def _note(self, topic: int, text: str, day: date) -> None:
        self._rows.add("note", topic_id=topic, text=text, written_on=day.isoformat())


def _over(book: _Book, round_: RoundCard, today: date) -> None:
    """A round of the past: every dialogue was held, nearly all were agreed."""
    for leader in book.staff.each_leader():
        draw = draws(f"dialogue {round_.year} {round_.code} {leader.id}")
        subject = leader
        if round_.year < today.year:
            subject = book.staff.former.get(leader.home.code, leader)
        day = _held_on(round_.starts_on, round_.ends_on, leader.home.depth, draw)
        agreed = draw.random() < 0.93
        book.add(round_, subject, _held(day, agreed, round_.ends_on, draw), draw)


def _running(book: _Book, round_: RoundCard, today: date) -> None:
    """The round that is on: the list of units says how far each leader's dialogue is."""
    overdue, ahead = iter(DAYS_OVERDUE), iter(DAYS_AHEAD)
    begin = today - LONGEST
    if round_.starts_on < today:
        begin = max(begin, round_.starts_on)
    for leader in book.staff.each_leader():
        draw = draws(f"running dialogue {leader.id}")
        how = leader.home.winter
        if how in ("held", "agreed"):
            day = _held_on(begin, today - timedelta(days=1), leader.home.depth, draw)
            book.add(round_, leader, _held(day, how == "agreed", today, draw), draw)
        elif how == "overdue":
            day = _working_day(today - timedelta(days=next(overdue)), back=True)
            book.add(round_, leader, _planned(day, draw), draw)
        elif how == "planned":
            day = _working_day(today + timedelta(days=next(ahead)))
            book.add(round_, leader, _planned(day, draw), draw)
        elif how == "exempt":
            book.add(round_, leader, Facts(exempt_because=EXEMPT_BECAUSE), draw)
        elif how == "cancelled":
            book.add(round_, leader, Facts(cancelled_because=CANCELLED_BECAUSE), draw)
    _running_with_staff(book, round_, begin, today)


def _running_with_staff(book: _Book, round_: RoundCard, begin: date, today: date) -> None:
    for member in book.staff.others:
        if member.home.code not in STAFF_TALKS or member.status != "active":
            continue
        draw = draws(f"running dialogue {member.id}")
        how = draw.choice(("none", "none", "planned", "held", "agreed", "agreed"))
        if how == "planned":
            day = _working_day(today + timedelta(days=draw.randint(2, 25)))
            book.add(round_, member, _planned(day, draw), draw)
        elif how != "none":
            day = _held_on(begin, today - timedelta(days=1), 3, draw)
            book.add(round_, member, _held(day, how == "agreed", today, draw), draw)


def _held_on(begin: date, end: date, depth: int, draw: Random) -> date:
    earliest, latest = HOLDING[min(depth, len(HOLDING) - 1)]
    part = earliest + (latest - earliest) * draw.random()
    return _working_day(begin + timedelta(days=round((end - begin).days * part)), back=True)


def _held(day: date, agreed: bool, latest: date, draw: Random) -> Facts:
    """Held on ``day``; both sides confirm within a week if ``agreed``, else one or none does."""
    first, second = (
        min(_working_day(day + timedelta(days=draw.randint(*within))), latest)
        for within in ((0, 2), (2, 7))
    )
    if not agreed:
        return _held_planned(day, first if draw.random() < 0.5 else None, None, draw)
    return _held_planned(day, first, second, draw)


def _held_planned(day: date, superior: date | None, subject: date | None, draw: Random) -> Facts:
    moved = draw.random() < 0.15
    planned = _working_day(day - timedelta(days=7)) if moved else day
    time, room = draw.choice(TIMES), draw.choice(ROOMS)
    return Facts(planned, time, room, day, superior, subject)


def _planned(day: date, draw: Random) -> Facts:
    return Facts(day, draw.choice(TIMES), draw.choice(ROOMS))


def _working_day(day: date, back: bool = False) -> date:
    """``day`` unless it is at a weekend; then the Friday before or the Monday after."""
    beyond = day.weekday() - 4
    if beyond <= 0:
        return day
    return day - timedelta(days=beyond) if back else day + timedelta(days=3 - beyond)


def _stored(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
