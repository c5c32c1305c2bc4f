"""Rows of people: what is bad stays out, what is gone ends, what is not said stays."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from models.database import row, rows
from models.person import PersonEntry, add_person, remove_person
from models.transfer.importing.plan import PeopleCounts, UnitCounts
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


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.csv"


def test_a_bad_row_stays_out_and_the_good_ones_go_in(database: Path, path: Path) -> None:
    plan = bring_in(path, "employee_no;name;fte", "1;Kari;140", "2;Ola;80", "3;Liv;mye")
    assert refused(plan) == [(2, "fte-range", "fte"), (4, "number-unreadable", "fte")]
    assert plan.problems[0].problem.facts["text"] == "140"
    assert plan.people == PeopleCounts(new=1)
    assert person("Ola")["fte"] == 8_000


def test_somebody_with_a_bad_row_is_not_gone(database: Path, path: Path) -> None:
    bring_in(path, "employee_no;name;fte", "1;Kari;100", "2;Ola;100")
    plan = bring_in(path, "employee_no;name;fte", "1;Kari;140", "2;Ola;100")
    assert refused(plan) == [(2, "fte-range", "fte")]
    assert (person("Kari")["status"], person("Kari")["fte"]) == ("active", 10_000)


def test_a_leader_with_a_bad_row_still_leads(database: Path, path: Path) -> None:
    head = "employee_no;name;fte;leader_no"
    bring_in(path, head, "1;Kari;100;", "2;Ola;100;1")
    plan = bring_in(path, head, "1;Kari;140;", "2;Ola;100;1")
    assert "leader-without-row" not in told(plan)
    assert superiors()["Ola"] == "Kari"


def test_a_new_leader_with_a_bad_row_is_only_named(database: Path, path: Path) -> None:
    plan = bring_in(path, "employee_no;name;fte;leader_no", "1;Kari;140;", "2;Ola;100;1")
    assert told(plan)["leader-not-in-file"]["number"] == "1"
    assert superiors() == {"Ola": "1", "1": None}


def test_rows_without_a_name_or_without_anybody(database: Path, path: Path) -> None:
    plan = bring_in(path, "employee_no,name,title", "1,,Lærer", ",,Sum 290", "2,Ola,")
    assert refused(plan) == [(2, "field-empty", "name"), (3, "row-without-person", None)]
    assert plan.people == PeopleCounts(new=1)


def test_a_name_emptied_for_somebody_known(database: Path, path: Path) -> None:
    bring_in(path, "employee_no,name", "1,Kari", "2,Ola")
    plan = bring_in(path, "employee_no,name", "1,", "2,Ola")
    assert refused(plan) == [(2, "field-empty", "name")]
    assert person("Kari")["status"] == "active"


def test_names_in_two_columns(database: Path, path: Path) -> None:
    bring_in(path, "Ansattnr,Fornavn,Etternavn", "1,Kari,Hansen", "2,,Berg")
    assert {name for (name,) in rows("SELECT name FROM person")} == {"Kari Hansen", "Berg"}


def test_who_is_gone_is_ended_and_who_returns_is_active(database: Path, path: Path) -> None:
    bring_in(path, "employee_no,name", "1,Kari", "2,Ola", "3,Liv")
    plan = bring_in(path, "employee_no,name", "1,Kari", "3,Liv")
    assert plan.people == PeopleCounts(unchanged=2, ended=1)
    assert [(one.what, one.name, one.field, one.after) for one in plan.changes] == [
        ("ended", "Ola", "status", "ended")
    ]
    assert person("Ola")["status"] == "ended"
    back = bring_in(path, "employee_no,name", "1,Kari", "2,Ola", "3,Liv")
    assert back.people == PeopleCounts(unchanged=2, back=1)
    assert person("Ola")["status"] == "active"


def test_who_has_no_number_or_is_only_named_is_not_ended(database: Path, path: Path) -> None:
    add_person(PersonEntry(name="Uten nummer"))
    bring_in(path, "employee_no,name,leader_no", "1,Kari,77")
    plan = bring_in(path, "employee_no,name", "1,Kari")
    assert plan.is_empty
    assert row("SELECT count(*) FROM person WHERE status = 'ended'") == (0,)


def test_a_leader_whom_the_file_still_names_is_not_gone(database: Path, path: Path) -> None:
    head = "employee_no,name,leader_no"
    bring_in(path, head, "1,Kari,", "2,Ola,1", "3,Liv,1")
    plan = bring_in(path, head, "2,Ola,1", "3,Liv,1")
    assert told(plan)["leader-without-row"] == {"number": "1", "name": "Kari", "count": 2}
    assert (person("Kari")["status"], plan.is_empty) == ("active", True)


def test_a_file_with_few_of_the_people_is_warned_of(database: Path, path: Path) -> None:
    everybody = [f"{number},Person {number}" for number in range(1, 11)]
    bring_in(path, "employee_no,name", *everybody)
    half = plan_of(path, "employee_no,name", *everybody[:5])
    assert "many-gone" not in told(half)
    fewer = plan_of(path, "employee_no,name", *everybody[:4])
    assert told(fewer)["many-gone"] == {"count": 6, "known": 10}


def test_a_file_without_numbers_ends_nobody(database: Path, path: Path) -> None:
    bring_in(path, "employee_no,name", "1,Kari", "2,Ola")
    plan = bring_in(path, "name,title", "Kari,Rektor")
    assert told(plan)["gone-not-judged"] == {"count": 1}
    assert (person("Kari")["title"], person("Ola")["status"]) == ("Rektor", "active")
    assert person("Kari")["employee_no"] == "1"


def test_fields_without_a_column_stay(database: Path, path: Path) -> None:
    bring_in(
        path,
        "employee_no,name,email,title,fte,status,unit,leader_no",
        "1,Kari,k@x.no,Rektor,80,permisjon,Skole,",
        "2,Ola,o@x.no,Lærer,60,permisjon,Skole,1",
    )
    before = person("Ola")
    plan = bring_in(path, "employee_no,name", "1,Kari", "2,Ola")
    assert (plan.is_empty, plan.units, plan.remarks) == (True, UnitCounts(), ())
    assert (person("Ola"), superiors()["Ola"]) == (before, "Kari")


def test_an_empty_cell_empties_what_may_be_empty(database: Path, path: Path) -> None:
    head = "employee_no,name,email,title,fte,unit"
    bring_in(path, head, "1,Kari,k@x.no,Rektor,80,Skole", "2,Ola,,,100,")
    plan = bring_in(path, head, "1,Kari,,,,", "2,Ola,,,100,")
    changed = {one.field: (one.before, one.after) for one in plan.changes}
    assert changed == {
        "email": ("k@x.no", ""),
        "title": ("Rektor", ""),
        "unit": ("Skole", None),
    }
    assert person("Kari")["fte"] == 8_000


def test_how_a_share_of_a_post_is_shown(database: Path, path: Path) -> None:
    bring_in(path, "employee_no;name;fte", "1;Kari;100", "2;Ola;100")
    plan = plan_of(path, "employee_no;name;fte", "1;Kari;37,5", "2;Ola;100")
    assert [(one.field, one.before, one.after) for one in plan.changes] == [
        ("fte", Decimal(100), Decimal("37.5"))
    ]


def test_people_without_numbers_by_address_and_name(database: Path, path: Path) -> None:
    bring_in(path, "name,email,title", "Kari,a@x.no,A", "Kari,b@x.no,B", "Ola,,C")
    plan = bring_in(path, "name,email,title", "Kari,b@x.no,B2", "Kari,A@x.no,A", "Ola,,C2")
    assert told(plan)["matched-by-email"]["count"] == 2
    assert told(plan)["matched-by-name"]["count"] == 1
    assert rows("SELECT email, title FROM person ORDER BY 1") == [
        ("", "C2"),
        ("A@x.no", "A"),
        ("b@x.no", "B2"),
    ]


def test_namesakes_that_nothing_tells_apart_stay_out(database: Path, path: Path) -> None:
    plan = bring_in(path, "name,title", "Kari,A", "Kari,B", "Ola,C")
    assert refused(plan) == [(2, "person-ambiguous", "name"), (3, "person-ambiguous", "name")]
    assert rows("SELECT name FROM person") == [("Ola",)]


def test_a_name_that_two_in_the_database_have(database: Path, path: Path) -> None:
    bring_in(path, "employee_no,name", "1,Kari", "2,Kari")
    plan = bring_in(path, "employee_no,name", ",Kari", "3,Ola")
    assert refused(plan) == [(2, "person-ambiguous", "name")]
    assert row("SELECT count(*) FROM person WHERE status = 'ended'") == (0,)


def test_a_numberless_namesake_of_somebody_with_a_number(database: Path, path: Path) -> None:
    plan = bring_in(path, "employee_no,name,title", "1,Kari,A", ",Kari,B")
    assert (plan.people.new, plan.problems) == (2, ())
    again = bring_in(path, "employee_no,name,title", "1,Kari,A", ",Kari,C")
    assert again.people == PeopleCounts(changed=1, unchanged=1)
    assert rows("SELECT employee_no, title FROM person ORDER BY 2") == [("1", "A"), (None, "C")]


def test_somebody_removed_is_not_found_again(database: Path, path: Path) -> None:
    bring_in(path, "employee_no,name", "1,Kari", "2,Ola")
    remove_person(person("Ola")["id"])
    plan = bring_in(path, "employee_no,name", "1,Kari", "2,Ola")
    assert plan.people == PeopleCounts(new=1, unchanged=1)


def test_lines_are_those_of_the_file(database: Path, path: Path) -> None:
    path.write_text(
        'Utskrift fra lønnssystemet\n\nAnsattnr;Navn;Stilling\n1;Kari;"Lærer\n(vikar)"\n1;Ola;\n',
        "utf-8",
    )
    plan = plan_of(path)
    assert refused(plan) == [(6, "duplicate-number", "employee_no")]
    assert told_on(plan, "lines-before-headings") == [1]
    assert told(plan)["lines-before-headings"]["count"] == 2


def test_an_unknown_unit_of_several_keeps_the_row_out(database: Path, path: Path) -> None:
    bring_in(path, "unit_code,unit", "10,Renhold", "20,Renhold")
    bring_in(path, "employee_no,name,unit_code", "1,Kari,20")
    plan = bring_in(path, "employee_no,name,unit", "1,Kari,Renhold", "2,Ola,Renhold")
    assert refused(plan) == [(3, "unit-ambiguous", "unit")]
    assert plan.problems[0].problem.facts == {"unit": "Renhold", "found": 2}
    assert (plan.people, row("SELECT count(*) FROM person")) == (PeopleCounts(unchanged=1), (1,))
