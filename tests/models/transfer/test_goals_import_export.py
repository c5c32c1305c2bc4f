"""An import of the program's own export of goals changes nothing."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from models.database import close_database, open_database, rows
from models.derived import as_of
from models.rules import Rules
from models.transfer.cells.writing import Style
from models.transfer.exporting.exporting import export
from models.transfer.importing.kinds import likely_kind
from models.transfer.reading.reading import read
from tests.models.transfer.imports import TODAY
from tests.models.transfer.records import bring_in, everything, plan_of

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
    yield sample_file
    close_database()


def exported(path: Path, style: Style, year: int | None = None) -> Path:
    at = as_of(TODAY, Rules())
    export("goals", at, path, style=style, describe=lambda flag: flag.rule, year=year)
    return path


@pytest.mark.parametrize("year", [2026, 2027])
@pytest.mark.parametrize("style", STYLES, ids=lambda style: f"{style.headings}-{style.language}")
@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_our_own_export_changes_nothing(
    suffix: str, style: Style, year: int, town: Path, tmp_path: Path
) -> None:
    path = exported(tmp_path / f"goals{suffix}", style, year)
    assert likely_kind(read(path).headings) == "goals"
    before = everything()
    plan = bring_in("goals", path)
    assert (plan.is_empty, plan.problems) == (True, ()), plan.changes
    [[known]] = rows(
        "SELECT count(*) FROM goal WHERE removed_at IS NULL AND state <> 'dropped' AND year_id = ?",
        (year,),
    )
    assert plan.counts.unchanged == known
    assert everything() == before


def test_an_edit_of_the_export_is_the_only_change(town: Path, tmp_path: Path) -> None:
    path = exported(tmp_path / "goals.csv", STYLES[1])
    with path.open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    edited = next(line for line in table if line["owner_kind"] == "person" and line["target"])
    edited["target"] = "1234.5"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(table[0]))
        writer.writeheader()
        writer.writerows(table)
    plan = plan_of("goals", path)
    assert [(one.field, one.name) for one in plan.changes] == [("target", edited["goal"])]
