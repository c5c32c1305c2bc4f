"""Reporting lines of a file: what is set, and what the unit gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.database import rows
from models.lines import LINES
from models.transfer.importing.draft_lines import DraftLines
from models.transfer.importing.drafts import stored_organisation
from tests.models.transfer.imports import (
    bring_in,
    change,
    lead,
    plan_of,
    put_under,
    set_superiors,
    superiors,
    told,
    unit_leaders,
)

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "employee_no,name,unit,parent_unit,leader_no"
SCHOOL = (
    "1,Kari,Oppvekst,,",
    "2,Ola,Skole,Oppvekst,1",
    "3,Liv,Skole,Oppvekst,2",
    "4,Per,Skole,Oppvekst,2",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "x.csv"


def test_the_unit_gets_the_leader_whom_the_lines_show(database: Path, path: Path) -> None:
    plan = bring_in(path, HEAD, *SCHOOL)
    assert unit_leaders() == {"Oppvekst": None, "Skole": "Ola"}
    assert told(plan)["unit-leader-found"] == {"unit": "Skole", "leader": "Ola", "count": 2}
    assert set_superiors() == {"Ola": "Kari"}
    assert superiors() == {"Kari": None, "Ola": "Kari", "Liv": "Ola", "Per": "Ola"}


def test_the_next_leader_takes_over_the_staff(database: Path, path: Path) -> None:
    bring_in(path, HEAD, *SCHOOL)
    lead("Skole", "Liv")
    assert superiors()["Per"] == "Liv"


@pytest.mark.parametrize(
    "lines",
    [
        # two who answer to somebody outside
        ("2,Ola,Skole,,1", "3,Liv,Skole,,2", "4,Per,Skole,,1"),
        # two who are led by nobody
        ("2,Ola,Skole,,", "3,Liv,Skole,,2", "4,Per,Skole,,", "5,Pål,Skole,,4"),
        # somebody alone
        ("2,Ola,Skole,,1",),
        # nobody has anybody
        ("2,Ola,Skole,,", "3,Liv,Skole,,"),
    ],
)
def test_lines_that_show_no_leader(lines: tuple[str, ...], database: Path, path: Path) -> None:
    bring_in(path, HEAD, "1,Kari,Oppvekst,,", *lines)
    assert unit_leaders()["Skole"] is None


def test_a_leader_in_office_is_not_replaced(database: Path, path: Path) -> None:
    bring_in(path, HEAD, *SCHOOL)
    lead("Skole", "Kari")
    plan = bring_in(path, HEAD, *SCHOOL, "5,Pål,Skole,Oppvekst,2")
    assert unit_leaders()["Skole"] == "Kari"
    assert "unit-leader-found" not in told(plan)
    assert superiors()["Pål"] == superiors()["Liv"] == "Ola"
    assert set_superiors() == {"Ola": "Kari", "Liv": "Ola", "Per": "Ola", "Pål": "Ola"}


@pytest.mark.parametrize(
    "gone",
    [
        # left the municipality
        ("1,Kari,Oppvekst,,", "3,Liv,Skole,Oppvekst,1", "4,Per,Skole,Oppvekst,3"),
        # moved to another unit
        (
            "1,Kari,Oppvekst,,",
            "2,Ola,Kino,Oppvekst,1",
            "3,Liv,Skole,Oppvekst,1",
            "4,Per,Skole,Oppvekst,3",
        ),
    ],
)
def test_a_leader_who_is_gone_is_replaced(
    gone: tuple[str, ...], database: Path, path: Path
) -> None:
    bring_in(path, HEAD, *SCHOOL)
    plan = bring_in(path, HEAD, *gone)
    assert told(plan)["unit-leader-replaced"] == {
        "unit": "Skole",
        "leader": "Liv",
        "before": "Ola",
        "count": 1,
    }
    assert superiors()["Per"] == "Liv"
    assert "Per" not in set_superiors()


def test_a_vacancy_made_by_hand_stays_while_nothing_happens(database: Path, path: Path) -> None:
    bring_in(path, HEAD, *SCHOOL)
    lead("Skole", None)
    for name in ("Liv", "Per"):
        put_under(name, "Ola")
    assert superiors()["Per"] == "Ola"
    assert plan_of(path).is_empty
    bring_in(path, HEAD, *SCHOOL, "5,Pål,Skole,Oppvekst,2")
    assert unit_leaders()["Skole"] == "Ola"


def test_staff_without_a_leader_fall_to_the_units(database: Path, path: Path) -> None:
    plan = bring_in(path, HEAD, *SCHOOL, "5,Pål,Skole,Oppvekst,")
    assert superiors()["Pål"] == "Ola"
    assert told(plan)["superior-by-unit"] == {"count": 1}


def test_a_leader_without_anybody_above_keeps_nobody(database: Path, path: Path) -> None:
    # The lines within the upper unit show Ola, whose unit lies over that of his own superior.
    plan = bring_in(
        path,
        HEAD,
        "1,Kari,Stab,Kommune,XX",
        "2,Ola,Kommune,,1",
        "3,Liv,Kommune,,2",
        "4,Per,Skole,Kommune,1",
    )
    assert superiors() == {"Kari": None, "Ola": "Kari", "Liv": "Ola", "Per": "Kari"}
    assert unit_leaders()["Kommune"] is None
    assert plan.problems == ()


def test_a_superior_set_by_hand_yields_to_the_file(database: Path, path: Path) -> None:
    bring_in(path, HEAD, *SCHOOL)
    put_under("Per", "Kari")
    plan = bring_in(path, HEAD, *SCHOOL)
    assert [(one.field, one.before, one.after) for one in plan.changes] == [
        ("superior", "Kari", "Ola")
    ]


def test_a_superior_set_as_the_unit_has_it_is_left_alone(database: Path, path: Path) -> None:
    bring_in(path, HEAD, *SCHOOL)
    put_under("Per", "Ola")
    assert plan_of(path).is_empty


def test_a_top_does_not_get_somebody_beside(database: Path, path: Path) -> None:
    # Ola would lead the unit over Kari's, and so Kari, though the file has nobody over her.
    bring_in(
        path,
        HEAD,
        "1,Kari,Skole,Kommune,XX",
        "2,Per,Skole,Kommune,1",
        "3,Tor,Skole,Kommune,9",
        "4,Ola,Kommune,,",
        "5,Liv,Kommune,,4",
    )
    assert superiors()["Kari"] is None
    assert superiors()["Liv"] == "Ola"
    assert unit_leaders()["Kommune"] is None


def test_the_lines_of_drafts_are_those_of_the_database(database: Path, path: Path) -> None:
    bring_in(
        path,
        HEAD,
        "1,Kari,SFO,Skole,",
        "2,Ola,SFO,Skole,",
        "6,Ida,Skole,Oppvekst,",
        "3,Liv,Oppvekst,,",
        "4,Per,Kommune,,",
        "5,Tor,SFO,Skole,1",
    )
    # Kari leads two units, one in the other; Ola, who has ended, leads where he is employed.
    for unit, name in (("Oppvekst", "Liv"), ("Skole", "Kari"), ("SFO", "Kari")):
        lead(unit, name)
    stored = dict(rows(LINES + "SELECT person_id, superior_id FROM line"))
    assert superiors()["Kari"] == "Liv"
    assert DraftLines(stored_organisation()).superiors() == stored
    change("Ola", status="ended")
    lead("SFO", "Ola")
    stored = dict(rows(LINES + "SELECT person_id, superior_id FROM line"))
    assert superiors()["Ola"] == "Kari"
    assert DraftLines(stored_organisation()).superiors() == stored
