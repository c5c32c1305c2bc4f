"""Headings and fields: what is certain, what is ambiguous, and what the user says."""

from __future__ import annotations

import pytest

from models.problems import Problem
from models.transfer.columns.table import IMPORTS
from models.transfer.importing.arguments import check_values, parse_mapping, parse_values
from models.transfer.importing.matching import Ambiguity, match

PEOPLE = IMPORTS["people"]


def test_what_is_matched_missing_and_left_alone() -> None:
    found = match(["Ansattnr", "Navn", "", "Skostørrelse"], PEOPLE)
    assert found.columns == {"employee_no": 0, "name": 1}
    assert found.unmatched == ("Skostørrelse",)
    assert "unit" in found.missing
    assert not found.ambiguous


def test_two_headings_for_one_field_are_said_and_neither_is_taken() -> None:
    found = match(["Ansattnr", "Enhet", "Avdeling"], PEOPLE)
    assert found.ambiguous == (Ambiguity(("unit",), ("Enhet", "Avdeling")),)
    assert "unit" in found.missing


def test_a_machine_heading_goes_before_words() -> None:
    assert match(["Avdeling", "unit"], PEOPLE).columns == {"unit": 1}


def test_a_leader_beside_the_leaders_number_is_a_name() -> None:
    found = match(["Leder", "Ledernr"], PEOPLE)
    assert found.columns == {"leader_no": 1, "leader_name": 0}


@pytest.mark.parametrize(
    ("cells", "columns"),
    [
        (["17", "a23", ""], {"leader_no": 0}),
        (["Berg, Liv", "Ola Hansen"], {"leader_name": 0}),
    ],
)
def test_the_cells_tell_numbers_from_names(cells: list[str], columns: dict[str, int]) -> None:
    assert match(["Leder"], PEOPLE, sample=[[cell] for cell in cells]).columns == columns


@pytest.mark.parametrize("cells", [[], [""], ["17", "Liv Berg"]])
def test_a_leader_that_nothing_settles_is_ambiguous(cells: list[str]) -> None:
    found = match(["Leder"], PEOPLE, sample=[[cell] for cell in cells])
    assert found.columns == {}
    assert found.ambiguous == (Ambiguity(("leader_no", "leader_name"), ("Leder",)),)


def test_the_user_goes_before_everything() -> None:
    found = match(
        ["Enhet", "Avdeling", "ansvar"], PEOPLE, {"unit": " AVDELING", "unit_code": "ansvar"}
    )
    assert found.columns == {"unit_code": 2, "unit": 1}
    assert found.unmatched == ("Enhet",)
    assert not found.ambiguous


def test_a_mapped_heading_is_not_also_matched_by_itself() -> None:
    found = match(["Title"], PEOPLE, {"name": "Title"})
    assert found.columns == {"name": 0}


def test_one_heading_may_serve_two_fields() -> None:
    found = match(["Nr"], PEOPLE, {"employee_no": "nr", "name": "nr"})
    assert found.columns == {"employee_no": 0, "name": 0}


@pytest.mark.parametrize(
    ("mapping", "code", "facts"),
    [
        ({"unitt": "Enhet"}, "mapping-field-unknown", {"nearest": "unit"}),
        ({"unit": "Enhett"}, "mapping-heading-unknown", {"nearest": "Enhet"}),
        ({"unit": "STED"}, "mapping-heading-twice", {"heading": "STED"}),
    ],
)
def test_a_wrong_mapping_is_refused(
    mapping: dict[str, str], code: str, facts: dict[str, str]
) -> None:
    with pytest.raises(Problem) as caught:
        match(["Enhet", "Sted", "sted "], PEOPLE, mapping)
    assert caught.value.code == code
    assert facts.items() <= caught.value.facts.items()


def test_mapping_arguments() -> None:
    assert parse_mapping(["unit-code = a=b", "unit=ansvar"]) == {
        "unit_code": "a=b",
        "unit": "ansvar",
    }


@pytest.mark.parametrize("argument", ["unit", "=x", "unit=", ""])
def test_a_malformed_mapping_is_refused(argument: str) -> None:
    with pytest.raises(Problem, match="mapping-malformed"):
        parse_mapping([argument])


def test_a_field_mapped_twice_is_refused() -> None:
    with pytest.raises(Problem, match="mapping-repeated"):
        parse_mapping(["unit=a", "unit=b"])


def test_value_arguments() -> None:
    assert parse_values(
        ["direction:Ascending=less", "direction:a=b=more", "leader_no:XX=", "status:--=active"]
    ) == {
        "direction": {"ascending": "less", "ab": "more"},
        "leader_no": {"xx": ""},
        "status": {"--": "active"},
    }


@pytest.mark.parametrize("argument", ["direction=less", "direction:less", ":a=b", "direction:=b"])
def test_a_malformed_value_is_refused(argument: str) -> None:
    with pytest.raises(Problem, match="value-malformed"):
        parse_values([argument])


def test_a_value_with_two_meanings_is_refused() -> None:
    with pytest.raises(Problem, match="value-repeated"):
        parse_values(["direction:Up=more", "direction:UP=less"])


def test_meanings_are_checked() -> None:
    goals = IMPORTS["goals"]
    check_values(parse_values(["direction:Asc=mindre", "unit:XX="]), goals)
    with pytest.raises(Problem) as caught:
        check_values(parse_values(["direction:Asc=lesss"]), goals)
    assert caught.value.code == "value-meaning-unknown"
    assert caught.value.facts["nearest"] == "less"
    with pytest.raises(Problem, match="mapping-field-unknown"):
        check_values(parse_values(["retningg:Asc=less"]), goals)
