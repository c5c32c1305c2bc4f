"""Has pieces of work done while one call of the system fails: run as a program by a soak.

``python -m tests.soak.faulty WORK FOLDER MOST SEED``: the work is done once to see which calls it
makes, and then once for each call and error, but at most for ``MOST`` of them, drawn at random, by
a process in which ``strace`` has that one call fail. A line of JSON tells what came of each.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path

from peewee import DatabaseError, SqliteDatabase

from models import upgrade
from tests import hostile
from tui import command_line

ERRORS: Mapping[str, tuple[str, ...]] = {
    "openat": ("EACCES", "EIO", "EMFILE"),
    "pread64": ("EIO",),
    "pwrite64": ("EIO", "ENOSPC"),
    "write": ("EIO", "ENOSPC"),
    "fsync": ("EIO", "ENOSPC"),
    "fdatasync": ("EIO",),
    "ftruncate": ("EIO", "ENOSPC"),
    "rename": ("EIO", "EACCES", "ENOSPC"),
    "link": ("EIO", "EPERM", "ENOSPC"),
    "unlink": ("EIO", "EACCES"),
    "mkdir": ("EIO", "ENOSPC"),
    "fchmod": ("EPERM", "EIO"),
    "fchown": ("EPERM", "EIO"),
    "flock": ("EIO", "ENOLCK"),
    "fcntl": ("EIO", "ENOLCK"),
    "mmap": ("ENOMEM",),
}
"""The calls that may fail, and how."""

WORKS: dict[str, tuple[str, ...]] = {
    "save": ("year", "open", "2028"),
    "export": ("export", "people", "-o", "out.csv", "--force"),
    "export-sheet": ("export", "people", "-o", "out.xlsx", "--force"),
    "backup": ("backup", "out.db", "--force"),
    "report": ("report", "-o", "out.html", "--force"),
    "migration": ("flags",),
    "first": ("import", "people.csv", "--yes"),
}
PR_SET_PTRACER = 0x59616D61
DONE = {"migration": 1}
"""The status of a command that has done its work, where that is not 0."""


def tables(path: Path) -> dict[str, int] | str:
    """How many rows each table of the database has, or what is wrong with it."""
    if not path.exists() or not path.stat().st_size:
        return {}
    try:
        with closing(SqliteDatabase(str(path))) as found:
            if found.execute_sql("PRAGMA integrity_check").fetchall() != [("ok",)]:
                return "damaged"
            if found.execute_sql("PRAGMA foreign_key_check").fetchall():
                return "keys"
            names = found.execute_sql("SELECT name FROM sqlite_schema WHERE type = 'table'")
            counts = {
                name: found.execute_sql(f'SELECT count(*) FROM "{name}"').fetchone()[0]
                for (name,) in names.fetchall()
                if not name.startswith("sqlite_")
            }
            # A file in which nothing stands yet is as good as none.
            if not any(count for name, count in counts.items() if name != "schema_migration"):
                return {}
            counts["version"] = found.execute_sql("PRAGMA user_version").fetchone()[0]
            return counts
    except DatabaseError as error:
        return str(error)


def scene_state(scene: Path) -> list[object]:
    """What there is in a scene: the database, and what is written beside it."""
    out = next(scene.glob("out.*"), None)
    if out and out.read_bytes() == b"before":
        written: object = "before"
    elif out is None or out.suffix in {".csv", ".html"}:
        written = out and out.read_text(encoding="utf-8")
    else:
        written = tables(out) if out.suffix == ".db" else _sheet(out)
    return [tables(scene / "x.db"), written]


def _sheet(path: Path) -> object:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    except CalamineError as error:
        return str(error)


class Work:
    """A piece of work in scenes that are all alike at its beginning."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.folder = name, folder
        self.command = WORKS[name]
        self.template = folder / "template"
        self.template.mkdir()
        self.scenes = 0
        if name == "first":
            (self.template / "people.csv").write_text("employee_no;name;unit\n1;Kari;Skole\n")
        else:
            town = folder.with_name("town.db")
            if not town.exists():
                hostile.fill(town)
            shutil.copy(town, self.template / "x.db")
        for word in self.command:
            if word.startswith("out."):
                (self.template / word).write_bytes(b"before")
        if name == "migration":
            self._more_migrations()

    def _more_migrations(self) -> None:
        """The program has one more migration than made the file."""
        migrations = self.folder / "migrations"
        shutil.copytree(upgrade.MIGRATIONS, migrations)
        upgrade.SCHEMA_VERSION += 1
        (migrations / f"{upgrade.SCHEMA_VERSION:04}_colour.py").write_text(
            "def up(migrator, db):\n    db.execute_sql('CREATE TABLE colour (id INTEGER)')\n"
        )
        upgrade.MIGRATIONS = migrations

    def scene(self) -> Path:
        """A new one."""
        self.scenes += 1
        return Path(shutil.copytree(self.template, self.folder / f"scene-{self.scenes}"))

    def do(self, scene: Path) -> int:
        """Do it here; the command's status."""
        os.chdir(scene)
        return command_line.run([*self.command, "--db", str(scene / "x.db"), "--language", "en"])

    def done_under(self, scene: Path, *tracing: str) -> tuple[int, str]:
        """Do it in a process whose calls are traced; its status, and what it said on stderr."""
        said = self.folder.with_suffix(".stderr")
        child = os.fork()
        if not child:
            ctypes.CDLL(None).prctl(PR_SET_PTRACER, -1)
            with said.open("wb") as stream, Path(os.devnull).open("wb") as nothing:
                os.dup2(stream.fileno(), 2)
                os.dup2(nothing.fileno(), 1)
            os.kill(os.getpid(), signal.SIGSTOP)
            status = 70
            with suppress(BaseException):
                status = self.do(scene)
            os._exit(status)
        os.waitpid(child, os.WUNTRACED)
        command = ["strace", "-f", *tracing, "-p", str(child)]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
            assert tracer.stderr is not None
            while "attached" not in tracer.stderr.readline():
                assert tracer.poll() is None, "strace may not look at its neighbours here"
            os.kill(child, signal.SIGCONT)
            _child, status = os.waitpid(child, 0)
        return os.waitstatus_to_exitcode(status), said.read_text()


def calls_about(scene: Path, log: str) -> list[tuple[str, int]]:
    """The calls that are about a file in ``scene``, each with its number among those of its name.

    The others load the program itself.
    """
    about = rf'{scene}/|^(?:HERE, )?"[^/"]'  # or one named from there
    times: Counter[str] = Counter()
    found = []
    for call, rest in re.findall(r"^(?:\d+ +)?(\w+)\((.*)", log, re.MULTILINE):
        times[call] += 1
        if re.search(about, re.sub(r"AT_FDCWD<[^>]*>", "HERE", rest)):
            found.append((call, times[call]))
    return found


def main(name: str, folder: Path, most: int, seed: int) -> None:
    """Do it; print what came of each failure."""
    work = Work(name, folder)
    before = scene_state(work.template)
    with contextlib.redirect_stdout(None), contextlib.redirect_stderr(None):
        work.do(work.scene())
    log, scene = folder / "calls", work.scene()
    work.done_under(scene, "-y", "-o", str(log), "-e", f"trace={','.join(ERRORS)}")
    after = scene_state(scene)
    faults = [
        (call, error, number)
        for call, number in calls_about(scene, log.read_text(errors="replace"))
        for error in ERRORS[call]
    ]
    random.Random(seed).shuffle(faults)
    for call, error, number in faults[:most]:
        scene = work.scene()
        inject = f"inject={call}:error={error}:when={number}"
        status, said = work.done_under(scene, "-o", os.devnull, "-e", f"trace={call}", "-e", inject)
        found = scene_state(scene)
        told = {
            "fault": f"{name}: {call} {number} {error}",
            "state": "old" if found == before else "new" if found == after else f"{found}"[:300],
            "done": status == DONE.get(name, 0),
            "status": status,
            "said": said,
            "left": [part.name for part in scene.glob(".resultatdialog-*")],
        }
        print(json.dumps(told), flush=True)
        shutil.rmtree(scene)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]).resolve(), int(sys.argv[3]), int(sys.argv[4]))
