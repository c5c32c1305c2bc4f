"""Killed between a commit and its answer; what was typed is offered again, and saved again."""

from __future__ import annotations

import signal
import time
from typing import TYPE_CHECKING

from models.database import close_database, looked_into, open_database, rows
from tests.home import surroundings
from tests.soak.desk_work import SAVE, AtAGoal, AtANewPerson, Coordinator, Work, drafted, prepare
from tests.soak.row import Row
from tests.terminal import PROGRAM, Terminal

if TYPE_CHECKING:
    from pathlib import Path

TEST = "saved, killed before the answer, saved again"
FULL, SHORT = 200, 2
NEWEST = "SELECT coalesce(max(id), 0) FROM journal"
TIMES = """
SELECT count(*) FROM journal
WHERE EXISTS (SELECT 1 FROM json_each(changes) WHERE json_extract(value, '$[1]') = ?)"""


class Sessions:
    """One database, and the draft that the last session ``left``, with whose it is."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "x.db"
        prepare(self.path)
        self.environment = surroundings(folder / "home")
        self.left: tuple[type[Coordinator], str] | None = None
        self.again = 0

    def begin(self) -> Terminal:
        """A session, in which what was left is taken up and saved again."""
        terminal = Terminal([str(PROGRAM), "--db", str(self.path)], self.environment)
        if self.left is None:
            Coordinator(terminal, Work()).see("Kari Nordmann")
        else:
            kind, text = self.left
            kind(terminal, Work()).go_on_from_draft(text)
            self.again += 1
            self.left = None
        return terminal

    def save_unanswered(self, kind: type[Coordinator], text: str) -> None:
        """Save something, and kill the program as soon as it is stored."""
        terminal = self.begin()
        one = kind(terminal, Work())
        terminal.type(kind.way)
        one.begin()
        terminal.type(text, text)
        with looked_into(self.path) as database:
            before = database.execute_sql(NEWEST).fetchone()
            terminal.type(SAVE)
            end = time.monotonic() + 10
            while database.execute_sql(NEWEST).fetchone() == before:
                assert time.monotonic() < end, "it is not stored"
            terminal.child.kill(signal.SIGKILL)
        terminal.child.wait()
        terminal.child.close()
        draft = drafted(self.path, kind.field)
        if draft is not None:
            assert draft == text
            self.left = (kind, draft)


def soak(turns: int, folder: Path) -> Row:
    """Be killed so often, and count how often each thing that was saved has happened."""
    sessions = Sessions(folder)
    texts = [f"Forsøk-{number}" for number in range(turns)]
    for number, text in enumerate(texts):
        sessions.save_unanswered(AtAGoal if number % 3 == 2 else AtANewPerson, text)
    sessions.begin().child.close(force=True)
    open_database(sessions.path)
    try:
        times = {text: rows(TIMES, (text,))[0][0] for text in texts}
    finally:
        close_database()
    faults = [f"{text}: {often} times" for text, often in times.items() if often != 1]
    if sessions.again < turns / 2:
        faults.append(f"only {sessions.again} answers were late enough to be lost")
    found = f"{sessions.again} answers lost and saved again, {len(faults)} happened not once"
    return Row(f"{turns} kills", "each happens once", found, tuple(faults))
