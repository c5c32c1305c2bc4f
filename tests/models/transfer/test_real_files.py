"""Files that others have made: each is read, or refused with the line or the sheet."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from models.problems import Problem
from tests.models.transfer.datasets import DATA, codes, files_in, rows_of, shared

if TYPE_CHECKING:
    from pathlib import Path

DIRTY = DATA / "dirty"
SPECTRUM = DIRTY / "csv_spectrum" / "csvs"


def read_or_refused(path: Path) -> None:
    try:
        source, rows = rows_of(path)
    except Problem as problem:
        assert problem.facts.keys() & {"line", "sheet", "sheets"}, problem.code  # noqa: PT017
        assert problem.facts["file"] == str(path)  # noqa: PT017
    else:
        assert source.headings
        assert rows
        assert {len(row) for row in rows} == {len(source.headings)}


@pytest.mark.parametrize("path", files_in(DATA), ids=lambda path: path.name)
def test_every_file_is_read_or_refused_with_a_reason(path: Path) -> None:
    read_or_refused(path)


@pytest.mark.parametrize("folder", ["municipalities", "stavanger", "lgbf"])
def test_every_shared_file_is_read_or_refused_with_a_reason(folder: str) -> None:
    for path in files_in(shared(folder)):
        read_or_refused(path)


@pytest.mark.parametrize("path", files_in(SPECTRUM), ids=lambda path: path.stem)
def test_csv_spectrum(path: Path) -> None:
    source, rows = rows_of(path)
    truth = json.loads((SPECTRUM.parent / "json" / f"{path.stem}.json").read_text("utf-8"))
    expected = truth if isinstance(truth, list) else [truth]
    if path.stem == "location_coordinates":
        # The publisher's two files have different numbers here.
        expected[0]["Contact Phone Number"] = "2095257564"
    assert [dict(zip(source.headings, row, strict=True)) for row in rows] == expected


@pytest.mark.parametrize(
    ("name", "encoding", "delimiter", "last"),
    [
        ("test_utf16_big.csv", "UTF-16", ",", ("4", "5", "ʤ")),
        ("test_utf16_little.csv", "UTF-16", ",", ("4", "5", "ʤ")),
        ("test_latin1.csv", "Windows-1252", ",", ("4", "5", "©")),
        ("test_utf8_bom.csv", "UTF-8 (BOM)", ",", ("4", "5", "ʤ")),
        ("mac_newlines.csv", "UTF-8", ",", ("Once upon\ra time", "5", "6")),
        ("null_byte.csv", "UTF-8", ",", ("", "2", "3")),
        ("dummy.tsv", "UTF-8", "\t", ("1", "2", "3")),
        ("sniff_limit.csv", "UTF-8", ";", ("1", "2", "3")),
        ("test_locale.csv", "UTF-8", ",", ("1,7", "200.000.000", "")),
    ],
)
def test_odd_encodings_and_line_ends(
    name: str, encoding: str, delimiter: str, last: tuple[str, ...]
) -> None:
    source, rows = rows_of(DIRTY / "csvkit_examples" / name)
    assert (source.encoding, source.delimiter, rows[-1]) == (encoding, delimiter, last)


def test_a_nul_is_taken_out_and_told() -> None:
    source, _ = rows_of(DIRTY / "csvkit_examples" / "null_byte.csv")
    assert codes(source) == [("nul-removed", 2)]


def test_ragged_rows_are_told_and_kept() -> None:
    source, rows = rows_of(DIRTY / "csvkit_examples" / "bad_skip_lines.csv")
    assert source.header_line == 4
    assert rows == [
        ("1", "27", ""),
        ("", "I'm too short!", ""),
        ("0", "mixed types.... uh oh", "17"),
    ]
    assert codes(source) == [
        ("lines-before-headings", 1),
        ("row-too-long", 5),
        ("row-too-short", 6),
    ]
    assert source.remarks[1].facts == {"expected": 3, "found": 4}


def test_a_real_latin_1_file_with_sami_names() -> None:
    source, rows = rows_of(shared("municipalities") / "1236.csv")
    assert (source.encoding, source.delimiter, len(rows)) == ("Windows-1252", ";", 356)
    assert ("820710592", "LILLESTRØM KOMMUNE", "3030", "Lillestrøm") in rows


def test_stavanger() -> None:
    source, rows = rows_of(shared("stavanger") / "budget_2016.csv")
    assert (source.encoding, source.delimiter, len(rows)) == ("UTF-8 (BOM)", ";", 11_130)
    assert [remark.code for remark in source.remarks] == ["row-too-long"] * 347
    centres = {row[3]: row[0] for row in rows}
    assert (len(centres), len(set(centres.values()))) == (550, 48)


def test_lgbf() -> None:
    _, indicators = rows_of(shared("lgbf") / "indicators.csv")
    _, values = rows_of(shared("lgbf") / "stirling_values.csv")
    assert (len(indicators), len(values)) == (108, 1_128)
