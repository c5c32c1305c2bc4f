"""Commands beside the same work done by the ``sqlite3`` program: time, and memory."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rivals import Size, environment
from tables import Limit, Turn, figures_table, limits_table

OWN, SQLITE = "resultatdialog", "sqlite3"

LABELS = {
    "export": "export of people, s",
    "import": "import of people, s",
    "flags": "all flags, s",
    "spans": "spans of all leaders, s",
    "figures": "figures of the first screen, s",
    "export_memory": "export of people, MB",
    "import_memory": "import of people, MB",
}
LIMITS = (
    Limit("export", 2.5, SQLITE),
    Limit("import", 10, SQLITE),
    Limit("flags", 2, SQLITE),
    Limit("figures", 1.3, SQLITE),
    Limit("spans", 0.05),
)

PEOPLE = """
SELECT p.employee_no, p.name, p.email, p.title, p.fte / 100.0, p.status, u.code, u.name,
       s.employee_no, s.name, (SELECT count(*) FROM goal g WHERE g.person_id = p.id
       AND g.year_id = {year} AND g.removed_at IS NULL AND g.state <> 'dropped')
FROM person p JOIN unit u ON u.id = p.unit_id LEFT JOIN person s ON s.id = u.leader_id
WHERE p.removed_at IS NULL ORDER BY p.sort_key"""
ONE_PASS = """
SELECT u.id, count(*), sum(p.fte), sum(EXISTS (SELECT 1 FROM goal g WHERE g.person_id = p.id
       AND g.year_id = {year} AND g.removed_at IS NULL)), count(d.held_on), count(d.planned_on)
FROM person p JOIN unit u ON u.id = p.unit_id
LEFT JOIN dialogue d ON d.person_id = p.id AND d.removed_at IS NULL
     AND d.round_id = (SELECT max(id) FROM round)
WHERE p.removed_at IS NULL AND p.status = 'active' GROUP BY u.id"""
"""What the first screen is made of, counted once and for each unit by itself."""

# What follows are programs: each is run by an interpreter of its own and prints seconds.
FIGURES = """
import sys, time
from datetime import date
from pathlib import Path
from models.dashboard import dashboard
from models.database import open_database
from models.rules import Rules
open_database(Path(sys.argv[1]))
begun = time.perf_counter()
dashboard(date.today(), Rules())
print(time.perf_counter() - begun)
"""
SPANS = """
import sys, time
from datetime import date
from pathlib import Path
from models.database import open_database
from models.derived import as_of, derive
from models.rules import Rules
from models.spread import spreads
open_database(Path(sys.argv[1]))
at = as_of(date.today(), Rules())
derive(at)
begun = time.perf_counter()
spreads(at)
print(time.perf_counter() - begun)
"""
# The statements are noted in one run, and given to a connection that knows nothing in another.
FLAGS_AGAIN = """
import sys, time
from datetime import date
from pathlib import Path
from models.database import close_database, database, open_database
from models.derived import as_of
from models.flags import Scope, flags
from models.rules import Rules
open_database(Path(sys.argv[1]))
statements = []
database.connection().set_trace_callback(statements.append)
flags(as_of(date.today(), Rules()), Scope())
close_database()
import pysqlite3 as sqlite3
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
begun = time.perf_counter()
for statement in statements:
    if not statement.startswith("--"):
        connection.execute(statement).fetchall()
print(time.perf_counter() - begun)
"""


def measure_commands(size: Size, folder: Path, times: int) -> tuple[list[str], bool]:
    """Tables in Markdown, and whether every limit is met."""
    if shutil.which("sqlite3") is None:
        return ["The program `sqlite3` is not installed: commands were not measured."], True
    work = _Work(size, folder)
    turns: list[Turn] = []
    for turn in range(times + 1):
        print(f"commands, turn {turn} of {times}", end="\x1b[K\r", file=sys.stderr, flush=True)
        found = work.turn()
        if turn:
            turns.append(found)
    print(end="\x1b[K", file=sys.stderr)
    held, met = limits_table(turns, OWN, LIMITS, LABELS)
    title = f"## Commands, {size.units:,} units and {size.people:,} people"
    return [title, figures_table(turns, LABELS), held], met


class _Work:
    """The files, and what is done with them once."""

    def __init__(self, size: Size, folder: Path) -> None:
        self._folder = folder
        self._database = size.database(folder)
        self._csv = folder / "people.csv"
        self._env = environment(folder) | {"PYTHONPATH": str(Path(__file__).parents[1])}
        self._year = time.localtime().tm_year
        self._program("export", "people", "--dialect", "rfc4180", "-o", str(self._csv), "--force")

    def turn(self) -> Turn:
        """Each piece of work by the program and right after it by plain SQL: the machine's pace is
        another a minute later."""
        own: dict[str, float] = {}
        plain: dict[str, float] = {}
        target = str(self._folder / "out.csv")
        own["export"], own["export_memory"] = self._program(
            "export", "people", "-o", target, "--force"
        )
        plain["export"] = self._sqlite("-csv", str(self._database), PEOPLE.format(year=self._year))
        new, plain_new = self._folder / "own-new.db", self._folder / "plain-new.db"
        _remove(new)
        _remove(plain_new)
        own["import"], own["import_memory"] = self._program(
            "import", str(self._csv), "--yes", "--db", str(new)
        )
        plain["import"] = self._sqlite(str(plain_new), f".import --csv {self._csv} people")
        own["flags"] = self._program("flags", accepted=(0, 1))[0]
        plain["flags"] = self._inside(FLAGS_AGAIN)
        own["figures"] = self._inside(FIGURES)
        plain["figures"] = self._query(ONE_PASS.format(year=self._year))
        own["spans"] = self._inside(SPANS)
        return {OWN: own, SQLITE: plain}

    def _program(self, *arguments: str, accepted: Sequence[int] = (0,)) -> tuple[float, float]:
        """Seconds and MB that a command takes."""
        database = () if "--db" in arguments else ("--db", str(self._database))
        command = [sys.executable, "-m", "tui", *arguments, *database]
        return _timed(command, self._env, accepted)

    def _sqlite(self, *arguments: str) -> float:
        return _timed(["sqlite3", *arguments], self._env)[0]

    def _inside(self, source: str) -> float:
        done = subprocess.run(
            [sys.executable, "-c", source, str(self._database)],
            env=self._env,
            check=True,
            capture_output=True,
            text=True,
        )
        return float(done.stdout)

    def _query(self, statement: str) -> float:
        with sqlite3.connect(self._database) as connection:
            begun = time.perf_counter()
            connection.execute(statement).fetchall()
            return time.perf_counter() - begun


def _timed(
    command: Sequence[str], env: dict[str, str], accepted: Sequence[int] = (0,)
) -> tuple[float, float]:
    """Seconds from start to end, and the largest resident memory in MB."""
    begun = time.perf_counter()
    child = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert child.stderr
    with child.stderr:
        said = child.stderr.read()
    _pid, status, used = os.wait4(child.pid, 0)
    seconds = time.perf_counter() - begun
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in accepted:
        raise RuntimeError(f"{' '.join(command)}: {said.decode(errors='replace')}")
    return seconds, used.ru_maxrss / 1024


def _remove(database: Path) -> None:
    for file in database.parent.glob(f"{database.name}*"):
        file.unlink()
