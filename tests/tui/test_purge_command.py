"""``purge``, ``person export`` and ``person erase`` from the shell's side."""

from __future__ import annotations

import csv
import io
import json
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from peewee import sqlite3

from models.dashboard import first_board
from models.database import close_database, database, open_database, writing
from models.derived import as_of
from models.flags import flags
from models.over_the_years import leader_years, totals, unit_years
from models.personal_data.lifted_rules import lifted_rules
from models.rules import Rules
from tests.models.test_purging import a_draft, files_with
from tests.tui.spoken import one_line

if TYPE_CHECKING:
    from spoken import Run

DAY = date(2027, 3, 10)
CANARY = "Kanarifugl"
NAME = "Aud Lie"
TOLD_OF = frozenset(
    {
        *("employee_no", "name", "email", "title", "leader_no", "leader_name", "conductor_name"),
        *("owner_no", "owner_name", "owner", "goal", "indicator", "adopted_by", "serves"),
        *("meaning", "text"),
    }
)
"""Columns of an export that tell who and what; the others are the figures."""


@pytest.fixture
def town(sample_file: Path, tmp_path: Path) -> Path:
    """The sample in a folder of its own, with old notes, and one in five gone long ago."""
    folder = tmp_path / "rd"
    folder.mkdir(mode=0o700)
    path = sample_file.rename(folder / "x.db")
    open_database(path)
    with writing(), lifted_rules():
        for statement in (
            "UPDATE note SET text = text || 'Kanarifugl' WHERE id % 2",
            "UPDATE note SET written_on = '2020-01-01' WHERE id % 2",
            "UPDATE person SET name = name || ' Kanarifugl' WHERE id % 5 = 0",
            # Five figures are found in a file of hashes and moments by chance.
            "UPDATE person SET employee_no = 'borte-' || employee_no WHERE id % 5 = 0",
            "UPDATE person SET status = 'ended', ended_on = '2020-01-01' WHERE id % 5 = 0",
        ):
            database.execute_sql(statement)
    close_database()
    return path


@pytest.fixture
def decided(tmp_path: Path) -> Path:
    """Settings by which old notes and people long gone are purged."""
    file = tmp_path / "c.toml"
    file.write_text('[retention]\nnotes_months = 24\nended_months = 24\nreason = "Sak 27/114"\n')
    return file


def figures(path: Path, told: Run) -> list[object]:
    """Everything that is counted."""
    found: list[object] = []
    for table in ("units", "people", "leaders", "dialogues", "goals", "commitments", "flags"):
        options = ("--year", 2026, "--dialect", "rfc4180", "--headings", "machine")
        status, out, _err = told("export", table, *options, "--db", path)
        assert status == 0
        lines = [
            sorted((name, value) for name, value in line.items() if name not in TOLD_OF)
            for line in csv.DictReader(io.StringIO(out))
        ]
        assert lines
        found.append(sorted(lines))
    open_database(path)
    at = as_of(DAY, Rules())
    found += [
        first_board(DAY, Rules()).figures,
        totals(at),
        sorted(
            (one.rule, one.unit_id or 0, one.person_id or 0, one.value or 0) for one in flags(at)
        ),
        {one.id: one.figures for one in unit_years(at)},
        {one.id: one.figures for one in leader_years(at)},
    ]
    close_database()
    return found


def test_what_is_purged_is_in_no_file_and_every_figure_stays(
    told: Run, town: Path, decided: Path
) -> None:
    told("backup", town.parent / "other.db", "--db", town)
    (town.parent / "other.db").rename(town.with_name("x.db.v3-20260101T101500.bak"))
    before = figures(town, told)
    status, out, err = told("purge", "--yes", "--db", town, "--config", decided)
    assert status == 0, err
    assert "Decided: Sak 27/114" in err
    assert "retention.notes_months = 24" in out
    assert files_with(CANARY, town.parent) == []
    assert figures(town, told) == before


def test_a_dry_run_changes_nothing(told: Run, town: Path, decided: Path) -> None:
    a_draft(town, CANARY * 3)
    told("purge", "--dry-run", "--db", town, "--config", decided)
    before = {file: file.read_bytes() for file in town.parent.rglob("*") if file.is_file()}
    status, out, err = told("purge", "--dry-run", "--db", town, "--config", decided)
    assert (status, "Nothing was removed, as --dry-run asks." in err) == (0, True)
    assert [line.split("\t")[0] for line in out.splitlines()] == [
        *("text of notes", "people", "drafts", "what can be undone", "copies of the database"),
    ]
    assert int(out.splitlines()[0].split("\t")[1]) > 100
    after = {file: file.read_bytes() for file in town.parent.rglob("*") if file.is_file()}
    assert after == before


def test_by_the_settings_that_ship_notes_and_people_are_kept(told: Run, town: Path) -> None:
    status, out, err = told("purge", "--yes", "--db", town)
    assert (status, out) == (0, "")
    assert "The settings keep notes and people" in err
    assert files_with(CANARY, town.parent) == ["x.db"]


GONE = (
    "SELECT employee_no FROM person WHERE ended_on = '2020-01-01'"
    " AND id NOT IN (SELECT leader_id FROM unit WHERE leader_id IS NOT NULL)"
)


class Terminal(io.StringIO):
    """What somebody types."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("command", ["purge", "erase"])
def test_it_asks_first(
    told: Run, town: Path, decided: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    with closing(sqlite3.connect(town)) as other:
        [no] = other.execute(GONE).fetchone()
    deed = ["purge"] if command == "purge" else ["person", "erase", no]
    whole = [*deed, "--db", town, "--config", decided]
    monkeypatch.setattr("sys.stdin", io.StringIO())
    status, _out, err = told(*whole)
    assert (status, "Give --yes to remove" in err) == (2, True)
    monkeypatch.setattr("sys.stdin", Terminal("\n"))
    status, _out, err = told(*whole)
    assert (status, "Nothing was removed." in err) == (0, True)
    assert no.encode() in town.read_bytes()
    monkeypatch.setattr("sys.stdin", Terminal("j\n"))
    status, _out, err = told(*whole)
    assert (status, "Removed for good: " in err) == (0, True)
    assert no.encode() not in town.read_bytes()


def test_who_works_here_is_only_erased_when_that_is_said(told: Run, town: Path) -> None:
    status, out, err = told("person", "erase", NAME, "--db", town)
    assert status == 2
    assert "still works or leads here" in err
    assert "Dialogues\t" in out
    assert NAME in told("export", "people", "--db", town)[1]
    assert told("person", "erase", NAME, "--yes", "--db", town)[0] == 0
    assert NAME not in told("export", "people", "--db", town)[1]
    status, _out, err = told("person", "erase", NAME, "--yes", "--db", town)
    assert (status, "Nobody and nothing is called" in err) == (2, True)


def test_a_name_that_many_have_is_no_name(told: Run, town: Path) -> None:
    status, out, err = told("person", "export", "Berg", "--db", town)
    assert (status, out) == (2, "")
    assert "people are called “Berg”" in one_line(err)


@pytest.mark.parametrize("form", ["md", "json"])
def test_all_that_is_stored_about_somebody_is_written(
    told: Run, town: Path, tmp_path: Path, form: str
) -> None:
    with closing(sqlite3.connect(town)) as other, other:
        [number] = other.execute("SELECT id FROM person WHERE name = ?", (NAME,)).fetchone()
        talks = f"SELECT id FROM dialogue WHERE person_id = {number}"
        ours = f"topic_id IN (SELECT id FROM topic WHERE dialogue_id IN ({talks}))"
        notes = other.execute(f"SELECT text FROM note WHERE {ours}").fetchall()
        promised = other.execute(f"SELECT text FROM commitment WHERE person_id = {number}")
        theirs = [text for (text,) in promised]
    assert notes
    assert theirs
    target = tmp_path / f"kari.{form}"
    status, out, err = told("person", "export", NAME.lower(), "-o", target, "--db", town)
    assert (status, out) == (0, ""), err
    assert target.stat().st_mode & 0o777 == 0o600
    text = target.read_text(encoding="utf-8")
    plain = text.replace("\\", "")
    assert all(one in plain for one in (*theirs, *(note for (note,) in notes)))
    if form == "json":
        found = json.loads(text)
        assert [one["name"] for one in found["person"]] == [NAME]
        assert {one["person_id"] for one in found["dialogue"]} == {number}
        assert len(found["note"]) == len(notes)
