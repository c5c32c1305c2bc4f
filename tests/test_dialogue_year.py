"""The dialogue year 2028 of the sample municipality from opening to closing, by keys at a terminal.

At rest between the days, every figure is held against what plain Python makes of the stored rows.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from contextlib import contextmanager
from datetime import date, datetime
from datetime import time as clock
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine

from models.database import close_database, open_database
from models.rules import Rules
from tests.board_by_hand import figures, figures_on, unit_lines, unit_lines_on
from tests.exports_by_hand import Tables, scaled
from tests.models.by_hand import Town, table
from tests.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.models.by_hand import Row

    Told = Callable[..., tuple[int, str, str]]

NINE = clock(9)
CLOCK = Path(__file__).parent / "moved_clock"
SMALL, TALL = (80, 24), (170, 78)
"""In the second all 64 units of the municipality have room, with their whole names."""
SAVE, QUIT, PROMISE = "\x13", "\x11", "\x0f"
EMPTY, TAB, ENTER, ESCAPE = "\x15", "\t", "\r", "\x1b"
TABLES = ("units", "people", "leaders", "dialogues", "goals", "commitments")


class Office:
    """The coordinator's terminal on one database, day after day."""

    def __init__(
        self, start: Callable[..., Terminal], told: Told, environment: dict[str, str], path: Path
    ) -> None:
        self._start = start
        self._told = told
        self._environment = environment
        self.path = path

    def on(self, day: date) -> dict[str, str]:
        """The variables of a session on ``day``, at nine."""
        path = [str(CLOCK), self._environment.get("PYTHONPATH", "")]
        return {
            **self._environment,
            "PYTHONPATH": ":".join(filter(None, path)),
            "CLOCK_STARTS_AT": f"{day} {NINE}",
        }

    @contextmanager
    def session(self, day: date, size: tuple[int, int] = SMALL) -> Iterator[Terminal]:
        """The program on ``day``; it is ended by its key."""
        terminal = self._start("--db", str(self.path), size=size, **self.on(day))
        terminal.until(lambda: "row" in status(terminal))
        yield terminal
        terminal.type(QUIT)
        assert terminal.ended(5)
        assert terminal.child.exitstatus == 0

    def command(self, day: date, *arguments: str) -> str:
        """What a command prints on ``day``; in this process, for each start takes half a second."""
        with time_machine.travel(datetime.combine(day, NINE)):
            status, out, err = self._told("--db", self.path, *arguments)
        assert status == 0, err
        return out

    def exported(self, name: str, day: date) -> list[dict[str, str]]:
        """The rows of a table, under machine headings."""
        text = self.command(*(day, "export", name, "--headings", "machine", "--dialect", "rfc4180"))
        return list(csv.DictReader(io.StringIO(text, newline="")))

    @contextmanager
    def stored(self) -> Iterator[None]:
        """The database open for :func:`models.database.rows` while the program is at rest."""
        open_database(self.path)
        try:
            yield
        finally:
            close_database()

    def tables(self, day: date, code: str, year: int = 2028) -> Tables:
        """Everything by hand on ``day``, in the round of that code."""
        with self.stored():
            town = Town(day, Rules())
            [town.round_id] = [
                number
                for number, one in town.rounds.items()
                if (one["year_id"], one["code"]) == (year, code)
            ]
            return Tables(town)


@pytest.fixture
def office(
    start: Callable[..., Terminal], told: Told, environment: dict[str, str], sample_file: Path
) -> Office:
    return Office(start, told, environment, sample_file)


def search(text: str) -> str:
    """The keys that find ``text`` in a list, whatever was looked for before."""
    return "/" + EMPTY + text + ENTER


def mark(terminal: Terminal, text: str, count: str, whole: str) -> None:
    """Mark all that is found, and show the ``whole`` list again."""
    terminal.type(search(text) + "*", count)
    terminal.type(ESCAPE)
    terminal.until(lambda: status(terminal).startswith(whole))


def status(terminal: Terminal) -> str:
    """The last line but one."""
    return terminal.lines[-2].strip()


def all_is_as_by_hand(office: Office, day: date, code: str) -> Tables:
    """The first screen, the flags and every export are what the stored rows make of the rules."""
    by_hand = office.tables(day, code)
    with office.session(day, TALL) as terminal:
        assert figures_on(terminal.lines) == figures(by_hand.town)
        terminal.type("+")
        terminal.until(lambda: len(unit_lines_on(terminal.lines)) == 64)
        same(unit_lines_on(terminal.lines), unit_lines(by_hand))
    for name in TABLES:
        same(office.exported(name, day), by_hand[name])
    flags = office.exported("flags", day)
    told = [(one, one.pop("text")) for one in flags]
    same(flags, by_hand["flags"])
    sentences_name(told, by_hand)
    return by_hand


def same(found: list[object], expected: list[object]) -> None:
    """Row by row, whatever the order."""
    ours, theirs = (Counter(map(repr, each)) for each in (found, expected))
    assert [*(ours - theirs), "by hand:", *(theirs - ours)] == ["by hand:"]


def sentences_name(told: list[tuple[dict[str, str], str]], by_hand: Tables) -> None:
    """Each flag's sentence has its figures."""
    texts: dict[str, list[str]] = {}
    for row, text in told:
        texts.setdefault(repr(row), []).append(text)
    for flag in by_hand.all_flags:
        facts = by_hand.facts_of(flag)
        found = texts[repr(by_hand.flag(flag))]
        assert any(all(fact in text for fact in facts) for text in found), (facts, found)


@pytest.mark.timeout(300)
def test_a_dialogue_year(office: Office) -> None:
    open_2028(office)
    plan_sixty(office)
    hold_ten(office)
    replace_a_leader(office)
    all_is_as_by_hand(office, date(2028, 9, 5), "autumn")
    close_2028(office)


def open_2028(office: Office) -> None:
    """From the year before: a dialogue in each round for every leader, last values as baselines."""
    day = date(2027, 12, 15)
    before = office.tables(day, "autumn", 2027)
    with office.session(day) as terminal:
        terminal.type("Y", "closes 2027")
        terminal.type("o", "New dialogues 116")
        terminal.type(SAVE, "2028 is open: 116 dialogues; goals: 1,091 carried on, 240 closed")
    after = office.tables(day, "winter")
    asked = sorted(before.town.asked())
    for round_ in ("winter", "autumn"):
        made = office.tables(day, round_).town.in_round()
        assert sorted(one["person_id"] for one in made) == asked
        for one in made:
            above = before.town.superiors[one["person_id"]]
            assert one["superior_id"] == one["conductor_id"] == above
    carried = [one for one in after.town.goals.values() if one["year_id"] == 2028]
    assert len(carried) == 1091
    for goal in carried:
        old = before.town.goals[goal["carried_from_id"]]
        assert before.met(old) is not True
        last = before.actual(old["id"])
        assert scaled(goal["baseline"]) == (scaled(old["baseline"]) if last is None else last)
        assert after.town.goals[old["id"]]["state"] == "closed"


def plan_sixty(office: Office) -> None:
    """Every leader and two of the staff, in one go."""
    day = date(2028, 2, 1)
    with office.session(day) as terminal:
        terminal.type("2", "1,235 rows")
        terminal.type("f", "Show only")
        terminal.type("leaders in" + ENTER, "58 rows")
        terminal.type("*", "58 marked")
        terminal.type("f", "Show only")
        terminal.type("staff" + ENTER, "1,204 rows")
        mark(terminal, "gerd gulbrandsen", "59 marked", "1,204 rows")
        mark(terminal, "mona isaksen", "60 marked", "1,204 rows")
        before = terminal.presses
        terminal.type("p", "60 people")
        terminal.type(SAVE, "60 will be planned")
        terminal.type(SAVE, "60 dialogues planned.")
        assert terminal.presses - before < 15
    town = all_is_as_by_hand(office, day, "winter").town
    planned = [one for one in town.in_round() if one["planned_on"]]
    assert len(planned) == 60
    taken = Counter(
        (one["conductor_id"], one["planned_on"], one["planned_time"]) for one in planned
    )
    assert max(taken.values()) == 1
    days = {one["person_id"]: one["planned_on"] for one in planned}
    for person, planned_on in days.items():
        assert planned_on >= days.get(town.superiors[person], ""), "the cascade goes downward"


UNITS_HELD = (
    *("helse og omsorg", "oppvekst", "teknisk", "økonomi og", "bo og aktivitet"),
    *("hjemmetjenesten", "nordvik sykehjem", "nordvik skole", "nordvik kulturskole"),
)


def hold_ten(office: Office) -> None:
    """Kommunedirektøren's, and nine others in one go; three are confirmed by both sides, one by
    one side; two things are promised, and one leader is exempt."""
    with office.session(date(2028, 2, 25)) as terminal:
        terminal.type("r", "The dialogue was held · Kari Nordmann")
        terminal.type(SAVE, "Recorded as held: Kari Nordmann.")
        for count, unit in enumerate(UNITS_HELD, 1):
            terminal.type(search(unit) + " ", f"· {count} marked")
            terminal.type(ESCAPE)
            terminal.until(lambda: not any("Search" in one for one in terminal.lines[:-1]))
        terminal.type("r", "The dialogue was held · 9 people")
        terminal.type(EMPTY + "24.2" + SAVE, "Recorded as held: 9 people.")
        for unit, leader, sides, said in (
            ("hjemmetjenesten", "Einar Kristiansen", "both", "Both sides"),
            ("nordvik skole", "Liv Berg", "both", "Both sides"),
            ("teknisk", "Rita Olsen", "both", "Both sides"),
            ("nordvik sykehjem", "Mari Arnesen", "the superior", "The superior"),
        ):
            terminal.type("1", "Own goals")
            terminal.type(search(unit) + ENTER, f"Nordvik kommune · {leader}")
            terminal.type("a", "Who confirms?")
            terminal.type(sides + ENTER, f"{said} agreed: {leader}.")
        terminal.type("3", "60 rows")
        terminal.type(search("aud lie") + "t", "Exempt from this round")
        terminal.type("Permisjon" + SAVE, "Exempt from this round: Aud Lie.")
        terminal.type(search("britt nygård") + ENTER, "Confirmed by")
        terminal.type(PROMISE, "New commitment")
        terminal.type("Lage ny vaktplan" + TAB * 3 + "10.3" + SAVE, "The commitment is added.")
        terminal.type(PROMISE, "New commitment")
        terminal.type("Avklare budsjettet" + TAB + "the superior" + TAB + "thea jakobsen" + TAB)
        terminal.type("15.3" + SAVE)
        terminal.until(lambda: "New commitment" not in terminal.text)


def replace_a_leader(office: Office) -> None:
    """Both promises are broken by now. Cecilie Hagen leads Bo og aktivitet after Britt Nygård, who
    ends, and takes over what she owes."""
    day = date(2028, 3, 20)
    with office.session(day) as terminal:
        terminal.type(search("bo og aktivitet") + "e", "Belongs to")
        terminal.type(TAB * 2 + EMPTY + "cecilie hagen", "▸ Cecilie Hagen")
        terminal.type(SAVE, "Britt Nygård still owes 4")
        terminal.type("2", "1,235 rows")
        terminal.type(search("britt nygård") + ENTER, "Nordvik kommune · Britt Nygård")
        terminal.type(TAB * 2, "Lage ny vaktplan")
        terminal.type("O", "New owner")
        terminal.type("cecilie hagen", "▸ Cecilie Hagen")
        terminal.type(SAVE, "Handed over: 4 commitments")
        terminal.type("P", "Other superior")
        terminal.type(TAB * 5 + EMPTY + "ended", "▸ ended")
        terminal.type(SAVE, "is saved")
    all_is_as_by_hand(office, day, "winter")


def close_2028(office: Office) -> None:
    """Refused while work is open; then all is settled by marks; closed, nothing changes."""
    day = date(2028, 12, 28)
    talks, goals, promises = open_work(office, day)
    assert promises == ["Avklare budsjettet", "Lage ny vaktplan"], "the two that were broken"
    with office.session(day) as terminal:
        terminal.type("Y", "closes 2028")
        refused = "2028 cannot be closed yet:"
        terminal.type("c", f"{refused} dialogues {talks}, goals {goals:,} and commitments 2")
        terminal.type(search("commitment") + "*S", "2 commitments")
        terminal.type("dropped" + ENTER, "Dropped because")
        terminal.type("Ikke prioritert" + SAVE, "2 commitments: dropped.")
        terminal.type("c", f"{refused} dialogues {talks}, goals {goals:,} and commitments 0")
        terminal.type(search("dialogue winter") + "*t", "Exempt from this round")
        terminal.type("Runden er over" + SAVE, "Exempt from this round: ")
        terminal.type(search("dialogue autumn") + "*r", "The dialogue was held")
        terminal.type(EMPTY + "14.10" + SAVE, "Recorded as held: ")
        terminal.type("c", f"{refused} dialogues 0, goals {goals:,} and commitments 0")
        terminal.type(search("goal") + "*S", f"{goals:,} goals")
        terminal.type("close" + ENTER, f"{goals:,} goals: close.")
        terminal.type("c", "2028 is closed.")
    assert open_work(office, day) == (0, 0, [])
    all_is_as_by_hand(office, day, "autumn")
    with office.session(day) as terminal:
        nothing_can_be_changed(office, terminal)


def open_work(office: Office, day: date) -> tuple[int, int, list[str]]:
    """By hand: how many dialogues and goals of 2028 are open, and what is promised."""
    towns = [office.tables(day, round_).town for round_ in ("winter", "autumn")]
    talks = [
        person
        for town in towns
        for person, about in town.people.items()
        if about["status"] == "active"
        and town.status(person) in {"not-planned", "planned", "overdue"}
    ]
    town = towns[0]
    goals = [one for one in town.goals.values() if (one["year_id"], one["state"]) == (2028, "open")]
    promises = [
        one["text"]
        for one in town.commitments.values()
        if (one["year_id"], one["state"]) == (2028, "open") and (one["due"] or "") < "2029"
    ]
    return len(talks), len(goals), sorted(promises)


def nothing_can_be_changed(office: Office, terminal: Terminal) -> None:
    """The screen says why, and the tables of the year stay as they are."""
    before = contents(office)
    terminal.type("3", "Held by")
    terminal.type(search("aud lie") + "a", "Who confirms?")
    terminal.type(ENTER, "The year is closed")
    terminal.type("Y", "reopens 2028")
    terminal.type("e", "Comes before")
    terminal.type("Ny" + SAVE, "The year is closed")
    terminal.type(ESCAPE)
    terminal.type(ESCAPE)
    terminal.until(lambda: "Comes before" not in terminal.text)
    assert contents(office) == before


def contents(office: Office) -> list[dict[int, Row]]:
    with office.stored():
        return [table(name) for name in ("year", "round", "milestone", "dialogue", "goal")]
