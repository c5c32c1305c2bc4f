"""``resultatdialog year open``, ``year close`` and ``year reopen``."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import time_machine

from models.database import close_database, open_database, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spoken import Run

TODAY = date(2027, 3, 10)


@pytest.fixture(autouse=True)
def day_of_the_sample() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=False):
        yield


def stored(path: Path, statement: str) -> list[tuple[object, ...]]:
    open_database(path)
    try:
        return rows(statement)
    finally:
        close_database()


YEARS = "SELECT number, closed_on IS NOT NULL FROM year ORDER BY 1"
DIALOGUES = (
    "SELECT count(*) FROM dialogue d JOIN round r ON r.id = d.round_id WHERE r.year_id = 2028"
)


def test_a_dry_run_tells_and_writes_nothing(told: Run, sample_file: Path) -> None:
    status, out, err = told("year", "open", 2028, "--dry-run", "--db", sample_file)
    assert status == 0
    assert "Mathias Olsen\tOppmåling og kart\thas ended\t" in out.splitlines()
    assert "Winter: results, 01/02/2028–15/04/2028: 58 new dialogues" in err
    assert "Goals of 2027: 1,091 carried on, 240 closed, 0 dropped" in err
    assert "--dry-run" in err.splitlines()[-1]
    assert stored(sample_file, YEARS) == [(2026, 1), (2027, 0)]


def test_opening_twice_adds_nothing_twice(told: Run, sample_file: Path) -> None:
    status, _out, err = told("year", "open", 2028, "--db", sample_file)
    assert (status, err.splitlines()[-1]) == (0, "2028 is open.")
    assert stored(sample_file, DIALOGUES) == [(116,)]
    status, out, err = told("--db", sample_file, "year", "open", 2028)
    assert status == 0
    assert "2028 is open" not in err
    assert "Nothing changes." in err
    assert out.count("has a dialogue already") == 116
    assert stored(sample_file, DIALOGUES) == [(116,)]


def test_staff_get_dialogues_when_asked_for(told: Run, sample_file: Path) -> None:
    _status, _out, err = told("year", "open", 2028, "--staff", "--dry-run", "--db", sample_file)
    assert "1,203 new dialogues" in err


def test_closing_is_refused_with_the_open_work_named(told: Run, sample_file: Path) -> None:
    status, out, err = told("year", "close", 2027, "--db", sample_file)
    assert status == 2
    assert err == (
        "resultatdialog: 2027 cannot be closed yet: dialogues 84, goals 1,331 and commitments 41"
        " are open.\n"
    )
    lines = [line.split("\t") for line in out.splitlines()]
    assert {len(line) for line in lines} == {4}
    assert sum(line[0] == "dialogue" for line in lines) == 84
    assert ["dialogue", "Aud Lie", "Winter: results", "02/02/2027"] in lines
    assert stored(sample_file, YEARS) == [(2026, 1), (2027, 0)]


def test_closing_what_is_settled(told: Run, sample_file: Path) -> None:
    open_database(sample_file)
    rows("DELETE FROM round WHERE id NOT IN (SELECT round_id FROM dialogue) RETURNING id")
    rows("UPDATE dialogue SET exempt_because = 'x' WHERE held_on IS NULL RETURNING id")
    rows("UPDATE goal SET state = 'closed' WHERE year_id = 2027 RETURNING id")
    rows("UPDATE commitment SET state = 'kept' RETURNING id")
    rows(
        "UPDATE round SET levels = '1' WHERE year_id = 2027 RETURNING id"
    )  # the two leaders who have none are not asked then
    close_database()
    status, out, err = told("year", "close", 2027, "--db", sample_file)
    assert (status, out, err) == (0, "", "2027 is closed.\n")
    assert told("year", "close", 2027, "--db", sample_file) == (0, "", "2027 was closed before.\n")
    assert told("year", "open", 2027, "--db", sample_file)[0] == 2


def test_a_closed_year_is_reopened_with_a_journal_entry(told: Run, sample_file: Path) -> None:
    last = "SELECT action, record_id FROM journal ORDER BY id DESC LIMIT 1"
    command = ("year", "reopen", 2026, "--db", sample_file)
    assert told(*command) == (0, "", "2026 is open again.\n")
    assert stored(sample_file, YEARS) == [(2026, 0), (2027, 0)]
    assert stored(sample_file, last) == [("year.reopen", 2026)]
    assert told(*command) == (0, "", "2026 is open.\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("open", "1066"), "A dialogue year is from 1990 to 2199."),
        (("open", "2026"), "The year is closed."),
        (("reopen", "2040"), "There is no dialogue year 2040 here."),
        (("close", "2040"), "There is no dialogue year 2040 here."),
        (("open", "next"), "invalid int value"),
        (("close",), "required"),
        ((), "required"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    told: Run, sample_file: Path, arguments: tuple[str, ...], said: str
) -> None:
    status, out, err = told("--db", sample_file, "year", *arguments)
    assert (status, out) == (2, "")
    assert said in err
    assert len(err.splitlines()) == 1


def test_a_database_that_is_not_there_is_not_made(told: Run, tmp_path: Path) -> None:
    assert told("year", "open", 2028, "--db", tmp_path / "no.db")[0] == 2
    assert not (tmp_path / "no.db").exists()


def test_it_does_without_textual(sample_file: Path) -> None:
    script = (
        "import sys; from tui.command_line import run;"
        f"run(['year', 'open', '2028', '--dry-run', '--db', {str(sample_file)!r}]);"
        "sys.exit('textual' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
