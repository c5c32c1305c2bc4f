"""The database file: its rights, what is refused, and how the engine is set."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import peewee
import pytest

from models import database as storage
from models import database_file
from models.agreement import LeaderAgreement
from models.appraisal import Appraisal
from models.commitment import Commitment
from models.database import (
    APPLICATION_ID,
    close_database,
    engine_resets_safely,
    open_database,
    row,
    rows,
    writing,
)
from models.database_file import file_system
from models.dialogue import (
    Dialogue,
    Topic,
)
from models.engine_errors import cause_code, engine_errors_told
from models.fields import Record
from models.goal import Goal
from models.measurement import Measurement
from models.note import Note
from models.person import Person
from models.problems import Problem
from models.unit import Unit, UnitEntry, add_unit
from models.upgrade import SCHEMA_VERSION
from models.what_if.drafts import WhatIf
from models.year import Milestone, Round, Year

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
engine: Any = vars(peewee)["sqlite3"]
MODELS: tuple[type[Record], ...] = (
    *(Unit, Person, Year, Milestone, Round, Dialogue, Topic, Note, Goal, Measurement),
    *(Commitment, LeaderAgreement, Appraisal, WhatIf),
)


@pytest.fixture
def umask() -> Iterator[None]:
    """The umask is put back: opening narrows it."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def refused(path: Path, group: str = "") -> Problem:
    with pytest.raises(Problem) as raised:
        open_database(path, group)
    assert storage.database.is_closed()
    return raised.value


def pragma(name: str) -> object:
    found = row(f"PRAGMA {name}")
    return found[0] if found else None


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_files_are_their_owners_alone(tmp_path: Path, umask: None, mask: int) -> None:
    os.umask(mask)
    path = tmp_path / "new" / "x.db"
    opened = open_database(path)
    add_unit(UnitEntry("Nordvik"))
    files = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    folder = stat.S_IMODE(path.parent.stat().st_mode)
    close_database()
    assert opened.new
    assert files.keys() >= {"x.db", "x.db.lock"}
    if opened.journal_mode == "wal":
        assert files.keys() >= {"x.db-wal", "x.db-shm"}
    assert set(files.values()) == {0o600}
    assert folder == 0o700
    assert not open_database(path).new
    close_database()


def test_a_group_shares_file_and_lock_in_a_setgid_folder(tmp_path: Path, umask: None) -> None:
    import grp

    group = grp.getgrgid(os.getgid()).gr_name
    assert refused(tmp_path / "x.db", "no-such-group").code == "group-unknown"
    assert refused(tmp_path / "y.db", group).code == "folder-not-setgid"
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(0o2770)
    open_database(shared / "x.db", group)
    add_unit(UnitEntry("Nordvik"))
    modes = {stat.S_IMODE(file.stat().st_mode) for file in shared.iterdir()}
    close_database()
    assert modes == {0o660}


def as_link(folder: Path) -> Path:
    open_database(folder / "real.db")
    close_database()
    (folder / "x.db").symlink_to("real.db")
    return folder / "x.db"


def as_dangling_link(folder: Path) -> Path:
    (folder / "x.db").symlink_to("nowhere.db")
    return folder / "x.db"


def as_folder(folder: Path) -> Path:
    (folder / "x.db").mkdir()
    return folder / "x.db"


def as_other_program(folder: Path) -> Path:
    other = sqlite3.connect(folder / "x.db")
    other.execute("CREATE TABLE bookmarks (url)")
    other.commit()
    other.close()
    return folder / "x.db"


def as_text(folder: Path) -> Path:
    (folder / "x.db").write_text("Dette er ikke en database. " * 100)
    return folder / "x.db"


def as_newer(folder: Path) -> Path:
    other = sqlite3.connect(folder / "x.db")
    other.execute(f"PRAGMA application_id={APPLICATION_ID}")
    other.execute("PRAGMA user_version=99")
    other.execute("CREATE TABLE unit (id)")
    other.commit()
    other.close()
    (folder / "x.db").chmod(0o600)
    return folder / "x.db"


def as_damaged(folder: Path) -> Path:
    path = folder / "x.db"
    open_database(path)
    close_database()
    contents = path.read_bytes()
    path.write_bytes(contents[:100] + b"\xff" * (len(contents) - 100))
    return path


def under_a_file(folder: Path) -> Path:
    (folder / "file").write_text("")
    return folder / "file" / "x.db"


def where_nothing_can_be_made(folder: Path) -> Path:
    return Path("/proc/self/x.db")


REFUSED = {
    as_link: "path-is-link",
    as_dangling_link: "path-is-link",
    as_folder: "path-is-folder",
    as_other_program: "not-our-database",
    as_text: "not-a-database",
    as_newer: "database-newer",
    as_damaged: "database-damaged",
    under_a_file: "folder-not-a-folder",
    where_nothing_can_be_made: "folder-not-writable",
}


@pytest.mark.parametrize("make", REFUSED, ids=lambda make: make.__name__)
def test_what_is_no_database_of_ours_is_refused_and_left_as_it_is(
    tmp_path: Path, umask: None, make: Callable[[Path], Path]
) -> None:
    path = make(tmp_path)
    before = path.read_bytes() if path.is_file() else None
    problem = refused(path)
    assert problem.code == REFUSED[make]
    assert (path.read_bytes() if path.is_file() else None) == before
    if problem.code == "database-newer":
        assert problem.facts == {"found": 99, "known": SCHEMA_VERSION}
    else:
        assert set(problem.facts) == {"path"}


def test_rights_of_the_system_are_respected(umask: None) -> None:
    """As somebody who is not root: root may write everywhere."""
    code = (
        "import os, sys; from pathlib import Path; sys.path.insert(0, sys.argv[1])\n"
        "import models.upgrade\n"
        "from models.database import open_database\n"
        "from models.problems import Problem\n"
        "if os.getuid() == 0: os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "for path in sys.argv[2:]:\n"
        "    try: open_database(Path(path)); print('opened')\n"
        "    except Problem as problem: print(problem.code)\n"
    )
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        for name in ("closed", "unreadable", "unwritable", "shut"):
            (folder / name).mkdir()
        for name in ("unreadable", "unwritable", "shut"):
            open_database(folder / name / "x.db")
            close_database()
        (folder / "unreadable" / "x.db").chmod(0o200)
        (folder / "unwritable" / "x.db").chmod(0o400)
        for name in ("closed", "shut"):
            (folder / name).chmod(0o500)
        if os.getuid() == 0:
            for file in (folder, *folder.rglob("*")):
                os.chown(file, 65534, 65534)
        paths = [str(folder / name / "x.db") for name in ("closed", "unreadable", "unwritable")]
        paths.append(str(folder / "shut" / "x.db"))
        found = subprocess.run(
            [sys.executable, "-c", code, str(ROOT), *paths],
            capture_output=True,
            text=True,
            check=True,
        )
        (folder / "closed").chmod(0o700)
        (folder / "shut").chmod(0o700)
    assert found.stdout.split() == [
        "folder-not-writable",
        "database-unreadable",
        "database-read-only",
        "database-read-only",
    ]


MOUNTS = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
23 22 0:5 / /proc rw,nosuid - proc proc rw
40 22 0:40 / /home rw - nfs4 server:/home rw,vers=4.2
41 40 0:41 / /home/kari/lokal rw - ext4 /dev/vdb rw
42 22 0:42 / /mnt/felles\\040disk rw - cifs //server/felles rw
43 22 0:43 / /srv rw - nfs server:/srv rw
44 43 0:44 / /srv rw - xfs /dev/vdc rw
45 22 0:45 / /mnt/øst rw master:2 propagate_from:1 - fuse.sshfs kari@server:/ rw
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/", "ext4"),
        ("/var/lib", "ext4"),
        ("/home", "nfs4"),
        ("/homes", "ext4"),
        ("/home/kari", "nfs4"),
        ("/home/kari/lokal", "ext4"),
        ("/home/kari/lokal/dypt/nede", "ext4"),
        ("/home/kari/lokalt", "nfs4"),
        ("/mnt/felles disk/rd", "cifs"),
        ("/mnt/felles", "ext4"),
        ("/srv/rd", "xfs"),
        ("/mnt/øst/rd", "fuse.sshfs"),
    ],
)
def test_the_nearest_mount_decides_the_file_system(folder: str, kind: str) -> None:
    assert file_system(Path(folder), MOUNTS) == kind


def test_a_network_file_system_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, umask: None
) -> None:
    text = tmp_path / "mountinfo"
    monkeypatch.setattr(database_file, "MOUNTS", text)
    text.write_text(f"{MOUNTS}50 22 0:50 / {tmp_path} rw - nfs4 server:/x rw\n")
    problem = refused(tmp_path / "sub" / "x.db")
    assert problem.code == "network-file-system"
    assert problem.facts["kind"] == "nfs4"
    assert not (tmp_path / "sub").exists()
    text.write_text(MOUNTS)
    open_database(tmp_path / "sub" / "x.db")
    close_database()
    # Where there is no such file, nothing is known and nothing refused.
    monkeypatch.setattr(database_file, "MOUNTS", tmp_path / "none")
    open_database(tmp_path / "sub" / "x.db")
    close_database()


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 44, 9), True),
        ((3, 45, 0), False),
        ((3, 46, 1), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 50, 99), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
        ((4, 0, 0), True),
    ],
)
def test_only_sound_engines_share_a_log(version: tuple[int, ...], safe: bool) -> None:
    assert engine_resets_safely(version) is safe


def test_the_journal_follows_the_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "engine_version", lambda _key: (3, 40, 1))
    path = tmp_path / "x.db"
    assert open_database(path).journal_mode == "truncate"
    close_database()
    assert open_database(path).journal_mode == "truncate"
    close_database()
    monkeypatch.setattr(storage, "engine_version", lambda _key: (3, 53, 4))
    assert open_database(path).journal_mode == "wal"
    assert pragma("journal_mode") == "wal"
    close_database()
    # A log that others may have open is not taken away.
    monkeypatch.setattr(storage, "engine_version", lambda _key: (3, 40, 1))
    assert open_database(path).journal_mode == "wal"
    close_database()


def test_the_engine_is_set_for_safety(database: Path) -> None:
    settings = {
        "foreign_keys": 1,
        "synchronous": 2,
        "secure_delete": 1,
        "temp_store": 2,
        "trusted_schema": 0,
        "busy_timeout": storage.LOCK_WAIT_SECONDS * 1000,
        "application_id": APPLICATION_ID,
    }
    assert {name: pragma(name) for name in settings} == settings
    with pytest.raises(Problem, match="not-allowed"):
        add_unit(UnitEntry("Nordvik", leader_id=4711))


def test_the_models_have_the_columns_of_the_schema(database: Path) -> None:
    tables = {name for (name,) in rows("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    ours = {model._meta.table_name for model in MODELS}
    assert tables - ours == {
        *("journal", "schema_migration", "year_line", "year_unit", "step", "past"),
        "sqlite_sequence",
    }
    for model in MODELS:
        table = rows(f"PRAGMA table_info({model._meta.table_name})")
        schema = {name: (bool(notnull), bool(key)) for _, name, _, notnull, _, key in table}
        fields = {
            field.column_name: (
                not field.null and not field.primary_key,
                bool(field.primary_key),
            )
            for field in model._meta.sorted_fields
        }
        assert fields == schema, model


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "LOCK_WAIT_SECONDS", 0.05)


def test_a_lock_held_by_another_program_is_told(impatient: None, database: Path) -> None:
    # The same library: another one in this process would not see its locks.
    other = engine.connect(database)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Problem) as raised:
        add_unit(UnitEntry("Nordvik"))
    other.rollback()
    other.close()
    assert raised.value.code == "database-locked"
    assert add_unit(UnitEntry("Nordvik")) == 1


def test_what_fails_half_way_leaves_nothing(database: Path) -> None:
    def fail() -> None:
        with writing():
            add_unit(UnitEntry("Nordvik"))
            _ = 1 / 0

    with pytest.raises(ZeroDivisionError):
        fail()
    assert rows("SELECT * FROM unit") == []
    assert rows("SELECT * FROM journal") == []


def test_a_full_disk_is_found_behind_the_failed_rollback() -> None:
    error = peewee.OperationalError("cannot rollback - no transaction is active")
    error.__context__ = peewee.OperationalError("database or disk is full")
    assert cause_code(error) == "disk-full"


def test_a_really_full_database_is_a_full_disk(database: Path) -> None:
    storage.database.execute_sql(f"PRAGMA max_page_count={pragma('page_count')}")
    with pytest.raises(Problem, match="disk-full"):
        add_unit(UnitEntry("Nordvik" * 100_000))
    assert rows("SELECT * FROM unit") == []


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("database is locked", "database-locked"),
        ("locking protocol", "database-locked"),
        ("attempt to write a readonly database", "database-read-only"),
        ("file is not a database", "not-a-database"),
        ("database disk image is malformed", "database-damaged"),
        ("unable to open database file", "database-unreachable"),
        ("UNIQUE constraint failed: unit.code", "already-there"),
        ("CHECK constraint failed: name <> ''", "not-allowed"),
        ("FOREIGN KEY constraint failed", "not-allowed"),
        ("disk I/O error", "disk-failed"),
        ("something new", "database-error"),
    ],
)
def test_every_refusal_of_the_engine_has_a_code(message: str, code: str) -> None:
    assert cause_code(peewee.OperationalError(message)) == code


def test_a_chain_that_bites_its_tail_ends() -> None:
    error = peewee.OperationalError("x")
    error.__cause__ = error
    assert cause_code(error) == "database-error"


@pytest.mark.parametrize("replaced", [False, True])
def test_nothing_is_written_into_a_file_that_is_gone(tmp_path: Path, replaced: bool) -> None:
    path, aside = tmp_path / "x.db", tmp_path / "aside.db"
    open_database(path)
    path.rename(aside)
    if replaced:
        path.write_bytes(aside.read_bytes())
    with pytest.raises(Problem) as refusal, writing():
        pass
    assert refusal.value.code == "database-moved"
    aside.rename(path)
    with writing():
        pass
    close_database()


def test_what_the_engine_says_while_rows_are_read_is_a_problem(tmp_path: Path) -> None:
    open_database(tmp_path / "x.db")
    with pytest.raises(Problem, match="database-error"), engine_errors_told(storage.database):
        raise storage.database.errors[-1]("read while fetching")
    close_database()
