"""Encryption at rest: nothing in the folder can be read, nothing is lost, all works as before."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peewee import sqlite3

from models import encryption
from models.backup import back_up
from models.daily_backup import back_up_daily
from models.dashboard import first_board
from models.database import close_database, database, open_database, rows, writing
from models.derived import as_of
from models.draft import Draft, DraftFile
from models.encrypting import change_passphrase, decrypt, encrypt, encrypt_beside
from models.encryption import KEY_BYTES, PAGE_BYTES, Key, derived_key, is_locked, salt_of
from models.flags import flags
from models.journal import entries, who
from models.keyed_database import engine_version
from models.person import PersonEntry, add_person
from models.problems import Problem
from models.restoring import restore
from models.rules import Rules
from models.soundness import counts
from models.undoing import redo, undo
from models.unit import UnitEntry, add_unit
from models.unlocking import unlock
from tests.models import killed
from tests.models.test_backup import folder, scenes
from tests.municipality import SAMPLE_DAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["folder"]
ROOT = Path(__file__).parents[2]
NAMES = (b"Sj\xc3\xb8bakken", b"Unlagret", b"CREATE TABLE")
"""What is in every plain database here, or in the drafts beside it."""
KEY, OTHER = (Key(os.urandom(KEY_BYTES), os.urandom(16)) for _ in range(2))


@pytest.fixture(autouse=True)
def cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """No time is spent on deriving keys, and none is left for the next test."""
    monkeypatch.setattr(encryption, "COST", 2)
    monkeypatch.setattr(encryption, "_keys", {})


@pytest.fixture(scope="module")
def made(database_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database, copies of every kind, and a draft; closed, with a log."""
    path = tmp_path_factory.mktemp("made") / "x.db"
    shutil.copy(database_made, path)
    open_database(path)
    add_unit(UnitEntry("Sjøbakken"))
    daily_backup(date(2027, 3, 10))
    back_up(path.with_name("x.db.v1-20270310T101500.bak"))
    restored = path.with_name("x.db.before-restore-20270310T101500")
    back_up(restored)
    type_something(path)
    close_database()
    with_log(restored)
    with_log(path)
    return path.parent


@pytest.fixture
def path(made: Path, tmp_path: Path) -> Iterator[Path]:
    """The database in a copy of that folder."""
    yield shutil.copytree(made, tmp_path / "made") / "x.db"
    close_database()


def daily_backup(day: date) -> None:
    """Taken on another thread than the one that has the database open, as it is in earnest."""
    with ThreadPoolExecutor(1) as aside:
        assert aside.submit(back_up_daily, day, 3).result() is not None


def with_log(path: Path) -> None:
    """Cut a program off that has just added a unit."""
    code = (
        "import os, sys; from pathlib import Path; sys.path.insert(0, sys.argv[1])\n"
        "from models.database import open_database\n"
        "from models.unit import UnitEntry, add_unit\n"
        "open_database(Path(sys.argv[2]))\n"
        "add_unit(UnitEntry('Sjøbakken II')); os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(ROOT), str(path)], check=False)
    assert path.with_name(path.name + "-wal").stat().st_size > 0


def type_something(path: Path) -> None:
    file = DraftFile(path)
    typed = {"name": (("", ""), ("Unlagret", ""))}
    file.keep(Draft("key", "Unlagret", typed, {}, datetime.now(UTC), file.session))
    file.close()


def typed_in(path: Path) -> list[str]:
    """The titles of the drafts beside the open database ``path``."""
    file = DraftFile(path)
    try:
        return [draft.title for draft in file.left(30)]
    finally:
        file.close()


def plain_files(folder: Path) -> list[str]:
    """Files anywhere in ``folder`` that hold something to read."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    return sorted(file.name for file in files if any(name in file.read_bytes() for name in NAMES))


def everything(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but the journal's, which tells of encrypting too."""
    open_database(path)
    try:
        tables = sorted(set(counts(database)) - {"journal", "sqlite_sequence"})
        return {table: sorted(rows(f'SELECT * FROM "{table}"'), key=repr) for table in tables}
    finally:
        close_database()


def refused(function: Callable[..., object], *given: object) -> str:
    with pytest.raises(Problem) as caught:
        function(*given)
    return caught.value.code


def test_there_and_back_everything_stays(path: Path) -> None:
    before = everything(path)
    modes = {file.name: file.stat().st_mode for file in path.parent.glob("x.db*")}
    assert encrypt(path, KEY).left == ()
    assert salt_of(path) == KEY.salt
    assert everything(path) == before
    assert change_passphrase(path, OTHER).left == ()
    assert salt_of(path) == OTHER.salt
    assert everything(path) == before
    assert decrypt(path).left == ()
    assert salt_of(path) is None
    assert everything(path) == before
    assert plain_files(path.parent) != []
    for file in path.parent.glob("x.db*"):
        assert file.stat().st_mode == modes[file.name]
    open_database(path)
    actions = [one.action for one in entries()]
    assert typed_in(path) == ["Unlagret"]
    close_database()
    assert actions[:3] == ["database.decrypt", "database.passphrase", "database.encrypt"]


def test_nothing_in_the_folder_can_be_read(path: Path) -> None:
    assert len(plain_files(path.parent)) == 7
    done = encrypt(path, KEY)
    assert (done.along, done.left) == (4, ())
    assert plain_files(path.parent) == []
    open_database(path)
    add_unit(UnitEntry("Sjøbakken III"))
    type_something(path)
    back_up(path.with_name("backup.db"))
    daily_backup(date(2027, 3, 11))
    assert path.with_name("x.db-wal").stat().st_size > 0
    assert plain_files(path.parent) == []
    assert typed_in(path) == ["Unlagret"]
    close_database()
    assert plain_files(path.parent) == []
    made = [path.with_name("backup.db"), *path.parent.glob("backups/*.db")]
    assert {salt_of(file) for file in made} == {KEY.salt}


def test_what_was_in_the_log_of_a_copy_goes_along(path: Path) -> None:
    kept = next(path.parent.glob("*.before-restore-*00"))
    aged = path.parent / "backups" / "x-2027-03-10.db"
    os.utime(aged, (1e9, 1e9))
    encrypt(path, KEY)
    assert len(everything(kept)["unit"]) == 2
    assert aged.stat().st_mtime == 1e9
    assert stat.S_IMODE(aged.stat().st_mode) == 0o600


def test_a_copy_that_cannot_go_along_is_named(path: Path) -> None:
    bad = next(path.parent.glob("*.bak"))
    with bad.open("r+b") as file:
        file.seek(PAGE_BYTES)
        file.write(b"\xff" * 4 * PAGE_BYTES)
    part = path.with_name(".resultatdialog-0.part")
    part.write_text("half")
    done = encrypt(path, KEY)
    assert (done.along, set(done.left)) == (3, {bad, part})
    bad.unlink()
    copy = path.with_name("x.db.v1-20280310T101500.bak")
    with closing(sqlite3.connect(copy)) as plain:
        plain.execute("CREATE TABLE a (b)")
    assert encrypt_beside(path) == type(done)(1, (part,))
    assert salt_of(copy) == KEY.salt


def test_copies_under_an_earlier_passphrase_keep_it(path: Path) -> None:
    encrypt(path, KEY)
    old = next(path.parent.glob("*.bak"))
    kept = old.read_bytes()
    change_passphrase(path, OTHER)
    assert salt_of(old) == OTHER.salt
    old.write_bytes(kept)
    encryption.forget(KEY)
    assert decrypt(path).left == (old,)
    assert is_locked(old)


def test_what_cannot_be_done(path: Path) -> None:
    assert refused(decrypt, path) == refused(change_passphrase, path, KEY) == "not-encrypted"
    open_database(path)
    assert refused(encrypt, path, KEY) == "database-in-use"
    close_database()
    encrypt(path, KEY)
    assert refused(encrypt, path, OTHER) == "encrypted-already"
    encryption.forget(KEY)
    for locked in (open_database, decrypt, encrypt_beside):
        assert refused(locked, path) == "passphrase-needed"
    path.chmod(0o604)
    assert refused(decrypt, path) == "file-open-to-others"


def test_a_passphrase_opens_what_it_was_given(
    path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    composed, decomposed = "blåbærsyltetøy \u00e5", "blåbærsyltetøy a\u030a"
    encrypt(path, encryption.new_key(composed))
    encryption._keys.clear()
    for wrong in ("", "blåbærsyltetøy", "BLÅBÆRSYLTETØY Å"):
        assert refused(unlock, path, wrong) == "passphrase-wrong"
        assert is_locked(path)
    unlock(path, decomposed)
    assert not is_locked(path)
    # SQLCipher would write to the midst of a screen.
    assert capfd.readouterr() == ("", "")


def test_the_same_passphrase_makes_another_key_for_another_file() -> None:
    one, other = encryption.new_key("a"), encryption.new_key("a")
    assert one.salt != other.salt
    assert one.secret != other.secret
    assert derived_key("a", one.salt) == one
    assert one.secret.hex() not in repr(one)


@given(st.binary(max_size=200), st.integers(1, 3))
def test_what_is_no_database_is_not_taken_for_an_encrypted_one(some: bytes, pages: int) -> None:
    file = Path(f"/dev/shm/salt-{os.getpid()}")
    whole = PAGE_BYTES * pages
    file.write_bytes((some * whole)[:whole] or b"\0" * whole)
    try:
        assert salt_of(file) is None or len(set(some)) >= encryption.RANDOM_VALUES
        assert not is_locked(file)
    finally:
        file.unlink()


def test_all_is_derived_alike(sample_file: Path) -> None:
    def looked_at() -> tuple[object, ...]:
        open_database(sample_file)
        try:
            at = as_of(SAMPLE_DAY, Rules())
            board = first_board(SAMPLE_DAY, Rules())
            told = (board.at, board.figures, list(board.units), flags(at))
            return (*told, engine_version(database.key))
        finally:
            close_database()

    before = looked_at()
    encrypt(sample_file, KEY)
    assert looked_at() == before
    open_database(sample_file)
    for pragma, value in (
        *(("foreign_keys", 1), ("synchronous", 2), ("journal_mode", "wal")),
        *(("secure_delete", 1), ("busy_timeout", 30_000), ("temp_store", 2)),
    ):
        assert rows(f"PRAGMA {pragma}") == [(value,)]
    close_database()


def test_undoing_goes_on_where_it_was(path: Path) -> None:
    """What is noted of each write, and which numbers were taken, goes along."""
    open_database(path)
    number = add_person(PersonEntry("Ola"))
    undo()
    close_database()
    encrypt(path, KEY)
    open_database(path)
    assert redo().name == "Ola"
    undo()
    assert add_person(PersonEntry("Kari")) == number + 1
    # The engine's own errors, which Peewee does not see, are another library's by now.
    with pytest.raises(Problem, match="not-allowed"), writing():
        database.connection().executemany("INSERT INTO year (number) VALUES (?)", [(None,)])
    close_database()
    decrypt(path)
    open_database(path)
    assert undo().name == "Kari"


# Restoring


@pytest.fixture
def backup(path: Path) -> Path:
    open_database(path)
    back_up(path.with_name("backup.db"))
    close_database()
    return path.with_name("backup.db")


def test_a_plain_backup_is_encrypted_as_the_database_that_it_replaces(
    path: Path, backup: Path
) -> None:
    before = everything(path)
    encrypt(path, KEY)
    shutil.copy(backup, path.parent.parent / "plain.db")
    backup.unlink()
    encryption.forget(KEY)
    assert refused(restore, path.parent.parent / "plain.db", path) == "passphrase-needed"
    encryption.remember(KEY)
    kept = restore(path.parent.parent / "plain.db", path)
    assert kept is not None
    assert salt_of(kept) == salt_of(path) == KEY.salt
    assert everything(path) == before
    assert plain_files(path.parent) == []


def test_an_encrypted_backup_keeps_its_passphrase(path: Path, backup: Path) -> None:
    before = everything(path)
    encrypt(path, KEY)
    open_database(path)
    back_up(backup, overwrite=True)
    close_database()
    change_passphrase(path, OTHER)
    encryption.forget(OTHER)
    kept = restore(backup, path)
    assert kept is not None
    assert salt_of(kept) == OTHER.salt
    assert salt_of(path) == KEY.salt
    assert everything(path) == before
    new = path.with_name("new.db")
    assert restore(backup, new) is None
    assert salt_of(new) == KEY.salt


# Drafts


def test_drafts_follow_when_somebody_else_has_encrypted_the_database(path: Path) -> None:
    drafts = path.with_name(f"x.db.drafts-{who()}")
    kept = drafts.read_bytes()
    encrypt(path, KEY)
    drafts.write_bytes(kept)
    open_database(path)
    assert typed_in(path) == ["Unlagret"]
    assert plain_files(path.parent) == []
    close_database()
    kept = drafts.read_bytes()
    change_passphrase(path, OTHER)
    drafts.write_bytes(kept)
    open_database(path)
    type_something(path)
    assert typed_in(path) == ["Unlagret"]
    close_database()
    assert drafts.with_name(f"{drafts.name}.locked").read_bytes() == kept
    assert plain_files(path.parent) == []


# Killed in the midst of it


@pytest.mark.parametrize("work", ["encrypt", "passphrase", "decrypt"])
def test_killed_it_leaves_the_old_or_the_new(work: str, database: Path, folder: Path) -> None:
    add_unit(UnitEntry("Sjøbakken"))
    template = database.parent / "template"
    template.mkdir()
    close_database()
    shutil.copy(database, template / "x.db")
    shutil.copy(database, template / "x.db.v1-20270310T101500.bak")
    if work != "encrypt":
        encrypt(template / "x.db", killed.OLD)
    states = {
        "encrypt": (None, killed.NEW.salt),
        "passphrase": (killed.OLD.salt, killed.NEW.salt),
        "decrypt": (killed.OLD.salt, None),
    }[work]
    for key in (killed.OLD, killed.NEW):
        encryption.remember(key)
    found = []
    for scene in scenes(work, template, folder):
        found.append(salt_of(scene / "x.db"))
        assert len(everything(scene / "x.db")["unit"]) == 1
        assert len(everything(scene / "x.db.v1-20270310T101500.bak")["unit"]) == 1
    assert set(found) == set(states)
