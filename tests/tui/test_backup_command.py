"""``backup`` and ``restore`` from the shell's side, and the daily backup from the screen's."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from peewee import sqlite3

from models.dashboard import first_board
from models.database import close_database, open_database
from models.unit import UnitEntry, add_unit
from tests.screens.front import Front
from tests.tui.spoken import one_line
from tui import app as program
from tui.desk import Desk
from tui.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from spoken import Run

ROOT = Path(__file__).parents[2]


def units(path: Path) -> int:
    with closing(sqlite3.connect(f"file:{path}?immutable=1", uri=True)) as other:
        return int(other.execute("SELECT count(*) FROM unit").fetchone()[0])


def with_another_unit(path: Path) -> None:
    open_database(path)
    add_unit(UnitEntry("Ny enhet"))
    close_database()


def test_there_and_back(told: Run, sample_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.db"
    before = units(sample_file)
    status, out, err = told("backup", target, "--db", sample_file)
    assert (status, out) == (0, "")
    assert str(target) in err
    assert f"{before} units, 1,271 people, the last change" in err
    status, out, err = told("backup", target, "--db", sample_file)
    assert (status, out) == (2, "")
    assert "is there already" in one_line(err)
    with_another_unit(sample_file)
    status, out, err = told("restore", target, "--yes", "--db", sample_file)
    assert (status, out) == (0, "")
    backup, now, done, kept = err.splitlines()
    assert backup.startswith("Backup of ")
    assert f"{before} units" in backup
    assert now.startswith(f"Database now: {before + 1} units")
    assert done == f"Restored: {sample_file}."
    assert units(sample_file) == before
    assert units(Path(kept.partition(": ")[2].removesuffix("."))) == before + 1
    with_another_unit(sample_file)
    assert told("backup", target, "--force", "--db", sample_file)[0] == 0
    assert units(target) == before + 1


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("answer", "restored"), [("j", True), ("yes", True), ("", False)])
def test_it_is_asked_first(
    told: Run,
    sample_file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    answer: str,
    restored: bool,
) -> None:
    target = tmp_path / "b.db"
    told("backup", target, "--db", sample_file)
    before = units(sample_file)
    with_another_unit(sample_file)
    status, _, err = told("restore", target, "--db", sample_file)
    assert (status, units(sample_file)) == (2, before + 1)
    assert "Give --yes" in err
    monkeypatch.setattr("sys.stdin", Terminal(f"{answer}\n"))
    assert told("restore", target, "--db", sample_file)[0] == 0
    assert units(sample_file) == before + (not restored)


def test_where_there_is_nothing_to_copy_or_to_restore(
    told: Run, sample_file: Path, tmp_path: Path
) -> None:
    for command in (
        ["backup", tmp_path / "b.db", "--db", tmp_path / "no.db"],
        ["backup", tmp_path / "no" / "b.db", "--db", sample_file],
        ["restore", tmp_path / "no.db", "--yes", "--db", sample_file],
    ):
        status, out, err = told(*command)
        assert (status, out) == (2, "")
        assert str(tmp_path / "no") in one_line(err)
    status, _, err = told("backup", tmp_path / "b.db", "--db", sample_file)
    assert status == 0
    status, _, err = told("restore", tmp_path / "b.db", "--yes", "--db", tmp_path / "no.db")
    assert (status, units(tmp_path / "no.db")) == (0, units(sample_file))
    assert "Database now: there is none." in err


def test_what_is_wrong_with_a_backup_is_said_before_anything_is_asked(
    told: Run, sample_file: Path, tmp_path: Path
) -> None:
    for content, text in (("Ikke en database. " * 500, "no database"), ("", "another program's")):
        (tmp_path / "b.db").write_text(content)
        status, _, err = told("restore", tmp_path / "b.db", "--db", sample_file)
        assert status == 2
        assert text in one_line(err)


def test_they_do_without_textual(sample_file: Path, tmp_path: Path) -> None:
    code = (
        "import sys\nfrom tui.command_line import run\n"
        f"run(['backup', {str(tmp_path / 'b.db')!r}, '--db', {str(sample_file)!r}])\n"
        f"run(['restore', {str(tmp_path / 'b.db')!r}, '--yes', '--db', {str(sample_file)!r}])\n"
        f"run(['doctor', '--db', {str(sample_file)!r}])\n"
        "sys.exit(3 if {'textual', 'screens'} & set(sys.modules) else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


# The one that the program takes by itself


async def run_a_day(path: Path, settings: Settings, until: Callable[[Front], bool]) -> str:
    """Have the program open until something is so; what its status line says then."""
    desk = Desk(settings)
    try:
        desk.open(path).result()
        board = desk.submit(first_board, desk.today, settings.rules).result()
        opened = program.ResultatdialogApp(desk, board)
        async with opened.run_test(size=(100, 24)) as pilot:
            front = Front(opened, pilot)
            await front.settle()
            for _ in range(200):
                if until(front):
                    break
                await pilot.pause(0.02)
            return front.status
    finally:
        desk.close()


async def test_the_first_to_open_it_on_a_day_takes_a_backup(
    sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "BACKUP_AFTER", 0.01)
    folder = sample_file.parent / "backups"
    target = folder / f"sample-{date.today().isoformat()}.db"  # noqa: DTZ011
    said = await run_a_day(sample_file, Settings(), lambda _front: target.exists())
    assert units(target) == units(sample_file)
    assert "backup" not in said
    before = target.stat()
    await run_a_day(sample_file, Settings(), lambda _front: True)
    assert target.stat().st_mtime_ns == before.st_mtime_ns
    assert sorted(file.name for file in folder.iterdir()) == [".lock", target.name]


async def test_none_is_taken_where_none_is_kept(
    sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "BACKUP_AFTER", 0.01)
    looks = iter(range(10))
    await run_a_day(sample_file, Settings(keep_backups=0), lambda _front: next(looks) == 9)
    assert not (sample_file.parent / "backups").exists()


async def test_a_failure_is_said_and_work_goes_on(
    sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "BACKUP_AFTER", 0.01)
    folder = sample_file.parent / "backups"
    folder.mkdir()
    folder.chmod(0o777)
    said = await run_a_day(sample_file, Settings(), lambda front: "backup" in front.status)
    assert "Today's backup was not taken. Others can write to the folder" in said
    assert list(folder.iterdir()) == []


def test_nothing_but_a_plain_file_is_read_or_replaced(
    told: Run, sample_file: Path, tmp_path: Path
) -> None:
    """Root would put a file in place of a device, and a pipe would be waited at for ever."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for command in (
        ["restore", pipe, "--yes"],
        ["backup", pipe, "--force"],
        ["export", "units", "-o", pipe, "--force"],
    ):
        status, _, err = told(*command, "--db", sample_file)
        assert (status, "is no plain file" in one_line(err)) == (2, True)
    assert pipe.is_fifo()


def test_names_that_lead_nowhere_are_told(told: Run) -> None:
    nowhere = "~no-such-user/x.db"
    status, _, err = told("flags", "--db", nowhere)
    assert (status, f"{nowhere}. Name it" in one_line(err)) == (2, True)
    status, out, _ = told("doctor", "--db", "/")
    assert (status, out) == (1, "/ is a folder. Name a file in it.\n")
    status, _, err = told("export", "units", "-o", "/", "--db", nowhere)
    assert status == 2
