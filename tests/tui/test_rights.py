"""Nobody else reads what the program makes, whatever the umask and wherever it lies (DESIGN §7)."""

from __future__ import annotations

import grp
import os
import shutil
import stat
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models.calendar_entries import CalendarScope, calendar_entries
from models.daily_backup import back_up_daily
from models.database import close_database, open_database
from models.file_rights import refuse_open_folder
from models.placing import placed
from models.problems import Problem
from models.transfer.exporting.calendar import CalendarWords, write_calendar
from models.unit import UnitEntry, add_unit
from tests.tui.spoken import one_line
from tui.errors import keep_error
from tui.kept_mappings import keep_mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spoken import Run

NOBODY = 65534
AS_NOBODY = """
import os, sys
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
for path in sys.argv[1:]:
    try:
        with open(path, "rb") as file:
            file.read(1)
        print("read", path)
    except PermissionError:
        print("refused", path)
"""


@pytest.fixture
def open_place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that everybody can look into, with a umask that hides nothing."""
    before = os.umask(0)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        place.chmod(0o755)
        monkeypatch.setenv("XDG_STATE_HOME", str(place / "state"))
        yield place
    os.umask(before)


def make_everything(told: Run, sample_file: Path, place: Path) -> None:
    """Everything that the program ever writes, in ``place``; the database is left open."""
    path = place / "x.db"
    shutil.copyfile(sample_file, path)
    path.chmod(0o600)
    data = ["--db", path]
    os.umask(0)
    assert told("backup", place / "copy.db", *data)[0] == 0
    assert told("restore", place / "copy.db", "--yes", *data)[0] == 0
    for name in ("people.csv", "people.xlsx"):
        assert told("export", "people", "-o", place / name, *data)[0] == 0
    assert told("report", "--names", "-o", place / "report.html", *data)[0] == 0
    keep_error(ValueError("Kari"))
    keep_mapping(["Navn"], {"name": "Navn"})
    open_database(path)
    os.umask(0)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(back_up_daily, date(2027, 3, 10), 2).result()
    words = CalendarWords("x", "{name}", "{name}")
    entries = calendar_entries(CalendarScope())
    write_calendar(entries, place / "x.ics", words=words, database="x", minutes=60)
    add_unit(UnitEntry("Ny enhet"))


def files_in(place: Path) -> dict[str, Path]:
    return {str(file.relative_to(place)): file for file in place.rglob("*") if file.is_file()}


def test_a_second_user_can_read_none_of_the_files(
    told: Run, sample_file: Path, open_place: Path
) -> None:
    make_everything(told, sample_file, open_place)
    files = files_in(open_place)
    folders = {file.parent for file in files.values()} - {open_place}
    modes = {stat.S_IMODE(folder.stat().st_mode) for folder in folders}
    for folder in folders:
        # What is in them must not need them.
        folder.chmod(0o755)
    names = [str(file) for file in files.values()]
    command = [sys.executable, "-c", AS_NOBODY, *names]
    done = subprocess.run(command, capture_output=True, text=True, check=True, cwd="/")
    close_database()
    expected = {
        *("x.db", "x.db-wal", "x.db-shm", "x.db.in-use", "copy.db"),
        *("people.csv", "people.xlsx", "report.html", "x.ics"),
        *("backups/x-2027-03-10.db", "backups/.lock"),
        *("state/resultatdialog/errors.log", "state/resultatdialog/mappings.toml"),
    }
    kept = {name for name in files if ".before-restore-" in name}
    assert len(kept) == 1
    assert files.keys() - kept == expected
    assert {stat.S_IMODE(file.stat().st_mode) for file in files_in(open_place).values()} == {0o600}
    assert modes == {0o700}
    if os.getuid() == 0:
        assert sorted(done.stdout.splitlines()) == sorted(f"refused {name}" for name in names)


def test_a_group_shares_the_database_with_all_that_lies_beside_it(
    told: Run, sample_file: Path, open_place: Path
) -> None:
    group = grp.getgrgid(os.getgid()).gr_name
    settings = open_place / "c.toml"
    settings.write_text(f'[database]\ngroup = "{group}"\n')
    settings.chmod(0o600)
    shared = open_place / "shared"
    shared.mkdir()
    shared.chmod(0o2770)
    given = ["--config", settings, "--db", shared / "x.db"]
    assert told("restore", sample_file, "--yes", *given)[0] == 0
    assert told("restore", sample_file, "--yes", *given)[0] == 0
    assert told("backup", shared / "copy.db", *given)[0] == 0
    assert told("backup", open_place / "copy.db", *given)[0] == 0
    assert told("export", "units", "-o", shared / "units.csv", *given)[0] == 0
    open_database(shared / "x.db", group)
    with ThreadPoolExecutor(1) as thread:
        thread.submit(back_up_daily, date(2027, 3, 10), 2).result()
    add_unit(UnitEntry("Ny enhet"))
    modes = {name: stat.S_IMODE(file.stat().st_mode) for name, file in files_in(shared).items()}
    folder = stat.S_IMODE((shared / "backups").stat().st_mode)
    close_database()
    # What one takes out of the database is one's own.
    assert modes.pop("units.csv") == 0o600
    assert stat.S_IMODE((open_place / "copy.db").stat().st_mode) == 0o600
    assert {"x.db-wal", "x.db-shm", "x.db.in-use", "backups/.lock", "copy.db"} <= modes.keys()
    assert set(modes.values()) == {0o660}
    assert folder == 0o2770


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o606, 0o666])
def test_a_database_that_others_can_use_is_not_opened_until_the_doctor_has_mended_it(
    told: Run, sample_file: Path, mode: int
) -> None:
    sample_file.chmod(mode)
    status, out, err = told("flags", "--db", sample_file)
    assert (status, out) == (2, "")
    assert f"{mode:04o}" in one_line(err)
    assert str(sample_file) in err
    assert stat.S_IMODE(sample_file.stat().st_mode) == mode
    assert told("doctor", "--fix", "--db", sample_file)[0] == 0
    assert told("flags", "--db", sample_file)[0] == 1


def test_a_folder_that_others_can_write_to_is_not_written_in(
    told: Run, sample_file: Path, tmp_path: Path
) -> None:
    """Directly, or one above it: whoever can rename it can put another in its place."""
    below = tmp_path / "open" / "below"
    below.mkdir(parents=True)
    (tmp_path / "open").chmod(0o757)
    for folder in (below.parent, below):
        target = folder / "u.csv"
        status, _, err = told("export", "units", "-o", target, "--db", sample_file)
        assert status == 2
        assert f"Others can write to the folder {tmp_path}/open " in one_line(err)
        assert told("backup", folder / "b.db", "--db", sample_file)[0] == 2
        assert told("restore", sample_file, "--yes", "--db", folder / "x.db")[0] == 2
        with pytest.raises(Problem, match="folder-open-to-others"):
            open_database(folder / "x.db")
    assert [file.name for file in below.parent.iterdir()] == ["below"]
    assert list(below.iterdir()) == []


def test_a_sticky_folder_will_do_if_it_is_roots_or_the_users_own(tmp_path: Path) -> None:
    folder = tmp_path / "sticky"
    folder.mkdir()
    folder.chmod(0o1777)
    with placed(folder / "x") as stream:
        stream.write(b"x")
    if os.getuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
        with pytest.raises(Problem, match="folder-open-to-others"):
            refuse_open_folder(folder)


def test_a_link_is_not_followed_whatever_is_written(
    told: Run, sample_file: Path, tmp_path: Path
) -> None:
    aim = tmp_path / "aim"
    aim.write_text("mine")
    link = tmp_path / "link.csv"
    link.symlink_to(aim)
    data = ["--db", sample_file, "--force"]
    for command in (["export", "units", "-o", link], ["backup", link]):
        status, _, err = told(*command, *data)
        assert status == 2
        assert "is a link" in one_line(err)
    (tmp_path / "sample.db.in-use").unlink()
    (tmp_path / "sample.db.in-use").symlink_to(tmp_path / "nowhere")
    status, _, err = told("flags", "--db", sample_file)
    assert status == 2
    assert "cannot be opened" in one_line(err)
    assert aim.read_text() == "mine"
    assert not (tmp_path / "nowhere").exists()
