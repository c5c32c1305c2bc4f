"""Units of a file: by code, by name under their parent, and who leads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.database import row, rows
from models.transfer.importing.plan import UnitCounts
from models.unit import UnitEntry, add_unit, remove_unit
from tests.models.transfer.imports import (
    bring_in,
    parents,
    plan_of,
    refused,
    superiors,
    told,
    unit_leaders,
)

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "unit_code,unit,unit_kind,parent_unit_code,parent_unit"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.csv"


def test_parents_by_code_and_by_name(database: Path, path: Path) -> None:
    plan = bring_in(
        path,
        HEAD,
        "1,Nordvik,,,",
        "20,Oppvekst,,1,",
        "21,Skole,skole,20,",
        "22,Barnehage,,,Oppvekst",
        "23,Kulturskole,,,Kultur",
        "24,Kino,,30,Fritid",
    )
    assert (plan.kind, plan.units.new, plan.problems) == ("units", 8, ())
    assert parents() == {
        "1": None,
        "20": "1",
        "21": "20",
        "22": "20",
        "23": "Kultur",
        "Kultur": None,
        "24": "30",
        "30": None,
    }
    assert rows("SELECT name FROM unit WHERE code = '30'") == [("Fritid",)]


def test_names_alone_make_the_tree(database: Path, path: Path) -> None:
    plan = bring_in(
        path, "unit,parent_unit", "Skole A,Oppvekst", "Oppvekst,Nordvik", "Nordvik,", "Kino,Kultur"
    )
    assert plan.units == UnitCounts(new=5)
    assert parents() == {
        "Skole A": "Oppvekst",
        "Oppvekst": "Nordvik",
        "Nordvik": None,
        "Kino": "Kultur",
        "Kultur": None,
    }


def test_one_name_under_two_parents_is_two_units(database: Path, path: Path) -> None:
    plan = bring_in(path, "unit,parent_unit", "Renhold,Oppvekst", "Renhold,Helse")
    assert plan.units == UnitCounts(new=4)


def test_a_unit_below_its_namesake(database: Path, path: Path) -> None:
    plan = bring_in(path, HEAD, "60,VANNVERKET,,,Vannverket", "61,Pumpe,,,Vannverket")
    assert plan.units == UnitCounts(new=3)
    assert parents() == {"60": "Vannverket", "61": "Vannverket", "Vannverket": None}


@pytest.mark.parametrize("line", ["1,Nordvik,,1,", ",Nordvik,,,Nordvik"])
def test_a_unit_that_is_its_own_parent_is_at_the_top(line: str, database: Path, path: Path) -> None:
    plan = bring_in(path, HEAD, line, "2,Skole,,1," if line[0] == "1" else "2,Skole,,,Nordvik")
    assert told(plan)["unit-own-parent"] == {"unit": "Nordvik", "count": 1}
    assert list(parents().values()).count(None) == 1


def test_what_the_file_says_twice_in_two_ways(database: Path, path: Path) -> None:
    plan = bring_in(path, HEAD, "1,A,x,8,", "1,B,y,9,", "1,A,x,8,")
    assert told(plan)["unit-name-differs"] == {
        "unit": "1",
        "first": "A",
        "second": "B",
        "count": 1,
    }
    assert told(plan)["unit-kind-differs"]["second"] == "y"
    assert told(plan)["unit-parent-differs"]["second"] == "9"
    assert rows("SELECT name, kind FROM unit WHERE code = '1'") == [("A", "x")]
    assert parents()["1"] == "8"


def test_units_not_in_the_file_stay_and_are_counted(database: Path, path: Path) -> None:
    bring_in(path, HEAD, "1,A,,,", "2,B,,,")
    plan = bring_in(path, HEAD, "1,A,,,")
    assert plan.units == UnitCounts(unchanged=1, not_in_file=1)
    assert told(plan)["units-not-in-file"] == {"count": 1}
    assert row("SELECT count(*) FROM unit WHERE removed_at IS NULL") == (2,)


def test_what_is_empty_stays(database: Path, path: Path) -> None:
    bring_in(path, HEAD, "1,A,skole,9,Z")
    plan = bring_in(path, HEAD, "1,,,,")
    assert plan.is_empty


def test_moves_and_kinds_are_changes(database: Path, path: Path) -> None:
    bring_in(path, HEAD, "1,A,skole,8,Øst", "2,B,,9,Vest")
    plan = bring_in(path, HEAD, "1,A,sfo,9,", "2,B,,9,")
    assert {(one.field, one.before, one.after) for one in plan.changes} == {
        ("unit_kind", "skole", "sfo"),
        ("parent_unit", "Øst", "Vest"),
    }


def test_a_unit_known_by_name_gets_its_code(database: Path, path: Path) -> None:
    bring_in(path, "unit,parent_unit", "Skole,Oppvekst")
    plan = bring_in(path, HEAD, "20,Oppvekst,,,", "21,skole,,20,")
    assert plan.units == UnitCounts(changed=2)
    assert told(plan)["unit-code-given"]["unit_code"] == "21"
    assert parents() == {"20": None, "21": "20"}


def test_a_code_is_not_given_to_somebody_elses_namesake(database: Path, path: Path) -> None:
    bring_in(path, "unit,parent_unit", "Renhold,Oppvekst")
    plan = bring_in(path, HEAD, "5,Renhold,,,Helse")
    assert plan.units.new == 2
    assert row("SELECT count(*) FROM unit") == (4,)


def test_a_removed_unit_is_not_found_again(database: Path, path: Path) -> None:
    remove_unit(add_unit(UnitEntry("A", "1")))
    assert bring_in(path, HEAD, "1,A,,,").units == UnitCounts(new=1)


def test_units_that_lie_under_each_other(database: Path, path: Path) -> None:
    plan = bring_in(path, HEAD, "1,A,,2,", "2,B,,3,", "3,C,,1,", "4,D,,1,")
    assert refused(plan) == [(line, "unit-loop", "parent_unit") for line in (2, 3, 4)]
    assert plan.problems[0].problem.facts["path"] == ["A", "B", "C", "A"]
    assert parents() == {"1": None, "2": None, "3": None, "4": "1"}


def test_a_loop_with_what_is_stored(database: Path, path: Path) -> None:
    bring_in(path, HEAD, "1,A,,,", "2,B,,1,")
    plan = bring_in(path, HEAD, "1,A,,2,")
    assert refused(plan) == [(2, "unit-loop", "parent_unit")]
    assert plan.is_empty


def test_names_that_lie_under_each_other(database: Path, path: Path) -> None:
    plan = bring_in(path, "unit,parent_unit", "A,B", "B,A", "C,A")
    assert [code for _, code, _ in refused(plan)] == ["unit-loop"] * 2
    assert parents()["C"] == "A"


def test_a_tower_of_names_is_no_crash(database: Path, path: Path) -> None:
    tower = [f"Enhet {number},Enhet {number + 1}" for number in range(2_000)]
    plan = plan_of(path, "unit,parent_unit", *tower)
    assert {code for _, code, _ in refused(plan)} <= {"unit-too-deep"}


def test_columns_of_people_in_a_file_of_units_are_told(database: Path, path: Path) -> None:
    plan = bring_in(path, "unit_code,unit,email,title", "1,A,post@x.no,Etat")
    assert told(plan)["columns-not-used"]["fields"] == ("email", "title")


def test_leaders_of_units(database: Path, path: Path) -> None:
    bring_in(path, "employee_no,name,unit_code", "1,Kari,10", "2,Ola,10", "3,Liv,20")
    plan = bring_in(
        path,
        "unit_code,unit,parent_unit_code,leader_no,leader_name",
        "1,Nordvik,,,",
        "10,Skole,1,1,",
        "10,Skole,1,,",
        "20,Kino,1,,liv",
        "30,Bad,1,77,Berit",
    )
    assert unit_leaders() == {"Nordvik": None, "Skole": "Kari", "Kino": "Liv", "Bad": "Berit"}
    assert told(plan)["leader-not-in-file"] == {"number": "77", "name": "Berit", "count": 1}
    assert superiors() == {"Kari": None, "Ola": "Kari", "Liv": None, "Berit": None}
    assert plan.people.only_named == 1


def test_a_leader_taken_from_a_unit(database: Path, path: Path) -> None:
    bring_in(path, "employee_no,name,unit_code", "1,Kari,10", "2,Ola,10")
    bring_in(path, "unit_code,leader_no", "10,1")
    plan = bring_in(path, "unit_code,leader_no", "10,")
    assert [(one.field, one.before, one.after) for one in plan.changes] == [
        ("leader", "Kari", None)
    ]


def test_a_unit_leader_who_has_ended_is_left_in_place(database: Path, path: Path) -> None:
    bring_in(path, "employee_no,name,unit_code", "1,Kari,10", "2,Ola,10")
    bring_in(path, "unit_code,leader_no", "10,1")
    bring_in(path, "employee_no,name", "2,Ola")
    assert plan_of(path, "unit_code,leader_no", "10,").is_empty


def test_two_leaders_of_one_unit(database: Path, path: Path) -> None:
    bring_in(path, "employee_no,name", "1,Kari", "2,Ola")
    plan = bring_in(path, "unit_code,unit,leader_no", "10,Skole,1", "10,Skole,2")
    assert told(plan)["unit-leader-differs"] == {"unit": "Skole", "count": 1}
    assert unit_leaders() == {"Skole": "Kari"}


def test_unit_leaders_who_make_a_loop(database: Path, path: Path) -> None:
    bring_in(path, "employee_no,name,unit_code,unit", "1,Kari,10,Nord", "2,Ola,20,Sør")
    plan = bring_in(path, "unit_code,unit,leader_no", "10,Nord,2", "20,Sør,1")
    assert refused(plan) == [(2, "line-loop", "leader_no"), (3, "line-loop", "leader_no")]
    assert plan.problems[0].problem.facts["path"] in (
        ["Ola", "Kari", "Ola"],
        ["Kari", "Ola", "Kari"],
    )
    assert unit_leaders() == {"Nord": None, "Sør": None}


def test_names_under_navn_are_those_of_units_where_nothing_else_is_a_persons(
    database: Path, path: Path
) -> None:
    head = "Enhetskode,Navn,Overordnet enhetskode,Leders ansattnr"
    plan = bring_in(path, head, "1,Nordvik,,", "20,Oppvekst,1,")
    assert (plan.kind, plan.units.new, plan.people.new) == ("units", 2, 0)
    assert told(plan)["names-are-units"] == {"heading": "Navn", "count": 1}
    assert parents() == {"1": None, "20": "1"}


@pytest.mark.parametrize(
    ("head", "lines", "mapping"),
    [
        ("Enhetskode,Navn", ("1,Kari", "1,Ola"), {}),
        ("Enhetskode,Navn", ("1,Kari", "2,Ola"), {"name": "Navn"}),
        ("Enhetskode,Navn,Stilling", ("1,Kari,Rektor",), {}),
        ("Enhetskode,Enhet,Navn", ("1,Skole,Kari",), {}),
        ("Enhetskode,Fullt navn", ("1,Kari",), {}),
    ],
)
def test_names_that_may_be_peoples_are_theirs(
    head: str, lines: tuple[str, ...], mapping: dict[str, str], database: Path, path: Path
) -> None:
    plan = bring_in(path, head, *lines, mapping=mapping)
    assert (plan.kind, plan.people.new) == ("people", len(lines))
