"""An import of the program's own export changes nothing; a real change in it is the only one."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from models.database import close_database, open_database, rows
from models.derived import as_of
from models.journal import entries
from models.lines import LINES
from models.person import PersonEntry, add_person
from models.rules import Rules
from models.transfer.cells.writing import Style
from models.transfer.exporting.exporting import export
from models.transfer.importing.people import apply
from models.unit import UnitEntry, add_unit
from tests.models.transfer.imports import TODAY, everything, plan_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

STYLES = [
    Style("excel-nb", "words", "nb"),
    Style("rfc4180", "machine", "en"),
    Style("rfc4180", "words", "en"),
]


@pytest.fixture
def town(sample_file: Path) -> Iterator[Path]:
    open_database(sample_file)
    # What the sample lacks: people and units that only a name tells, and a formula as a name.
    kino = add_unit(UnitEntry("Kino", kind="kultur"))
    boss = add_person(PersonEntry(name="=Berg; Kari", unit_id=kino, email="kari@x.no"))
    add_person(PersonEntry(name="Ola Utennummer", unit_id=kino, superior_id=boss))
    add_person(PersonEntry(name="Ola Utennummer", unit_id=kino, email="ola@x.no"))
    yield sample_file
    close_database()


def exported(table: str, path: Path, style: Style) -> Path:
    export(table, as_of(TODAY, Rules()), path, style=style, describe=lambda flag: flag.rule)
    return path


@pytest.mark.parametrize("style", STYLES, ids=lambda style: f"{style.headings}-{style.language}")
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("table", ["people", "units"])
def test_our_own_export_changes_nothing(
    table: str, suffix: str, style: Style, town: Path, tmp_path: Path
) -> None:
    before = everything()
    plan = plan_of(exported(table, tmp_path / f"{table}{suffix}", style))
    assert plan.kind == table
    assert (plan.is_empty, plan.problems) == (True, ()), plan.changes
    counts = plan.people if table == "people" else plan.units
    assert counts.unchanged == len(before["person" if table == "people" else "unit"])
    apply(plan)
    assert everything() == before


def test_an_edit_of_the_export_is_the_only_change(town: Path, tmp_path: Path) -> None:
    path = exported("people", tmp_path / "people.csv", STYLES[1])
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    edited = next(line for line in table if line["leader_no"] and line["status"] == "active")
    other = next(
        line["employee_no"]
        for line in table
        if line["is_leader"] == "true"
        and line["employee_no"] != edited["leader_no"]
        and line["leader_no"] != edited["employee_no"]
        and line["employee_no"]
    )
    edited["fte"], edited["leader_no"], edited["leader_name"] = "37.5", other, ""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]))
        writer.writeheader()
        writer.writerows(table)
    plan = plan_of(path)
    assert {one.field for one in plan.changes} == {"fte", "superior"}
    assert (plan.people.changed, plan.units.changed) == (1, 0)
    apply(plan)
    found = rows(
        LINES + "SELECT p.fte, s.employee_no FROM line l JOIN person p ON p.id = l.person_id"
        " JOIN person s ON s.id = l.superior_id WHERE p.employee_no = ?",
        (edited["employee_no"],),
    )
    assert found == [(3_750, other)]
    assert entries()[0].action == "import.import"
