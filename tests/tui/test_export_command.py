"""``resultatdialog export`` from the shell's side; its rows are tested with the models."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine
from python_calamine import CalamineWorkbook

from models.database import close_database, open_database
from models.person import PersonEntry, add_person
from models.transfer.columns.table import EXPORTS
from tests.tui.spoken import one_line
from tui import command_line
from tui.languages import use
from tui.words import TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spoken import Run

BOM = "\ufeff"


@pytest.fixture(autouse=True)
def day_of_the_sample() -> Iterator[None]:
    with time_machine.travel(date(2027, 3, 10), tick=False):
        yield


def parsed(text: str, delimiter: str = ";") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM)), delimiter=delimiter))


@pytest.mark.parametrize("name", TABLE)
@pytest.mark.parametrize("dialect", ["excel-nb", "rfc4180"])
@pytest.mark.parametrize("headings", ["words", "machine"])
def test_every_table_both_ways(
    name: str, dialect: str, headings: str, told: Run, sample_file: Path
) -> None:
    status, out, err = told(
        "export", name, "--dialect", dialect, "--headings", headings, "--db", sample_file
    )
    assert (status, err) == (0, "")
    assert out.startswith(BOM) == (dialect == "excel-nb")
    assert out.count("\r\n") == out.count("\n") > 50
    found = parsed(out, ";" if dialect == "excel-nb" else ",")
    columns = EXPORTS[name].columns
    assert list(found[0]) == [
        column.name if headings == "machine" else column.words["en"] for column in columns
    ]


@pytest.mark.parametrize("ending", ["", "-wal", "-shm", ".in-use"])
def test_no_file_takes_the_place_of_a_database(ending: str, told: Run, sample_file: Path) -> None:
    assert told("export", "units", "--db", sample_file)[0] == 0
    before = sample_file.read_bytes()
    target = sample_file.with_name(sample_file.name + ending)
    status, _, err = told("export", "people", "-o", target, "--force", "--db", sample_file)
    assert status == 2
    assert "belongs to a database" in one_line(err)
    assert sample_file.read_bytes() == before


def test_every_table_is_offered() -> None:
    assert list(TABLE) == list(EXPORTS)


def test_a_file_is_written_once_and_said(told: Run, sample_file: Path, tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    status, out, err = told("export", "units", "-o", path, "--db", sample_file)
    assert (status, out) == (0, "")
    assert err == f"64 rows written to {path}.\n"
    assert path.stat().st_mode & 0o777 == 0o600
    whole = path.read_bytes()
    assert told("export", "units", "--db", sample_file)[1].encode() == whole
    path.write_text("mine")
    status, _, err = told("export", "units", "-o", path, "--db", sample_file)
    assert status == 2
    assert "--force" in one_line(err)
    assert path.read_text() == "mine"
    assert told("export", "units", "-o", path, "--force", "--db", sample_file)[0] == 0
    assert path.read_bytes() == whole


def test_a_name_that_ends_in_xlsx_makes_a_workbook(
    told: Run, sample_file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "ledere.XLSX"
    assert told("export", "leaders", "-o", path, "--db", sample_file)[0] == 0
    sheet = CalamineWorkbook.from_path(path).get_sheet_by_name("Leaders")
    assert len(sheet.to_python()) == 59


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("x.ods", ".csv or .xlsx"),
        ("x.xls", ".csv or .xlsx"),
        ("no/x.csv", "There is no folder"),
        ("plain/x.csv", "There is no folder"),
        ("link.csv", "is a link"),
        ("", "is a folder"),
    ],
)
def test_where_nothing_can_be_written(
    name: str, text: str, told: Run, sample_file: Path, tmp_path: Path
) -> None:
    (tmp_path / "plain").write_text("")
    (tmp_path / "link.csv").symlink_to(tmp_path / "plain")
    before = sorted(path.name for path in tmp_path.iterdir())
    status, out, err = told("export", "units", "-o", tmp_path / name, "--db", sample_file)
    assert (status, out) == (2, "")
    assert text in one_line(err)
    after = sorted(path.name for path in tmp_path.iterdir())
    # The engine may leave its shared memory beside the database, and the file's lock.
    assert [one for one in after if not one.startswith("sample.db")] == [
        one for one in before if not one.startswith("sample.db")
    ]


def test_another_year(told: Run, sample_file: Path) -> None:
    common = ["--headings", "machine", "--db", sample_file]
    for name in ("goals", "dialogues", "commitments"):
        found = parsed(told("export", name, "--year", 2026, *common)[1])
        assert {one["year"] for one in found} == {"2026"}
    status, _, err = told("export", "goals", "--year", 1999, *common)
    assert status == 2
    assert "no dialogue year 1999" in one_line(err)


def test_notes_only_when_asked_for_by_name(told: Run, sample_file: Path) -> None:
    common = ["--headings", "machine", "--db", sample_file]
    assert "note" not in parsed(told("export", "dialogues", *common)[1])[0]
    found = parsed(told("export", "dialogues", "--with-notes", *common)[1])
    assert any(one["note"] for one in found)
    status, out, err = told("export", "goals", "--with-notes", *common)
    assert (status, out) == (2, "")
    assert "Only dialogues have notes" in one_line(err)


def test_the_habits_of_the_settings(told: Run, sample_file: Path, tmp_path: Path) -> None:
    settings = tmp_path / "c.toml"
    settings.write_text('[csv]\ndialect = "rfc4180"\nheadings = "machine"\n')
    common = ["--config", settings, "--db", sample_file]
    assert told("export", "units", *common)[1].startswith("unit_code,unit,")
    spoken = told("export", "units", "--headings", "words", *common)[1]
    assert spoken.startswith("Unit code,Unit,")


def test_words_are_those_of_the_language(
    sample_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command_line.run(["export", "units", "--language", "en", "--db", str(sample_file)])
    assert capsys.readouterr().out.startswith(f"{BOM}Unit code;")
    use("en")


def test_a_flag_says_its_sentence(told: Run, sample_file: Path) -> None:
    out = told("export", "flags", "--headings", "machine", "--db", sample_file)[1]
    texts = [one["text"] for one in parsed(out)]
    assert "41 people report straight to Liv Berg; the limit is 40." in texts


def test_a_terminal_is_shown_no_control_signs(
    told: Run, sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_database(sample_file)
    add_person(PersonEntry("\x1b]0;title\x07Kari", employee_no="1"))
    close_database()
    assert "\x1b]0;" in told("export", "people", "--db", sample_file)[1]
    monkeypatch.setattr("_pytest.capture.CaptureIO.isatty", lambda _: True, raising=False)
    monkeypatch.setattr("_pytest.capture.EncodedFile.isatty", lambda _: True, raising=False)
    status, out, _ = told("export", "people", "--db", sample_file)
    assert status == 0
    assert "␛]0;title␇Kari" in out
    assert not any(sign in out for sign in ("\x1b", "\x07", BOM))
