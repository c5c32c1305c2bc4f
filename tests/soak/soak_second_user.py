"""A second system user can read no file that the program makes, whatever the umask.

Every command that writes is run, and a session that is killed with a draft and a log open, in a
folder that everybody may look into; then each file is tried as that user.
"""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.home import surroundings
from tests.lacking import lacking
from tests.municipality import sample_made
from tests.soak.row import Row
from tests.terminal import PROGRAM, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

TEST = "a second system user"
UMASKS = (0o000, 0o002, 0o022, 0o027, 0o077)
FULL, SHORT = len(UMASKS), 0
"""In short it is tried in tests/tui/test_rights.py."""
OTHER = 65534
TRY = f"""
import os, sys
os.setgroups([]); os.setgid({OTHER}); os.setuid({OTHER})
for line in sys.stdin:
    for flags in (os.O_RDONLY, os.O_WRONLY):
        try:
            os.close(os.open(line.rstrip("\\n"), flags))
            print(line, end="")
        except PermissionError:
            pass
"""
WRITES = (
    *(("export", "people", "-o", "people.csv"), ("export", "people", "-o", "people.xlsx")),
    ("export", "dialogues", "--with-notes", "-o", "dialogues.csv"),
    *(("report", "--names", "-o", "report.pdf"), ("report", "--names", "-o", "report.html")),
    *(("person", "export", "Liv Berg", "-o", "liv.pdf"), ("backup", "copy.db")),
    ("restore", "copy.db", "--yes"),
    ("import", "people.csv", "--yes"),
    ("purge", "--yes", "--config", "c.toml"),
)
LEAST = 15
"""Files that are there at least."""


def soak(turns: int, folder: Path) -> Row:
    """Everything under so many umasks."""
    if os.getuid() != 0:
        lacking("only root can be somebody else")
    faults: list[str] = []
    tried = 0
    for umask in UMASKS[:turns]:
        place = folder / f"{umask:03o}"
        place.mkdir()
        _make(place, umask)
        files = [file for file in place.rglob("*") if file.is_file()]
        tried += len(files)
        if len(files) < LEAST:
            faults.append(f"umask {umask:03o}: only {sorted(file.name for file in files)}")
        faults += [f"umask {umask:03o}: {fault}" for fault in _open_to_others(files, folder)]
        shutil.rmtree(place)
    return Row(
        f"{turns} umasks",
        "none of the files can be opened, nor has wider rights than 0600",
        f"{tried} files tried, {len(faults)} faults",
        tuple(faults[:10]),
    )


def _make(place: Path, umask: int) -> None:
    """All that the program writes."""
    path = place / "x.db"
    shutil.copy(sample_made(), path)
    path.chmod(0o600)
    settings = place / "c.toml"
    settings.write_text('[retention]\nnotes_months = 1\nreason = "Sak 27/114"\n')
    settings.chmod(0o600)
    environment = surroundings(place / "home")
    masked = ["/bin/sh", "-c", f'umask {umask:03o}; exec "$@"', "sh"]
    for command in WRITES:
        program = [*masked, str(PROGRAM), *command, "--db", str(path)]
        done = subprocess.run(program, env=environment, cwd=place, capture_output=True, check=False)
        assert done.returncode == 0, (command, done.stderr)
    failing = [sys.executable, "-m", "tests.soak.crashing", "models.flags:each_flag", "flags"]
    subprocess.run([*masked, *failing, "--db", str(path)], env=environment, capture_output=True)
    terminal = Terminal([*masked, str(PROGRAM), "--db", str(path)], environment)
    terminal.until("Kari Nordmann")
    terminal.type("2n", "Employee number")
    terminal.type("Nils Nilsen", "Nils Nilsen")
    terminal.until(lambda: any(place.glob("*.drafts-*")) and any(place.glob("backups/*.db")))
    terminal.child.kill(signal.SIGKILL)
    terminal.child.close(force=True)


def _open_to_others(files: list[Path], folder: Path) -> Iterator[str]:
    """Which of them somebody else can open, or could if the folders were open."""
    for file in files:
        if stat.S_IMODE(file.stat().st_mode) & 0o177:
            yield f"{file.name} has {stat.S_IMODE(file.stat().st_mode):04o}"
    for inside in (folder, *(one for one in folder.rglob("*") if one.is_dir())):
        inside.chmod(0o755)  # what is in them must not need them
    names = "".join(f"{file.relative_to(folder)}\n" for file in files)
    other = [sys.executable, "-c", TRY]
    done = subprocess.run(
        other, cwd=folder, input=names, capture_output=True, text=True, check=True
    )
    yield from (f"{one} can be opened" for one in done.stdout.splitlines())
