"""What is in the notes stays in the database, wherever the program fails.

A word that is in every note, and in the message and the variables of each error, is looked for in
all that the program leaves: what it wrote to the terminal outside its screens, window titles, its
arguments, the log of errors, the home, and the temporary folder.
"""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from models.database import close_database, open_database, row, rows
from tests.home import surroundings
from tests.municipality import sample_made
from tests.soak.crashing import CANARY
from tests.soak.row import Row
from tests.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

TEST = "confidential text where the program fails"
PLACES = (
    ("models.note:write_note",),
    ("models.journal:newest",),
    ("models.transfer.exporting.exporting:export", "export", "dialogues", "--with-notes"),
    ("models.note:topics_of",),
    ("models.dashboard:first_board",),
    ("models.daily_backup:back_up_daily",),
    ("models.draft:DraftFile.keep",),
    ("tui.desk:Desk.close",),
    ("tui.widgets.row_paint:paint_row",),
    ("screens.dialogue:DialoguePage.compose_body",),
    ("tui.widgets.table:Table.render_line",),
    (
        "models.transfer.exporting.exporting:export",
        "export",
        "dialogues",
        "--with-notes",
        "-o",
        "x",
    ),
    ("models.paper.standing:report", "report", "--names"),
    ("models.flags:flags", "flags"),
    ("models.backup:back_up", "backup", "y.db"),
)
"""Functions that fail, and the command; without one the screens are opened."""
FULL, SHORT = len(PLACES), 2
TITLE = re.compile(rb"\x1b\](.*?)(?:\x07|\x1b\\)", re.DOTALL)
LEAVES_SCREEN = b"\x1b[?1049l"


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
    failed = 0
    for number, (place, *command) in enumerate(PLACES[:turns]):
        scene = folder / str(number)
        (scene / "tmp").mkdir(parents=True)
        (scene / "data").mkdir(mode=0o700)
        shutil.copy(template, scene / "data" / "x.db")
        ended = _day(scene, place, command)
        failed += b"rror " in ended.written
        faults += [f"{place}: {fault}" for fault in _told(scene, ended)]
    return Row(
        f"{turns} places to fail in",
        "no text of a note in the log, on the terminal, in titles, arguments or other files",
        f"{failed} failures told with a number, {len(faults)} faults",
        tuple(faults[:10]),
    )


def _day(scene: Path, place: str, command: list[str]) -> Terminal:
    """A note is read and written; then the program is left, if it is still there."""
    more = {"TMPDIR": str(scene / "tmp")}
    program = [sys.executable, "-m", "tests.soak.crashing", place, *command]
    database = ["--db", str(scene / "data" / "x.db"), "--language", "en"]
    environment = surroundings(scene / "home") | more
    terminal = Terminal([*program, *database], environment)
    arguments = Path(f"/proc/{terminal.child.pid}/cmdline").read_bytes()
    assert CANARY.encode() not in arguments
    for keys in ("", "3", "\r", "\r", CANARY, "\x13", "\x1b", "7", "\x11"):
        if not terminal.child.isalive():
            break
        terminal.child.send(keys)
        terminal.quiet()
    terminal.ended(20)
    return terminal


def _told(scene: Path, ended: Terminal) -> Iterator[str]:
    """Where the word was found, and whether the program failed as a program should."""
    if ended.child.isalive():
        yield "it does not end"
    for title in TITLE.findall(ended.written):
        if CANARY.encode() in title:
            yield "in a title"
    after = ended.written.rpartition(LEAVES_SCREEN)[2]
    if CANARY.encode() in after:
        yield f"on the terminal: {after[-500:]!r}"
    if b"Traceback" in ended.written:
        yield f"a traceback: {after[-500:]!r}"
    data = scene / "data"
    for file in scene.rglob("*"):
        if file.is_file() and data not in file.parents and CANARY.encode() in file.read_bytes():
            yield f"in {file.relative_to(scene)}"
        if CANARY in file.name:
            yield f"in the name of {file.relative_to(scene)}"
