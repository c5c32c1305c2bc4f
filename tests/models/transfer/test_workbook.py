"""Sheets: the right one, the right row of headings, numbers and days as text."""

from __future__ import annotations

import shutil
import zipfile
from datetime import date, datetime
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from xlsxwriter import Workbook

from models.problems import Problem
from models.transfer.columns.table import IMPORTS
from models.transfer.importing.matching import match
from models.transfer.reading.reading import read
from tests.models.transfer.datasets import DATA

if TYPE_CHECKING:
    from pathlib import Path

KOSTRA = DATA / "kostra"
FOUR = KOSTRA / "KOSTRA 04 - Fylkesveg med 4 felt.xlsx"
BOTH = (
    KOSTRA / "Kostra 01 - Vegnett hele landet.xlsx",
    KOSTRA / "Kostra 01 - 2025 kommuneinndeling Vegnett hele landet.xlsx",
)


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    book = Workbook(path)
    day = book.add_format({"num_format": "dd.mm.yyyy"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, date):
                    sheet.write_datetime(line, place, cell, day)
                else:
                    sheet.write(line, place, cell)
    book.close()
    return path


def refused(path: Path, sheet: str | None = None) -> Problem:
    with pytest.raises(Problem) as caught:
        list(read(path, sheet=sheet).rows())
    return caught.value


def test_two_kostra_books_differ_in_two_municipalities() -> None:
    tables = []
    for path in BOTH:
        source = read(path, sheet="tabell kommuner ")
        assert (source.sheet, source.header_line) == ("Tabell kommuner", 1)
        tables.append({row.cells[1]: row.cells for row in source.rows()})
        assert not source.remarks
    assert [len(table) for table in tables] == [357, 357]
    one, other = tables
    assert {number for number in one if one[number] != other.get(number)} == {"4201", "4213"}
    assert "301" in one


def test_a_navigation_sheet_first_and_headings_in_row_seven() -> None:
    source = read(FOUR)
    assert (source.sheet, source.header_line) == ("Kostra 4", 7)
    assert source.headings == ("Fylke", "Antall", "Lengde (m)")
    assert source.sheets == ("Oversikt", "Kostra 4", "Debug")
    first = next(source.rows())
    assert (first.line, first.cells) == (8, ("Agder", "", "5026.65"))
    assert read(FOUR, sheet="Debug").header_line == 7


def test_the_csv_and_the_workbook_of_one_table_are_alike() -> None:
    tables = []
    for name in ("people.csv", "people.xlsx"):
        source = read(DATA / "adventureworks" / name)
        columns = match(source.headings, IMPORTS["people"]).columns
        assert {"employee_no", "name", "unit_code", "unit", "parent_unit", "leader_no"} <= set(
            columns
        )
        tables.append([{f: row.cells[p] for f, p in columns.items()} for row in source.rows()])
    assert tables[0] == tables[1]
    assert len(tables[0]) == 290


def test_the_sheet_with_known_headings_is_taken(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "x.xlsx",
        {
            "Forside": [["Uttrekk", "fra", "HR"], ["a", "b", "c"]],
            "Ansatte": [["Liste"], [], ["Ansattnr", "Navn", "Enhet"], [17, "Kari", "Skole"]],
            "Mer": [["Navn", "Enhet"], ["Ola", "Skole"]],
        },
    )
    source = read(path)
    assert (source.sheet, source.header_line, source.headings) == (
        "Ansatte",
        3,
        ("Ansattnr", "Navn", "Enhet"),
    )
    assert [row.cells for row in source.rows()] == [("17", "Kari", "Skole")]


def test_cells_come_as_text(tmp_path: Path) -> None:
    row = [4204, 0.1 + 0.2, True, date(2027, 3, 14), datetime(2027, 3, 14, 10, 30), "007", 1e15, -2]  # noqa: DTZ001
    path = workbook(tmp_path / "x.xlsx", {"A": [list("abcdefgh"), row]})
    assert next(read(path).rows()).cells == (
        "4204",
        "0.3",
        "true",
        "2027-03-14",
        "2027-03-14T10:30:00",
        "007",
        "1000000000000000",
        "-2",
    )


def test_cells_beyond_the_headings_are_told(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", {"A": [["Navn", "Enhet"], ["a", "b", "c"], ["d"]]})
    source = read(path)
    assert [row.cells for row in source.rows()] == [("a", "b"), ("d", "")]
    assert [(remark.code, remark.line) for remark in source.remarks] == [("row-too-long", 2)]


def test_sheets_that_are_not_there_or_empty(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "x.xlsx",
        {"Ansatte": [["Navn"], ["Kari"]], "Tom": [], "Kun": [["Navn", "Enhet"]]},
    )
    problem = refused(path, "Ansatt")
    assert (problem.code, problem.facts["nearest"]) == ("sheet-unknown", "Ansatte")
    assert refused(path, "Tom").code == "sheet-empty"
    problem = refused(path, "Kun")
    assert (problem.code, problem.facts["sheet"]) == ("sheet-without-rows", "Kun")
    assert refused(workbook(tmp_path / "y.xlsx", {"A": [], "B": []})).code == "workbook-empty"


def test_a_word_in_the_farthest_corner_does_not_end_the_process(tmp_path: Path) -> None:
    book = Workbook(tmp_path / "x.xlsx")
    sheet = book.add_worksheet("Hjørne & kant")
    sheet.write_row(0, 0, ["Navn", "Enhet"])
    sheet.write(1_048_575, 16_383, "glemt")
    book.close()
    problem = refused(tmp_path / "x.xlsx")
    assert (problem.code, problem.facts["sheet"]) == ("sheet-too-large", "Hjørne & kant")


def test_coloured_cells_do_not_make_a_sheet_too_large(tmp_path: Path) -> None:
    book = Workbook(tmp_path / "x.xlsx")
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Navn", "Enhet"])
    sheet.write_row(1, 0, ["Kari", "Skole"])
    sheet.write_blank(1_048_575, 16_383, None, book.add_format({"bg_color": "red"}))
    book.close()
    assert [row.cells for row in read(tmp_path / "x.xlsx").rows()] == [("Kari", "Skole")]


def test_other_zip_files_and_broken_books(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("word/document.xml", "<x/>")
    assert refused(path).facts["found"] == "zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("xl/workbook.xml", "<x>")
    assert refused(path).code == "workbook-unreadable"
    path.write_bytes(FOUR.read_bytes()[:20_000])
    assert refused(path).code == "workbook-unreadable"


def test_damaged_books_never_end_in_anything_but_a_problem(tmp_path: Path) -> None:
    random, path = Random(7), tmp_path / "x.xlsx"
    whole = (DATA / "adventureworks" / "people.xlsx").read_bytes()
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(random.randint(1, 20)):
            data[random.randrange(len(data))] = random.randrange(256)
        path.write_bytes(data)
        try:
            list(read(path).rows())
        except Problem as problem:
            assert problem.facts.keys() & {"line", "sheet", "sheets"}  # noqa: PT017


def test_damaged_xml_never_ends_in_anything_but_a_problem(tmp_path: Path) -> None:
    random, path = Random(11), tmp_path / "x.xlsx"
    with zipfile.ZipFile(DATA / "dirty" / "agate_excel" / "test_skip_lines.xlsx") as book:
        parts = {name: book.read(name) for name in book.namelist()}
    for _ in range(60):
        name = random.choice([part for part in parts if part.startswith("xl/")])
        damaged = bytearray(parts[name])
        for _ in range(random.randint(1, 5)):
            damaged[random.randrange(len(damaged))] = random.randrange(256)
        with zipfile.ZipFile(path, "w") as file:
            for part, data in parts.items():
                file.writestr(part, bytes(damaged) if part == name else data)
        try:
            list(read(path).rows())
        except Problem as problem:
            assert problem.facts.keys() & {"line", "sheet", "sheets"}  # noqa: PT017


def test_a_book_under_another_name_is_a_book(tmp_path: Path) -> None:
    path = tmp_path / "ansatte.csv"
    shutil.copy(DATA / "adventureworks" / "people.xlsx", path)
    assert read(path).format == "xlsx"
