"""The installed program at the far end of a line: OpenSSH, whatever the client says it is."""

from __future__ import annotations

import os
import shutil
import signal
import time
from typing import TYPE_CHECKING

import pytest

from models.database import close_database, open_database, rows
from tests import processes, ssh
from tests.lacking import lacking
from tests.terminal import PROGRAM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.terminal import Terminal

SAVE, QUIT = "\x13", "\x11"
TO_A_NOTE = ("3", "/Liv Berg\r", "\r", "\r")
"""The keys that lead to the note of her first topic."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ssh.Server]:
    with ssh.running(tmp_path_factory.mktemp("sshd")) as server:
        yield server


@pytest.fixture
def line(
    server: ssh.Server, environment: dict[str, str], sample_file: Path
) -> Iterator[Callable[..., Terminal]]:
    """Begins a session on the sample municipality; those that are still on are dropped."""
    begun: list[Terminal] = []

    def begin(size: tuple[int, int] = (80, 24), **more: str) -> Terminal:
        begun.append(server.session(environment | more, "--db", str(sample_file), size=size))
        return begun[-1]

    yield begin
    for one in begun:
        if not one.child.closed:
            one.child.close(force=True)


def leave(terminal: Terminal) -> None:
    terminal.type(QUIT)
    assert terminal.ended(5)
    assert terminal.child.exitstatus == 0


def stored_note(path: Path) -> str:
    open_database(path)
    try:
        [(text,)] = rows("SELECT text FROM note ORDER BY id DESC LIMIT 1")
    finally:
        close_database()
    return str(text)


def to_a_note(terminal: Terminal) -> None:
    terminal.until("Kari Nordmann")
    terminal.type("".join(TO_A_NOTE), "^S Save")


def test_the_window_may_change_its_size(line: Callable[..., Terminal]) -> None:
    terminal = line(size=(20, 5))
    terminal.until("small; 50")
    steps = ((120, 40, "Kari Nordmann"), (30, 8, "is the least"), (80, 24, "FTE"))
    for columns, lines, seen in steps:
        terminal.screen.resize(lines, columns)
        terminal.screen.reset()
        terminal.child.setwinsize(lines, columns)
        terminal.until(seen)
        if columns == 120:
            terminal.type("2n", "New person")
    leave(terminal)


def test_a_byte_that_is_no_utf8_is_put_up_with(
    line: Callable[..., Terminal], sample_file: Path
) -> None:
    terminal = line()
    to_a_note(terminal)
    terminal.type(b"p\xe5 plass", "plass")
    terminal.type(SAVE, "The note is saved.")
    assert stored_note(sample_file) == "p\ufffd plass"
    leave(terminal)


def test_a_paste_whose_end_is_torn_in_two_is_a_paste(
    line: Callable[..., Terminal], sample_file: Path
) -> None:
    terminal = line()
    to_a_note(terminal)
    terminal.type("\x1b[200~flere\nhele stillinger\x1b")
    time.sleep(0.3)
    terminal.type("[201~!", "stillinger!")
    terminal.type(SAVE, "The note is saved.")
    assert stored_note(sample_file) == "flere\nhele stillinger!"
    leave(terminal)


def test_a_key_right_after_escape_is_a_key_by_itself(line: Callable[..., Terminal]) -> None:
    terminal = line()
    terminal.until("Kari Nordmann")
    terminal.type("3/Liv", "Liv Berg")
    terminal.type("\x1b")
    time.sleep(0.07)
    terminal.type("4", "· Goals")
    leave(terminal)


def test_what_was_typed_when_the_line_dropped_is_offered(
    line: Callable[..., Terminal], sample_file: Path
) -> None:
    terminal = line()
    terminal.until("Kari Nordmann")
    terminal.type("2n", "Employee number")
    terminal.type("Nils Nilsen", "Nils Nilsen")
    [program] = processes.with_argument(str(sample_file))
    os.kill(ssh.serving(program), signal.SIGKILL)
    assert processes.gone(program, 5)
    again = line()
    again.until("Typed and not saved")
    again.type("\r", "Nils Nilsen")
    again.until("Esc twice gives it up")
    leave(again)


def test_it_lives_on_in_tmux_while_the_line_is_gone(
    server: ssh.Server, environment: dict[str, str], sample_file: Path, tmp_path: Path
) -> None:
    if not shutil.which("tmux"):
        lacking("there is no tmux here")
    tmux = f"{ssh.around(environment)} TMUX_TMPDIR={tmp_path} tmux -f /dev/null"
    terminal = server.shell(environment, f"{tmux} new -s day '{PROGRAM}' --db {sample_file}")
    try:
        terminal.until("Kari Nordmann")
        terminal.type("2n", "Employee number")
        terminal.type("Nils", "Nils")
        [program] = processes.with_argument(str(sample_file))
        os.kill(terminal.child.pid, signal.SIGKILL)
        assert terminal.ended(5)
        again = server.shell(environment, f"{tmux} attach -t day")
        again.until("Nils")
        again.type(" Nilsen", "Nils Nilsen")
        again.type("\x02d", "detached")
        assert again.ended(5)
        assert processes.runs(program)
        last = server.shell(environment, f"{tmux} attach -t day")
        last.until("Nils Nilsen")
        leave(last)
    finally:
        server.shell(environment, f"{tmux} kill-server").ended(5)


def signs(terminal: Terminal) -> str:
    """All that is on the screen of what ASCII has not, but for letters in names."""
    return "".join(sorted({one for one in terminal.text if not one.isascii()} - set("æøåÆØÅéö·–…")))


@pytest.mark.parametrize("name", ["linux", "vt100"])
def test_any_terminal_that_can_place_text_will_do(line: Callable[..., Terminal], name: str) -> None:
    terminal = line(TERM=name)
    terminal.until("Kari Nordmann")
    terminal.type("4", "· Goals")
    terminal.type("/Flere hele\r", "Flere hele")
    terminal.type("e", "Indicator")
    leave(terminal)


def test_a_dumb_terminal_is_refused_with_a_word(line: Callable[..., Terminal]) -> None:
    terminal = line(TERM="dumb")
    assert terminal.ended(10)
    assert terminal.child.exitstatus == 2
    assert "TERM=dumb" in terminal.text


def test_without_utf8_and_colour_it_is_drawn_in_ascii(line: Callable[..., Terminal]) -> None:
    terminal = line(LANG="C", NO_COLOR="1")
    to_a_note(terminal)
    assert signs(terminal) == ""
    terminal.type("\x1b")
    terminal.type("\x1b4e", "^S Save")
    assert signs(terminal) == ""
    cells = [cell for row in terminal.screen.buffer.values() for cell in row.values()]
    for colour in {one for cell in cells for one in (cell.fg, cell.bg)} - {"default"}:
        assert len({colour[:2], colour[2:4], colour[4:]}) == 1, f"{colour} is no grey"
    leave(terminal)
