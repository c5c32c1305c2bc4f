"""Loops in the reporting lines of a file: reported row by row, never stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.person import PersonEntry, add_person
from models.problems import Problem
from tests.models.transfer.imports import (
    bring_in,
    everything,
    lead,
    plan_of,
    refused,
    superiors,
    unit_leaders,
)

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "employee_no,name,unit,parent_unit,leader_no"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.csv"


def test_a_loop_is_reported_row_by_row(database: Path, path: Path) -> None:
    plan = bring_in(
        path,
        "employee_no,name,leader_no",
        "1,Kari,3",
        "2,Ola,1",
        "3,Liv,2",
        "4,Per,3",
        "5,Pål,6",
        "6,Tor,5",
    )
    assert [(bad.line, bad.problem.facts["path"]) for bad in plan.problems] == [
        (2, ["Kari", "Liv", "Ola", "Kari"]),
        (3, ["Ola", "Kari", "Liv", "Ola"]),
        (4, ["Liv", "Ola", "Kari", "Liv"]),
        (6, ["Pål", "Tor", "Pål"]),
        (7, ["Tor", "Pål", "Tor"]),
    ]
    assert {bad.problem.code for bad in plan.problems} == {"line-loop"}
    assert plan.people.new == 6
    assert superiors() == {
        "Kari": None,
        "Ola": None,
        "Liv": None,
        "Per": "Liv",
        "Pål": None,
        "Tor": None,
    }


def test_a_loop_leaves_the_superiors_as_they_were(database: Path, path: Path) -> None:
    head = "employee_no,name,leader_no"
    bring_in(path, head, "1,Kari,", "2,Ola,1", "3,Liv,2")
    plan = bring_in(path, head, "1,Kari,3", "2,Ola,1", "3,Liv,2")
    assert [bad.line for bad in plan.problems] == [2, 3, 4]
    assert superiors() == {"Kari": None, "Ola": "Kari", "Liv": "Ola"}
    assert plan.is_empty


def test_a_loop_with_leaders_of_units_in_the_database(database: Path, path: Path) -> None:
    bring_in(path, "employee_no,name,unit", "1,Kari,Nord", "2,Ola,Sør", "3,Liv,Nord")
    lead("Nord", "Ola")
    # Kari is led by Ola through her unit; now the file says that she leads him.
    before = everything()["unit"]
    plan = bring_in(
        path, "employee_no,name,unit,leader_no", "1,Kari,Nord,", "2,Ola,Sør,1", "3,Liv,Nord,1"
    )
    assert refused(plan) == [(3, "line-loop", "leader_no")]
    assert plan.problems[0].problem.facts["path"] == ["Ola", "Kari", "Ola"]
    assert superiors() == {"Kari": "Ola", "Ola": None, "Liv": "Kari"}
    assert everything()["unit"] == before


def test_a_loop_by_moving_somebody(database: Path, path: Path) -> None:
    bring_in(path, "employee_no,name,unit", "1,Kari,Nord", "2,Ola,Sør")
    lead("Nord", "Ola")
    bring_in(path, "employee_no,name,unit", "1,Kari,Nord", "2,Ola,Sør", "3,Liv,Øst")
    lead("Øst", "Kari")
    plan = bring_in(path, "employee_no,name,unit", "1,Kari,Nord", "2,Ola,Øst", "3,Liv,Sør")
    assert refused(plan) == [(3, "line-loop", "unit")]
    assert superiors() == {"Kari": "Ola", "Ola": None, "Liv": None}


def test_a_loop_that_the_file_alone_does_not_make(database: Path, path: Path) -> None:
    # Both lead the other's unit; it was no loop as long as Kari had ended.
    add_person(PersonEntry(name="Liv", employee_no="3"))
    bring_in(path, "employee_no,name,unit", "1,Kari,Nord", "2,Ola,Sør", "3,Liv,Sør")
    lead("Nord", "Ola")
    bring_in(path, "employee_no,name,unit", "2,Ola,Sør", "3,Liv,Sør")
    lead("Sør", "Kari")
    before = everything()
    with pytest.raises(Problem) as raised:
        plan_of(path, "employee_no,name,unit", "1,Kari,Nord", "2,Ola,Sør", "3,Liv,Sør")
    assert raised.value.code == "line-loop"
    assert set(raised.value.facts["path"]) == {"Kari", "Ola"}  # type: ignore[call-overload]
    assert everything() == before


def test_a_leader_is_not_found_where_that_would_make_a_loop(database: Path, path: Path) -> None:
    plan = bring_in(
        path,
        HEAD,
        "1,Kari,Stab,Kommune,VACANT",
        "2,Ola,Kommune,,1",
        "3,Liv,Kommune,,2",
    )
    assert plan.problems == ()
    assert superiors() == {"Kari": None, "Ola": "Kari", "Liv": "Ola"}
    assert unit_leaders()["Kommune"] is None
