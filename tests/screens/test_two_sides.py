"""Two who work on one database: changes show, and two edits of one record meet."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.screens.front import open_app

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.front import Front

OTHER = """
import sys
from pathlib import Path
from models import journal
from models.database import open_database, rows
from models.records import edit, remove
from models import {module}
journal.who = lambda: "bente"
open_database(Path(sys.argv[1]))
model = {module}.{model}
number = int(sys.argv[2])
if sys.argv[3] == "remove":
    remove(model, number)
else:
    [(revision,)] = rows(f"SELECT revision FROM {{model._meta.table_name}} WHERE id = ?", (number,))
    edit(model, number, revision, {{sys.argv[3]: sys.argv[4]}})
"""


def by_bente(path: Path, model: str, number: int, *what: str) -> None:
    """Another process changes, or removes, a record."""
    code = OTHER.format(module=model.casefold(), model=model)
    subprocess.run([sys.executable, "-c", code, path, str(number), *what], check=True)


async def goal(front: Front, title: str = "Flere hele stillinger") -> int:
    """The number of a goal, with the cursor on it in the list of goals."""
    await front.press("4")
    await front.goes_to(title)
    found = await front.sql("SELECT id FROM goal WHERE title = ? AND year_id = 2027", title)
    return int(found[0][0])


async def test_what_only_one_side_touched_is_merged_and_saved(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        number = await goal(front)
        await front.press("e", "tab")
        await front.clear()
        await front.type("Andel hele stillinger")
        by_bente(sample_file, "Goal", number, "title", "Enda flere hele stillinger")
        await front.press("ctrl+s")
        assert front.page.pane is None, front.text
        stored = "SELECT title, indicator FROM goal WHERE id = ?"
        assert await front.sql(stored, number) == [
            ("Enda flere hele stillinger", "Andel hele stillinger")
        ]


async def test_what_both_changed_is_shown_side_by_side(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        number = await goal(front)
        await front.press("e")
        await front.clear()
        await front.type("Min tittel")
        by_bente(sample_file, "Goal", number, "title", "Bentes tittel")
        by_bente(sample_file, "Goal", number, "indicator", "Bentes indikator")
        await front.press("ctrl+s")
        assert "bente has changed the same meanwhile" in front.text
        assert "Min tittel" in front.line("Goal *")
        assert "Bentes tittel" in front.line("bente:")
        assert "Bentes indikator" in front.line("Indicator")
        await front.press("ctrl+t")
        assert "Bentes tittel" in front.line("Goal *")
        await front.press("ctrl+t", "ctrl+s")
        assert front.page.pane is None, front.text
        stored = "SELECT title, indicator FROM goal WHERE id = ?"
        assert await front.sql(stored, number) == [("Min tittel", "Bentes indikator")]


async def test_a_record_that_is_gone_says_so_and_the_text_stays(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        number = await goal(front)
        await front.press("e")
        await front.clear()
        await front.type("Min tittel")
        by_bente(sample_file, "Goal", number, "remove")
        await front.press("ctrl+s")
        assert "removed" in front.text
        assert "Min tittel" in front.line("Goal *")


async def test_what_others_do_shows_without_moving_anything(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        number = await goal(front)
        await front.app.look_for_others()
        await front.press("escape", "j", "j", "space")
        cursor, marked = front.page.table.cursor_key, front.page.table.marked
        await front.press("e", "tab")
        await front.type("halvskrevet")
        by_bente(sample_file, "Goal", number, "title", "Bentes tittel")
        await front.app.look_for_others()
        await front.settle()
        assert "halvskrevet" in front.line("Indicator")
        assert (front.page.table.cursor_key, front.page.table.marked) == (cursor, marked)
        await front.press("escape", "escape")
        assert "Bentes tittel" in front.text


async def test_waiting_for_somebody_who_writes_shows_and_freezes_nothing(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await goal(front)
        await front.press("e")
        await front.type("Min tittel")
        hold = (
            "import sqlite3, sys, time; c = sqlite3.connect(sys.argv[1], isolation_level=None);"
            "c.execute('BEGIN IMMEDIATE'); print('held', flush=True); sys.stdin.readline();"
            "c.execute('COMMIT')"
        )
        command = [sys.executable, "-c", hold, sample_file]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as other:
            assert other.stdin
            assert other.stdout
            assert other.stdout.readline() == "held\n"
            front.send("ctrl+s")
            while "Waiting for the database" not in front.status:
                await front.breathe()
            other.stdin.write("\n")
        await front.settle()
        assert await front.sql("SELECT 1 FROM goal WHERE title = 'Min tittel'")
        assert "Waiting" not in front.text
