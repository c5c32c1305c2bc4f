"""Every function that writes: one transaction, one journal entry, no text of notes."""

from __future__ import annotations

import inspect
import json
import os
import pwd
import re
import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import peewee
import pytest
from msgspec.structs import replace

from models import (
    agreement,
    appraisal,
    commitment,
    confirmation,
    dialogue,
    goal,
    journal,
    measurement,
    note,
    person,
    records,
    unit,
    year,
)
from models.agreement import AgreementEntry
from models.commitment import CommitmentEntry
from models.database import close_database, open_database, row, rows
from models.database import database as connection
from models.dialogue import Plan
from models.goal import GoalEntry
from models.measurement import MeasurementEntry
from models.person import PersonEntry
from models.problems import Problem, Problems
from models.rules import Rules
from models.undoing import undo
from models.unit import UnitEntry
from tests.models.somebody_else import somebody_else

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MODULES = (
    *(unit, person, year, dialogue, note, goal, measurement, commitment),
    *(agreement, appraisal, confirmation),
)
RULES = Rules()
DAY = date(2027, 3, 10)
CANARY = "KANARIFUGL"


@dataclass
class Place:
    """A database with one of each: numbers of what is in it."""

    unit: int
    person: int
    empty_unit: int
    idle_person: int
    round: int
    goal: int
    measurement: int
    dialogue: int
    commitment: int
    topic: note.TopicNote

    def revision(self, table: str, number: int) -> int:
        found = row(f"SELECT revision FROM {table} WHERE id = ?", (number,))
        assert found
        return int(found[0])

    def note(self) -> note.TopicNote:
        return note.topics_of(self.dialogue)[0]


def furnish() -> Place:
    year.ensure_year(2027, RULES)
    top = unit.add_unit(UnitEntry("Nordvik", "1000"))
    somebody = person.add_person(PersonEntry("Kari", "77", unit_id=top))
    found = year.current_round(DAY)
    assert found
    target = goal.add_goal(GoalEntry(2027, "Fravær", unit_id=top))
    talk = dialogue.plan(Plan(found.id, somebody, DAY), RULES)
    return Place(
        top,
        somebody,
        unit.add_unit(UnitEntry("Tom", parent_id=top)),
        person.add_person(PersonEntry("Ola", "78")),
        found.id,
        target,
        measurement.add_measurement(MeasurementEntry(target, DAY, Decimal("8.3"))),
        talk,
        commitment.add_commitment(CommitmentEntry(2027, somebody, "superior", "Ny PC")),
        note.topics_of(talk)[0],
    )


@pytest.fixture(scope="module")
def furnished(database_made: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Place]:
    path = tmp_path_factory.mktemp("furnished") / "x.db"
    shutil.copy(database_made, path)
    open_database(path)
    made = furnish()
    close_database()
    return path, made


@pytest.fixture
def place(furnished: tuple[Path, Place], tmp_path: Path) -> Iterator[Place]:
    path, made = furnished
    shutil.copy(path, tmp_path / "x.db")
    open_database(tmp_path / "x.db")
    yield made
    close_database()


def measured(place: Place, value: str) -> MeasurementEntry:
    return MeasurementEntry(place.goal, DAY + timedelta(days=1), Decimal(value))


def with_note(place: Place) -> note.TopicNote:
    note.write_note(place.topic, CANARY, DAY)
    return place.note()


Write = tuple["Callable[[Place], Any]", "Callable[[Place, Any], Any]"]


def write(
    do: Callable[[Place, Any], Any], before: Callable[[Place], Any] = lambda place: None
) -> Write:
    """What is called, and what has to be there first."""
    return before, do


def agreed(place: Place) -> int:
    return agreement.add_agreement(AgreementEntry(place.person, "Mål"))


def appraised(place: Place) -> int:
    appraisal.record_appraisals([place.person], 2027, DAY, DAY)
    found = appraisal.appraisal_of(place.person, 2027)
    assert found
    return found[0]


def confirmed(place: Place) -> int:
    dialogue.hold(place.person, place.round, DAY, RULES)
    confirmation.confirm(place.dialogue, 1, confirmation.SIDES, DAY)
    return place.dialogue


WRITES: dict[str, Write] = {
    "add_agreement": write(lambda p, _: agreed(p)),
    "edit_agreement": write(
        lambda p, n: agreement.edit_agreement(n, 0, AgreementEntry(p.person, "Mer")), agreed
    ),
    "remove_agreement": write(lambda p, n: agreement.remove_agreement(n), agreed),
    "record_appraisals": write(lambda p, _: appraised(p)),
    "remove_appraisal": write(lambda p, n: appraisal.remove_appraisal(n), appraised),
    "add_unit": write(lambda p, _: unit.add_unit(UnitEntry("Ny"))),
    "edit_unit": write(lambda p, _: unit.edit_unit(p.unit, 0, UnitEntry("Nord", "1000"))),
    "remove_unit": write(lambda p, _: unit.remove_unit(p.empty_unit)),
    "add_person": write(lambda p, _: person.add_person(PersonEntry("Liv"))),
    "edit_person": write(lambda p, _: person.edit_person(p.person, 0, PersonEntry("Karin"))),
    "remove_person": write(lambda p, _: person.remove_person(p.idle_person)),
    "ensure_year": write(lambda p, _: year.ensure_year(2028, RULES)),
    "plan": write(lambda p, _: dialogue.plan(Plan(p.round, p.idle_person, DAY), RULES)),
    "hold": write(lambda p, _: dialogue.hold(p.idle_person, p.round, DAY, RULES)),
    "exempt": write(lambda p, _: dialogue.exempt(p.idle_person, p.round, "permisjon", RULES)),
    "confirm": write(
        lambda p, n: confirmation.confirm(p.dialogue, 1, confirmation.SIDES, DAY),
        lambda p: dialogue.hold(p.person, p.round, DAY, RULES),
    ),
    "confirm_all": write(
        lambda p, n: confirmation.confirm_all(
            [dialogue.dialogue_card(p.dialogue, DAY)], confirmation.SIDES, DAY
        ),
        lambda p: dialogue.hold(p.person, p.round, DAY, RULES),
    ),
    "reopen": write(lambda p, n: confirmation.reopen(n, 2), lambda p: confirmed(p)),
    "reopen_all": write(
        lambda p, n: confirmation.reopen_all([dialogue.dialogue_card(n, DAY)]),
        lambda p: confirmed(p),
    ),
    "ensure_dialogue": write(lambda p, _: dialogue.ensure_dialogue(p.idle_person, p.round, RULES)),
    "cancel": write(lambda p, _: dialogue.cancel(p.dialogue, 0, "syk")),
    "edit_dialogue": write(lambda p, _: dialogue.edit_dialogue(p.dialogue, 0, {"place": "B2"})),
    "remove_dialogue": write(lambda p, _: dialogue.remove_dialogue(p.dialogue)),
    "write_note": write(lambda p, _: note.write_note(p.topic, CANARY, DAY)),
    "remove_note": write(lambda p, n: note.remove_note(n.note_id), with_note),
    "add_goal": write(lambda p, _: goal.add_goal(GoalEntry(2027, "Nytt"))),
    "edit_goal": write(lambda p, _: goal.edit_goal(p.goal, 0, GoalEntry(2027, "Sykefravær"))),
    "remove_goal": write(lambda p, _: goal.remove_goal(p.goal)),
    "add_measurement": write(lambda p, _: measurement.add_measurement(measured(p, "7.2"))),
    "edit_measurement": write(
        lambda p, _: measurement.edit_measurement(p.measurement, 0, measured(p, "9.6"))
    ),
    "remove_measurement": write(lambda p, _: measurement.remove_measurement(p.measurement)),
    "add_commitment": write(
        lambda p, _: commitment.add_commitment(CommitmentEntry(2027, p.person, "subject", "Kurs"))
    ),
    "edit_commitment": write(
        lambda p, _: commitment.edit_commitment(
            p.commitment, 0, CommitmentEntry(2027, p.person, "superior", "Ny skjerm")
        )
    ),
    "settle_commitment": write(lambda p, _: commitment.settle_commitment(p.commitment, 0, DAY)),
    "drop_commitment": write(
        lambda p, _: commitment.drop_commitment(p.commitment, 0, "Ikke lenger aktuelt", DAY)
    ),
    "remove_commitment": write(lambda p, _: commitment.remove_commitment(p.commitment)),
}

MORE: dict[str, Write] = {
    "plan, moved": write(
        lambda p, _: dialogue.plan(Plan(p.round, p.person, DAY + timedelta(1)), RULES)
    ),
    "hold, planned": write(lambda p, _: dialogue.hold(p.person, p.round, DAY, RULES)),
    "exempt, planned": write(lambda p, _: dialogue.exempt(p.person, p.round, "syk", RULES)),
    "write_note, changed": write(
        lambda p, n: note.write_note(n, f"{CANARY} 2", DAY + timedelta(1)), with_note
    ),
    "write_note, emptied": write(lambda p, n: note.write_note(n, " ", DAY), with_note),
}


def public_writers() -> set[str]:
    """Functions of the models that write, found by what they call."""
    return {
        name
        for module in MODULES
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and re.search(r"\b(records\.\w+|_add|writing|remove_note)\(", inspect.getsource(function))
    }


def test_every_function_that_writes_is_tried_here() -> None:
    assert public_writers() == set(WRITES)


@pytest.mark.parametrize("name", [*WRITES, *MORE])
def test_a_write_is_one_entry_by_whom_and_when(
    place: Place, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "somebody-else")
    monkeypatch.setenv("USER", "somebody-else")
    before, do = (WRITES | MORE)[name]
    made = before(place)
    there = rows("SELECT * FROM journal")
    do(place, made)
    now = rows("SELECT * FROM journal")
    assert now[: len(there)] == there
    assert len(now) == len(there) + 1
    entry = journal.entries()[0]
    assert entry.who == pwd.getpwuid(os.getuid()).pw_name
    assert abs((datetime.now(UTC) - entry.at).total_seconds()) < 10
    assert entry.action.startswith(f"{entry.kind}.")
    # A year goes by its own number, everything else by its table's.
    key = "number" if entry.kind == "year" else "id"
    assert row(f"SELECT 1 FROM {entry.kind.replace('-', '_')} WHERE {key} = ?", (entry.record_id,))
    assert journal.entries(entry.kind, entry.record_id)[0] == entry


def test_no_text_of_a_note_comes_into_the_journal(place: Place) -> None:
    note.write_note(place.topic, f"{CANARY} én", DAY)
    first = place.note()
    note.write_note(first, f"{CANARY} to", DAY + timedelta(1))
    number = place.note().note_id
    assert number is not None
    note.remove_note(number)
    undo()
    dialogue.remove_dialogue(place.dialogue)
    assert place.note().text == f"{CANARY} to"
    everything = json.dumps(rows("SELECT * FROM journal"), ensure_ascii=False)
    assert CANARY not in everything
    actions = [one.action for one in journal.entries("note", number)]
    assert actions == ["note.undo", "note.remove", "note.edit", "note.add"]


def test_an_entry_tells_before_and_after(place: Place) -> None:
    goal.edit_goal(
        place.goal, 0, GoalEntry(2027, "Fravær", unit_id=place.unit, target=Decimal("7.5"), due=DAY)
    )
    entry = journal.entries()[0]
    assert entry.action == "goal.edit"
    assert entry.changes == {"target": [None, "7.5"], "due": [None, "2027-03-10"]}
    added = journal.entries("person", place.idle_person)[-1]
    assert added.changes["name"] == [None, "Ola"]
    assert added.changes["fte"] == [None, "100"]
    assert "unit_id" not in added.changes


@pytest.mark.parametrize("change", ["who = 'x'", "at = '2000-01-01'", "changes = '{}'"])
def test_the_journal_is_not_rewritten(place: Place, change: str) -> None:
    before = rows("SELECT * FROM journal")
    with pytest.raises(peewee.IntegrityError, match="not rewritten"):
        connection.execute_sql(f"UPDATE journal SET {change}")
    assert rows("SELECT * FROM journal") == before


def edits(place: Place) -> dict[str, tuple[int, Callable[[int], Any]]]:
    """Table → the number of a record, and an edit of it as somebody sees it at a revision."""
    with_text = with_note(place)
    return {
        "unit": (place.unit, lambda r: unit.edit_unit(place.unit, r, UnitEntry("Nord"))),
        "person": (
            place.person,
            lambda r: person.edit_person(place.person, r, PersonEntry("Karin")),
        ),
        "goal": (place.goal, lambda r: goal.edit_goal(place.goal, r, GoalEntry(2027, "X"))),
        "measurement": (
            place.measurement,
            lambda r: measurement.edit_measurement(place.measurement, r, measured(place, "1")),
        ),
        "dialogue": (
            place.dialogue,
            lambda r: dialogue.edit_dialogue(place.dialogue, r, {"place": "B2"}),
        ),
        "commitment": (
            place.commitment,
            lambda r: commitment.settle_commitment(place.commitment, r, DAY),
        ),
        "note": (
            with_text.note_id or 0,
            lambda r: note.write_note(replace(with_text, revision=r), "Nytt", DAY),
        ),
    }


TABLES = ("unit", "person", "goal", "measurement", "dialogue", "commitment", "note")


@pytest.mark.parametrize("table", TABLES)
def test_an_edit_counts_up_and_refuses_who_has_seen_less(place: Place, table: str) -> None:
    number, edit = edits(place)[table]
    assert edit(0) in {True, None}
    assert place.revision(table, number) == 1
    entries = len(rows("SELECT * FROM journal"))
    before = rows(f"SELECT * FROM {table}")
    for stale in (0, 2):
        with pytest.raises(Problem) as raised:
            edit(stale)
        assert raised.value.code == "changed-meanwhile"
        assert raised.value.facts == {"kind": table}
    # The same once more differs in nothing: no entry, no revision.
    assert edit(1) in {False, None}
    assert rows(f"SELECT * FROM {table}") == before
    assert len(rows("SELECT * FROM journal")) == entries


@pytest.mark.parametrize("table", TABLES)
def test_what_somebody_has_removed_is_not_edited_and_comes_back_whole(
    place: Place, table: str
) -> None:
    number, edit = edits(place)[table]
    model = {
        "unit": unit.Unit,
        "person": person.Person,
        "goal": goal.Goal,
        "measurement": measurement.Measurement,
        "dialogue": dialogue.Dialogue,
        "commitment": commitment.Commitment,
        "note": note.Note,
    }[table]
    before = row(f"SELECT * FROM {table} WHERE id = ?", (number,))
    records.remove(model, number)
    for revision in (0, 1):
        with pytest.raises(Problem) as raised:
            edit(revision)
        assert (raised.value.code, raised.value.facts) == ("removed-meanwhile", {"kind": table})
    with pytest.raises(Problem, match="removed-meanwhile"):
        records.remove(model, number)
    undo()
    after = row(f"SELECT * FROM {table} WHERE id = ?", (number,))
    assert before
    assert after
    assert place.revision(table, number) == 2
    columns = [column[1] for column in rows(f"PRAGMA table_info({table})")]
    at = columns.index("revision")
    assert after[:at] + after[at + 1 :] == before[:at] + before[at + 1 :]


def test_a_note_is_not_emptied_over_what_somebody_else_wrote(place: Place) -> None:
    seen = with_note(place)
    note.write_note(seen, "Skrevet av en annen", DAY)
    with pytest.raises(Problem, match="changed-meanwhile"):
        note.write_note(seen, "", DAY)
    assert place.note().text == "Skrevet av en annen"
    note.write_note(place.note(), "", DAY)
    assert (place.note().note_id, place.note().text) == (None, "")


def test_two_who_begin_the_same_note_do_not_overwrite_each_other(place: Place) -> None:
    note.write_note(place.topic, "Først", DAY)
    with pytest.raises(Problem, match="already-there"):
        note.write_note(place.topic, "Så", DAY)
    assert place.note().text == "Først"


def test_a_refused_check_undoes_the_write(place: Place) -> None:
    def check() -> None:
        raise Problem("no")

    before = [rows("SELECT * FROM unit"), rows("SELECT * FROM journal")]
    values = {"name": "Ny", "sort_key": "ny", "search": "ny"}
    for attempt in (
        lambda: records.add(unit.Unit, values, check),
        lambda: records.edit(unit.Unit, place.unit, 0, {"name": "Ny"}, check),
        lambda: records.remove(unit.Unit, place.empty_unit, check),
    ):
        with pytest.raises(Problem, match="no"):
            attempt()
        assert [rows("SELECT * FROM unit"), rows("SELECT * FROM journal")] == before


def test_a_unit_in_use_stays(place: Place) -> None:
    with pytest.raises(Problem) as raised:
        unit.remove_unit(place.unit)
    assert (raised.value.code, raised.value.facts) == ("unit-in-use", {"people": 1, "units": 1})
    person.edit_person(place.person, 0, PersonEntry("Kari", status="ended", unit_id=place.unit))
    unit.remove_unit(place.empty_unit)
    unit.remove_unit(place.unit)
    # Who has ended may stay where they were, and still be corrected.
    person.edit_person(place.person, 1, PersonEntry("Karin", status="ended", unit_id=place.unit))


def test_nothing_goes_under_a_unit_that_is_gone_until_it_is_back(place: Place) -> None:
    below = unit.add_unit(UnitEntry("Under", parent_id=place.empty_unit))
    inside = person.add_person(PersonEntry("Liv", unit_id=place.empty_unit))
    unit.remove_unit(below)
    person.remove_person(inside)
    unit.remove_unit(place.empty_unit)
    for attempt, field in (
        (lambda: unit.add_unit(UnitEntry("X", parent_id=place.empty_unit)), "parent_id"),
        (lambda: person.add_person(PersonEntry("X", unit_id=place.empty_unit)), "unit_id"),
        (
            lambda: person.edit_person(
                place.person, 0, PersonEntry("Kari", unit_id=place.empty_unit)
            ),
            "unit_id",
        ),
        (lambda: person.add_person(PersonEntry("X", superior_id=inside)), "superior_id"),
    ):
        with pytest.raises(Problem) as raised:
            attempt()
        assert (raised.value.code, raised.value.field) == ("removed-meanwhile", field)
    for _removal in range(3):
        undo()
    assert person.person_card(inside).unit_name == "Tom"


def test_who_leads_somebody_stays(place: Place) -> None:
    led = person.add_person(PersonEntry("Liv", superior_id=place.person))
    unit.edit_unit(place.unit, 0, UnitEntry("Nordvik", "1000", leader_id=place.person))
    with pytest.raises(Problem) as raised:
        person.remove_person(place.person)
    assert (raised.value.code, raised.value.facts) == ("person-leads", {"count": 2})
    person.remove_person(led)
    with pytest.raises(Problem, match="person-leads"):
        person.remove_person(place.person)
    unit.edit_unit(place.unit, 1, UnitEntry("Nordvik", "1000"))
    person.remove_person(place.person)


def test_codes_and_numbers_are_free_again_after_a_removal(place: Place) -> None:
    with pytest.raises(Problem, match="already-there"):
        person.add_person(PersonEntry("En annen", "78"))
    person.remove_person(place.idle_person)
    with somebody_else():
        person.add_person(PersonEntry("En annen", "78"))
    with pytest.raises(Problem, match="already-there"):
        undo()
    with pytest.raises(Problem, match="already-there"):
        unit.add_unit(UnitEntry("En annen", "1000"))


@pytest.mark.parametrize(
    ("attempt", "wrong"),
    [
        (lambda: unit.add_unit(UnitEntry(" ")), [("field-empty", "name")]),
        (
            lambda: person.add_person(PersonEntry("", fte=Decimal(101), status="borte")),
            [("field-empty", "name"), ("fte-range", "fte"), ("choice-unknown", "status")],
        ),
        (
            lambda: goal.add_goal(GoalEntry(2027, "", band=Decimal(-1), weight=101)),
            [("field-empty", "title"), ("band-negative", "band"), ("weight-range", "weight")],
        ),
        (
            lambda: commitment.add_commitment(
                CommitmentEntry(2027, 1, "begge", "", state="dropped", dropped_because=" ")
            ),
            [
                ("field-empty", "text"),
                ("choice-unknown", "side"),
                ("reason-missing", "dropped_because"),
            ],
        ),
        (lambda: dialogue.plan(Plan(1, 1, None), RULES), [("field-empty", "planned_on")]),
        (lambda: dialogue.exempt(1, 1, " ", RULES), [("reason-missing", "reason")]),
        (lambda: dialogue.cancel(1, 0, ""), [("reason-missing", "reason")]),
    ],
)
def test_all_that_is_wrong_with_an_entry_is_told_at_once(
    place: Place, attempt: Callable[[], Any], wrong: list[tuple[str, str]]
) -> None:
    before = rows("SELECT * FROM journal")
    with pytest.raises(Problems) as raised:
        attempt()
    assert [(one.code, one.field) for one in raised.value.problems] == wrong
    assert rows("SELECT * FROM journal") == before


def test_a_record_is_shown_without_what_it_is_about(place: Place) -> None:
    """A traceback with its values in it would show them."""
    assert repr(person.Person.get_by_id(place.person)) == f"<Person: {place.person}>"
