"""What is written is read again as it was, in every dialect; files appear whole and closed."""

from __future__ import annotations

import io
import resource
import stat
import tempfile
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.problems import Problem
from models.transfer.cells.values import parser, reading_of
from models.transfer.cells.writing import Style
from models.transfer.columns.column import Column, Kind, Table
from models.transfer.columns.table import EXPORTS
from models.transfer.exporting.files import write
from models.transfer.reading.reading import read
from tests.models.towns import examples

PEOPLE, GOALS = EXPORTS["people"], EXPORTS["goals"]
STYLES = [
    Style(dialect, headings, language)
    for dialect in ("excel-nb", "rfc4180")
    for headings in ("words", "machine")
    for language in ("nb", "en")
]

_SIGNS = st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufffe\uffff")
_TEXT = st.one_of(
    st.text(_SIGNS, min_size=1, max_size=20),
    st.text("'=+-@\t\r\n;,|\"ø1 ", min_size=1, max_size=8),
)
_EMPTY = {"", "-", "–", "—", "N/A", "#N/A", "NULL", "null", "#REF!", "#VALUE!", "#NAME?"}
_NUMBER = st.decimals(-(10**11), 10**11, places=6) | st.integers(-(10**9), 10**9).map(Decimal)


def stored_text(text: str) -> str | None:
    """Texts as they are stored: without white space around, and saying something."""
    text = text.strip()
    return text if text not in _EMPTY else None


def values_of(column: Column) -> st.SearchStrategy[Any]:
    """What may stand in a column."""
    match column.kind:
        case Kind.TEXT:
            return st.none() | _TEXT.map(stored_text)
        case Kind.IDENTIFIER:
            return st.none() | st.from_regex(
                r"[A-Za-z=0@'-][A-Za-z0-9-]{0,8}", fullmatch=True
            ).filter(lambda text: text not in _EMPTY)
        case Kind.DECIMAL:
            return st.none() | _NUMBER
        case Kind.PERCENT:
            return st.none() | st.decimals(0, 100, places=2)
        case Kind.FRACTION:
            return st.none() | st.decimals(-10, 10, places=4)
        case Kind.COUNT:
            return st.none() | st.integers(-(10**6), 10**6)
        case Kind.DAY:
            return st.none() | st.dates(date(1, 1, 1))
        case Kind.MOMENT:
            minutes = st.times().map(lambda at: time(at.hour, at.minute))
            days = st.dates(date(1600, 1, 1))
            return st.none() | days | st.builds(datetime.combine, days, minutes)
        case Kind.FLAG:
            return st.none() | st.booleans()
        case _:
            assert column.choices
            return st.none() | st.sampled_from(column.choices.machines)


def records_of(table: Table) -> st.SearchStrategy[list[dict[str, Any]]]:
    record = st.fixed_dictionaries({column.name: values_of(column) for column in table.columns})
    filled = record.filter(lambda values: any(value is not None for value in values.values()))
    return st.lists(filled, min_size=1, max_size=4)


def read_back(path: Path, table: Table) -> list[dict[str, Any]]:
    source = read(path)
    rows = list(source.rows())
    assert not source.remarks
    back: list[dict[str, Any]] = [{} for _ in rows]
    for place, column in enumerate(table.columns):
        texts = [row.cells[place] for row in rows]
        parse = parser(column, reading_of(column, texts))
        for record, text in zip(back, texts, strict=True):
            record[column.name] = parse(text)
    return back


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("name", EXPORTS)
@examples(10)
@given(data=st.data())
def test_every_table_comes_back_as_it_was(name: str, form: str, data: st.DataObject) -> None:
    table = EXPORTS[name]
    records = data.draw(records_of(table))
    style = data.draw(st.sampled_from(STYLES))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"ut.{form}"
        assert write(table, records, path, style=style) == len(records)
        assert read_back(path, table) == records


def person(**values: object) -> dict[str, object]:
    return {column.name: None for column in PEOPLE.columns} | values


def test_excel_nb(tmp_path: Path) -> None:
    path = tmp_path / "ansatte.csv"
    record = person(
        employee_no="0042",
        name="=HYPERLINK(1)",
        fte=Decimal("62.50"),
        status="leave",
        is_leader=True,
        goals=3,
        dialogue_status="not-planned",
        held_on=date(2027, 3, 4),
    )
    write(PEOPLE, [record], path)
    assert path.read_bytes() == (
        b"\xef\xbb\xbf"
        + "Ansattnr;Navn;E-post;Stilling;Stillingsprosent;Status;Enhetskode;Enhet;Leders ansattnr;"
        "Leders navn;Er leder;Antall mål;Mål med siktlinje;Dialogstatus;Holdt dato\r\n"
        "0042;'=HYPERLINK(1);;;62,5;permisjon;;;;;ja;3;;ikke planlagt;04.03.2027\r\n".encode()
    )


def test_rfc4180(tmp_path: Path) -> None:
    path = tmp_path / "mål.csv"
    record = {column.name: None for column in GOALS.columns} | {
        "year": 2027,
        "owner_kind": "unit",
        "goal": 'Sykefravær, "lavere"',
        "kind": "result",
        "direction": "less",
        "baseline": Decimal("9.10"),
        "progress": Decimal("0.5"),
        "met": False,
        "adopted_on": date(2026, 12, 15),
    }
    write(GOALS, [record], path, style=Style("rfc4180", "machine"))
    head, row, end = path.read_bytes().decode().split("\r\n")
    assert head.startswith("year,owner_kind,owner_no,owner,goal,kind,indicator")
    assert row == (
        '2027,unit,,,"Sykefravær, ""lavere""",result,,,less,9.1,,,0.5,false,,2026-12-15,,'
    )
    assert end == ""


def test_fractions_in_words() -> None:
    stream = io.StringIO()
    record = {column.name: None for column in GOALS.columns} | {"progress": Decimal("1.18755")}
    write(GOALS, [record], stream, style=Style("excel-nb", "words", "en"))
    assert ";118,76 %;" in stream.getvalue()


def test_a_column_of_tiny_posts_is_not_taken_for_fractions(tmp_path: Path) -> None:
    for name in ("a.csv", "a.xlsx"):
        write(PEOPLE, [person(name="Kari", fte=Decimal(1))], tmp_path / name)
        assert read_back(tmp_path / name, PEOPLE)[0]["fte"] == 1


def test_streams() -> None:
    binary, text = io.BytesIO(), io.StringIO()
    for stream in (binary, text):
        assert write(PEOPLE, [person(name="Åse")], stream) == 1
    assert binary.getvalue().decode() == text.getvalue()
    assert text.getvalue().startswith("\ufeffAnsattnr;")
    assert not binary.closed


def test_a_value_that_is_missing_is_a_fault_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        write(PEOPLE, [{"name": "Kari"}], tmp_path / "x.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx"])
def test_a_file_is_its_owners_and_alone(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    write(PEOPLE, [person(name="Kari")], path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [found.name for found in tmp_path.iterdir()] == [name]
    path.chmod(0o644)
    write(PEOPLE, [], path, overwrite=True)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def code_of(path: Path, **options: bool) -> str:
    with pytest.raises(Problem) as caught:
        write(PEOPLE, [person(name="Kari")], path, **options)  # type: ignore[arg-type]
    return caught.value.code


def test_nothing_is_overwritten_unasked(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("mitt", "utf-8")
    assert code_of(path) == "file-exists"
    assert path.read_text("utf-8") == "mitt"
    write(PEOPLE, [person(name="Kari")], path, overwrite=True)
    assert "Kari" in path.read_text("utf-8")


def test_a_file_that_comes_meanwhile_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"

    def records() -> Any:
        path.write_text("mitt", "utf-8")
        yield person(name="Kari")

    with pytest.raises(Problem, match="file-exists"):
        write(PEOPLE, records(), path)
    assert path.read_text("utf-8") == "mitt"
    assert [found.name for found in tmp_path.iterdir()] == ["x.csv"]


def test_links_and_folders_are_refused(tmp_path: Path) -> None:
    (tmp_path / "mappe").mkdir()
    (tmp_path / "lenke.csv").symlink_to(tmp_path / "annet.csv")
    assert code_of(tmp_path / "lenke.csv", overwrite=True) == "file-is-link"
    assert code_of(tmp_path / "mappe", overwrite=True) == "file-is-folder"
    assert code_of(tmp_path / "borte" / "x.csv") == "folder-missing"
    assert code_of(tmp_path / "borte" / "x.xlsx") == "folder-missing"
    assert not (tmp_path / "annet.csv").exists()


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx"])
def test_a_fault_on_the_way_leaves_nothing(tmp_path: Path, name: str) -> None:
    def records() -> Any:
        yield person(name="Kari")
        raise RuntimeError

    (tmp_path / name).write_text("mitt", "utf-8")
    with pytest.raises(RuntimeError):
        write(PEOPLE, records(), tmp_path / name, overwrite=True)
    assert [found.read_text("utf-8") for found in tmp_path.iterdir()] == ["mitt"]


@pytest.mark.parametrize("name", ["x.csv", "x.xlsx"])
def test_a_full_disk_leaves_the_old_file(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text("mitt", "utf-8")
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5_000, usual[1]))
    try:
        with pytest.raises(Problem) as caught:
            write(PEOPLE, [person(name=f"Kari {n}") for n in range(2_000)], path, overwrite=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert (caught.value.code, caught.value.facts["reason"]) == ("file-unwritable", "EFBIG")
    assert [found.read_text("utf-8") for found in tmp_path.iterdir()] == ["mitt"]


def test_a_workbook_that_would_cut_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Problem) as caught:
        write(PEOPLE, [person(name="x" * 32_768)], tmp_path / "x.xlsx")
    assert (caught.value.code, caught.value.field) == ("text-too-long", "name")
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_has_types_and_no_formulas(tmp_path: Path) -> None:
    from python_calamine import CalamineWorkbook

    path = tmp_path / "x.XLSX"
    record = person(employee_no="0042", name="=1+1", fte=Decimal("62.5"), held_on=date(2027, 3, 4))
    write(PEOPLE, [record], path)
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["Ansatte"]
    row = book.get_sheet_by_index(0).to_python()[1]
    assert row[:2] == ["0042", "=1+1"]
    assert row[4] == 62.5
    assert row[-1] == date(2027, 3, 4)
