"""The one table of columns against DESIGN §5, and against itself."""

from __future__ import annotations

from collections import defaultdict

import pytest

from models.transfer.columns.choices import RULE, Choices
from models.transfer.columns.column import Kind
from models.transfer.columns.table import COLUMNS, EXPORTS, IMPORTS, is_known
from models.transfer.importing.matching import match

EXPECTED = {
    "units": "unit_code, unit, unit_kind, parent_unit_code, leader_no, leader_name, staff, "
    "leaders, leaders_held, staff_with_goals, flags",
    "people": "employee_no, name, email, title, fte, status, unit_code, unit, leader_no, "
    "leader_name, is_leader, goals, goals_in_line, dialogue_status, held_on",
    "leaders": "employee_no, name, unit_code, unit, level, leader_no, leader_name, conductor_name, "
    "dialogue_status, planned_at, held_on, span_heads, span_fte, span_limit, span_flag, "
    "staff_with_goals, staff_without_goals, goals, goals_met, open_commitments, "
    "overdue_commitments, agreement_until, flags",
    "dialogues": "year, round, level, employee_no, name, leader_no, leader_name, conductor_name, "
    "dialogue_status, planned_at, held_on, agreed_on",
    "goals": "year, owner_kind, owner_no, owner, goal, kind, indicator, measure, direction, "
    "baseline, target, actual, progress, met, adopted_by, adopted_on, serves, meaning",
    "commitments": "year, side, owner_no, owner_name, text, due, state, overdue",
    "flags": "rule, severity, unit_code, unit, employee_no, name, value, limit, text",
    "years": "year, owner_kind, owner_no, owner, dialogues_held, dialogues, goals_met, "
    "measurable_goals, staff_with_goals, staff, span_heads, commitments_kept, commitments",
}
FIELDS = {
    "people": "employee_no name given_name family_name email title fte status unit_code unit "
    "unit_kind parent_unit_code parent_unit leader_no leader_name",
    "goals": "goal_code goal goal_kind indicator measure direction baseline target band year "
    "unit_code unit adopted_by case_no adopted_on",
    "measurements": "goal_code measured_on value",
}
PAIRS = {frozenset(("employee_no", "name")), frozenset(("leader_no", "leader_name"))}
READ_AS = {"units": "people", "people": "people", "leaders": "people", "goals": "goals"}


def test_the_machine_headings_are_those_of_the_design() -> None:
    assert {name: ", ".join(c.name for c in table.columns) for name, table in EXPORTS.items()} == (
        EXPECTED
    )


@pytest.mark.parametrize("kind", FIELDS)
def test_the_import_fields_are_those_of_the_design(kind: str) -> None:
    assert [c.name for c in IMPORTS[kind]][: len(FIELDS[kind].split())] == FIELDS[kind].split()


@pytest.mark.parametrize("kind", IMPORTS)
def test_a_heading_names_one_field_but_for_numbers_and_names(kind: str) -> None:
    fields = defaultdict(set)
    for column in IMPORTS[kind]:
        for heading in column.headings:
            fields[heading].add(column.name)
    shared = {frozenset(names) for names in fields.values() if len(names) > 1}
    assert shared <= PAIRS


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("language", ["nb", "en"])
def test_no_two_columns_of_an_export_have_the_same_words(name: str, language: str) -> None:
    words = [column.words[language] for column in EXPORTS[name].columns]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("name", READ_AS)
@pytest.mark.parametrize("style", ["machine", "nb", "en"])
def test_the_headings_of_an_export_come_back_as_the_same_fields(name: str, style: str) -> None:
    columns = EXPORTS[name].columns
    headings = [c.name if style == "machine" else c.words[style] for c in columns]
    fields = IMPORTS[READ_AS[name]]
    found = match(headings, fields)
    known = {field.name for field in fields}
    expected = {
        "goal_kind" if column.name == "kind" else column.name: place
        for place, column in enumerate(columns)
        if column.name in known or column.name == "kind"
    }
    assert found.columns == expected
    assert not found.ambiguous


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("ANSATTNUMMER", "employee_no"),
        ("Ansatt-ID", "employee_no"),
        ("Resource ID", "employee_no"),
        ("St.%", "fte"),
        ("Stilling %", "fte"),
        ("Årsverk", "fte"),
        ("Stilling", "title"),
        ("Nærmeste leder nr.", "leader_no"),
        ("naermeste leder nr", "leader_no"),
        ("Leders ansattnummer", "leader_no"),
        ("Manager's name", "leader_name"),
        ("\ufeffTjenestested", "unit"),
        ("Department", "unit"),
        ("Kostnadssted", "unit_code"),
        ("Sektor", "parent_unit"),
        ("E-postadresse", "email"),
        ("ETTERNAVN", "family_name"),
    ],
)
def test_headings_of_hr_systems_are_known(heading: str, field: str) -> None:
    assert match([heading], IMPORTS["people"]).columns == {field: 0}
    assert is_known(heading)


def test_every_vocabulary_knows_its_own_words_in_both_languages() -> None:
    vocabularies: list[Choices] = [c.choices for c in COLUMNS.values() if c.choices]
    assert len(vocabularies) >= 10
    for choices in vocabularies:
        for choice in choices.members:
            assert choices.recognised[choice.machine.replace("-", "")] == choice.machine
        words = {(w, text) for c in choices.members for w, text in c.words.items()}
        assert len(words) == 2 * len(choices.members)
        spoken = [word for c in choices.members for word in (*c.words.values(), *c.aliases)]
        for word in spoken:
            owners = [c.machine for c in choices.members if word in (*c.words.values(), *c.aliases)]
            assert len(set(owners)) == 1, word


def test_all_eighteen_rules_have_words() -> None:
    assert len(RULE.members) == 18


def test_kinds_with_a_vocabulary_have_one() -> None:
    assert {c.name for c in COLUMNS.values() if (c.kind in (Kind.CHOICE, Kind.FLAG))} == {
        c.name for c in COLUMNS.values() if c.choices
    }
