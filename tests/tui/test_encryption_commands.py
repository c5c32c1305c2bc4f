"""Encrypted databases from the user's side: what is asked, where, and what every command does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models import encryption
from models.database import close_database, open_database
from models.encryption import salt_of
from models.journal import entries
from tests.tui.spoken import one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from spoken import Run

    from tests.terminal import Terminal

    Start = Callable[..., Terminal]

ROOT = Path(__file__).parents[2]
WIDE = (160, 40)
"""Room for a long path in one line."""
WORDS = "fem ord uten sammenheng æ"


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key is left for the next test."""
    monkeypatch.setattr(encryption, "_keys", {})


@pytest.fixture
def cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    """No time is spent on deriving keys."""
    monkeypatch.setattr(encryption, "COST", 2)


@pytest.fixture
def anew(told: Run, cheap_guesses: None) -> Run:
    """Runs a command as a program that was just started does: no key is at hand."""

    def run(*arguments: object) -> tuple[int, str, str]:
        encryption._keys.clear()
        return told(*arguments)

    return run


@pytest.fixture
def words(tmp_path: Path) -> Path:
    """A file with a passphrase."""
    return passphrase_file(tmp_path / "words", WORDS)


def passphrase_file(path: Path, text: str) -> Path:
    path.write_text(f"{text}\nand nothing after the first line\n")
    path.chmod(0o600)
    return path


def test_every_command_works_on_an_encrypted_database(
    anew: Run, sample_file: Path, words: Path, tmp_path: Path
) -> None:
    people = tmp_path / "people.csv"
    people.write_text("Ansattnr;Navn;Enhet\n77;Ny Ansatt;Ny enhet\n", encoding="utf-8")
    commands = (
        ["export", "leaders"],
        ["flags"],
        ["import", people, "--dry-run"],
        ["year", "open", 2028, "--dry-run"],
        ["report", "-o", "-", "--force"],
    )
    plain = [anew(*command, "--db", sample_file)[:2] for command in commands]
    status, out, err = anew("encrypt", "--db", sample_file, "--passphrase-file", words)
    assert (status, out) == (0, "")
    assert "Without the passphrase nobody can open" in err
    assert f"Encrypted: {sample_file}." in err
    given = ["--db", sample_file, "--passphrase-file", words]
    assert [anew(*command, *given)[:2] for command in commands] == plain
    backup = tmp_path / "b.db"
    assert anew("backup", backup, *given)[0] == 0
    assert salt_of(backup) == salt_of(sample_file) is not None
    status, _, err = anew("restore", backup, "--yes", *given)
    assert status == 0
    assert err.count("1,271 people") == 2
    assert salt_of(backup) == salt_of(sample_file)


def test_doctor_looks_into_it(
    anew: Run, sample_file: Path, words: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    plain = sample_file.with_name("sample.db.v1-20270310T101500.bak")
    given = ["--db", sample_file, "--passphrase-file", words]
    before = sample_file.read_bytes()
    anew("encrypt", *given)
    status, out, err = anew("doctor", *given)
    assert (status, out) == (0, "")
    assert "It is encrypted." in err
    assert "1,271 people" in err
    assert "journal: wal" in err
    plain.write_bytes(before)
    plain.chmod(0o600)
    status, out, _ = anew("doctor", *given)
    assert status == 1
    assert "is not encrypted, though the database is" in one_line(out)
    assert anew("encrypt", *given)[0] == 0
    assert anew("doctor", *given)[0] == 0
    words.write_text("wrong")
    status, out, err = anew("doctor", *given)
    assert status == 1
    assert "does not open" in one_line(out)
    assert "people" not in err


def test_another_passphrase_and_none(
    anew: Run, sample_file: Path, words: Path, tmp_path: Path
) -> None:
    new = passphrase_file(tmp_path / "new", "a new one")
    given = ["--db", sample_file, "--passphrase-file"]
    assert anew("encrypt", *given, words)[0] == 0
    status, _, err = anew("passphrase", *given, words, "--new-passphrase-file", new)
    assert status == 0
    assert "still have the old one" in err
    for command in ("flags", "decrypt", "encrypt"):
        status, out, err = anew(command, *given, words)
        assert (status, out) == (2, "")
        assert "does not open" in one_line(err)
    assert "encrypted already" in anew("encrypt", *given, new)[2]
    status, _, err = anew("decrypt", *given, new)
    assert status == 0
    assert "No longer encrypted" in err
    assert salt_of(sample_file) is None
    assert anew("flags", "--db", sample_file)[0] == 1
    for command in ("decrypt", "passphrase"):
        status, _, err = anew(command, *given, words)
        assert (status, one_line(err)) == (2, f": {sample_file} is not encrypted.")
    open_database(sample_file)
    told_of = {one.action for one in entries()}
    close_database()
    assert told_of >= {"database.encrypt", "database.passphrase", "database.decrypt"}


def test_a_passphrase_file_is_its_owners_alone(anew: Run, sample_file: Path, words: Path) -> None:
    given = ["--db", sample_file, "--passphrase-file", words]
    for mode in (0o640, 0o604, 0o660):
        words.chmod(mode)
        status, _, err = anew("encrypt", *given)
        assert status == 2
        assert f"rights {mode:04o}" in err
    words.chmod(0o600)
    words.write_text("\n")
    assert "is empty" in anew("encrypt", *given)[2]
    words.unlink()
    assert str(words) in anew("encrypt", *given)[2]
    assert salt_of(sample_file) is None


# Real processes


def started(*arguments: object, **given: object) -> subprocess.CompletedProcess[str]:
    """Run the program where there is no terminal to ask at."""
    return subprocess.run(
        [sys.executable, "-m", "tui", "--language", "en", *map(str, arguments)],
        cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        start_new_session=True, **given,
    )  # fmt: skip


@pytest.fixture
def encrypted(sample_file: Path) -> Path:
    """The sample, encrypted with :data:`WORDS`."""
    from models.encrypting import encrypt

    encrypt(sample_file, encryption.new_key(WORDS))
    return sample_file


def test_without_a_terminal_a_file_or_a_pipe_must_have_it(encrypted: Path, words: Path) -> None:
    for command in (["flags"], ["backup", encrypted.with_name("b.db")], ["encrypt"]):
        done = started(*command, "--db", encrypted)
        assert (done.returncode, done.stdout) == (2, "")
        assert "no terminal to ask for it at" in one_line(done.stderr)
    reading, writing = os.pipe()
    os.write(writing, WORDS.encode())
    os.close(writing)
    done = started(
        "flags", "--db", encrypted, "--passphrase-file", f"/dev/fd/{reading}", pass_fds=[reading]
    )
    os.close(reading)
    assert (done.returncode, done.stderr) == (1, "")


def test_it_is_said_what_is_missing(encrypted: Path, words: Path) -> None:
    code = (
        "import sys; sys.modules['sqlcipher3'] = None; from tui.command_line import run\n"
        "sys.exit(run(['--language', 'en', *sys.argv[1:]]))"
    )
    for command in ("flags", "decrypt", "encrypt"):
        done = subprocess.run(
            [sys.executable, "-c", code, command, "--db", encrypted, "--passphrase-file", words],
            cwd=ROOT, capture_output=True, text=True, check=False, start_new_session=True,
        )  # fmt: skip
        assert done.returncode == 2
        assert "pip install 'resultatdialog[krypt]'" in one_line(done.stderr)


def test_a_plain_database_loads_nothing_of_it(sample_file: Path) -> None:
    code = (
        "import sys; from tui.command_line import run\n"
        f"run(['flags', '--db', {str(sample_file)!r}])\n"
        "names = {'sqlcipher3', 'playhouse.sqlcipher_ext', 'models.unlocking', 'models.copies'}\n"
        "sys.exit(3 if names & set(sys.modules) else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_it_is_asked_before_the_screen_is_drawn(start: Start, encrypted: Path) -> None:
    terminal = start("--language", "en", "--db", str(encrypted), size=WIDE)
    terminal.until("sample.db: ")
    terminal.type("wrong\r", "does not open")
    terminal.until(lambda: terminal.text.count("sample.db: ") == 2)
    assert "wrong" not in terminal.text
    terminal.type(f"{WORDS}\r", "Nordvik kommune")
    assert "ERROR" not in terminal.text
    terminal.type("\x11")
    assert terminal.ended(10)
    assert b"sammenheng" not in terminal.written


def test_three_tries_and_ctrl_c(start: Start, encrypted: Path) -> None:
    terminal = start("--language", "en", "--db", str(encrypted), size=WIDE)
    # The first is a letter as a terminal sends it that is not set to UTF-8.
    tries = (
        (b"\xe6\r", "What the terminal sent"),
        (b"\x04", "is empty"),
        (b"wrong\r", "does not open"),
    )
    for count, (typed, told) in enumerate(tries, 1):
        terminal.until(lambda count=count: terminal.text.count("sample.db: ") == count)
        terminal.type(typed, told)
    assert terminal.ended(10)
    assert terminal.child.exitstatus == 2
    terminal = start("flags", "--db", str(encrypted), size=WIDE)
    terminal.until("sample.db: ")
    # Between looking for a signal and waiting for a key the interpreter misses one: press again.
    for _press in range(3):
        terminal.type("\x03")
        if terminal.ended(3):
            break
    assert terminal.child.exitstatus == 130


def test_told_to_end_while_it_asks_it_has_what_is_typed_show_again(
    start: Start, encrypted: Path
) -> None:
    terminal = start("--language", "en", "--db", str(encrypted), size=WIDE)
    terminal.until("sample.db: ")
    assert not terminal.child.getecho()
    for _time in range(3):  # as for Ctrl+C above
        terminal.child.kill(signal.SIGTERM)
        if terminal.ended(3):
            break
    assert terminal.child.exitstatus == 128 + signal.SIGTERM
    assert terminal.child.getecho()


def test_a_new_passphrase_is_typed_twice(start: Start, sample_file: Path) -> None:
    terminal = start("encrypt", "--language", "en", "--db", str(sample_file), size=WIDE)
    terminal.until("New passphrase: ")
    terminal.type("\r", "is empty")
    terminal.until(lambda: terminal.text.count("New passphrase: ") == 2)
    terminal.type("one\r", "The same again: ")
    terminal.type("other\r", "same twice")
    terminal.until(lambda: terminal.text.count("New passphrase: ") == 3)
    terminal.type("one\r")
    terminal.until(lambda: terminal.text.count("The same again: ") == 2)
    terminal.type("one\r", "Encrypted: ")
    assert terminal.ended(10)
    assert terminal.child.exitstatus == 0
    salt = salt_of(sample_file)
    assert salt is not None
    encryption.remember(encryption.derived_key("one", salt))
    open_database(sample_file)
    close_database()
