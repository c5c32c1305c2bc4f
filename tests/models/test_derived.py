"""Everything derived, against the rules worked out by hand; and when it is worked out anew."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import peewee
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from models import derived
from models.dashboard import figures, unit_rows
from models.database import close_database, open_database, row, rows
from models.database import database as connection
from models.derived import AsOf, as_of, derive
from models.dialogues import dialogue_keys, dialogue_rows, dialogues
from models.fields import unscaled
from models.flag_rules import RULES
from models.flags import Scope, flags
from models.leaders import leaders
from models.lines import superiors_of_leaders
from models.people import WHICH, PeopleScope, people_keys, people_rows, span_card
from models.person import PersonEntry, add_person
from models.rules import Rules, SpanLimit
from models.unit import UnitEntry, add_unit
from models.units import UnitRow
from models.year import ensure_year
from tests.models.by_hand import Town
from tests.models.towns import DrawnTown, examples, towns
from tests.municipality import SAMPLE_DAY

if TYPE_CHECKING:
    from pathlib import Path

RULES_OF_TOWN = Rules(
    span=SpanLimit(lower=2, upper=4, severe=6),
    span_of_kind={"øvelse": SpanLimit(lower=1, upper=2, severe=3), "skole": SpanLimit(upper=3)},
    span_of_unit={"a1": SpanLimit(severe=1), "å2": SpanLimit(lower=3)},
    level_of_unit={"a1": 2, "å1": 3, "a3": 1, "å4": 4},
)
DAYS = (date(2027, 3, 10), date(2027, 10, 20), date(2027, 10, 26), date(2027, 6, 1))
COVERED = ("123", "1234", "4", "23", "1234")
"""The levels that a round asks."""


def state_of(leader: int, town: Town) -> dict[str, object]:
    span, talk = town.span(leader), town.dialogue(leader)
    # Somebody who was removed keeps the name.
    names = dict(rows("SELECT id, name FROM person"))
    return {
        "conductor": names.get(talk and town.conductor(talk), ""),
        "level": town.level(leader),
        "superior_id": town.superiors[leader],
        "status": town.status(leader),
        "span_heads": len(span),
        "span_fte": sum((unscaled(town.people[one]["fte"], 10_000) for one in span), Decimal(0)),
        "span_flag": town.span_flag(leader),
        "span_limit": town.limit(leader).upper,
        "staff_with_goals": len(town.with_goals(span)),
        "staff_without_goals": len(span) - len(town.with_goals(span)),
        "unit_id": town.place(leader),
        "goals": town.own_goals(leader),
    }


def held_against(at: AsOf, town: Town) -> None:
    """Every derived view of ``at`` is what ``town`` says."""
    found = {one.id: one for one in leaders(at)}
    assert found.keys() == town.leaders
    for number, one in found.items():
        expected = state_of(number, town)
        assert {name: getattr(one, name) for name in expected} == expected
        card = span_card(at, number)
        assert card is not None
        assert (card.heads, card.on_leave, card.ended, card.flag, card.level) == (
            *(len(town.span(number, status)) for status in ("active", "leave", "ended")),
            town.span_flag(number),
            town.level(number),
        )
    for number in set(town.people) - town.leaders:
        assert span_card(at, number) is None
    lists_against(at, town)
    units_against(at, town)
    shown = Counter(
        (
            *(one.rule, one.unit_id, one.person_id, one.goal_id, one.commitment_id),
            *(one.value, one.limit, one.day and one.day.isoformat()),
        )
        for one in flags(at)
    )
    assert shown == town.flags()
    order = [RULES.index(one.rule) for one in flags(at)]
    assert order == sorted(order)


STAFF_LISTS = {
    "staff-asked": ("not-planned", "planned", "overdue", "held", "agreed"),
    "staff-held": ("held", "agreed"),
    "staff-overdue": ("overdue",),
    "staff-not-planned": ("not-planned",),
}


def lists_against(at: AsOf, town: Town) -> None:
    everybody, _ = people_keys(at, PeopleScope())
    assert set(everybody) == {one for one in town.people if town.working(one)}
    neither, _ = people_keys(at, PeopleScope("neither"))
    assert set(neither) == town.neither()
    for number, one in people_rows(at, everybody).items():
        is_leader = number in town.leaders
        assert (one.superior_id, one.is_leader, one.goals) == (
            town.superiors[number],
            is_leader,
            town.own_goals(number),
        )
        assert one.span == (len(town.span(number)) if is_leader else None)
        assert (one.dialogue_status, one.level) == (town.status(number), town.level(number))
    if at.round:
        asked = {one.person_id: one.status for one in dialogues(at)}
        expected = {
            one: town.status(one) for one in town.people if town.dialogue(one) or town.status(one)
        }
        assert asked == expected
        keys, total = dialogue_keys(at)
        assert (set(keys), total) == (expected.keys(), len(expected))
        assert dialogue_rows(at, keys) == {one.person_id: one for one in dialogues(at)}
    staff_against(at, town)


def staff_against(at: AsOf, town: Town) -> None:
    """Those who lead nobody, in a round that asks them and in one that does not."""
    for which, statuses in STAFF_LISTS.items():
        assert set(people_keys(at, PeopleScope(which))[0]) == town.staff_who_are(*statuses)


def units_against(at: AsOf, town: Town) -> None:
    found = unit_rows(at)
    assert {one.id for one in found} == set(town.units)
    parts_add_up(found)
    seen: set[int | None] = {None}
    of_units = Counter(flag[1] for flag in town.flags().elements())
    for one in found:
        assert one.parent_id in seen, "a unit comes before what is above it"
        seen.add(one.id)
        under = town.under(one.id)
        staff = [person for person in town.staff() if town.place(person) in under]
        asked = [person for person in town.asked() if town.place(person) in under]
        held = [person for person in asked if town.status(person) in {"held", "agreed"}]
        counted = (len(staff), len(town.with_goals(staff)), len(asked), len(held))
        assert (one.staff, one.staff_with_goals, one.leaders, one.leaders_held) == counted
        talks = [
            len([person for person in town.staff_who_are(*statuses) if town.place(person) in under])
            for statuses in (STAFF_LISTS["staff-asked"], STAFF_LISTS["staff-held"])
        ]
        assert [one.staff_asked, one.staff_held] == talks
        assert one.flags == sum(of_units[unit] for unit in under)
        leader = town.units[one.id]["leader_id"]
        if town.working(leader):
            assert (one.leader_id, one.status) == (leader, town.status(leader))
            assert (one.span, one.span_flag) == (len(town.span(leader)), town.span_flag(leader))
        else:
            assert (one.leader_id, one.leader, one.status, one.span) == (None, "", "", None)


def parts_add_up(found: list[UnitRow]) -> None:
    """A unit has at least what the units under it have together; the rest is its own."""
    names = (
        *("staff", "staff_with_goals", "staff_asked", "staff_held"),
        *("leaders", "leaders_held", "flags", "severe_flags"),
    )
    for one in found:
        below = [other for other in found if other.parent_id == one.id]
        for name in names:
            assert getattr(one, name) >= sum(getattr(other, name) for other in below)


BEHIND = {
    "leaders": "leaders",
    "held": "held",
    "overdue": "overdue",
    "not_planned": "not-planned",
    "exempt": "exempt",
    "staff": "staff",
    "staff_with_goals": "with-goals",
    "over_limit": "over-limit",
    "staff_asked": "staff-asked",
    "staff_held": "staff-held",
    "staff_overdue": "staff-overdue",
    "staff_not_planned": "staff-not-planned",
}
"""A figure of the dashboard → the list behind it."""


def figures_against_lists(at: AsOf) -> None:
    """Every number has as many names behind it."""
    top = figures(at)
    for figure, which in BEHIND.items():
        keys, total = people_keys(at, PeopleScope(which))
        assert getattr(top, figure) == len(keys) == len(set(keys)) == total, figure
    spans = sorted(
        person.span or 0
        for person in people_rows(at, people_keys(at, PeopleScope("leading"))[0]).values()
    )
    assert top.largest_span == (spans[-1] if spans else 0)
    assert top.median_span == (spans[(len(spans) - 1) // 2] if spans else 0)
    for unit in unit_rows(at):
        behind = {
            which: len(people_keys(at, PeopleScope(which, unit_id=unit.id))[0])
            for which in ("staff", "with-goals", "leaders", "held", "staff-asked", "staff-held")
        }
        assert tuple(behind.values()) == (
            *(unit.staff, unit.staff_with_goals),
            *(unit.leaders, unit.leaders_held),
            *(unit.staff_asked, unit.staff_held),
        )
        listed = flags(at, Scope(unit_id=unit.id))
        assert unit.flags == len(listed)
        assert unit.severe_flags == sum(one.severity == "severe" for one in listed)
    for leader in leaders(at):
        direct, _ = people_keys(at, PeopleScope("all", superior_id=leader.id))
        statuses = Counter(one.status for one in people_rows(at, direct).values())
        assert statuses["active"] == leader.span_heads


@examples(40)
@given(towns(DAYS), st.sampled_from(COVERED), st.sampled_from([True, True, False]))
def test_any_town_is_as_the_rules_say(
    database: Path, drawn: DrawnTown, covered: str, with_rounds: bool
) -> None:
    """Statuses, spans, levels, figures, their roll-up and every flag, name by name; and they follow
    from what is stored and the day alone, whatever was asked before."""
    with connection.atomic() as transaction:
        if with_rounds:
            ensure_year(2026, Rules())
            ensure_year(2027, Rules())
        else:
            connection.execute_sql("INSERT INTO year (number) VALUES (2026), (2027)")
        connection.execute_sql("UPDATE round SET levels = ?", (covered,))
        drawn.store()
        at = as_of(drawn.today, RULES_OF_TOWN)
        derive(as_of(drawn.today + timedelta(200), Rules()))
        town = Town(drawn.today, RULES_OF_TOWN, at.round.id if at.round else None)
        held_against(at, town)
        figures_against_lists(at)
        transaction.rollback()


def test_the_sample_municipality_is_as_the_rules_say(sample_file: Path) -> None:
    open_database(sample_file)
    at = as_of(SAMPLE_DAY, Rules())
    assert at.round is not None
    figures_against_lists(at)
    town = Town(SAMPLE_DAY, Rules(), at.round.id)
    top = figures(at)
    staff = town.staff()
    assert (top.staff, top.staff_with_goals) == (len(staff), len(town.with_goals(staff)))
    # Who belongs to no unit is counted on top only.
    assert top.staff - unit_rows(at)[0].staff == sum(town.place(one) is None for one in staff)
    active = [one for one in town.people if town.people[one]["status"] == "active"]
    heads = Counter(town.superiors[one] for one in active)
    found = {one.id: one for one in leaders(at)}
    assert found.keys() == town.leaders
    for number, one in found.items():
        assert (one.span_heads, one.level) == (heads[number], town.level(number))
        assert one.status == town.status(number)
    assert superiors_of_leaders() == {
        one: above
        for one in set(town.superiors.values())
        if one and (above := town.superiors[one]) is not None
    }
    close_database()


def filled_at(today: date = SAMPLE_DAY, rules: Rules = RULES_OF_TOWN) -> tuple[Any, ...]:
    """What the tables were made from."""
    derive(as_of(today, rules))
    return tuple(rows("SELECT rowid, state FROM temp.derived_from"))


@pytest.fixture
def town(database: Path) -> Path:
    ensure_year(2027, Rules())
    add_unit(UnitEntry("Nordvik"))
    return database


def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every statement the engine runs from now on."""
    run: list[str] = []
    connection.connection().set_trace_callback(run.append)
    return run


def test_nothing_is_worked_out_again_when_nothing_has_changed(
    town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled_at()
    run = statements(monkeypatch)
    filled_at()
    figures(as_of(SAMPLE_DAY, RULES_OF_TOWN))
    unit_rows(as_of(SAMPLE_DAY, RULES_OF_TOWN))
    assert run
    assert not [one for one in run if "INSERT" in one or "DROP" in one]


def test_an_own_write_is_seen_at_once(town: Path) -> None:
    filled_at()
    number = add_person(PersonEntry("Kari", unit_id=1))
    at = as_of(SAMPLE_DAY, RULES_OF_TOWN)
    assert list(people_keys(at, PeopleScope())[0]) == [number]
    assert figures(at).staff == 1
    assert unit_rows(at)[0].staff == 1


def write_elsewhere(path: Path, statement: str) -> None:
    """Commit on another connection, of the same library, as another program would."""
    library: Any = vars(peewee)["sqlite3"]
    other = library.connect(path)
    other.execute(statement)
    other.commit()
    other.close()


NEW_PERSON = "INSERT INTO person (name, unit_id, sort_key, search) VALUES ('Ola', 1, 'ola', 'ola')"


def test_what_another_program_writes_is_seen(town: Path) -> None:
    filled_at()
    write_elsewhere(town, NEW_PERSON)
    assert figures(as_of(SAMPLE_DAY, RULES_OF_TOWN)).staff == 1


def test_what_another_program_writes_meanwhile_is_seen_the_next_time(town: Path) -> None:
    """It commits after the tables' snapshot was taken, and before they are done."""
    waiting = [NEW_PERSON]

    def tell(statement: str) -> None:
        if "INSERT INTO temp.figure" in statement and waiting:
            write_elsewhere(town, waiting.pop())

    connection.connection().set_trace_callback(tell)
    at = as_of(SAMPLE_DAY, RULES_OF_TOWN)
    assert figures(at).staff == 0
    assert not waiting
    assert figures(at).staff == 1


def test_another_day_other_rules_and_another_round_count(town: Path) -> None:
    leader = add_person(PersonEntry("Kari", unit_id=1))
    row("UPDATE unit SET leader_id = ? RETURNING 1", (leader,))
    spring, autumn = as_of(SAMPLE_DAY, RULES_OF_TOWN), as_of(date(2027, 9, 2), RULES_OF_TOWN)
    assert spring.round != autumn.round
    states = [
        next(one.status for one in leaders(at))
        for at in (spring, autumn, replace(autumn, today=date(2027, 10, 26)), autumn, spring)
    ]
    assert states == ["not-planned", "not-planned", "overdue", "not-planned", "not-planned"]
    assert [one.span_flag for one in leaders(spring)] == ["span-under"]
    relaxed = as_of(SAMPLE_DAY, Rules(span=SpanLimit()))
    assert [one.span_flag for one in leaders(relaxed)] == [""]
    assert [one.span_flag for one in leaders(spring)] == ["span-under"]


def test_a_reopened_database_is_worked_out_anew(town: Path) -> None:
    filled_at()
    close_database()
    open_database(town)
    assert derived._derived_from() is None
    assert figures(as_of(SAMPLE_DAY, RULES_OF_TOWN)).staff == 0


def test_deriving_writes_nothing_to_the_file(town: Path) -> None:
    before = row("SELECT count(*), max(id) FROM journal")
    library: Any = vars(peewee)["sqlite3"]
    other = library.connect(town)
    version = other.execute("PRAGMA data_version").fetchone()
    filled_at()
    filled_at(SAMPLE_DAY + timedelta(days=1))
    assert other.execute("PRAGMA data_version").fetchone() == version
    other.close()
    assert row("SELECT count(*), max(id) FROM journal") == before


@pytest.mark.parametrize(
    ("kind", "code", "limit"),
    [
        ("", None, 10),
        ("barnehage", None, 2),
        ("BARNEHAGE", None, 2),
        ("Førskole på Ås", None, 3),
        ("FØRSKOLE PÅ ÅS", None, 3),
        ("førskole på ås", "Æ7", 4),
        ("barnehage", "æ7", 4),
        ("barnehage", "æ8", 2),
        ("barnehager", None, 10),
    ],
)
def test_a_span_limit_is_the_units_else_its_kinds_else_the_common_one(
    database: Path, kind: str, code: str | None, limit: int
) -> None:
    rules = Rules(
        span=SpanLimit(upper=10),
        span_of_kind={"barnehage": SpanLimit(upper=2), "førskole på ås": SpanLimit(upper=3)},
        span_of_unit={"æ7": SpanLimit(upper=4)},
    )
    leader = add_person(PersonEntry("Kari"))
    unit = add_unit(UnitEntry("Sjøbakken", code, kind, leader_id=leader))
    for number in range(5):
        add_person(PersonEntry(f"Ola {number}", unit_id=unit))
    [one] = leaders(as_of(SAMPLE_DAY, rules))
    assert (one.span_heads, one.span_limit) == (5, limit)
    assert one.span_flag == ("span-over" if limit < 5 else "")
    assert rules.limit_for(kind, code).upper == limit
    assert WHICH.keys() >= set(BEHIND.values())
