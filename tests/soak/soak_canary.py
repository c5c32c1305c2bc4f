"""What is in the notes stays in the database, wherever the program fails; purged it is nowhere.

A word that is in every note, and in the message and the variables of each error, is looked for in
all that the program leaves: what it wrote to the terminal outside its screens, window titles, its
arguments, the log of errors, the home, and the temporary folder. Then everything becomes old, and
is purged: it is not in the database's folder either.
"""

from __future__ import annotations

import re
import shutil
import sqlite3
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from models.database import close_database, open_database, row, rows
from models.draft import draft_files
from tests.home import surroundings
from tests.municipality import sample_made
from tests.soak.crashing import CANARY
from tests.soak.row import Row
from tests.terminal import Terminal, run_command

if TYPE_CHECKING:
    from collections.abc import Iterator

TEST = "confidential text where the program fails"
EXPORT = ("export", "dialogues", "--with-notes")
PLACES = (
    ("models.note:write_note",),
    ("models.journal:newest",),
    ("models.transfer.exporting.exporting:export", *EXPORT),
    ("models.note:topics_of",),
    ("models.dashboard:first_board",),
    ("models.daily_backup:back_up_daily",),
    ("models.draft:DraftFile.keep",),
    ("tui.desk:Desk.close",),
    ("tui.widgets.row_paint:paint_row",),
    ("screens.dialogue:DialoguePage.compose_body",),
    ("tui.widgets.table:Table.render_line",),
    ("models.transfer.exporting.exporting:export", *EXPORT, "-o", "x"),
    ("models.paper.standing:report", "report", "--names"),
    ("models.flags:each_flag", "flags"),
    ("models.backup:back_up", "backup", "y.db"),
)
"""Functions that fail, and the command; without one the screens are opened."""
FULL, SHORT = len(PLACES), 2
TITLE = re.compile(rb"\x1b\](.*?)(?:\x07|\x1b\\)", re.DOTALL)
LEAVES_SCREEN = b"\x1b[?1049l"
DAY = (
    ("", "Kari Nordmann"),
    ("3", "· Dialogues"),
    ("/Liv Berg\r", "Search Liv Berg"),
    ("\r", " with a note"),
    ("\r", "^S Save"),
    (CANARY, CANARY),
    ("\x13", " is saved."),
    ("\x1b", "e Edit"),
    ("\x1b", "Search Liv Berg"),
    ("7", "· Journal"),
)
"""A note is read and written: the keys, and what is seen then."""
DRAFT_SECONDS, BACKUP_SECONDS = 1, 6
"""By then what is typed is kept as a draft, and the daily backup has been begun."""
OLD = "2020-01-01"
SETTINGS = '[retention]\nnotes_months = 12\nreason = "Sak 27/114"\n'


def soak(turns: int, folder: Path) -> Row:
    """Fail in so many places."""
    template = folder / "template.db"
    shutil.copy(sample_made(), template)
    open_database(template)
    for (trigger,) in rows("SELECT name FROM sqlite_schema WHERE type = 'trigger'"):
        row(f'DROP TRIGGER "{trigger}"')  # notes of closed years can be written to as well
    row("UPDATE note SET text = text || ? RETURNING 1", (f" {CANARY}",))
    close_database()
    faults = []
    failed = purged = 0
    for number, (place, *command) in enumerate(PLACES[:turns]):
        scene = folder / str(number)
        (scene / "tmp").mkdir(parents=True)
        (scene / "data").mkdir(mode=0o700)
        shutil.copy(template, scene / "data" / "x.db")
        ended = _day(scene, place, command)
        failed += _has_failed(scene)
        found = list(_told(scene, ended))
        held = _with_canary(scene / "data")
        found += _not_purged(scene)
        purged += len(held)
        faults += [f"{place}: {fault}" for fault in found]
    return Row(
        f"{turns} places to fail in",
        "no text of a note in the log, on the terminal, in titles, arguments or other files; once"
        " purged, in none of the database's folder",
        f"{failed} failures told with a number, {purged} files purged, {len(faults)} faults",
        tuple(faults[:10]),
    )


def _day(scene: Path, place: str, command: list[str]) -> Terminal:
    """A note is read and written; then the program is left, if it is still there."""
    program = [sys.executable, "-m", "tests.soak.crashing", place, *command]
    database = ["--db", str(scene / "data" / "x.db"), "--language", "en"]
    terminal = Terminal([*program, *database], _environment(scene))
    arguments = Path(f"/proc/{terminal.child.pid}/cmdline").read_bytes()
    assert CANARY.encode() not in arguments
    if not command:
        _work(scene, terminal)
        terminal.type("\x11")
    terminal.ended(20)
    return terminal


def _work(scene: Path, terminal: Terminal) -> None:
    """Do the day's work, until something has failed."""

    def over() -> bool:
        return _has_failed(scene) or not terminal.child.isalive()

    def wait(seen: str, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while not over() and seen not in terminal.text and time.monotonic() < end:
            terminal.read()
        return not over() and seen in terminal.text

    def rest(seconds: float) -> None:
        wait("\0", seconds)

    for keys, seen in DAY:
        terminal.type(keys)
        if not wait(seen, 20):
            break
        if keys == CANARY:
            rest(DRAFT_SECONDS)
    else:
        rest(BACKUP_SECONDS)
    if terminal.child.isalive():
        terminal.quiet()


def _environment(scene: Path) -> dict[str, str]:
    return surroundings(scene / "home") | {"TMPDIR": str(scene / "tmp")}


def _has_failed(scene: Path) -> bool:
    """Whether an error is in the log."""
    return any("RuntimeError" in log.read_text() for log in scene.rglob("errors.log"))


def _with_canary(folder: Path) -> list[Path]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return [file for file in files if CANARY.encode() in file.read_bytes()]


def _told(scene: Path, ended: Terminal) -> Iterator[str]:
    """Where the word was found, and whether the program failed as a program should."""
    if not _has_failed(scene):
        yield f"it does not fail:\n{ended.text}"
    if ended.child.isalive():
        yield "it does not end"
    for title in TITLE.findall(ended.written):
        if CANARY.encode() in title:
            yield "in a title"
    after = ended.written.rpartition(LEAVES_SCREEN)[2]
    if CANARY.encode() in after:
        yield f"on the terminal: {after[-500:]!r}"
    if b"Traceback" in ended.written or b"Warning: " in ended.written:
        yield f"on the terminal: {after[-500:]!r}"
    data = scene / "data"
    for file in _with_canary(scene):
        if data not in file.parents:
            yield f"in {file.relative_to(scene)}"
    for file in scene.rglob(f"*{CANARY}*"):
        yield f"in the name of {file.relative_to(scene)}"


def _not_purged(scene: Path) -> Iterator[str]:
    """Where the word still is once all has become old and has been purged."""
    path, settings = scene / "data" / "x.db", scene / "c.toml"
    settings.write_text(SETTINGS)
    open_database(path)
    row("UPDATE note SET written_on = ? RETURNING 1", (OLD,))
    close_database()
    for file in (one for one in draft_files(path) if not one.name.endswith("-journal")):
        with closing(sqlite3.connect(file)) as drafts, drafts:
            drafts.execute("UPDATE draft SET typed_at = ? || 'T12:00:00+00:00'", (OLD,))
    command = ("--db", str(path), "--config", str(settings), "purge", "--yes")
    done = run_command(_environment(scene), *command)
    if done.returncode:
        yield f"not purged: {done.stderr}"
    for file in _with_canary(scene / "data"):
        yield f"purged, and in {file.relative_to(scene)}"
