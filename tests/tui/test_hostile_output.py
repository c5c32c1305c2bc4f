"""Whatever a name holds: what leaves the program by another way than a screen is text as well."""

from __future__ import annotations

import csv
import re
import shutil
import unicodedata
from typing import TYPE_CHECKING

import pytest
import vobject
from python_calamine import CalamineWorkbook

from models.calendar_entries import CalendarScope, calendar_entries, database_id
from models.database import close_database, open_database, rows
from models.transfer.cells.formula import harmless, original
from models.transfer.exporting.calendar import CalendarWords, calendar_text
from tests import hostile
from tests.models.paper.reading import read_page, read_pdf
from tui.errors import keep_error, log_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Told = Callable[..., tuple[int, str, str]]

TABLES = ("units", "people", "leaders", "dialogues", "goals", "commitments", "flags", "years")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "x.db"
    hostile.fill(path)
    return path


@pytest.fixture
def town(filled: Path, tmp_path: Path) -> Path:
    path = tmp_path / "x.db"
    shutil.copy(filled, path)
    return path


def lines_steer(text: str) -> list[str]:
    """What steers in lines of columns with tabs between."""
    return [sign for cell in re.split(r"[\n\t]", text) for sign in hostile.steers(cell)]


def test_what_commands_say_steers_nothing(town: Path, told: Told, tmp_path: Path) -> None:
    unknown = hostile.KINDS["markup"] + "\x1b]0;taken\x07\u202e.csv"
    missing = tmp_path / unknown.replace("/", "")
    for command, fine in (
        (("flags",), 1),
        (("report", "--names"), 0),
        (("year", "open", "2028", "--dry-run"), 0),
        (("year", "close", "2026"), 2),
        (("import", missing), 2),
        (("restore", missing), 2),
        (("export", "people", "-o", tmp_path / "none" / missing.name), 2),
    ):
        status, out, err = told(*command, "--db", town)
        assert status == fine, (command, err)
        assert not lines_steer(out + err), command
        assert command != ("flags",) or {line.count("\t") for line in out.splitlines()} == {3}
        assert fine != 2 or err.count("\n") == 1


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_no_cell_of_an_export_runs(town: Path, told: Told, tmp_path: Path, ending: str) -> None:
    texts = set()
    for table in TABLES:
        file = tmp_path / f"{table}.{ending}"
        assert told("export", table, "-o", file, "--db", town)[0] == 0
        if ending == "csv":
            with file.open(encoding="utf-8-sig", newline="") as stream:
                found = [cell for line in csv.reader(stream, delimiter=";") for cell in line]
            assert all(harmless(original(cell)) == cell for cell in found)
            texts |= {original(cell) for cell in found}
        else:
            sheet = CalamineWorkbook.from_path(str(file)).get_sheet_by_index(0)
            texts |= {cell for line in sheet.to_python() for cell in line}
    if ending == "csv":
        assert texts >= {hostile.name(place) for place in range(len(hostile.KINDS))}
    assert len(texts) > len(hostile.KINDS)


@pytest.mark.parametrize("form", ["html", "pdf"])
def test_the_report_names_them_as_text(town: Path, told: Told, tmp_path: Path, form: str) -> None:
    file = tmp_path / f"report.{form}"
    assert told("report", "--names", "-o", file, "--db", town)[0] == 0
    if form == "html":
        page = read_page(file.read_text(encoding="utf-8"))
        assert not set(page.tags) & {"script", "img", "a"}
        assert 'alert("a")' in "".join(page.texts)
        assert not lines_steer("".join(page.texts))
    else:
        assert not set(read_pdf(file.read_bytes())) & set("\x1b\x9b\x07\u202e\u2066\u200b")


def test_a_calendar_file_keeps_each_name_in_its_line(town: Path) -> None:
    open_database(town)
    people = tuple(number for (number,) in rows("SELECT id FROM person"))
    words = CalendarWords("Dialoger", "Dialog: {name}", "Holdes av: {name}")
    entries = calendar_entries(CalendarScope(people))
    text = calendar_text(entries, words, database_id(), 60).decode()
    close_database()
    assert not [one for one in text.replace("\r\n", "") if unicodedata.category(one) == "Cc"]
    events = vobject.readOne(text, validate=True).vevent_list
    assert len(events) == len(entries) > 5
    assert any("<script>" in event.summary.value for event in events)


def test_the_log_of_errors_holds_no_name() -> None:
    name = hostile.name(2)
    try:
        {}[name]
    except KeyError as error:
        keep_error(error)
    assert not lines_steer(log_file().read_text())
    assert "Kari" not in log_file().read_text()
