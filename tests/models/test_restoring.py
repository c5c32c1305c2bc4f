"""A backup takes the place of the database: what is refused, what is kept, what is upgraded."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from peewee import sqlite3

from models import upgrade
from models.backup import back_up
from models.database import close_database, open_database, rows
from models.journal import entries
from models.problems import Problem
from models.restoring import leftovers, looked_at, present, restore
from models.unit import UnitEntry, add_unit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
HOLDER = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from models.database import close_database, open_database
open_database(Path(sys.argv[2]))
print("open", flush=True)
sys.stdin.readline()
close_database()
"""


@pytest.fixture
def path(database: Path) -> Path:
    """A database with a unit Old, closed."""
    add_unit(UnitEntry("Old"))
    close_database()
    return database


@pytest.fixture
def backup(database_made: Path, tmp_path: Path) -> Path:
    """A backup with a unit New."""
    other = tmp_path / "other.db"
    shutil.copy(database_made, other)
    open_database(other)
    add_unit(UnitEntry("New"))
    back_up(tmp_path / "backup.db")
    close_database()
    return tmp_path / "backup.db"


@pytest.fixture
def held(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another program that has the database open."""
    command = [sys.executable, "-c", HOLDER, str(ROOT), str(path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "open\n"
        yield program


def units(path: Path) -> list[str]:
    open_database(path)
    try:
        assert rows("PRAGMA integrity_check") == [("ok",)]
        return [name for (name,) in rows("SELECT name FROM unit ORDER BY id")]
    finally:
        close_database()


def refused(backup: Path, path: Path) -> Problem:
    before = {file: file.read_bytes() for file in path.parent.glob(f"{path.name}*")}
    with pytest.raises(Problem) as raised:
        restore(backup, path)
    for file, content in before.items():
        assert file.read_bytes() == content
    assert leftovers(path) == []
    assert list(path.parent.glob("*.before-restore-*")) == []
    return raised.value


def test_the_old_is_kept_and_the_journal_says_who(path: Path, backup: Path) -> None:
    assert looked_at(backup).units == 1
    kept = restore(backup, path)
    assert kept is not None
    assert units(path) == ["New"]
    assert units(kept) == ["Old"]
    assert stat.S_IMODE(kept.stat().st_mode) == stat.S_IMODE(path.stat().st_mode) == 0o600
    open_database(path)
    last = entries()[0]
    close_database()
    assert (last.action, last.kind, last.who) == ("database.restore", "database", _me())
    # The backup is as it was, and can be restored again.
    assert looked_at(backup).changes == 1
    assert not list(backup.parent.glob("backup.db-*"))


def _me() -> str:
    import pwd

    return pwd.getpwuid(os.getuid()).pw_name


def test_where_there_is_no_database_one_is_made(backup: Path, tmp_path: Path) -> None:
    path = tmp_path / "new" / "x.db"
    assert present(path) is None
    assert restore(backup, path) is None
    assert units(path) == ["New"]
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_it_is_refused_while_another_program_has_it_open(
    path: Path, backup: Path, held: subprocess.Popen[str]
) -> None:
    problem = refused(backup, path)
    assert problem.code == "database-in-use"
    assert problem.facts["who"] == (f"{_me()} ({held.pid})",)
    held.communicate("\n")
    restore(backup, path)
    assert units(path) == ["New"]


def test_somebody_without_the_lock_is_found_too(path: Path, backup: Path) -> None:
    """Another program than this one, such as the engine's own shell."""
    code = (
        "import sys; from peewee import sqlite3\n"
        "other = sqlite3.connect(sys.argv[1]); other.execute('SELECT * FROM unit').fetchall()\n"
        "print('open', flush=True); sys.stdin.readline()\n"
    )
    command = [sys.executable, "-c", code, str(path)]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "open\n"
        with pytest.raises(Problem, match="database-in-use"):
            restore(backup, path)
        program.communicate("\n")
    assert units(path) == ["Old"]


def test_who_opens_it_meanwhile_waits(path: Path, backup: Path) -> None:
    from models.file_locks import sole_use
    from models.file_rights import ALONE

    command = [sys.executable, "-c", HOLDER, str(ROOT), str(path)]
    with sole_use(path, ALONE):
        program = subprocess.Popen(command, stdin=-1, stdout=-1, text=True)
        with pytest.raises(subprocess.TimeoutExpired):
            program.wait(1)
    assert program.communicate("\n")[0] == "open\n"


def test_a_backup_of_an_older_program_is_upgraded(
    path: Path, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(upgrade.MIGRATIONS, folder)
    later = upgrade.SCHEMA_VERSION + 1
    (folder / f"{later:04}_colour.py").write_text(
        "def up(migrator, db):\n    db.execute_sql('ALTER TABLE unit ADD COLUMN colour TEXT')\n"
    )
    monkeypatch.setattr(upgrade, "MIGRATIONS", folder)
    monkeypatch.setattr(upgrade, "SCHEMA_VERSION", later)
    monkeypatch.setattr("models.restoring.SCHEMA_VERSION", later)
    restore(backup, path)
    open_database(path)
    assert rows("SELECT name, colour FROM unit") == [("New", None)]
    assert upgrade.schema_version() == later
    close_database()
    assert list(path.parent.glob("*.bak")) == []
    assert looked_at(backup).schema == later - 1


def changed(backup: Path, *statements: str) -> None:
    other = sqlite3.connect(backup)
    for statement in statements:
        other.execute(statement)
    other.commit()
    other.close()


def damage(backup: Path) -> None:
    content = bytearray(backup.read_bytes())
    content[4096 * 3 :] = b"\xff" * (len(content) - 4096 * 3)
    backup.write_bytes(content)


def unreferenced(backup: Path) -> None:
    changed(backup, "UPDATE unit SET leader_id = 4711")


def from_the_future(backup: Path) -> None:
    changed(backup, "PRAGMA user_version = 99")


def another_programs(backup: Path) -> None:
    changed(backup, "PRAGMA application_id = 1")


def text(backup: Path) -> None:
    backup.write_text("Ikke en database. " * 1000)


def empty(backup: Path) -> None:
    backup.write_bytes(b"")


def gone(backup: Path) -> None:
    backup.unlink()


def folder(backup: Path) -> None:
    backup.unlink()
    backup.mkdir()


def cut_short(backup: Path) -> None:
    with backup.open("r+b") as file:
        file.truncate(4096 * 5)


def with_a_log(backup: Path) -> None:
    backup.with_name(backup.name + "-wal").write_bytes(b"x")


def breaking_a_rule(backup: Path) -> None:
    """Only an engine that may write holds a database against its CHECK constraints."""
    changed(backup, "PRAGMA ignore_check_constraints = 1", "UPDATE unit SET name = ''")


REFUSED: dict[Callable[[Path], None], str] = {
    damage: "database-damaged",
    unreferenced: "database-inconsistent",
    from_the_future: "database-newer",
    another_programs: "not-our-database",
    text: "not-a-database",
    empty: "not-our-database",
    gone: "file-missing",
    folder: "file-is-folder",
    cut_short: "database-damaged",
    with_a_log: "backup-not-at-rest",
    breaking_a_rule: "database-damaged",
}


@pytest.mark.parametrize("spoil", REFUSED, ids=lambda one: one.__name__)
def test_a_backup_that_is_no_good_changes_nothing(
    path: Path, backup: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(backup)
    assert refused(backup, path).code == REFUSED[spoil]
    assert units(path) == ["Old"]


def test_the_database_itself_is_no_backup(path: Path) -> None:
    assert refused(path, path).code == "restore-onto-itself"


def test_a_damaged_database_is_replaced_and_kept_with_its_journal(path: Path, backup: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"\xff" * 8192)
    journal = path.with_name("x.db-journal")
    # One that begins with nothing is one that the engine leaves alone.
    journal.write_bytes(b"\0" * 512 + b"\xff" * 5000)
    assert present(path) is None
    spoilt = path.read_bytes()
    kept = restore(backup, path)
    assert kept is not None
    assert units(path) == ["New"]
    assert kept.read_bytes() == spoilt
    assert not journal.exists()
    assert kept.with_name(kept.name + "-journal").exists()


def test_another_programs_database_is_not_replaced(path: Path, backup: Path) -> None:
    changed(path, "PRAGMA application_id = 1")
    assert refused(backup, path).code == "not-our-database"


def test_what_an_earlier_restoring_left_behind_is_removed(path: Path, backup: Path) -> None:
    (path.parent / ".x.db.restore-abc").mkdir(mode=0o700)
    (path.parent / ".x.db.restore-abc" / "x.db").write_text("half")
    assert len(leftovers(path)) == 1
    restore(backup, path)
    assert leftovers(path) == []
