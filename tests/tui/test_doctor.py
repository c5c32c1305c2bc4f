"""``doctor`` finds what is wrong, says how it is mended, and changes nothing unless told to."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from peewee import sqlite3

from models import database as storage
from models import database_file
from models.daily_backup import CUT_OFF_AFTER
from models.database import close_database, open_database
from models.unit import UnitEntry, add_unit
from tui.errors import keep_error, log_file
from tui.settings import user_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spoken import Run

ROOT = Path(__file__).parents[2]
NOBODY = 65534


@pytest.fixture(autouse=True)
def able_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")


def state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    """Everything in a folder: mode, when it was changed, what is in it."""
    return {
        str(file.relative_to(folder)): (
            file.lstat().st_mode,
            file.lstat().st_mtime_ns,
            file.read_bytes() if file.is_file() and not file.is_symlink() else b"",
        )
        for file in folder.rglob("*")
    }


def test_all_is_well(told: Run, sample_file: Path) -> None:
    before = state(sample_file.parent)
    status, out, err = told("doctor", "--db", sample_file)
    assert (status, out) == (0, "")
    about, engine, well = err.splitlines()
    assert "1,271 people" in about
    assert "SQLite 3." in engine
    assert "journal: wal, schema" in engine
    assert well == "Nothing is wrong."
    assert state(sample_file.parent) == before


def changed(path: Path, *statements: str) -> None:
    other = sqlite3.connect(path)
    for statement in statements:
        other.execute(statement)
    other.commit()
    other.close()


def open_to_others(path: Path) -> None:
    path.chmod(0o644)


def open_to_a_group(path: Path) -> None:
    path.chmod(0o660)


def closed_to_its_owners_changes(path: Path) -> None:
    path.chmod(0o400)


def an_open_backup(path: Path) -> None:
    (path.parent / "backups").mkdir()
    backup = path.parent / "backups" / "sample-2027-03-10.db"
    backup.touch()
    backup.chmod(0o604)


def an_open_copy(path: Path) -> None:
    copy = path.with_name("sample.db.before-restore-x")
    copy.touch()
    copy.chmod(0o640)


def an_open_lock(path: Path) -> None:
    path.with_name("sample.db.in-use").touch(0o666)
    path.with_name("sample.db.in-use").chmod(0o666)


def open_drafts(path: Path) -> None:
    drafts = path.with_name("sample.db.drafts-kari")
    drafts.touch()
    drafts.chmod(0o660)


def a_folder_for_all(path: Path) -> None:
    path.parent.chmod(0o703)


def a_folder_for_a_group(path: Path) -> None:
    path.parent.chmod(0o770)


def a_cut_off_restoring(path: Path) -> None:
    (path.parent / ".sample.db.restore-abc").mkdir()


def a_cut_off_backup(path: Path) -> None:
    draft = path.parent / ".resultatdialog-abc.part"
    draft.touch(0o600)
    os.utime(draft, (0, time.time() - CUT_OFF_AFTER - 60))


def an_open_log(path: Path) -> None:
    keep_error(ValueError())
    log_file().chmod(0o644)


def settings_for_all(path: Path) -> None:
    user_file().parent.mkdir(parents=True)
    user_file().write_text("[screen]\nmouse = true\n")
    user_file().chmod(0o646)


MENDED: dict[Callable[[Path], None], str] = {
    open_to_others: "Others can use {path} (rights 0644)",
    open_to_a_group: "can use {path} (rights 0660)",
    closed_to_its_owners_changes: "{path} cannot be used by all who should (rights 0400)",
    an_open_backup: "backups/sample-2027-03-10.db (rights 0604)",
    an_open_copy: "sample.db.before-restore-x (rights 0640)",
    an_open_lock: "sample.db.in-use (rights 0666)",
    open_drafts: "sample.db.drafts-kari (rights 0660)",
    a_folder_for_all: "Others can write to the folder {path.parent} ",
    a_folder_for_a_group: "A group can write to the folder {path.parent}.",
    a_cut_off_restoring: ".sample.db.restore-abc was left behind",
    a_cut_off_backup: ".resultatdialog-abc.part was left behind",
    an_open_log: "errors.log (rights 0644)",
    settings_for_all: "chmod o-w it",
}


@pytest.mark.parametrize("spoil", MENDED, ids=lambda one: one.__name__)
def test_what_can_be_mended_is_mended_when_asked(
    told: Run, sample_file: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(sample_file)
    before = state(tmp_path)
    status, out, err = told("doctor", "--db", sample_file)
    assert status == 1
    assert MENDED[spoil].format(path=sample_file) in out
    assert len(out.splitlines()) == 1
    assert "1 of these is mended by --fix." in err
    assert state(tmp_path) == before
    status, out, err = told("doctor", "--fix", "--db", sample_file)
    assert (status, out) == (0, "")
    assert err.startswith("Mended: ")
    assert told("doctor", "--db", sample_file)[0] == 0
    assert told("flags", "--db", sample_file)[0] == 1


def damaged(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096 * 2)
        file.write(b"\xff" * 4096 * 20)


def inconsistent(path: Path) -> None:
    changed(path, "UPDATE unit SET leader_id = 4711 WHERE id = 1")


def from_the_future(path: Path) -> None:
    changed(path, "PRAGMA user_version = 99")


def from_the_past(path: Path) -> None:
    changed(path, "PRAGMA user_version = 1")


def another_programs(path: Path) -> None:
    """Whose rights are nobody's business here."""
    changed(path, "PRAGMA application_id = 1")
    path.chmod(0o644)


def no_database(path: Path) -> None:
    path.write_text("Ikke en database. " * 500)
    path.chmod(0o644)


def gone(path: Path) -> None:
    path.unlink()


def a_link(path: Path) -> None:
    path.rename(path.with_name("real.db"))
    path.symlink_to("real.db")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def shared_once(path: Path) -> None:
    path.parent.chmod(0o2750)
    path.chmod(0o660)


LEFT: dict[Callable[[Path], None], str] = {
    damaged: "{path} is damaged, or its disk cannot be read. Restore a backup.",
    inconsistent: "1 records point to something that is not there (unit)",
    from_the_future: "newer version of the program (schema 99",
    from_the_past: "older version of the program (schema 1",
    another_programs: "{path} is another program's database.",
    no_database: "{path} is no database.",
    gone: "There is no database {path} yet",
    a_link: "{path} is a link.",
    a_folder: "{path} is a folder.",
    shared_once: "If it shares the database, name it in the settings",
}


@pytest.mark.parametrize("spoil", LEFT, ids=lambda one: one.__name__)
def test_what_only_people_can_mend_is_said_and_left_alone(
    told: Run, sample_file: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(sample_file)
    before = state(sample_file.parent)
    for arguments in ([], ["--fix"]):
        status, out, err = told("doctor", *arguments, "--db", sample_file)
        assert status == 1
        assert LEFT[spoil].format(path=sample_file) in out
        assert len(out.splitlines()) == 1, out
        assert "Mended" not in err
    assert state(sample_file.parent) == before


def test_a_database_that_is_open_is_looked_into_and_left_alone(
    told: Run, sample_file: Path
) -> None:
    code = (
        "import sys; from pathlib import Path; from models.database import *\n"
        "from models.unit import *\n"
        "open_database(Path(sys.argv[1])); add_unit(UnitEntry('Ny'))\n"
        "print('open', flush=True); sys.stdin.readline(); add_unit(UnitEntry('Enda en'))\n"
        "close_database(); print('done')\n"
    )
    command = [sys.executable, "-c", code, str(sample_file)]
    with subprocess.Popen(command, cwd=ROOT, stdin=-1, stdout=-1, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "open\n"
        status, out, err = told("doctor", "--fix", "--db", sample_file)
        assert (status, out) == (0, "")
        assert "65 units" in err
        assert program.communicate("\n")[0] == "done\n"


def test_who_shares_a_database_has_the_rights_for_it(told: Run, tmp_path: Path) -> None:
    group = grp.getgrgid(os.getgid()).gr_name
    settings = tmp_path / "c.toml"
    settings.write_text(f'[database]\ngroup = "{group}"\n')
    path = tmp_path / "shared" / "x.db"
    open_database(path)
    add_unit(UnitEntry("Nordvik"))
    close_database()
    status, out, _ = told("doctor", "--db", path, "--config", settings)
    assert status == 1
    assert "must hand its group on" in out
    assert f"{path} cannot be used by all who should (rights 0600)" in out
    assert told("doctor", "--fix", "--db", path, "--config", settings)[:2] == (0, "")
    assert stat.S_IMODE(path.stat().st_mode) == 0o660
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o2770
    assert told("flags", "--db", path, "--config", settings)[0] == 1
    settings.write_text('[database]\ngroup = "no-such-group"\n')
    status, out, _ = told("doctor", "--fix", "--db", path, "--config", settings)
    assert (status, out) == (1, "The system knows no group no-such-group.\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o660


def test_a_path_that_cannot_be(told: Run, tmp_path: Path) -> None:
    status, out, _ = told("doctor", "--db", tmp_path / ("x" * 300))
    assert (status, out.count("\n")) == (1, 1)
    assert out.endswith("cannot be opened.\n")
    (tmp_path / "file").write_text("")
    status, out, _ = told("doctor", "--db", tmp_path / "file" / "x.db")
    assert (status, out.count("\n")) == (1, 1)
    assert "There is no database" in out


def test_a_fault_in_the_settings_is_said_with_its_line(told: Run, tmp_path: Path) -> None:
    settings = tmp_path / "c.toml"
    settings.write_text('\nlanguag = "nb"\n')
    status, out, err = told("doctor", "--config", settings)
    assert status == 1
    assert out.startswith(f"{settings}, line 2: there is no setting languag.")
    assert "The database was not looked at" in err


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("TERM", "dumb", "(TERM=dumb)"),
        ("TERM", None, "(TERM=-)"),
        ("LANG", "nb_NO.ISO-8859-1", "The locale (nb_no.iso-8859-1) is not UTF-8"),
        ("LC_ALL", "C", "The locale (c) is not UTF-8"),
    ],
)
def test_trouble_with_the_terminal(
    told: Run,
    sample_file: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str | None,
    text: str,
) -> None:
    if value is None:
        monkeypatch.delenv(name)
    else:
        monkeypatch.setenv(name, value)
    status, out, _ = told("doctor", "--db", sample_file)
    assert status == 1
    assert text in out
    assert len(out.splitlines()) == 1


def test_a_network_file_system(
    told: Run, sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"50 22 0:50 / {tmp_path} rw - nfs4 server:/x rw\n")
    monkeypatch.setattr(database_file, "MOUNTS", mounts)
    status, out, _ = told("doctor", "--db", sample_file)
    assert status == 1
    assert "network file system (nfs4)" in out


def test_an_engine_that_loses_work(
    told: Run, sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.doctor.engine_version", lambda _key: (3, 40, 1))
    status, out, _ = told("doctor", "--db", sample_file)
    assert status == 1
    assert out.startswith("SQLite 3.40.1 can lose work")
    changed(sample_file, "PRAGMA journal_mode=TRUNCATE")
    monkeypatch.setattr(storage, "engine_version", lambda _key: (3, 40, 1))
    assert told("doctor", "--db", sample_file)[0] == 0


@pytest.fixture
def theirs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of another user's, who is at home in it; those of pytest are no place for that."""
    with tempfile.TemporaryDirectory() as name:
        os.chown(name, NOBODY, NOBODY)
        for home in ("XDG_CONFIG_HOME", "XDG_STATE_HOME"):
            monkeypatch.setenv(home, name)
        yield Path(name)


@pytest.mark.skipif(os.getuid() != 0, reason="only root can make files that are another user's")
def test_files_of_another_user(told: Run, sample_file: Path, theirs: Path) -> None:
    """As root for the one whose database it is, and as that one where root left a lock behind."""
    path = theirs / "x.db"
    shutil.copy(sample_file, path)
    os.chown(path, NOBODY, NOBODY)
    lock = theirs / "x.db.in-use"
    lock.touch(0o600)
    # All is loaded before, for the other user may not look into the program's own folders.
    code = (
        "import contextlib, io, os, sys\nfrom tui.command_line import run\n"
        "*command, database, before = sys.argv[1:]\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):"
        " run([*command, '--db', before])\n"
        "os.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "sys.exit(run(['--language', 'en', *command, '--db', database]))\n"
    )

    def as_nobody(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code, *arguments, str(path), str(sample_file)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    done = as_nobody("flags")
    assert (done.returncode, f"{lock} cannot be opened" in done.stderr) == (2, True)
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setenv("XDG_STATE_HOME", str(sample_file.parent))
        elsewhere.setenv("XDG_CONFIG_HOME", str(sample_file.parent))
        done = as_nobody("doctor")
    assert (done.returncode, "settings file cannot be read" in done.stdout) == (1, True)
    done = as_nobody("doctor")
    assert f"The lock {lock} belongs to root" in done.stdout
    status, out, _ = told("doctor", "--db", path)
    assert (status, out) == (1, f"{lock} belongs to root. Have it given to you with chown.\n")
    assert as_nobody("doctor", "--fix").returncode == 0
    assert as_nobody("flags").returncode == 1
    os.chown(theirs, NOBODY - 1, -1)
    status, out, _ = told("doctor", "--db", path)
    assert (status, f"{theirs} belongs to " in out) == (1, True)
    os.chown(theirs, NOBODY, -1)
    settings = theirs / "c.toml"
    settings.write_text("")
    os.chown(settings, NOBODY, -1)
    status, out, _ = told("doctor", "--db", path, "--config", settings)
    assert (status, out.startswith(f"{settings} belongs to ")) == (1, True)
    drafts = theirs / f"x.db.drafts-{pwd.getpwuid(NOBODY).pw_name}"
    drafts.touch(0o600)
    assert f"{drafts} belongs to root" in as_nobody("doctor").stdout
    assert told("doctor", "--fix", "--db", path)[0] == 0
    assert drafts.stat().st_uid == NOBODY
    # What root makes beside another's database is that one's own.
    lock.unlink()
    assert told("flags", "--db", path)[0] == 1
    assert lock.stat().st_uid == NOBODY
