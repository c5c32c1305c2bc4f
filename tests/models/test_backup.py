"""Backups are whole, whatever others do meanwhile and whenever the program is killed."""

from __future__ import annotations

import itertools
import os
import resource
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import peewee
import pytest
from peewee import sqlite3

from models.backup import back_up
from models.daily_backup import CUT_OFF_AFTER, back_up_daily, cut_off, daily_backups
from models.database import close_database, open_database, rows
from models.database import database as engine
from models.problems import Problem
from models.restoring import leftovers, restore
from models.unit import UnitEntry, add_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
DAY = date(2027, 3, 10)


def names(path: Path) -> set[str]:
    """The units in a database at rest, found without the program."""
    other = sqlite3.connect(f"file:{path}?immutable=1", uri=True)
    assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    found = {name for (name,) in other.execute("SELECT name FROM unit")}
    other.close()
    return found


WRITER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from models.database import close_database, open_database, writing
from models.unit import UnitEntry, add_unit
open_database(Path(sys.argv[2]))
print("ready", flush=True)
number = 0
while not Path(sys.argv[3]).exists():
    number += 1
    with writing():
        add_unit(UnitEntry(f"a{number}"))
        add_unit(UnitEntry(f"b{number}"))
close_database()
print(number)
"""


def test_backups_are_whole_while_another_program_writes(database: Path, tmp_path: Path) -> None:
    end = tmp_path / "end"
    command = [sys.executable, "-c", WRITER, str(ROOT), str(database), str(end)]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    found = []
    for number in range(8):
        back_up(tmp_path / f"{number}.db")
        found.append(names(tmp_path / f"{number}.db"))
    end.touch()
    written = int(writer.communicate()[0])
    for before, after in itertools.pairwise(found):
        assert before <= after
    for copy in found:
        assert {f"b{name[1:]}" for name in copy if name[0] == "a"} == {
            name for name in copy if name[0] == "b"
        }
    assert 0 < len(found[-1]) <= 2 * written
    assert len({len(copy) for copy in found}) > 1


def test_a_backup_says_what_is_in_it(database: Path, tmp_path: Path) -> None:
    add_unit(UnitEntry("Nordvik"))
    found = back_up(tmp_path / "b.db")
    assert (found.units, found.people, found.changes) == (1, 0, 1)
    assert found.changed_at is not None
    assert names(tmp_path / "b.db") == {"Nordvik"}
    assert not list(tmp_path.glob(".resultatdialog-*"))


def test_a_backup_overwrites_nothing_unasked_and_never_the_database_itself(
    database: Path, tmp_path: Path
) -> None:
    target = tmp_path / "b.db"
    target.write_text("mine")
    with pytest.raises(Problem, match="file-exists"):
        back_up(target)
    assert target.read_text() == "mine"
    back_up(target, overwrite=True)
    assert names(target) == set()
    (tmp_path / "round").symlink_to(tmp_path)
    for ending in ("", "-wal", "-shm", ".lock", ".in-use"):
        for folder in (tmp_path, tmp_path / "round"):
            with pytest.raises(Problem, match="backup-onto-itself"):
                back_up(folder / f"x.db{ending}", overwrite=True)
    add_unit(UnitEntry("Nordvik"))
    assert rows("SELECT name FROM unit") == [("Nordvik",)]


def test_a_copy_that_has_faults_is_thrown_away(database: Path, tmp_path: Path) -> None:
    engine.execute_sql("PRAGMA foreign_keys=0")
    engine.execute_sql(
        "INSERT INTO unit (name, sort_key, search, leader_id) VALUES ('x', 'x', 'x', 4711)"
    )
    with pytest.raises(Problem) as raised:
        back_up(tmp_path / "b.db")
    assert raised.value.code == "database-inconsistent"
    assert raised.value.facts == {"path": str(database), "count": 1, "tables": ["unit"]}
    assert not (tmp_path / "b.db").exists()
    assert not list(tmp_path.glob(".resultatdialog-*"))


def test_a_full_disk_leaves_the_backup_that_was_there(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.db"
    back_up(target)
    before = target.read_bytes()
    for number in range(40):
        add_unit(UnitEntry(f"Enhet {number} {'x' * 4000}"))
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before), usual[1]))
    try:
        with pytest.raises(peewee.OperationalError):
            back_up(target, overwrite=True)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert target.read_bytes() == before
    assert not list(tmp_path.glob(".resultatdialog-*"))


# The daily one


def daily(day: date, keep: int = 14) -> Path | None:
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(back_up_daily, day, keep).result()


def test_one_backup_a_day_and_the_newest_stay(database: Path) -> None:
    folder = database.parent / "backups"
    assert daily(DAY) is None
    add_unit(UnitEntry("Nordvik"))
    assert daily(DAY) == folder / "x-2027-03-10.db"
    assert names(folder / "x-2027-03-10.db") == {"Nordvik"}
    add_unit(UnitEntry("Sørvik"))
    assert daily(DAY) is None
    assert names(folder / "x-2027-03-10.db") == {"Nordvik"}
    (folder / "y-2020-01-01.db").touch()
    (folder / "x-2020-01-01-mine.db").touch()
    for number in range(4):
        daily(DAY + timedelta(1 + number), keep=3)
    assert [file.name for file in daily_backups(database)] == [
        f"x-2027-03-{day}.db" for day in (14, 13, 12)
    ]
    assert {"y-2020-01-01.db", "x-2020-01-01-mine.db"} <= {file.name for file in folder.iterdir()}


def test_a_clock_that_was_ahead_does_not_cost_the_backup_of_today(database: Path) -> None:
    add_unit(UnitEntry("Nordvik"))
    for day in (date(2099, 1, 1), date(2099, 1, 2), DAY):
        daily(day, keep=2)
    assert [file.name for file in daily_backups(database)] == [
        "x-2099-01-02.db",
        "x-2027-03-10.db",
    ]


def test_what_was_cut_off_long_ago_is_removed(database: Path) -> None:
    add_unit(UnitEntry("Nordvik"))
    daily(DAY)
    folder = database.parent / "backups"
    old, new = (folder / f".resultatdialog-{name}.part" for name in ("old", "new"))
    for draft in (old, new):
        draft.touch()
    os.utime(old, (0, time.time() - CUT_OFF_AFTER - 60))
    assert cut_off(folder) == [old]
    daily(DAY + timedelta(1))
    assert not old.exists()
    assert new.exists()


TOGETHER = """
import sys, time
from datetime import date
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from models.daily_backup import back_up_daily
from models.database import close_database, open_database
open_database(Path(sys.argv[2]))
with ThreadPoolExecutor(1) as thread:
    print("ready", flush=True)
    for day in range(1, 7):
        moment = float(sys.stdin.readline())
        while time.time() < moment:
            pass
        made = thread.submit(back_up_daily, date(2027, 3, day), 99).result() is not None
        print(made, flush=True)
close_database()
"""


def _said_by(program: subprocess.Popen[str]) -> str:
    assert program.stdout is not None
    return program.stdout.readline().strip()


def test_two_programs_that_start_at_once_make_one(database: Path) -> None:
    add_unit(UnitEntry("Nordvik"))
    command = [sys.executable, "-c", TOGETHER, str(ROOT), str(database)]
    programs = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [_said_by(program) for program in programs] == ["ready", "ready"]
    for _day in range(6):
        moment = f"{time.time() + 0.05}\n"
        for program in programs:
            assert program.stdin is not None
            program.stdin.write(moment)
            program.stdin.flush()
        assert sorted(map(_said_by, programs)) == ["False", "True"]
    for program in programs:
        program.communicate()
    assert len(daily_backups(database)) == 6


# Killed in the midst of it


@pytest.fixture
def template(database: Path, tmp_path: Path) -> Path:
    """A database called Old, cut off so that it is still in the log, and a backup called New."""
    folder = tmp_path / "template"
    folder.mkdir()
    add_unit(UnitEntry("New"))
    back_up(folder / "backup.db")
    close_database()
    code = (
        "import os, sys; from pathlib import Path; sys.path.insert(0, sys.argv[1])\n"
        "from models.database import open_database\n"
        "from models.unit import UnitEntry, add_unit\n"
        "open_database(Path(sys.argv[2])); add_unit(UnitEntry('Old')); os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(ROOT), str(folder / "x.db")], check=False)
    assert (folder / "x.db-wal").stat().st_size > 0
    return folder


@pytest.fixture
def folder() -> Iterator[Path]:
    """In memory, if possible: to wait for a disk a thousand times takes long and shows nothing."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


def scenes(work: str, template: Path, folder: Path) -> list[Path]:
    """Where ``work`` was killed, step by step."""
    command = [sys.executable, "-m", "tests.models.killed", work, str(template), str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    calls, count = map(int, done.stdout.split())
    assert calls >= 3
    return [folder / str(number) for number in range(count)]


def units(path: Path) -> set[str]:
    """The units in a database, opened as the program opens it; it must be sound."""
    open_database(path)
    try:
        assert rows("PRAGMA integrity_check") == [("ok",)]
        return {name for (name,) in rows("SELECT name FROM unit")}
    finally:
        close_database()


def test_a_backup_that_is_killed_leaves_the_old_or_the_new(template: Path, folder: Path) -> None:
    found = []
    for scene in scenes("backup", template, folder):
        found.append(names(scene / "backup.db"))
        assert units(scene / "x.db") == {"Old"}
    assert {"New"} in found
    assert {"Old"} in found
    assert [one for one in found if one not in ({"New"}, {"Old"})] == []


def test_a_restoring_that_is_killed_leaves_the_old_or_the_new(template: Path, folder: Path) -> None:
    found = []
    for scene in scenes("restore", template, folder):
        here = units(scene / "x.db")
        found.append(here)
        kept = [file for file in scene.glob("*.before-restore-*") if file.suffix[-4:] != "-wal"]
        if here == {"New"}:
            assert [names(file) for file in kept] == [{"Old"}]
        restore(scene / "backup.db", scene / "x.db")
        assert units(scene / "x.db") == {"New"}
        assert leftovers(scene / "x.db") == []
    assert {"New"} in found
    assert {"Old"} in found
    assert [one for one in found if one not in ({"New"}, {"Old"})] == []
