"""``resultatdialog import``, from the shell's side; the import itself is tested with the models."""

from __future__ import annotations

import contextlib
import io
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine
from peewee import sqlite3

from tests.tui.spoken import one_line
from tui import command_line
from tui.commands.progress import Bar
from tui.kept_mappings import keep_mapping
from tui.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spoken import Run

PEOPLE = """\
Ansattnr;Navn;Stilling;Enhet;Leders ansattnr
1;Kari Vik;Rektor;Skole;
2;Ola Lie;Lærer;Skole;1
"""


@pytest.fixture(autouse=True)
def day_of_the_sample() -> Iterator[None]:
    with time_machine.travel(date(2027, 3, 10), tick=True):
        yield


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "target.db"


def contents(path: Path) -> list[object]:
    """Everything that is stored but for the journal."""
    engine = sqlite3.connect(path)
    tables = [
        name
        for (name,) in engine.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")
        if name not in {"journal", "sqlite_stat1"}
    ]
    found = [engine.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in tables]
    engine.close()
    return found


def names(path: Path) -> list[str]:
    engine = sqlite3.connect(path)
    found = [name for (name,) in engine.execute("SELECT name FROM person ORDER BY employee_no")]
    engine.close()
    return found


def answering(answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    keyboard = io.StringIO(answer)
    monkeypatch.setattr(keyboard, "isatty", lambda: True)
    monkeypatch.setattr(sys, "stdin", keyboard)


def test_what_was_found_is_said_and_written(told: Run, people: Path, target: Path) -> None:
    status, out, err = told("import", people, "--yes", "--db", target)
    assert (status, out) == (0, "")
    assert f"{people}: CSV, UTF-8, semicolon, headings on line 1" in err
    assert "  Leders ansattnr → leader_no" in err
    assert "  new: 1 Kari Vik" in err
    assert "Units: 1 new, 0 changed, 0 unchanged, 0 not in the file" in err
    assert "People: 2 new, 0 changed" in err
    assert err.endswith("Done.\n")
    assert names(target) == ["Kari Vik", "Ola Lie"]
    assert target.stat().st_mode & 0o777 == 0o600


def test_the_same_file_twice_changes_nothing(told: Run, people: Path, target: Path) -> None:
    told("import", people, "--yes", "--db", target)
    before = contents(target)
    status, _, err = told("import", people, "--yes", "--db", target)
    assert (status, err.splitlines()[-1]) == (0, "Nothing changes.")
    assert contents(target) == before


def test_a_dry_run_writes_nothing_and_makes_no_database(
    told: Run, people: Path, target: Path
) -> None:
    status, out, err = told("import", people, "--dry-run", "--db", target)
    assert (status, out) == (0, "")
    assert "People: 2 new" in err
    assert "Nothing was written" in err
    assert not target.exists()


def test_a_look_at_what_would_come_is_nobody_elses(
    told: Run, people: Path, target: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "c.toml"
    settings.write_text('[database]\ngroup = "root"\n')
    given = ["--dry-run", "--db", target, "--config", settings]
    assert told("import", people, *given)[0] == 0


def test_without_a_terminal_and_without_yes_it_only_looks(
    told: Run, people: Path, target: Path, sample_file: Path
) -> None:
    status, out, err = told("import", people, "--db", target)
    assert (status, out) == (2, "")
    assert "People: 2 new" in err
    assert "Give --yes to write" in err.splitlines()[-1]
    assert not target.exists()
    before = contents(sample_file)
    assert told("import", people, "--db", sample_file)[0] == 2
    assert contents(sample_file) == before


@pytest.mark.parametrize("answer", ["j\n", "JA\n", "y\n", "yes\n"])
def test_at_a_terminal_it_asks(
    answer: str, told: Run, people: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(answer, monkeypatch)
    status, _, err = told("import", people, "--db", target)
    assert status == 0
    assert "Write this to the database? [y/N] " in err
    assert names(target) == ["Kari Vik", "Ola Lie"]


@pytest.mark.parametrize("answer", ["\n", "n\n", "", "nei\n"])
def test_no_answer_is_no(
    answer: str, told: Run, people: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(answer, monkeypatch)
    status, _, err = told("import", people, "--db", target)
    assert (status, err.splitlines()[-1].endswith("Nothing was written.")) == (0, True)
    assert names(target) == []


def test_bad_rows_are_said_with_their_lines_and_the_good_ones_go_in(
    told: Run, target: Path, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(
        "Ansattnr;Navn;Stillingsprosent;Enhet\n1;Kari Vik;100;Skole\n2;Ola Lie;mye;Skole\n",
        encoding="utf-8",
    )
    status, _, err = told("import", file, "--yes", "--db", target)
    assert status == 0
    assert "Line 3: FTE %: “mye” is no number." in err
    assert "1 fault in the file kept something out." in err
    assert names(target) == ["Kari Vik"]


def test_columns_and_words_are_settled_by_options(told: Run, target: Path, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Nummer;Navn;Sted;Status\n1;Kari Vik;Skole;borte\n", encoding="utf-8")
    settled = ["--map", "employee_no=Nummer", "--map", "unit=Sted", "--value", "status:borte=leave"]
    status, _, err = told("import", file, *settled, "--yes", "--db", target)
    assert status == 0, err
    assert "  Nummer → employee_no" in err
    engine = sqlite3.connect(target)
    assert engine.execute("SELECT employee_no, status FROM person").fetchall() == [("1", "leave")]
    engine.close()


def test_a_mapping_that_was_kept_is_used(told: Run, target: Path, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Nummer;Navn;Sted\n1;Kari Vik;Skole\n", encoding="utf-8")
    keep_mapping(("Nummer", "Navn", "Sted"), {"employee_no": "Nummer", "unit": "Sted"})
    err = told("import", file, "--yes", "--db", target)[2]
    assert "  Nummer → employee_no" in err
    assert "  Sted → unit" in err


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (b"", "line 1: there is nothing in the file"),
        (b"Ansattnr;Navn;Enhet\n", "line 1: there are headings, and no rows below them"),
        (b"%PDF-1.7\n" + b"\0\1\2" * 50, "this is no table but a PDF"),
        (b"<html><body><table></table></body></html>", "a web page"),
        (b"PK\3\4" + b"\0" * 50, "the workbook cannot be read"),
        (b"a;b\n1;2\n", "no column tells who or which unit"),
        ("Ansattnr;Navn\n1;Ås\n".encode() + b"2;\xc5s\n" * 1 + "3;Ås\n".encode(), "line 3"),
        (b'Ansattnr;Navn\n1;"Kari\n2;Ola\n', "line 2: a quotation mark"),
    ],
)
def test_files_that_are_no_table_of_people(
    written: bytes, text: str, told: Run, sample_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(written)
    before = contents(sample_file)
    status, out, err = told("import", file, "--yes", "--db", sample_file)
    assert (status, out) == (2, "")
    assert text in one_line(err)
    assert contents(sample_file) == before


@pytest.mark.parametrize(
    ("options", "text"),
    [
        (["--map", "nonsense"], "write FIELD=COLUMN"),
        (["--map", "titel=Stilling"], "Did you mean title?"),
        (["--map", "title=Stiling"], "Did you mean Stilling?"),
        (["--map", "title=Stilling", "--map", "title=Navn"], "cannot be both"),
        (["--value", "nonsense"], "write FIELD:FOUND=MEANT"),
        (["--value", "status:x=borte"], "Choose among: active, leave, ended"),
        (["--sheet", "Ark1"], "has no sheets"),
    ],
)
def test_options_that_do_not_fit_the_file(
    options: list[str], text: str, told: Run, people: Path, target: Path
) -> None:
    status, out, err = told("import", people, *options, "--yes", "--db", target)
    assert (status, out) == (2, "")
    assert text in one_line(err)


def test_files_that_are_not_there(told: Run, tmp_path: Path, target: Path) -> None:
    status, _, err = told("import", tmp_path / "no.csv", "--yes", "--db", target)
    assert status == 2
    assert "There is no file" in one_line(err)
    status, _, err = told("import", tmp_path, "--yes", "--db", target)
    assert status == 2
    assert "is a folder" in one_line(err)
    assert not target.exists()


@pytest.mark.parametrize("table", ["people", "units"])
@pytest.mark.parametrize("dialect", ["excel-nb", "rfc4180"])
@pytest.mark.parametrize("headings", ["words", "machine"])
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_import_of_our_own_export_changes_nothing(
    table: str,
    dialect: str,
    headings: str,
    ending: str,
    told: Run,
    sample_file: Path,
    tmp_path: Path,
) -> None:
    file = tmp_path / f"own.{ending}"
    how = ["--dialect", dialect, "--headings", headings]
    assert told("export", table, "-o", file, *how, "--db", sample_file)[0] == 0
    before = contents(sample_file)
    status, _, err = told("import", file, "--yes", "--db", sample_file)
    assert (status, err.splitlines()[-1]) == (0, "Nothing changes.")
    assert contents(sample_file) == before


def test_our_own_export_makes_the_same_people_in_an_empty_database(
    told: Run, sample_file: Path, target: Path, tmp_path: Path
) -> None:
    how = ["--headings", "machine", "--dialect", "rfc4180"]
    for table in ("units", "people"):
        file = tmp_path / f"{table}.csv"
        told("export", table, "-o", file, *how, "--db", sample_file)
        assert told("import", file, "--yes", "--db", target)[0] == 0
    known = ("employee_no", "name", "email", "title", "fte", "status", "unit_code", "leader_no")
    first, second = (_columns(told("export", "people", *how, "--db", path)[1], known)
                     for path in (sample_file, target))  # fmt: skip
    assert first == second


def _columns(text: str, names_: tuple[str, ...]) -> list[tuple[str, ...]]:
    import csv

    return [tuple(one[name] for name in names_) for one in csv.DictReader(io.StringIO(text))]


def test_a_bar_is_drawn_only_at_a_terminal_and_after_a_while(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = iter((0.0, 0.1, 0.6, 0.65, 0.8))
    monkeypatch.setattr("tui.commands.progress.monotonic", lambda: next(clock))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with Bar() as bar:
        bar(1, 10)
        assert capsys.readouterr().err == ""
        bar(5, 10)
        assert " 50%" in capsys.readouterr().err
        bar(6, 10)
        assert capsys.readouterr().err == ""
        bar(7, None)
        assert "7 …" in capsys.readouterr().err
    assert capsys.readouterr().err == "\r\x1b[K"


def test_what_is_left_is_told_once_it_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter((0.0, 1.0, 10.0, 200.0, 600.0))
    monkeypatch.setattr("tui.pace.monotonic", lambda: next(clock))
    pace = Pace()
    assert pace.words(10, 100) == "10%"
    assert pace.words(25, 100) == "25% · 30 s left"
    assert pace.words(5, 100) == "5% · 63 min left"
    assert pace.words(120, 100) == "100% · 0 s left"


def test_no_bar_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    with Bar() as bar:
        bar(5, 10)
    assert capsys.readouterr().err == ""


LGBF = Path(__file__).parents[1] / "data" / "lgbf"
GOALS = [
    *("--kind", "goals", "--map", "goal_code=Code", "--map", "goal=Title"),
    *("--map", "measure=MeasureType", "--map", "direction=Ranking_Type"),
    *("--value", "direction:Ascending=less", "--value", "direction:Descending=more"),
    *("--value", "direction:Goldilocks=within"),
]
VALUES = [
    *("--kind", "measurements", "--map", "goal_code=Code", "--map", "measured_on=Year"),
    *("--map", "value=LA_IndicatorReal"),
]


def test_goals_and_their_values(told: Run, target: Path) -> None:
    status, out, err = told("import", LGBF / "indicators.csv", *GOALS, "--yes", "--db", target)
    assert (status, out) == (0, "")
    assert "  Ranking_Type → direction" in err
    assert "No year is given; 2027 is taken. (108 in all)" in err
    assert "  new: ENV06 The % of Total Household Waste" in err
    assert "Goals: 108 new, 0 changed, 0 unchanged, 0 not in the file" in err
    status, out, err = told(
        "import", LGBF / "stirling_values.csv", *VALUES, "--yes", "--db", target
    )
    assert (status, out) == (0, "")
    assert "  new: C&L01 Cost per Attendance at Sports Facilities: 2010-11: 3.1048" in err
    assert "Measured values: 1,128 new, 0 changed, 0 unchanged" in err
    before = contents(target)
    for file, how in (("indicators.csv", GOALS), ("stirling_values.csv", VALUES)):
        err = told("import", LGBF / file, *how, "--yes", "--db", target)[2]
        assert err.splitlines()[-1] == "Nothing changes."
    assert contents(target) == before


def test_what_changes_in_a_goal_is_said_in_words(told: Run, target: Path, tmp_path: Path) -> None:
    file = tmp_path / "goals.csv"
    for direction, value in (("mindre", "9,1"), ("mer", "7,5")):
        file.write_text(
            f"Målkode;Mål;Retning;Måltall\nM1;Lavere fravær;{direction};{value}\n"
            "M2;Feil;sidelengs;1\n",
            encoding="utf-8",
        )
        status, _, err = told("import", file, "--kind", "goals", "--yes", "--db", target)
        assert status == 0
    assert "changed: M1 Lavere fravær: Direction: less → more" in err
    assert "changed: M1 Lavere fravær: Target: 9.1 → 7.5" in err
    assert "Line 3: Direction: “sidelengs” is none of the choices." in err
    assert "Choose among: more, less, within." in err


def test_words_to_choose_among_are_those_of_the_language(target: Path, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Ansattnr;Navn;Status\n1;Kari Vik;borte\n", encoding="utf-8")
    keyboard = io.StringIO()
    with contextlib.redirect_stderr(keyboard):
        command_line.run(
            ["--language", "nb", "import", str(file), "--dry-run", "--db", str(target)]
        )
    assert "aktiv, permisjon, sluttet" in keyboard.getvalue()


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ("Målkode;Mål;Måltall\nM1;Lavere fravær;7\n", "goals"),
        ("Enhetskode;Enhet;Mål;Måltall\n1;Skole;Lavere fravær;7\n", "goals"),
        ("Målkode;År;Resultat\nM1;2026;7\n", "measurements"),
    ],
)
def test_a_file_of_another_kind_is_not_taken_for_units(
    lines: str, kind: str, told: Run, target: Path, tmp_path: Path
) -> None:
    file = tmp_path / "file.csv"
    file.write_text(lines, encoding="utf-8")
    status, _, err = told("import", file, "--yes", "--db", target)
    assert status == 2
    assert f"--kind {kind}" in one_line(err)
    assert not target.exists()


def test_a_mapping_kept_for_goals_is_not_used_for_people(
    told: Run, target: Path, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Ansattnr;Navn;Tekst\n1;Kari Vik;x\n", encoding="utf-8")
    keep_mapping(("Ansattnr", "Navn", "Tekst"), {"goal": "Tekst"})
    assert told("import", file, "--yes", "--db", target)[0] == 0


def test_half_a_file_does_not_end_everybody_else(told: Run, target: Path, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    everybody = [f"{number};Person {number}\n" for number in range(1, 101)]

    def bring(count: int, *options: str) -> tuple[int, str]:
        file.write_text("Ansattnr;Navn\n" + "".join(everybody[:count]), encoding="utf-8")
        status, _, err = told("import", file, "--yes", *options, "--db", target)
        return status, err

    assert bring(100)[0] == 0
    before = contents(target)
    status, err = bring(60)
    assert status == 2
    assert "40 of 100 people are not in the file" in err
    assert "--end-missing" in err
    assert contents(target) == before
    assert bring(80)[0] == 0
    assert bring(40, "--end-missing")[0] == 0
    assert bring(30)[0] == 0


@pytest.mark.parametrize("answer", ["n\n", "j\n"])
def test_at_a_terminal_it_asks_whether_they_are_to_end(
    answer: str, told: Run, target: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "people.csv"
    everybody = [f"{number};Person {number}\n" for number in range(1, 41)]
    file.write_text("Ansattnr;Navn\n" + "".join(everybody), encoding="utf-8")
    told("import", file, "--yes", "--db", target)
    file.write_text("Ansattnr;Navn\n" + everybody[0], encoding="utf-8")
    answering(answer, monkeypatch)
    status, _, err = told("import", file, "--db", target)
    assert status == 0
    assert "End 39 of 40 people and write the rest? [y/N] " in err
    engine = sqlite3.connect(target)
    [[ended]] = engine.execute("SELECT count(*) FROM person WHERE status = 'ended'").fetchall()
    engine.close()
    assert ended == (39 if answer == "j\n" else 0)
