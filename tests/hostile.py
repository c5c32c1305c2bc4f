"""A municipality whose every name and text tries to be more than text."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from models.agreement import AgreementEntry, add_agreement
from models.commitment import CommitmentEntry, add_commitment
from models.database import close_database, open_database
from models.dialogue import Plan, hold, plan
from models.goal import GoalEntry, add_goal
from models.measurement import MeasurementEntry, add_measurement
from models.note import topics_of, write_note
from models.person import PersonEntry, add_person
from models.rules import Rules
from models.unit import UnitEntry, add_unit, edit_unit
from models.what_if.drafts import add_draft, add_step, draft
from models.what_if.steps import Move, NewUnit
from models.year import current_round, ensure_year

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2027, 3, 10)

KINDS = {
    "markup": "[@click=app.quit][red]Ødegård[/] {name} {0} %s $error [/][b]Åse[",
    "web": '<script>alert("a")</script><img src=x onerror=b> ![c](http://d.e) <!-- & \\',
    "escape": "\x1b[2JKari\x9b2J\x85\x1b]0;taken\x07\x1bPq\x1b\\\x9d0;taken\x9c\x08\x7f\r",
    "bidi": "\u202eneslo\u2066\u200b\u200fx\u2067\u061c\ufeff\u00ad\u2028\u2029\ue000\U000e0041",
    "formula": '=HYPERLINK("http://a.b";"c")\n@SUM(1)\r\n+1\t-1',
    "path": "../../../tmp/taken/\\..\\CON: ~root $HOME `id` $(id) ;|&*?",
    "wide": "山田太郎 👩\u200d👩\u200d👧 ﷽ 🇳🇴 ｶﾅ 𝕳",
    "tower": "Zal" + "\u0300\u0301\u0302\u0303\u0304" * 40 + "go \u0338\u20dd",
    "long": "Langenavn " * 100,
}
"""What a name may hold; each steers a terminal, a widget, a sheet, a page or a file, or breaks a
line of cells."""

MUNICIPALITY = "[red]\x1b]0;taken\x07{0}\u202e"
"""Short, for it stands in the title before the name of the screen."""


def name(place: int) -> str:
    """The name of the ``place``-th record: every kind, and that one first, so that each is what is
    seen in a narrow cell somewhere; the endless one comes last or stands alone."""
    *short, long = KINDS.values()
    turn = place % len(KINDS)
    if turn == len(short):
        return f"{long} {place}"
    return " ".join([*short[turn:], *short[:turn], str(place)])


def fill(path: Path) -> None:
    """Make it: for each kind a unit with a leader and somebody under them, and whatever one of the
    municipality's screens shows."""
    open_database(path)
    ensure_year(2026, Rules())
    ensure_year(2027, Rules())
    round_ = current_round(DAY)
    assert round_ is not None
    top = add_unit(UnitEntry(MUNICIPALITY, kind=name(0)))
    chief = add_person(PersonEntry(name(1), title=name(1), unit_id=top, email=name(1)))
    edit_unit(top, 0, UnitEntry(MUNICIPALITY, kind=name(0), leader_id=chief))
    adopted = add_goal(_goal(name(2), unit_id=top))
    leaders = [_service(place, top, chief, adopted) for place in range(len(KINDS))]
    add_unit(UnitEntry(name(3), parent_id=top))
    for place, leader in enumerate(leaders[:-2]):
        text = name(place)
        plan(Plan(round_.id, leader, date(2027, 3, 1 + place), "10:00", chief, text), Rules())
    talk = hold(chief, round_.id, date(2027, 2, 3), Rules())
    for place, topic in enumerate(topics_of(talk)):
        write_note(topic, name(place), DAY)
    number = add_draft(name(4), DAY)
    units = [unit for (unit,) in _rows("SELECT unit_id FROM person WHERE id = ?", leaders[0])]
    staff = [one for (one,) in _rows("SELECT id FROM person WHERE unit_id = ?", units[0])]
    add_step(draft(number), NewUnit("under", units[0], name(5), tuple(staff[1:2]), post=name(6)))
    add_step(draft(number), Move(tuple(staff[:1]), top))
    close_database()


def _service(place: int, top: int, chief: int, adopted: int) -> int:
    """A unit, its leader and one who works in it; the leader."""
    text = name(place)
    unit = add_unit(UnitEntry(text, parent_id=top, kind=name(place + 1)))
    leader = add_person(PersonEntry(text, title=text, unit_id=unit, employee_no=text))
    edit_unit(unit, 0, UnitEntry(text, parent_id=top, leader_id=leader, kind=name(place + 1)))
    add_person(PersonEntry(name(place + 1), title=name(place + 1), unit_id=unit))
    goal = add_goal(_goal(text, person_id=leader, serves_id=adopted))
    add_measurement(MeasurementEntry(goal, date(2027, 2, 1), Decimal("8.3"), text))
    sides = ("superior", "subject")
    due = date(2027, 1, 2 + place)
    owner = chief if place % 2 else leader
    add_commitment(CommitmentEntry(2027, leader, sides[place % 2], text, owner, due))
    add_agreement(AgreementEntry(leader, text, text, 2, date(2026, 1, 1), date(2027, 1, 1)))
    return leader


def _goal(text: str, **owner: int) -> GoalEntry:
    return GoalEntry(
        2027,
        text,
        indicator=text,
        measure=text,
        direction="less",
        baseline=Decimal("9.1"),
        target=Decimal("7.5"),
        meaning=text,
        adopted_by=text,
        case_no=text,
        **owner,
    )


def _rows(sql: str, *values: object) -> list[tuple[int, ...]]:
    from models.database import rows

    return rows(sql, values)


@lru_cache(maxsize=4096)
def steers(text: str) -> list[str]:
    """The characters of ``text`` that steer, hide or reorder what is around them, or that pile up:
    what no screen and no line on a terminal may hold. Line breaks are the caller's."""
    found = []
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category[0] == "M" else 0
        if category in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} or marks > 3:
            found.append(ascii(character))
    return found
