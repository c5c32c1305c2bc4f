"""CSV and XLSX files as the world makes them: read, or refused with the line or the sheet."""

from __future__ import annotations

import bz2
import codecs
import gzip
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.problems import Problem
from models.transfer.reading.reading import read
from tests.models.transfer.datasets import DATA, codes, rows_of


def written(tmp_path: Path, text: str | bytes, codec: str = "utf-8") -> Path:
    path = tmp_path / "fil.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode(codec))
    return path


def refused(path: Path, **options: str) -> Problem:
    with pytest.raises(Problem) as caught:
        rows_of(path, **options)
    return caught.value


@pytest.mark.parametrize(
    ("kind", "expected"),
    [("zip", "file-kind-unsupported"), ("xls", "file-kind-unsupported")],
)
def test_kinds_by_content_and_not_by_name(tmp_path: Path, kind: str, expected: str) -> None:
    first = {"zip": b"PK\x05\x06" + bytes(18), "xls": b"\xd0\xcf\x11\xe0" + bytes(500)}[kind]
    problem = refused(written(tmp_path, first))
    assert (problem.code, problem.facts["found"]) == (expected, kind)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (gzip.compress(b"a;b\n1;2\n", mtime=0), "gzip"),
        (bz2.compress(b"a;b\n1;2\n"), "bzip2"),
        (b"%PDF-1.7\n1 0 obj", "pdf"),
        (b"<html><table><tr><td>Ansattnr</td></tr></table>", "html"),
        (b'<?xml version="1.0"?><Workbook/>', "xml"),
        (b'[{"a": 1}]', "json"),
        (bytes(range(256)) * 20, "binary"),
        (b"\0" * 100, "binary"),
    ],
)
def test_what_is_no_table(tmp_path: Path, data: bytes, found: str) -> None:
    problem = refused(written(tmp_path, data))
    assert (problem.code, problem.facts["found"]) == ("file-kind-unsupported", found)
    assert problem.facts["line"] == 1


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    assert refused(tmp_path / "borte.csv").code == "file-missing"
    assert refused(tmp_path).code == "file-is-folder"
    assert refused(written(tmp_path, "")).code == "file-empty"
    assert refused(written(tmp_path, "\n \n;;\n")).code == "file-empty"
    assert refused(Path("a\0b.csv")).code in ("file-missing", "file-unreadable")
    pipe = tmp_path / "rør"
    os.mkfifo(pipe)
    assert refused(pipe).code == "file-not-regular"


def test_a_file_of_somebody_else(tmp_path: Path) -> None:
    path = written(tmp_path, "a;b\n1;2\n")
    path.chmod(0)
    own = os.geteuid()
    if own == 0:  # root may read everything, so somebody else tries
        os.seteuid(65534)
    try:
        assert refused(path).code == "file-forbidden"
    finally:
        os.seteuid(own)


def test_headings_only(tmp_path: Path) -> None:
    problem = refused(written(tmp_path, "Rapport\n\nAnsattnr;Navn\n;\n"))
    assert (problem.code, problem.facts["line"]) == ("file-without-rows", 3)


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(tmp_path: Path, codec: str, end: str) -> None:
    lines = ["Ansattnr;Navn;Enhet", '1;Åse Bjørnsen;"Sjø, ""sør"""', "2;Čáppa;Vest"]
    source, rows = rows_of(written(tmp_path, end.join(lines) + end, codec))
    assert rows == [("1", "Åse Bjørnsen", 'Sjø, "sør"'), ("2", "Čáppa", "Vest")]
    assert source.headings == ("Ansattnr", "Navn", "Enhet")
    assert not source.remarks


def test_bytes_that_no_encoding_reads_are_named_by_line(tmp_path: Path) -> None:
    text = "Ansattnr;Navn\r\n1;Kåre\r\n2;X\r\n".encode("cp1252").replace(b"X", b"\x81")
    problem = refused(written(tmp_path, text))
    assert (problem.code, problem.facts["line"]) == ("encoding-unreadable", 3)


def test_utf_8_with_a_foreign_line_is_not_garbled(tmp_path: Path) -> None:
    text = "Ansattnr;Navn\n1;Åse\n2;Bjørn\n".encode() + "3;Kåre\n".encode("cp1252")
    problem = refused(written(tmp_path, text))
    assert (problem.code, problem.facts["line"]) == ("encoding-mixed", 4)


def test_utf_16_cut_short(tmp_path: Path) -> None:
    data = codecs.BOM_UTF16_LE + "Ansattnr;Navn\n1;Åse".encode("utf-16-le")
    problem = refused(written(tmp_path, data[:-1]))
    assert (problem.code, problem.facts["line"]) == ("encoding-unreadable", 2)


@pytest.mark.parametrize(
    ("text", "delimiter", "headings"),
    [
        ("Navn;Stillingsprosent\nKari;0,5\nOla;1,0\n", ";", 2),
        ("Navn;Enhet\nBerg, Liv;Skole\nHansen, Ola;Skole\n", ";", 2),
        ("name,title\nKari,a;b;c\nOla,d;e;f\n", ",", 2),
        ("sep=|\na|b,c\n1|2,3\n", "|", 2),
        ("Navn\nKari\nOla\n", None, 1),
        ('a,b\n"x;y;z",2\n"x;y;z",3\n', ",", 2),
    ],
)
def test_delimiters(tmp_path: Path, text: str, delimiter: str | None, headings: int) -> None:
    source, _ = rows_of(written(tmp_path, text))
    assert (source.delimiter, len(source.headings)) == (delimiter, headings)


def test_titles_above_the_headings_and_the_users_own_headings(tmp_path: Path) -> None:
    text = "Uttrekk fra lønn\n14.03.2027;kl. 10\n\nAnsvar;Sted;Sum\n1;A;3\n"
    path = written(tmp_path, text)
    assert read(path, also=["ansvar", "sted"]).header_line == 4
    path = written(tmp_path, text.replace("Ansvar;Sted", "Ansattnr;Navn"))
    source = read(path)
    assert source.header_line == 4
    assert [row.line for row in source.rows()] == [5]


def test_lines_are_those_of_the_file(tmp_path: Path) -> None:
    source = read(written(tmp_path, 'Navn;Enhet\n"Kari\nNordmann";A\n\n\nOla;B\n;\n'))
    assert [(row.line, row.cells[0]) for row in source.rows()] == [
        (2, "Kari\nNordmann"),
        (6, "Ola"),
    ]
    assert codes(source) == [("empty-lines", 4)]
    assert source.remarks[0].facts == {"count": 2}
    assert len(list(source.rows())) == 2
    assert len(source.remarks) == 1


@given(st.lists(st.sampled_from(["plain", "in two\nlines", "", "ends \0"]), max_size=500))
def test_odd_records_among_many_are_where_they_stand(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    text, expected, line = "number;name\n1;first\n", [(2, ("1", "first"))], 3
    for number, name in enumerate(names):
        text += f'{number};"{name}"\n' if name else "\n"
        if name:
            expected.append((line, (str(number), name.replace("\0", ""))))
        line += 1 + name.count("\n")
    path = written(tmp_path_factory.mktemp("odd"), text)
    assert [(row.line, row.cells) for row in read(path).rows()] == expected


def test_an_open_quote_far_below_is_found(tmp_path: Path) -> None:
    rows = [f"{number};Kari" for number in range(1_000)]
    rows[777] = '777;"Kari'
    problem = refused(written(tmp_path, "\n".join(["Ansattnr;Navn", *rows])))
    assert (problem.code, problem.facts["line"]) == ("quote-unclosed", 779)


def test_an_open_quote_does_not_swallow_rows_in_silence(tmp_path: Path) -> None:
    for text in (
        'Navn;Enhet\nKari;A\n"Ola;B\nLiv;C\n',
        'Navn;Enhet\nKari;A\n"Ola;B\n"Liv";C\nPer;D\n',
        'Navn;Enhet\nKari;A\n"Ola;B',
    ):
        problem = refused(written(tmp_path, text))
        assert (problem.code, problem.facts["line"]) == ("quote-unclosed", 3)


def test_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    problem = refused(written(tmp_path, f"Navn;Enhet\nKari;A\n{'x' * 200_000};B\n"))
    assert (problem.code, problem.facts["line"]) == ("field-too-long", 3)


def test_duplicate_headings_are_told(tmp_path: Path) -> None:
    source, _ = rows_of(written(tmp_path, "Navn;Enhet;NAVN\nKari;A;K\n"))
    assert codes(source) == [("heading-duplicate", 1)]


def test_a_csv_file_has_no_sheets(tmp_path: Path) -> None:
    assert refused(written(tmp_path, "a;b\n1;2\n"), sheet="Ark1").code == "sheet-not-possible"


def test_csv_loads_no_spreadsheet_library(tmp_path: Path) -> None:
    import subprocess

    path = written(tmp_path, "a;b\n1;2\n")
    program = (
        "import sys; from pathlib import Path; from models.transfer.reading.reading import read;"
        "import models.transfer.exporting.files; list(read(Path(sys.argv[1])).rows());"
        "assert not {'python_calamine', 'xlsxwriter', 'peewee'} & set(sys.modules)"
    )
    root = DATA.parents[1]
    subprocess.run([sys.executable, "-c", program, str(path)], check=True, cwd=root)


@given(st.binary(max_size=400) | st.text(alphabet='ab;,"\n\r\t\0|å=', max_size=80).map(str.encode))
@settings(max_examples=150)
def test_no_bytes_are_too_odd(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        path.write_bytes(data)
        try:
            rows_of(path)
        except Problem as problem:
            assert problem.facts["line"]  # noqa: PT017


def test_a_file_that_goes_while_it_is_read_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name;unit\nKari;Skole\n")
    source = read(path)
    path.unlink()
    with pytest.raises(Problem, match="file-missing"):
        list(source.records())
