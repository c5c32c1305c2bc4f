"""Dialogues: status from facts alone, planning, holding, confirming, agenda, notes."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from models import dialogue, note
from models.confirmation import confirm
from models.database import rows
from models.derived import as_of
from models.dialogue import (
    Plan,
    dialogue_card,
    dialogues_of,
)
from models.dialogues import dialogues
from models.goal import GoalEntry, add_goal, edit_goal
from models.note import topics_of
from models.person import PersonEntry, add_person, edit_person
from models.problems import Problem, Problems
from models.rules import DEFAULT_AGENDA, SHORT_AGENDA, Rules
from models.undoing import undo
from models.unit import UnitEntry, add_unit
from models.year import all_rounds, ensure_year
from tests.models.somebody_else import somebody_else

if TYPE_CHECKING:
    from pathlib import Path

RULES = Rules()
DAY = date(2027, 3, 10)
DEADLINE = date(2027, 10, 25)


@pytest.fixture
def rounds(database: Path) -> dict[str, int]:
    """The rounds of 2027 by code; Kari (1) leads the top, Ola (2) under her, Liv (3) is staff."""
    ensure_year(2027, RULES)
    add_person(PersonEntry("Kari"))
    top = add_unit(UnitEntry("Nordvik", leader_id=1))
    add_person(PersonEntry("Ola", unit_id=top))
    below = add_unit(UnitEntry("Oppvekst", parent_id=top, leader_id=2))
    add_person(PersonEntry("Liv", unit_id=below))
    return {one.code: one.id for one in all_rounds()}


FACTS = tuple(product((None, DAY), (None, DAY), (None, "", "permisjon"), (None, "a", "b", "ab")))
"""Planned on, held on, exempt because, confirmed by which side."""


def expected(
    planned: date | None, held: date | None, exempt: str | None, sides: str, late: bool, today: date
) -> str:
    if sides == "ab":
        return "agreed"
    if held:
        return "held"
    if exempt is not None:
        return "exempt"
    if late or (planned and planned < today):
        return "overdue"
    return "planned" if planned else "not-planned"


@pytest.mark.parametrize("code", ["winter", "autumn"])
def test_status_follows_from_the_facts_and_the_day(rounds: dict[str, int], code: str) -> None:
    days = (DAY - timedelta(1), DAY, DAY + timedelta(1), DEADLINE, DEADLINE + timedelta(1))
    for planned, held, exempt, sides in FACTS:
        if sides and not held:
            continue
        values = {
            "planned_on": planned,
            "held_on": held,
            "exempt_because": exempt,
        }
        number = dialogue._add({"round_id": rounds[code], "person_id": 2, **values}, "plan", RULES)
        confirmed = {
            "superior_confirmed_on": held if sides and "a" in sides else None,
            "subject_confirmed_on": held if sides and "b" in sides else None,
        }
        dialogue.edit_dialogue(number, 0, values | confirmed)
        for today in days:
            late = code == "autumn" and today > DEADLINE
            wanted = expected(planned, held, exempt, sides or "", late, today)
            assert dialogue_card(number, today).status == wanted
            assert dialogues_of(2, today)[0].status == wanted
        reopened = dict.fromkeys(confirmed)
        dialogue.edit_dialogue(number, dialogue_card(number, DAY).revision, values | reopened)
        dialogue.remove_dialogue(number)


def test_a_called_off_dialogue_is_not_planned_again(rounds: dict[str, int]) -> None:
    number = dialogue.plan(Plan(rounds["autumn"], 2, DAY, "10:00", place="B2"), RULES)
    dialogue.cancel(number, 0, "Ola er syk")
    card = dialogue_card(number, DAY)
    assert (card.status, card.planned_on, card.planned_time) == ("not-planned", None, None)
    assert card.cancelled_because == "Ola er syk"
    assert dialogue_card(number, DEADLINE + timedelta(1)).status == "overdue"
    assert dialogue.plan(Plan(rounds["autumn"], 2, DAY), RULES) == number
    card = dialogue_card(number, DAY)
    assert (card.status, card.cancelled_because) == ("planned", None)


def test_only_the_levels_of_the_round_are_asked(rounds: dict[str, int]) -> None:
    at = as_of(DAY, RULES)
    assert {(one.person_id, one.level, one.status) for one in dialogues(at)} == {
        (1, 1, "not-planned"),
        (2, 2, "not-planned"),
    }
    number = dialogue.hold(3, rounds["winter"], DAY, RULES)
    found = {one.person_id: (one.id, one.level, one.status) for one in dialogues(at)}
    assert found[3] == (number, 4, "held")


def test_superior_and_conductor_come_from_the_lines(rounds: dict[str, int]) -> None:
    number = dialogue.plan(Plan(rounds["winter"], 3, DAY), RULES)
    card = dialogue_card(number, DAY)
    assert (card.superior_name, card.conductor_name) == ("Ola", "Ola")
    dialogue.plan(Plan(rounds["winter"], 3, DAY + timedelta(1), conductor_id=1), RULES)
    card = dialogue_card(number, DAY)
    assert (card.superior_name, card.conductor_name, card.revision) == ("Ola", "Kari", 1)
    # History keeps the superior of its day.
    edit_person(3, 0, PersonEntry("Liv", superior_id=1))
    assert dialogue_card(number, DAY).superior_name == "Ola"
    top = dialogue.plan(Plan(rounds["winter"], 1, DAY), RULES)
    assert dialogue_card(top, DAY).superior_id is None


def test_one_dialogue_a_round_and_person(rounds: dict[str, int]) -> None:
    numbers = {
        dialogue.plan(Plan(rounds["winter"], 2, DAY), RULES),
        dialogue.exempt(2, rounds["winter"], "permisjon", RULES),
        dialogue.hold(2, rounds["winter"], DAY, RULES),
        dialogue.exempt(2, rounds["winter"], "angret", RULES),
    }
    assert len(numbers) == 1
    assert dialogue.plan(Plan(rounds["autumn"], 2, DAY), RULES) not in numbers
    assert [one.round_code for one in dialogues_of(2, DAY)] == ["autumn", "winter"]
    [number] = numbers
    dialogue.remove_dialogue(number)
    with somebody_else():
        assert dialogue.hold(2, rounds["winter"], DAY, RULES) != number
    with pytest.raises(Problem, match="already-there"):
        undo()


def test_what_was_held_is_not_planned(rounds: dict[str, int]) -> None:
    dialogue.hold(2, rounds["winter"], DAY, RULES)
    with pytest.raises(Problem) as raised:
        dialogue.plan(Plan(rounds["winter"], 2, DAY + timedelta(1)), RULES)
    assert (raised.value.code, raised.value.facts) == ("dialogue-held-already", {"day": DAY})


def test_holding_ends_exemption_and_cancellation(rounds: dict[str, int]) -> None:
    number = dialogue.exempt(2, rounds["winter"], "permisjon", RULES)
    dialogue.hold(2, rounds["winter"], DAY, RULES)
    card = dialogue_card(number, DAY)
    assert (card.status, card.exempt_because, card.held_on) == ("held", None, DAY)


def test_agreed_needs_both_sides_and_a_dialogue_that_was_held(rounds: dict[str, int]) -> None:
    number = dialogue.plan(Plan(rounds["winter"], 2, DAY), RULES)
    with pytest.raises(Problem, match="not-held-yet"):
        confirm(number, 0, ["superior"], DAY)
    dialogue.hold(2, rounds["winter"], DAY, RULES)
    confirm(number, 1, ["superior"], DAY)
    assert dialogue_card(number, DAY).status == "held"
    with pytest.raises(Problem, match="changed-meanwhile") as raised:
        confirm(number, 1, ["subject"], DAY)
    assert raised.value.__cause__ is None
    later = DAY + timedelta(2)
    confirm(number, 2, ["subject"], later)
    assert dialogue_card(number, DAY).status == "agreed"
    [row] = [one for one in dialogues(as_of(DAY, RULES)) if one.person_id == 2]
    assert (row.status, row.agreed_on) == ("agreed", later)
    with pytest.raises(Problems, match="not-held-yet"):
        dialogue.edit_dialogue(number, 3, {"held_on": None, "subject_confirmed_on": DAY})


MEASURED: dict[str, Any] = {
    "indicator": "fravær",
    "measure": "%",
    "baseline": Decimal("9.1"),
    "target": Decimal("7.5"),
    "due": DAY,
}


def agenda(person: int, round_id: int) -> tuple[str, ...]:
    number = dialogue.plan(Plan(round_id, person, DAY), RULES)
    found = tuple(one.title for one in topics_of(number))
    dialogue.remove_dialogue(number)
    return found


def test_the_agenda_is_shorter_without_a_measurable_goal(rounds: dict[str, int]) -> None:
    winter = rounds["winter"]
    assert agenda(2, winter) == SHORT_AGENDA
    goal = add_goal(GoalEntry(2027, "Fravær", person_id=2, **MEASURED | {"measure": " "}))
    assert agenda(2, winter) == SHORT_AGENDA
    edit_goal(goal, 0, GoalEntry(2027, "Fravær", person_id=2, state="dropped", **MEASURED))
    assert agenda(2, winter) == SHORT_AGENDA
    edit_goal(goal, 1, GoalEntry(2027, "Fravær", person_id=2, **MEASURED))
    assert agenda(2, winter) == DEFAULT_AGENDA
    assert agenda(1, winter) == SHORT_AGENDA
    # The goal of a unit is its leader's too.
    edit_goal(goal, 2, GoalEntry(2027, "Fravær", unit_id=1, **MEASURED))
    assert (agenda(1, winter), agenda(2, winter)) == (DEFAULT_AGENDA, SHORT_AGENDA)


def test_a_dialogue_keeps_the_agenda_it_was_made_with(rounds: dict[str, int]) -> None:
    own = Rules(agenda=("Økonomi",), short_agenda=("Trivsel", "Annet"))
    number = dialogue.plan(Plan(rounds["winter"], 2, DAY), own)
    dialogue.plan(Plan(rounds["winter"], 2, DAY + timedelta(1)), RULES)
    dialogue.hold(2, rounds["winter"], DAY, RULES)
    assert [one.title for one in topics_of(number)] == ["Trivsel", "Annet"]


def test_notes_stand_by_their_topics(rounds: dict[str, int]) -> None:
    number = dialogue.plan(Plan(rounds["winter"], 2, DAY), RULES)
    first, second, *_ = topics_of(number)
    note.write_note(second, "Gikk bra.\n[red]Ærlig[/]", DAY)
    note.write_note(first, "  ", DAY)
    found = topics_of(number)
    assert [one.text for one in found[:2]] == ["", "Gikk bra.\n[red]Ærlig[/]"]
    assert found[0].note_id is None
    note.write_note(found[1], "Gikk bedre.", DAY)
    assert rows("SELECT count(*) FROM note") == [(1,)]
    note.write_note(topics_of(number)[1], "", DAY)
    assert topics_of(number)[1].note_id is None


def test_a_removed_dialogue_is_in_no_list(rounds: dict[str, int]) -> None:
    number = dialogue.hold(2, rounds["winter"], DAY, RULES)
    dialogue.remove_dialogue(number)
    assert dialogues_of(2, DAY) == []
    with pytest.raises(Problem, match="removed-meanwhile"):
        dialogue_card(number, DAY)
    assert {one.status for one in dialogues(as_of(DAY, RULES))} == {"not-planned"}
    undo()
    assert [one.id for one in dialogues_of(2, DAY)] == [number]
