"""What the program is measured against, and on which data: everything lies in one folder."""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
import subprocess
import sys
import venv
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from figures import Action, Program
from municipality import make

from models.upgrade import SCHEMA_VERSION

HERE = Path(__file__).resolve().parent
CACHE = HERE / ".cache"
OWN_VISIDATA = CACHE / "visidata"
"""Where ``--with-visidata`` puts it: it is nobody's dependency, and is not under this licence."""

DAY = date.today()  # noqa: DTZ011 (the program's own day)


@dataclass(frozen=True)
class Size:
    """A municipality to measure on."""

    name: str
    units: int
    people: int

    def database(self, folder: Path) -> Path:
        """A database of its own in ``folder``, a copy of one that is made once a day."""
        made = CACHE / f"{self.name}-{SCHEMA_VERSION}-{DAY}.db"
        if not made.exists():
            CACHE.mkdir(exist_ok=True)
            for old in CACHE.glob(f"{self.name}-*.db*"):
                old.unlink()
            draft = made.with_suffix(".part")
            make(draft, self.units, self.people, DAY)
            draft.rename(made)
        copy = folder / f"{self.name}.db"
        shutil.copyfile(made, copy)
        copy.chmod(0o600)
        return copy


SMALL, LARGE = Size("small", 1_000, 20_000), Size("large", 10_000, 300_000)

DOWN = Action("down", ("down",) * 12)
PAGE = Action("page", ("pagedown",) * 4, after=("pageup",) * 4)
SCROLL = Action("scroll", ("down",) * 8, before=("down",) * 40)
KEYS = (DOWN, PAGE, SCROLL)
TIMES = 5
FORM = (
    Action("form", ("e", "escape") * TIMES, apart=True),
    Action("letter", tuple("abc"), before=("e",), after=("escape", "escape")),
)
OWN_KEYS = (
    Action("leader", ("enter", "escape", "down") * TIMES, before=("down",), apart=True),
    replace(DOWN, before=("2",)),
    PAGE,
    SCROLL,
    Action("filter", tuple("kari"), before=("/",), after=("escape",)),
    *FORM,
    Action("palette", (":", "escape") * TIMES, apart=True),
)
"""On the first screen, then in the list of people."""

TABLE = """
SELECT p.employee_no, p.name, p.fte, p.status, u.code, u.name AS unit, l.name AS leader,
       (SELECT count(*) FROM goal g WHERE g.person_id = p.id AND g.removed_at IS NULL) AS goals,
       max(d.planned_on) AS planned_on, max(d.held_on) AS held_on
FROM person p JOIN unit u ON u.id = p.unit_id LEFT JOIN person l ON l.id = u.leader_id
LEFT JOIN dialogue d ON d.person_id = p.id GROUP BY p.id"""


def programs(size: Size, folder: Path, with_visidata: bool) -> list[Program]:
    """The empty app, the bare app, the program, and visidata where there is one, on the same
    people; their data is put in ``folder``."""
    database = size.database(folder)
    env = environment(folder)
    empty = Program(
        "empty app", (sys.executable, str(HERE / "empty_app.py")), env, "Waiting", 0, "x"
    )
    bare = replace(
        empty,
        name="bare app",
        argv=(sys.executable, str(HERE / "bare_app.py")),
        actions=(Action("leader", ("enter", "escape") * TIMES, apart=True), *FORM),
    )
    # The tree's root has the cursor, and the title its name too; the first unit is a line below.
    own = Program(
        "resultatdialog",
        (sys.executable, "-m", "tui", "--db", str(database), "--language", "nb"),
        env | {"PYTHONPATH": str(HERE.parent)},
        "▾ Enhet 1 ",
        actions=OWN_KEYS,
        cells=30,
        whole="median",
    )
    visidata = _visidata(with_visidata)
    if visidata is None:
        return [empty, bare, own]
    table = folder / f"{size.name}.csv"
    _write_table(database, table)
    return [
        empty,
        bare,
        own,
        Program("visidata", (visidata, str(table)), env, "100001", actions=KEYS),
    ]


def environment(folder: Path) -> dict[str, str]:
    """The environment of a plain terminal over SSH: 256 colours, nothing of the user's own."""
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TERM": "xterm-256color",
        "LANG": "C.UTF-8",
    }


def _visidata(install: bool) -> str | None:
    own = OWN_VISIDATA / "bin" / "vd"
    if install and not own.exists():
        venv.create(OWN_VISIDATA, with_pip=True)
        pip = [str(OWN_VISIDATA / "bin" / "pip"), "install", "--quiet", "visidata"]
        subprocess.run(pip, check=True)
    return str(own) if own.exists() else shutil.which("vd")


def _write_table(database: Path, path: Path) -> None:
    with sqlite3.connect(database) as connection, path.open("w", newline="") as file:
        found = connection.execute(TABLE)
        writer = csv.writer(file)
        writer.writerow(column[0] for column in found.description)
        writer.writerows(found)
