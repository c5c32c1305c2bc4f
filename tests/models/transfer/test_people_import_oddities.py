"""What is seen in real HR exports (README of the shared data): said, never guessed in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.database import row, rows
from models.person import PersonEntry, add_person
from tests.models.transfer.imports import (
    bring_in,
    person,
    plan_of,
    refused,
    superiors,
    told,
    told_on,
)

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "employee_no,name,leader_no"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.csv"


@pytest.mark.parametrize(("numbers", "leader"), [(("0071", "0105"), "71"), (("71", "105"), "0071")])
def test_zeros_lost_in_one_of_the_columns(
    numbers: tuple[str, str], leader: str, database: Path, path: Path
) -> None:
    plan = bring_in(path, HEAD, f"{numbers[0]},Kari,", f"{numbers[1]},Ola,{leader}")
    assert told(plan)["zeros-ignored"] == {"field": "leader_no", "count": 1}
    assert superiors() == {"Kari": None, "Ola": "Kari"}


def test_zeros_that_fit_two_people_are_no_help(database: Path, path: Path) -> None:
    plan = bring_in(path, HEAD, "71,Kari,", "071,Liv,", "105,Ola,0071")
    assert "zeros-ignored" not in told(plan)
    assert told(plan)["leader-not-in-file"] == {"number": "0071", "name": "0071", "count": 1}


def test_zeros_kept_elsewhere_in_the_column_were_not_lost(database: Path, path: Path) -> None:
    plan = bring_in(path, HEAD, "0071,Kari,", "0105,Ola,0071", "0200,Liv,105")
    assert "zeros-ignored" not in told(plan)
    assert person("105")["only_named"] == 1


def test_zeros_lost_since_the_last_file(database: Path, path: Path) -> None:
    bring_in(path, HEAD, "0071,Kari,", "0105,Ola,0071")
    plan = bring_in(path, HEAD, "71,Kari,", "105,Ola,71")
    assert plan.is_empty
    assert {"zeros-ignored"} <= told(plan).keys()
    assert rows("SELECT employee_no, status FROM person ORDER BY 1") == [
        ("0071", "active"),
        ("0105", "active"),
    ]


def test_two_people_with_one_number(database: Path, path: Path) -> None:
    plan = bring_in(path, HEAD, "1,Kari,", "2,Ola,1", "2,Liv,1", "3,Per,2")
    (bad,) = plan.problems
    assert (bad.line, bad.problem.code) == (4, "duplicate-number")
    assert bad.problem.facts == {"number": "2", "first": 3}
    assert superiors() == {"Kari": None, "Ola": "Kari", "Per": "Ola"}


def test_a_loop_through_a_number_that_stands_twice(database: Path, path: Path) -> None:
    # Read with the second row of number 2, the lines would be sound.
    plan = bring_in(path, HEAD, "1,Kari,2", "2,Ola,1", "2,Liv,", "3,Per,1")
    assert refused(plan) == [
        (2, "line-loop", "leader_no"),
        (3, "line-loop", "leader_no"),
        (4, "duplicate-number", "employee_no"),
    ]
    assert superiors() == {"Kari": None, "Ola": None, "Per": "Kari"}


@pytest.mark.parametrize("marker", ["XX", "xxx", "0", "N/A", "-", "", "ingen"])
def test_the_top_is_marked(marker: str, database: Path, path: Path) -> None:
    plan = bring_in(path, HEAD, f"1,Kari,{marker}", "2,Ola,1")
    said = told(plan)["without-superior"]
    assert said["count"] == 1
    assert said["marker"] == ("" if marker in ("N/A", "-") else marker)
    assert told_on(plan, "without-superior") == [2]
    assert superiors() == {"Kari": None, "Ola": "Kari"}


def test_a_marker_that_is_somebodys_number_is_that_person(database: Path, path: Path) -> None:
    bring_in(path, HEAD, "0,Kari,", "2,Ola,0")
    assert superiors()["Ola"] == "Kari"


def test_the_top_is_its_own_leader(database: Path, path: Path) -> None:
    plan = bring_in(path, HEAD, "1,Kari,1", "2,Ola,1")
    assert told(plan)["own-superior"] == {"count": 1}
    assert superiors() == {"Kari": None, "Ola": "Kari"}


@pytest.mark.parametrize(
    "name", ["VACANT", "Vakant stilling", "N/D", "Ledig stilling", "- vakant -", "Ubesatt", "N.N."]
)
def test_a_vacant_post_is_no_person(name: str, database: Path, path: Path) -> None:
    plan = bring_in(path, HEAD, "1,Kari,", f"900,{name},1", "2,Ola,900")
    assert told(plan)["vacant-post"] == {"name": name, "count": 1}
    assert told(plan)["leader-vacant"] == {"count": 1}
    assert superiors() == {"Kari": None, "Ola": None}


def test_who_held_a_post_that_is_now_vacant_is_gone(database: Path, path: Path) -> None:
    bring_in(path, HEAD, "1,Kari,", "900,Per,1", "2,Ola,900")
    plan = bring_in(path, HEAD, "1,Kari,", "900,VACANT,1", "2,Ola,900")
    assert plan.people.ended == 1
    assert (person("Per")["status"], superiors()["Ola"]) == ("ended", None)


@pytest.mark.parametrize("name", ["Vakantesen, Ola", "Ledig Hansen", "Ndiaye", "Xx Hansen"])
def test_names_that_look_a_little_like_a_vacancy(name: str, database: Path, path: Path) -> None:
    plan = bring_in(path, "employee_no;name", f"1;{name}")
    assert (plan.people.new, plan.remarks) == (1, ())


def test_a_vacant_leader_leaves_it_to_the_unit(database: Path, path: Path) -> None:
    bring_in(
        path,
        "employee_no,name,unit,leader_no,leader_name",
        "1,Kari,Skole,,",
        "2,Ola,Skole,1,",
        "3,Liv,Skole,,VACANT",
    )
    assert superiors() == {"Kari": None, "Ola": "Kari", "Liv": "Kari"}


@pytest.mark.parametrize(
    ("named", "leader"),
    [
        ("Kari M Hansen", "Hansen, Kari M"),
        ("Kari Hansen", "Hansen, Kari M."),
        ("Hansen, Kari", "Kari Hansen"),
    ],
)
def test_a_leader_by_name_turned_round(named: str, leader: str, database: Path, path: Path) -> None:
    plan = bring_in(path, "employee_no;name;leader_name", f"1;{named};", f"2;Ola;{leader}")
    assert told(plan)["leader-name-turned"] == {"count": 1}
    assert superiors()["Ola"] == named


def test_a_leader_by_a_name_that_two_have(database: Path, path: Path) -> None:
    plan = bring_in(path, "employee_no,name,leader_name", "1,Kari,", "2,Kari,", "3,Ola,Kari")
    assert refused(plan) == [(4, "leader-ambiguous", "leader_name")]
    assert plan.problems[0].problem.facts == {"name": "Kari", "found": 2}
    assert superiors()["Ola"] is None


def test_a_leader_who_is_not_in_the_file(database: Path, path: Path) -> None:
    plan = bring_in(
        path,
        "employee_no,name,leader_no,leader_name",
        "1,Kari,77,Berit Boss",
        "2,Ola,77,Berit Boss",
        "3,Liv,78,",
    )
    assert told(plan)["leader-not-in-file"] == {"number": "78", "name": "78", "count": 1}
    assert (plan.people.new, plan.people.only_named) == (3, 2)
    assert superiors()["Ola"] == "Berit Boss"
    stored = person("Berit Boss")
    assert (stored["employee_no"], stored["only_named"], stored["status"]) == ("77", 1, "active")
    assert stored["unit_id"] is None


def test_a_leader_by_a_name_that_nobody_has(database: Path, path: Path) -> None:
    bring_in(path, "employee_no,name,leader_name", "1,Kari,Berit", "2,Ola,Berit")
    assert superiors() == {"Kari": "Berit", "Ola": "Berit", "Berit": None}
    assert person("Berit")["only_named"] == 1


def test_who_was_only_named_gets_a_row(database: Path, path: Path) -> None:
    bring_in(path, HEAD, "1,Kari,77")
    number = person("77")["id"]
    plan = bring_in(path, HEAD, "1,Kari,77", "77,Berit,")
    stored = person("Berit")
    assert (stored["id"], stored["only_named"], plan.people.new) == (number, 0, 0)


def test_number_and_name_of_the_leader_are_of_two_people(database: Path, path: Path) -> None:
    plan = bring_in(
        path, "employee_no,name,leader_no,leader_name", "1,Kari,,", "2,Ola,,", "3,Liv,1,Ola"
    )
    assert told(plan)["leader-name-differs"] == {"number": "1", "found": "Ola", "count": 1}
    assert superiors()["Liv"] == "Kari"


def test_one_address_on_many_rows(database: Path, path: Path) -> None:
    everybody = [f",Person {number},post@x.no" for number in range(1, 301)]
    plan = bring_in(path, "employee_no,name,email", *everybody)
    assert told(plan)["email-shared"] == {"email": "post@x.no", "count": 300}
    assert told_on(plan, "email-shared") == [2]
    assert plan.people.new == 300


def test_people_who_have_left(database: Path, path: Path) -> None:
    plan = bring_in(path, "employee_no,name,status,leader_no", "1,Kari,Sluttet,", "2,Ola,aktiv,1")
    assert told(plan)["ended-in-file"] == {"count": 1}
    assert told(plan)["leader-ended"] == {"number": "1", "name": "Kari", "count": 1}
    assert superiors() == {"Kari": None, "Ola": None}
    assert person("Kari")["status"] == "ended"


def test_a_leader_who_ends_is_put_back_in_place_on_return(database: Path, path: Path) -> None:
    head = "employee_no,name,status,leader_no"
    bring_in(path, head, "1,Kari,aktiv,", "2,Ola,aktiv,1")
    bring_in(path, head, "1,Kari,sluttet,", "2,Ola,aktiv,1")
    assert superiors()["Ola"] is None
    plan = bring_in(path, head, "1,Kari,aktiv,", "2,Ola,aktiv,1")
    assert (superiors()["Ola"], plan.people.back) == ("Kari", 1)


def test_case_mixed_in_numbers(database: Path, path: Path) -> None:
    plan = bring_in(path, HEAD, "AB1,Kari,", "ab2,Ola,aB1")
    assert told(plan)["id-case-differs"] == {"field": "leader_no", "count": 1}
    assert superiors()["Ola"] == "Kari"
    again = bring_in(path, HEAD, "ab1,Kari,", "AB2,Ola,ab1")
    assert again.is_empty
    assert again.remarks[0].code == "id-case-differs"
    assert again.remarks[0].facts == {"field": "employee_no", "count": 2, "lines": (2, 3)}


def test_two_units_with_one_name(database: Path, path: Path) -> None:
    plan = bring_in(
        path,
        "employee_no,name,unit_code,unit",
        "1,Kari,10,Renhold",
        "2,Ola,20,Renhold",
    )
    assert told(plan)["units-share-name"] == {
        "name": "Renhold",
        "codes": ("10", "20"),
        "count": 1,
    }
    assert row("SELECT count(DISTINCT unit_id) FROM person") == (2,)


def test_a_unit_with_another_name_but_the_same_number(database: Path, path: Path) -> None:
    bring_in(path, "employee_no,name,unit_code,unit", "1,Kari,10,Renhold")
    plan = bring_in(path, "employee_no,name,unit_code,unit", "1,Kari,10,Reinhald")
    assert told(plan)["unit-renamed"] == {
        "unit_code": "10",
        "before": "Renhold",
        "after": "Reinhald",
        "count": 1,
    }
    assert rows("SELECT code, name, revision, search FROM unit") == [
        ("10", "Reinhald", 1, "reinhald 10")
    ]


def test_numbers_that_excel_has_read(database: Path, path: Path) -> None:
    plan = bring_in(
        path, "employee_no,name,unit_code,leader_no", "4204.0,Kari,10.0,", "4205.0,Ola,10.0,4204.0"
    )
    assert [(one.line, one.facts["field"], one.facts["example"]) for one in plan.remarks[:3]] == [
        (2, "employee_no", "4204.0"),
        (2, "unit_code", "10.0"),
        (3, "leader_no", "4204.0"),
    ]
    assert plan.remarks[0].facts["count"] == 2
    assert person("Kari")["employee_no"] == "4204"
    assert (superiors()["Ola"], rows("SELECT code FROM unit")) == ("Kari", [("10",)])


@pytest.mark.parametrize(
    ("texts", "stored"),
    [
        (("100", "50,5", " - "), (10_000, 5_050, 10_000)),
        (("1,0", "0.5", "1.0"), (10_000, 5_000, 10_000)),
        (("100 %", "80%", ""), (10_000, 8_000, 10_000)),
    ],
)
def test_shares_of_a_post(
    texts: tuple[str, ...], stored: tuple[int, ...], database: Path, path: Path
) -> None:
    lines = [f"{number};Person {number};{text}" for number, text in enumerate(texts, start=1)]
    bring_in(path, "employee_no;name;fte", *lines)
    assert tuple(fte for (fte,) in rows("SELECT fte FROM person ORDER BY id")) == stored


def test_a_hand_entered_person_gets_the_number(database: Path, path: Path) -> None:
    number = add_person(PersonEntry(name="Kari Hansen", email="kari@x.no"))
    other = add_person(PersonEntry(name="Ola Berg"))
    plan = bring_in(path, "employee_no;name;email", "1;K. Hansen;Kari@x.no", "2;Berg, Ola;ola@x.no")
    assert told(plan).keys() >= {"matched-by-email", "matched-by-name"}
    assert rows("SELECT id, employee_no FROM person ORDER BY 1") == [(number, "1"), (other, "2")]


def test_nobody_is_taken_for_a_namesake(database: Path, path: Path) -> None:
    add_person(PersonEntry(name="Kari", employee_no="5"))
    plan = plan_of(path, "employee_no,name", "5,Kari", "6,Kari")
    assert (plan.people.new, plan.people.unchanged) == (1, 1)
