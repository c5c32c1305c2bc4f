"""The installed program in a real terminal, driven by keys alone."""

from __future__ import annotations

import csv
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.terminal import PROGRAM, run_command

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.terminal import Terminal

PEOPLE = """\
employee_no;name;title;fte;status;unit_code;unit;unit_kind;parent_unit_code;parent_unit;leader_no;leader_name
1;Kari Nordmann;Kommunedirektør;100;aktiv;1;Nyvik kommune;kommune;;;;
2;Ola Hansen;Rektor;100;aktiv;2;Nyvik skole;skole;1;Nyvik kommune;1;Kari Nordmann
3;Liv Berg;Lærer;80;aktiv;2;Nyvik skole;skole;1;Nyvik kommune;2;Ola Hansen
"""
CANARY = "Sigurd Hemmeligsen"
CRASH = f"""
import sys
from pathlib import Path
from tui import app, languages, session, settings
languages.use("en")
class Crashing(app.ResultatdialogApp):
    CSS_PATH = Path(app.__file__).with_name("app.tcss")
    def on_key(self, event):
        if event.key == "question_mark":
            name = "{CANARY}"
            raise ValueError("cannot show " + name)
app.ResultatdialogApp = Crashing
sys.exit(session.begin(settings.Settings(), Path(sys.argv[1])))
"""


def database(environment: dict[str, str]) -> Path:
    return Path(environment["XDG_DATA_HOME"]) / "resultatdialog" / "resultatdialog.db"


def test_from_the_first_start_to_the_export(
    start: Callable[..., Terminal], environment: dict[str, str], tmp_path: Path
) -> None:
    terminal = start()
    terminal.until("The database is empty.")
    terminal.type("\x11")
    assert terminal.ended(5)
    assert terminal.child.exitstatus == 0
    assert stat.S_IMODE(database(environment).stat().st_mode) == 0o600

    people = tmp_path / "people.csv"
    people.write_text(PEOPLE, encoding="utf-8")
    done = run_command(environment, "import", str(people), "--yes")
    assert done.returncode == 0, done.stderr

    terminal = start()
    terminal.until("Nyvik skole")
    terminal.type("/")
    terminal.quiet()
    terminal.type("ola hansen", "2 / 2")
    terminal.type("\r")
    terminal.quiet()
    terminal.type("\r", "Rektor")
    terminal.type("n", "New goal")
    terminal.type("Bedre lesing", "Bedre lesing")
    terminal.type("\x13", "The goal is added.")
    terminal.until("not measurable")

    terminal.type("p", "Day and time")
    terminal.type("+1w 10", "10:00")
    terminal.type("\x13", "Planned")
    terminal.type("r", "Held on")
    terminal.type("\x13")
    terminal.quiet()
    terminal.type("\t", "Round and topic")
    terminal.quiet()
    terminal.type("l", "Need for support")
    terminal.type("j")
    terminal.quiet()
    terminal.type("\r", "Confidential")
    terminal.type("Vi snakket om lesing.", "Vi snakket om lesing.")
    terminal.type("\x13", "note is saved")

    terminal.type("6", "Goal not measurable")
    assert "No dialogue with Ola Hansen" not in terminal.text
    target = tmp_path / "goals.csv"
    terminal.type("4", "Bedre lesing")
    terminal.type("x", "Written as")
    terminal.type("\t")
    terminal.quiet()
    terminal.type(str(target))
    terminal.quiet()
    terminal.type("\x13", "written to")
    terminal.type("\x11")
    assert terminal.ended(5)
    assert terminal.child.exitstatus == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter=";"))
    assert len(rows) == 2
    assert "Bedre lesing" in rows[1]
    assert "Ola Hansen" in rows[1]
    assert b"lesing" not in b"".join(
        file.read_bytes()
        for file in Path(environment["XDG_STATE_HOME"]).rglob("*")
        if file.is_file()
    )


def test_a_byte_that_is_no_utf8_does_not_end_the_program(start: Callable[..., Terminal]) -> None:
    terminal = start("demo")
    terminal.until("Kari Nordmann")
    terminal.type("/")
    terminal.quiet()
    terminal.type(b"\xe5")
    terminal.quiet()
    terminal.type("liv")
    terminal.until("liv")
    terminal.type("\x11")
    assert terminal.ended(5)
    assert terminal.child.exitstatus == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_and_leaves_the_terminal_as_it_was(
    start: Callable[..., Terminal], number: signal.Signals
) -> None:
    terminal = start("demo")
    terminal.until("Kari Nordmann")
    terminal.quiet()
    terminal.child.kill(number)
    assert terminal.ended(3)
    for on, off in ((b"\x1b[?1049h", b"\x1b[?1049l"), (b"\x1b[?25l", b"\x1b[?25h")):
        assert on in terminal.written
        assert terminal.written.rindex(off) > terminal.written.rindex(on)


def test_a_dropped_line_ends_it(start: Callable[..., Terminal], tmp_path: Path) -> None:
    terminal = start("--db", str(tmp_path / "x.db"))
    terminal.until("The database is empty.")
    number = terminal.hang_up()
    end = time.monotonic() + 4
    while os.waitpid(number, os.WNOHANG) == (0, 0):
        if time.monotonic() > end:
            os.kill(number, signal.SIGKILL)
            pytest.fail("it still runs")
        time.sleep(0.02)


def test_it_writes_nothing_while_nothing_is_done(start: Callable[..., Terminal]) -> None:
    terminal = start("demo")
    terminal.until("Kari Nordmann")
    terminal.until("47 rows")
    terminal.until("Winter: results")
    terminal.type("n", "Person")
    terminal.quiet()
    before = len(terminal.written)
    end = time.monotonic() + 1.2
    while time.monotonic() < end:
        terminal.read(0.1)
    assert len(terminal.written) == before


@pytest.mark.parametrize("mask", [0o022, 0o007, 0o000])
def test_files_are_the_owners_whatever_the_umask(
    start: Callable[..., Terminal], environment: dict[str, str], mask: int
) -> None:
    terminal = start(command=["/bin/sh", "-c", f"umask {mask:03o}; exec '{PROGRAM}'"])
    terminal.until("The database is empty.")
    terminal.type("n", "Name")
    terminal.type("Nyvik", "Nyvik")
    terminal.type("\x13", "vacant")
    made = [file for file in database(environment).parent.rglob("*") if file.is_file()]
    assert made
    assert {stat.S_IMODE(file.stat().st_mode) for file in made} == {0o600}
    assert stat.S_IMODE(database(environment).parent.stat().st_mode) & 0o077 == 0


def test_a_terminal_that_cannot_place_text_is_refused(start: Callable[..., Terminal]) -> None:
    terminal = start(TERM="dumb")
    assert terminal.ended(10)
    assert terminal.child.exitstatus == 2
    assert "TERM=dumb" in terminal.text
    assert b"\x1b" not in terminal.written


def test_told_to_end_as_its_screen_comes_up_it_leaves_the_terminal_as_it_was(
    start: Callable[..., Terminal],
) -> None:
    terminal = start()
    while b"\x1b[?1049h" not in terminal.written:
        assert terminal.read(5)
    terminal.child.kill(signal.SIGTERM)
    assert terminal.ended(10)
    terminal.quiet()
    assert b"\x1b[?1049l" in terminal.written
    assert terminal.child.getecho()


def test_what_python_warns_of_does_not_reach_the_user(environment: dict[str, str]) -> None:
    """Such as what a key has begun and never came to run, since the next one left the program."""
    code = "from tui.__main__ import main; main(['--version']); import warnings; warnings.warn('x')"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, env=environment, capture_output=True, check=True, text=True)
    assert done.stderr == ""


def test_without_a_terminal_it_is_refused(environment: dict[str, str]) -> None:
    for command in ([], ["demo"]):
        done = run_command(environment, *command)
        assert done.returncode == 2
        assert done.stdout == ""
        assert len(done.stderr.splitlines()) == 1
        assert "needs a terminal" in done.stderr


def test_a_crash_tells_nobodys_name(
    start: Callable[..., Terminal], environment: dict[str, str], tmp_path: Path
) -> None:
    driver = tmp_path / "crash.py"
    driver.write_text(CRASH, encoding="utf-8")
    terminal = start(str(driver), str(tmp_path / "x.db"), command=[sys.executable])
    terminal.until("The database is empty.")
    terminal.type("?")
    assert terminal.ended(10)
    terminal.read()
    assert terminal.child.exitstatus not in {0, None}
    assert b"The program has failed (error " in terminal.written
    log = Path(environment["XDG_STATE_HOME"]) / "resultatdialog" / "errors.log"
    told = log.read_text(encoding="utf-8")
    assert "ValueError" in told
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    for part in CANARY.split():
        assert part not in told
        assert part.encode() not in terminal.written
    assert b"\x1b[?1049l" in terminal.written
