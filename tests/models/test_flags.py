"""Flags: each rule on and off, with the figures of its sentence."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, seed, settings
from msgspec.structs import replace

from models import dialogue
from models.database import database as connection
from models.derived import AsOf, as_of
from models.dialogue import Plan
from models.flag_rules import RULES
from models.flags import Flag, Scope, flags
from models.goal import GoalEntry, add_goal
from models.person import PersonEntry, add_person, edit_person, person_card
from models.rules import Rules, SpanLimit
from models.unit import UnitEntry, add_unit, edit_unit, unit_card
from models.year import ensure_year
from tests.models.towns import DrawnTown, some, towns

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2027, 3, 10)
AUTUMN = date(2027, 10, 1)
PAST_DEADLINE = date(2027, 10, 26)
RULES_OF_TOWN = Rules(span=SpanLimit(lower=2, upper=4, severe=6))


@pytest.fixture
def town(database: Path) -> None:
    """Kari (1) leads Nordvik (1)."""
    ensure_year(2027, RULES_OF_TOWN)
    add_person(PersonEntry("Kari", "1"))
    add_unit(UnitEntry("Nordvik", "1000", leader_id=1))


def found(rule: str, day: date = DAY) -> list[Flag]:
    return flags(as_of(day, RULES_OF_TOWN), Scope(rule))


@pytest.mark.parametrize(
    ("heads", "rule", "severity", "limit"),
    [
        (1, "span-under", "notice", 2),
        (2, None, None, None),
        (4, None, None, None),
        (5, "span-over", "warning", 4),
        (6, "span-over", "warning", 4),
        (7, "span-severe", "severe", 6),
    ],
)
def test_a_span_at_its_bound_is_within_it(
    town: None, heads: int, rule: str | None, severity: str | None, limit: int | None
) -> None:
    for number in range(heads):
        add_person(PersonEntry(f"Ola {number}", unit_id=1))
    for status in ("leave", "ended"):
        add_person(PersonEntry(f"Per {status}", unit_id=1, status=status))
    shown = [one for one in flags(as_of(DAY, RULES_OF_TOWN)) if one.rule.startswith("span")]
    expected = [(rule, severity, heads, limit, "Kari", "Nordvik")] if rule else []
    assert [
        (one.rule, one.severity, one.value, one.limit, one.name, one.unit) for one in shown
    ] == expected


def test_an_overdue_dialogue_tells_the_day_that_has_passed(town: None) -> None:
    at = as_of(AUTUMN, RULES_OF_TOWN)
    assert at.round
    assert [one.day for one in found("dialogue-not-planned", AUTUMN)] == [date(2027, 10, 25)]
    assert [one.day for one in found("dialogue-overdue", PAST_DEADLINE)] == [date(2027, 10, 25)]
    late = at.round.ends_on
    dialogue.plan(Plan(at.round.id, 1, late), RULES_OF_TOWN)
    assert found("dialogue-not-planned", AUTUMN) == found("dialogue-overdue", late) == []
    assert [one.day for one in found("dialogue-overdue", late + timedelta(1))] == [late]
    # Planned for later than it may be: what has passed is the milestone.
    dialogue.plan(Plan(at.round.id, 1, date(2027, 11, 20)), RULES_OF_TOWN)
    overdue = flags(replace(at, today=PAST_DEADLINE), Scope("dialogue-overdue"))
    assert [one.day for one in overdue] == [date(2027, 10, 25)]
    dialogue.hold(1, at.round.id, PAST_DEADLINE, RULES_OF_TOWN)
    assert flags(replace(at, today=PAST_DEADLINE), Scope("dialogue-overdue")) == []


def test_staff_without_goals_are_counted_among_all(town: None) -> None:
    assert found("staff-without-goals") == []
    for name in ("Ola", "Liv", "Per"):
        add_person(PersonEntry(name, unit_id=1))
    add_goal(GoalEntry(2027, "Hans", person_id=2))
    add_goal(GoalEntry(2026 + 1, "Droppet", person_id=3, state="dropped"))
    [flag] = found("staff-without-goals")
    assert (flag.value, flag.limit, flag.name) == (2, 3, "Kari")
    add_goal(GoalEntry(2027, "Hennes", person_id=3, state="closed"))
    edit_person(4, 0, PersonEntry("Per", unit_id=1, status="leave"))
    assert found("staff-without-goals") == []


def test_a_unit_is_vacant_without_somebody_who_still_works_here(town: None) -> None:
    below = add_unit(UnitEntry("Oppvekst", parent_id=1))
    assert [one.unit_id for one in found("vacant-unit")] == [below]
    edit_person(1, 0, replace(person_card(1).entry, status="leave"))
    assert [one.unit_id for one in found("vacant-unit")] == [below]
    edit_person(1, 1, replace(person_card(1).entry, status="ended"))
    assert [one.unit_id for one in found("vacant-unit")] == [1, below]
    somebody = add_person(PersonEntry("Liv"))
    for number in (1, below):
        card = unit_card(number)
        edit_unit(number, card.revision, replace(card.entry, leader_id=somebody))
    assert found("vacant-unit") == []


def test_who_has_no_superior_is_flagged_but_for_the_leader_at_the_top(town: None) -> None:
    assert found("no-superior") == []
    loose = add_person(PersonEntry("Ola", "2"))
    [flag] = found("no-superior")
    assert (flag.person_id, flag.employee_no, flag.severity) == (loose, "2", "severe")
    edit_person(loose, 0, PersonEntry("Ola", "2", unit_id=1))
    assert found("no-superior") == []
    edit_person(loose, 1, PersonEntry("Ola", "2", status="ended"))
    assert found("no-superior") == []


def test_flags_are_given_by_rule_unit_and_person(town: None) -> None:
    below = add_unit(UnitEntry("Oppvekst", parent_id=1))
    school = add_unit(UnitEntry("Skolen", parent_id=below))
    at: AsOf = as_of(DAY, RULES_OF_TOWN)
    everything = flags(at)
    assert {one.key for one in everything} == {
        "vacant-unit/2///",
        "vacant-unit/3///",
        "span-under/1/1//",
        "dialogue-not-planned/1/1//",
        "agreement-missing/1/1//",
    }
    assert {one.unit_id for one in flags(at, Scope(unit_id=below))} == {below, school}
    assert flags(at, Scope(unit_id=1)) == everything
    assert {one.person_id for one in flags(at, Scope(person_id=1))} == {1}
    assert flags(at, Scope("vacant-unit", unit_id=school)) == [
        one for one in everything if one.unit_id == school
    ]


def test_the_towns_drawn_raise_every_rule_and_tell_each_flag_apart(database: Path) -> None:
    """Else the comparison with the rules worked out by hand would prove little."""
    ensure_year(2027, Rules())
    ensure_year(2026, Rules())
    rules = Rules(SpanLimit(lower=1, upper=1), span_of_kind={"skole": SpanLimit(severe=1)})
    raised: set[str] = set()

    @settings(some(40), database=None)
    @given(towns((DAY, PAST_DEADLINE)))
    def raise_some(drawn: DrawnTown) -> None:
        with connection.atomic() as transaction:
            drawn.store()
            shown = flags(as_of(drawn.today, rules))
            assert len({one.key for one in shown}) == len(shown)
            raised.update(one.rule for one in shown)
            transaction.rollback()

    for attempt in range(10):
        if raised != set(RULES):
            seed(attempt)(raise_some)()
    assert raised == set(RULES)
