"""What the program is measured against, and on which data: everything lies in one folder."""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
import subprocess
import sys
import venv
from datetime import date
from pathlib import Path

from figures import Program
from municipality import make

HERE = Path(__file__).resolve().parent
OWN_VISIDATA = HERE / ".cache" / "visidata"
"""Where ``--with-visidata`` puts it: it is nobody's dependency, and is not under this licence."""

UNITS, PEOPLE = 1_000, 20_000

TABLE = """
SELECT p.employee_no, p.name, p.fte, p.status, u.code, u.name AS unit, l.name AS leader,
       (SELECT count(*) FROM goal g WHERE g.person_id = p.id) AS goals, d.planned_on, d.held_on
FROM person p JOIN unit u ON u.id = p.unit_id LEFT JOIN person l ON l.id = u.leader_id
LEFT JOIN dialogue d ON d.person_id = p.id ORDER BY p.id"""


def programs(folder: Path, with_visidata: bool) -> list[Program]:
    """The empty app, the program, and visidata where there is one; their data is put in
    ``folder``."""
    database = folder / "municipality.db"
    make(database, UNITS, PEOPLE, date.today())  # noqa: DTZ011 (the program's own day)
    env = environment(folder)
    empty = Program(
        "empty app", (sys.executable, str(HERE / "empty_app.py")), env, "Waiting", 0, "x", False
    )
    # The tree's root has the cursor; the first unit under it is on the next line.
    own = Program(
        "resultatdialog",
        (sys.executable, "-m", "tui", "--db", str(database), "--language", "nb"),
        env | {"PYTHONPATH": str(HERE.parent)},
        "Enhet 1 ",
        cells=30,
    )
    visidata = _visidata(with_visidata)
    if visidata is None:
        return [empty, own]
    table = folder / "people.csv"
    _write_table(database, table)
    return [empty, own, Program("visidata", (visidata, str(table)), env, "100001")]


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
