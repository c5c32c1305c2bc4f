"""The command line as a whole: options, languages, errors, and what it does not load."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from peewee import sqlite3  # Two engines in one process would undo each other's locks.

from models import database as databases
from models.database import APPLICATION_ID
from tests.tui.spoken import one_line
from tui import __version__, command_line, languages
from tui.errors import log_file
from tui.parser import WORDS, given_early

if TYPE_CHECKING:
    from collections.abc import Callable

    from spoken import Run

ROOT = Path(__file__).parents[2]
COMMANDS = ("demo", "export", "flags", "import")


def started(*arguments: object, code: str = "") -> subprocess.CompletedProcess[str]:
    command = ["-c", code] if code else ["-m", "tui"]
    return subprocess.run(
        [sys.executable, *command, *map(str, arguments)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_help_of_everything(told: Run) -> None:
    status, out, err = told("--help")
    assert (status, err) == (0, "")
    assert all(name in out for name in COMMANDS)
    for name in COMMANDS:
        status, out, err = told(name, "--help")
        assert (status, err) == (0, "")
        assert {"--db", "--config", "--language"} <= set(out.replace("[", " ").split())


def test_version(told: Run) -> None:
    assert told("--version") == (0, f"resultatdialog {__version__}\n", "")


def test_options_of_all_commands_stand_before_or_after_the_command(
    told: Run, sample_file: Path
) -> None:
    before = told("--db", sample_file, "export", "units")
    after = told("export", "units", "--db", sample_file)
    assert before == after
    assert before[0] == 0


def test_what_stands_after_the_command_goes_before_what_stands_before(
    told: Run, sample_file: Path, tmp_path: Path
) -> None:
    status, out, _ = told("--db", tmp_path / "no.db", "export", "units", "--db", sample_file)
    assert (status, bool(out)) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["export", "bogus"], "invalid choice: 'bogus'"),
        (["export"], "required: TABLE"),
        (["bogus"], "invalid choice: 'bogus'"),
        (["--bogus"], "unrecognized arguments: --bogus"),
        (["export", "units", "--dialect", "x"], "invalid choice: 'x'"),
        (["export", "units", "--year", "x"], "invalid int value: 'x'"),
        (["flags", "--rule", "x"], "invalid choice: 'x'"),
        (["--language", "se"], "'se'"),
        (["import"], "required: FILE"),
        (["import", "x.csv", "--kind", "money"], "invalid choice: 'money'"),
        (["export", "units", "--head", "words"], "unrecognized arguments: --head words"),
        (["\x1b[2J"], "2J"),
    ],
)
def test_wrong_arguments_are_one_line(told: Run, arguments: list[str], text: str) -> None:
    status, out, err = told(*arguments)
    assert (status, out) == (2, "")
    assert text in one_line(err)
    assert "\x1b" not in err


def test_the_program_itself_needs_a_terminal(told: Run) -> None:
    for arguments in ([], ["demo"]):
        status, out, err = told(*arguments)
        assert (status, out) == (2, "")
        assert "terminal" in one_line(err)


# Languages


@pytest.fixture
def norwegian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue in which every word is itself with a sign before it."""
    catalogue = Catalog(locale="nb")
    missing = "There is no database {path}. Name it with --db, or import a file."
    for text in (*WORDS, "commands", "See {command} --help.", missing):
        catalogue.add(text, f"¤{text}")
    folder = tmp_path / "locale" / "nb" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "resultatdialog.mo").open("wb") as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(languages, "CATALOGUES", tmp_path / "locale")
    # gettext keeps what it has read by the file's name.
    monkeypatch.setattr("gettext._translations", {})


@pytest.mark.usefixtures("norwegian")
@pytest.mark.parametrize("how", ["locale", "option", "option-after", "settings"])
def test_argparse_speaks_the_language_too(
    how: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    own_home: Path,
) -> None:
    if how != "locale":
        monkeypatch.setenv("LANG", "en_GB.UTF-8")
    if how == "settings":
        settings = own_home / ".config" / "resultatdialog" / "config.toml"
        settings.parent.mkdir(parents=True)
        settings.write_text('language = "nb"\n')
    before = ["--language", "nb"] if how == "option" else []
    after = ["--language=nb"] if how == "option-after" else []
    assert command_line.run([*before, "export", *after, "--help"]) == 0
    out = capsys.readouterr().out
    for text in ("usage: ", "options", "positional arguments", "show this help message and exit"):
        assert f"¤{text}" in " ".join(out.split()) + " "
    assert command_line.run([*before, "export", "bogus", *after]) == 2
    err = capsys.readouterr().err
    assert "¤invalid choice" in err
    assert "¤See" in err
    assert command_line.run([*before, "flags", *after]) == 2
    assert "¤There is no database" in capsys.readouterr().err


def test_the_language_of_the_option_goes_before_that_of_the_settings(
    told: Run, own_home: Path, tmp_path: Path
) -> None:
    settings = tmp_path / "c.toml"
    settings.write_text('language = "nb"\n')
    assert "no database" in told("--config", settings, "flags")[2]


def test_every_word_of_argparse_that_is_listed_is_one_of_its_own() -> None:
    import argparse

    # As this version words them; another may have worded one anew.
    source = Path(argparse.__file__).read_text(encoding="utf-8")
    wanting = [word for word in WORDS if repr(word) not in source]
    assert wanting == []


def test_what_is_given_is_seen_before_there_is_a_parser() -> None:
    assert given_early(["x", "--language", "nb"], "--language") == "nb"
    assert given_early(["--language=nb", "--language=en"], "--language") == "en"
    assert given_early(["--", "--language", "nb"], "--language") is None
    assert given_early(["--language"], "--language") is None


# The database


def _newer(path: Path) -> None:
    with sqlite3.connect(path) as engine:
        engine.execute("PRAGMA user_version = 99")
    engine.close()


def _of_another_program(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as engine:
        engine.execute("CREATE TABLE mine (a)")
    engine.close()


def _damaged(path: Path) -> None:
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096 * 2)
        file.write(b"\xff" * (size - 4096 * 2))


BROKEN: list[tuple[Callable[[Path], object], str]] = [
    (_newer, "newer version"),
    (_of_another_program, "another program's database"),
    (lambda path: path.write_text("Dette er ingen database.\n" * 100), "is no database"),
    (_damaged, "damaged"),
]


@pytest.mark.parametrize(("break_it", "text"), BROKEN)
@pytest.mark.parametrize("command", [["export", "people"], ["flags"]])
def test_a_database_that_cannot_be_used_is_said_and_left_alone(
    told: Run,
    sample_file: Path,
    break_it: Callable[[Path], object],
    text: str,
    command: list[str],
) -> None:
    break_it(sample_file)
    before = sample_file.read_bytes()
    status, _, err = told(*command, "--db", sample_file)
    assert status == 2
    assert text in one_line(err)
    assert sample_file.read_bytes() == before


def test_a_mistyped_database_is_not_made(told: Run, tmp_path: Path) -> None:
    for command in (["export", "units"], ["flags"]):
        status, out, err = told(*command, "--db", tmp_path / "no.db")
        assert (status, out) == (2, "")
        assert "no.db" in one_line(err)
    assert not (tmp_path / "no.db").exists()


def test_folders_that_do_not_serve(told: Run, tmp_path: Path) -> None:
    (tmp_path / "plain").write_text("")
    (tmp_path / "link.db").symlink_to(tmp_path / "plain")
    for path, text in (
        (tmp_path / "plain" / "x.db", "no database"),
        (tmp_path / "link.db", "is a link"),
        (tmp_path, "is a folder"),
    ):
        status, _, err = told("flags", "--db", path)
        assert status == 2
        assert text in one_line(err)


def test_a_locked_database_is_waited_for_and_then_said(
    told: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample_file: Path
) -> None:
    monkeypatch.setattr(databases, "LOCK_WAIT_SECONDS", 0.1)
    file = tmp_path / "people.csv"
    file.write_text("Ansattnr;Navn;Enhet\n77;Ny Ansatt;Ny enhet\n", encoding="utf-8")
    other = sqlite3.connect(sample_file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        assert told("export", "units", "--db", sample_file)[0] == 0
        status, _, err = told("import", file, "--yes", "--end-missing", "--db", sample_file)
        assert status == 2
        assert "Another program holds the database" in err
    finally:
        other.execute("ROLLBACK")
        other.close()


# Settings


def test_a_fault_in_the_settings_is_said_with_its_line(told: Run, tmp_path: Path) -> None:
    settings = tmp_path / "c.toml"
    settings.write_text('\nlanguag = "nb"\n')
    status, _, err = told("flags", "--config", settings)
    assert status == 2
    assert "c.toml, line 2: there is no setting languag. Did you mean language?" in one_line(err)
    # Help is given all the same.
    assert told("--help", "--config", settings)[0] == 0


def test_settings_that_are_not_there(told: Run, tmp_path: Path) -> None:
    status, _, err = told("flags", "--config", tmp_path / "c.toml")
    assert status == 2
    assert "There is no settings file" in one_line(err)


def test_the_database_of_the_settings_is_used(told: Run, sample_file: Path, tmp_path: Path) -> None:
    settings = tmp_path / "c.toml"
    settings.write_text(f'[database]\npath = "{sample_file}"\n')
    assert told("--config", settings, "export", "units")[0] == 0


# Errors of the program's own


def test_an_error_of_the_program_shows_no_traceback_and_no_names(
    told: Run, sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("Kari Nordmann")

    monkeypatch.setattr("models.flags.each_flag", fail)
    status, out, err = told("flags", "--db", sample_file)
    assert (status, out) == (2, "")
    assert "The program has failed" in one_line(err)
    assert "Kari" not in err + log_file().read_text()
    assert "RuntimeError" in log_file().read_text()


def test_ctrl_c_calls_it_off(told: Run, sample_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("models.flags.each_flag", interrupt)
    assert told("flags", "--db", sample_file) == (130, "", "\nCalled off.\n")


# Real processes


LOADED = """
import sys
from tui.command_line import run
for command in {commands!r}:
    run(command)
print([name for name in {names!r} if name in sys.modules], file=sys.stderr)
"""


def test_nothing_but_the_program_itself_loads_textual(sample_file: Path, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Ansattnr;Navn;Enhet\n77;Ny Ansatt;Ny enhet\n", encoding="utf-8")
    database = ["--db", str(sample_file)]
    commands = [
        ["export", "people", *database],
        ["flags", *database],
        ["import", str(file), "--dry-run", *database],
    ]
    done = started(code=LOADED.format(commands=commands, names=["textual", "peewee"]))
    assert done.stderr.endswith("['peewee']\n"), done.stderr


def test_help_and_version_load_no_database(own_home: Path) -> None:
    commands = [["--help"], ["--version"], ["export", "--help"], ["import", "--help"]]
    names = ["textual", "peewee", "rich", "babel"]
    done = started(code=LOADED.format(commands=commands, names=names))
    assert done.stderr == "[]\n"


def test_exit_status_and_streams_of_a_real_process(sample_file: Path, tmp_path: Path) -> None:
    done = started("flags", "--db", sample_file)
    assert (done.returncode, done.stderr) == (1, "")
    assert len(done.stdout.splitlines()) > 100
    done = started("export", "units", "--db", tmp_path / "no.db")
    assert (done.returncode, done.stdout) == (2, "")
    one_line(done.stderr)


@pytest.mark.parametrize("command", ["export people", "flags"])
def test_a_reader_that_goes_away_is_no_error(command: str, sample_file: Path) -> None:
    line = f"{sys.executable} -m tui {command} --db {sample_file} | head -1"
    done = subprocess.run(line, shell=True, cwd=ROOT, capture_output=True, check=False)
    assert done.stdout.count(b"\n") == 1
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk to write to")
@pytest.mark.parametrize("command", ["export units", "flags"])
@pytest.mark.parametrize(("to", "text"), [("/dev/full", "full"), ("&-", "closed")])
def test_standard_output_that_takes_nothing(
    command: str, to: str, text: str, sample_file: Path
) -> None:
    line = f"{sys.executable} -m tui --language en {command} --db {sample_file} >{to}"
    done = subprocess.run(line, shell=True, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert text in one_line(done.stderr)


def test_a_database_in_a_folder_of_the_kernel(told: Run, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Ansattnr;Navn;Enhet\n77;Ny Ansatt;Ny enhet\n", encoding="utf-8")
    status, _, err = told("import", file, "--yes", "--db", "/proc/resultatdialog/x.db")
    assert status == 2
    assert "cannot be written to" in one_line(err)


def test_a_database_of_the_first_version_has_our_sign(sample_file: Path) -> None:
    engine = sqlite3.connect(sample_file)
    assert engine.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    engine.close()


def test_rights_are_narrow_whatever_the_umask(sample_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    shutil.copy(sample_file, copy)
    old = os.umask(0)
    try:
        command_line.run(["export", "units", "--db", str(copy), "-o", str(tmp_path / "u.csv")])
    finally:
        os.umask(old)
    assert (tmp_path / "u.csv").stat().st_mode & 0o777 == 0o600
