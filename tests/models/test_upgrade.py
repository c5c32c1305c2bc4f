"""Bringing a database up to date: copies, cut-off upgrades, two programs at once."""

from __future__ import annotations

import os
import re
import sqlite3
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models import file_locks, upgrade
from models.database import close_database, open_database, row, rows
from models.problems import Problem
from models.unit import UnitEntry, add_unit

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
NOW = upgrade.SCHEMA_VERSION
NEXT = f"{NOW + 1:04}_colour.py"


def test_the_schema_has_the_number_of_the_newest_migration(database: Path) -> None:
    numbers = [int(file.name[:4]) for file in upgrade.MIGRATIONS.glob("[0-9]*.py")]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    assert max(numbers) == upgrade.SCHEMA_VERSION
    assert upgrade.schema_version() == upgrade.SCHEMA_VERSION
    assert row("PRAGMA integrity_check") == ("ok",)
    assert rows("PRAGMA foreign_key_check") == []


@pytest.fixture
def later_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A database of this program with a unit in it; the program has one more migration now."""
    path = tmp_path / "x.db"
    open_database(path)
    add_unit(UnitEntry("Nordvik"))
    close_database()
    folder = tmp_path / "migrations"
    folder.mkdir()
    for file in upgrade.MIGRATIONS.glob("[0-9]*.py"):
        (folder / file.name).write_text(file.read_text())
    (folder / NEXT).write_text(
        "def up(migrator, db):\n    db.execute_sql('ALTER TABLE unit ADD COLUMN colour TEXT')\n"
    )
    monkeypatch.setattr(upgrade, "MIGRATIONS", folder)
    monkeypatch.setattr(upgrade, "SCHEMA_VERSION", NOW + 1)
    yield path
    close_database()


def test_an_upgrade_begins_with_a_verified_copy(later_program: Path) -> None:
    os.umask(0o022)
    opened = open_database(later_program)
    assert not opened.new
    assert rows("SELECT name, colour FROM unit") == [("Nordvik", None)]
    assert upgrade.schema_version() == NOW + 1
    [copy] = later_program.parent.glob("x.db.*.bak")
    assert re.fullmatch(rf"x\.db\.v{NOW}-\d{{8}}T\d{{12}}\.bak", copy.name)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with sqlite3.connect(copy) as old:
        assert old.execute("PRAGMA user_version").fetchone() == (NOW,)
        assert old.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert old.execute("SELECT name FROM unit").fetchall() == [("Nordvik",)]
        columns = [column[1] for column in old.execute("PRAGMA table_info(unit)")]
    old.close()
    assert "colour" not in columns
    close_database()
    open_database(later_program)
    assert len(list(later_program.parent.glob("*.bak"))) == 1


def test_a_copy_with_faults_stops_the_upgrade(later_program: Path) -> None:
    """An index that lacks a row: the engine reads and copies it without a word."""
    other = sqlite3.connect(later_program)
    other.execute("PRAGMA writable_schema=1")
    other.execute(
        "UPDATE sqlite_schema SET sql = replace(sql, 'name TEXT NOT NULL CHECK',"
        " 'name TEXT NOT NULL CHECK (length(name) > 99) CHECK') WHERE name = 'unit'"
    )
    other.commit()
    other.close()
    with pytest.raises(Problem, match="database-damaged"):
        open_database(later_program)
    other = sqlite3.connect(later_program)
    assert other.execute("PRAGMA user_version").fetchone() == (NOW,)
    other.close()


def test_a_failed_migration_changes_nothing(later_program: Path) -> None:
    (upgrade.MIGRATIONS / NEXT).write_text(
        "def up(migrator, db):\n"
        "    db.execute_sql('ALTER TABLE unit ADD COLUMN colour TEXT')\n"
        "    db.execute_sql('ALTER TABLE nothing ADD COLUMN colour TEXT')\n"
    )
    with pytest.raises(Problem):
        open_database(later_program)
    other = sqlite3.connect(later_program)
    columns = [column[1] for column in other.execute("PRAGMA table_info(unit)")]
    assert other.execute("PRAGMA user_version").fetchone() == (NOW,)
    other.close()
    assert "colour" not in columns


def test_an_upgrade_over_several_versions_is_made_whole_or_not_at_all(later_program: Path) -> None:
    (upgrade.MIGRATIONS / f"{NOW + 2:04}_wrong.py").write_text(
        "def up(migrator, db):\n    db.execute_sql('ALTER TABLE nothing ADD COLUMN colour TEXT')\n"
    )
    with pytest.raises(Problem):
        open_database(later_program)
    with closing(sqlite3.connect(later_program)) as other:
        columns = [column[1] for column in other.execute("PRAGMA table_info(unit)")]
        assert other.execute("PRAGMA user_version").fetchone() == (NOW,)
        assert "colour" not in columns


def test_a_start_that_was_cut_off_is_gone_on_with(tmp_path: Path) -> None:
    """Tables made and the version not yet written, as after kill -9 between the two."""
    path = tmp_path / "x.db"
    open_database(path)
    add_unit(UnitEntry("Nordvik"))
    row("PRAGMA user_version=0")
    close_database()
    open_database(path)
    assert upgrade.is_current()
    assert rows("SELECT name FROM unit") == [("Nordvik",)]
    close_database()


def test_the_file_is_marked_as_ours_before_it_has_tables(
    later_program: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = next(upgrade.MIGRATIONS.glob("0001*.py"))
    first.write_text("def up(migrator, db):\n    db.execute_sql('CREATE TABLE unit (id, x y z(')\n")
    path = later_program.parent / "cut-off.db"
    with pytest.raises(Problem):
        open_database(path)
    monkeypatch.undo()
    open_database(path)
    assert upgrade.is_current()


def test_a_lock_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.db.lock").symlink_to("elsewhere")
    with pytest.raises(Problem) as raised:
        open_database(tmp_path / "x.db")
    assert raised.value.code == "database-unreachable"
    assert not (tmp_path / "elsewhere").exists()


def test_a_start_waits_for_another_that_makes_the_tables(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    path.touch(0o600)
    with ThreadPoolExecutor(1) as thread:
        with file_locks.alone(path):
            other = thread.submit(open_database, path)
            with pytest.raises(TimeoutError):
                other.result(timeout=0.2)
            assert path.stat().st_size == 0
        assert other.result(timeout=20).journal_mode == "wal"
        thread.submit(close_database).result()


STARTS = 25
START = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from models.database import close_database, open_database
from models.problems import Problem
print("ready", flush=True)
moment = float(sys.stdin.readline())
for number in range(int(sys.argv[3])):
    while time.time() < moment + number * 0.04:
        pass
    try:
        print(open_database(Path(sys.argv[2]) / f"{number}.db").journal_mode)
    except Problem as problem:
        print(problem.code)
    close_database()
"""


def test_two_programs_started_at_once_on_a_new_file(tmp_path: Path) -> None:
    command = [sys.executable, "-c", START, str(ROOT), str(tmp_path), str(STARTS)]
    programs = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    moment = f"{time.time() + 0.02}\n"
    outputs = [program.communicate(moment)[0] for program in programs]
    assert [output.split() for output in outputs] == [["wal"] * STARTS] * 2
    for number in range(STARTS):
        open_database(tmp_path / f"{number}.db")
        assert row("PRAGMA integrity_check") == ("ok",)
        close_database()
