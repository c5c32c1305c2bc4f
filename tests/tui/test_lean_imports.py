"""What is left out as the program loads, and is there for whoever asks for it later."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
AS_THE_PROGRAM_DOES = """
import json, sys
from tui.lean_imports import load_asyncio, load_pathlib, load_peewee
load_pathlib()
import tui.command_line
load_asyncio()
load_peewee()
from tui import session
session._load_textual()
import tui.app, tui.hang_up
"""
LOADED = AS_THE_PROGRAM_DOES + "print(json.dumps(sorted(sys.modules)))"
LATER = (
    AS_THE_PROGRAM_DOES
    + """
import hashlib, ipaddress, lzma, ssl, sqlite3, platformdirs
import rich.table, textual.command
hashlib.scrypt(b"", salt=b"", n=2, r=1, p=1)
ipaddress.ip_address("::1"), lzma.open
ssl.create_default_context, sqlite3.connect, platformdirs.user_downloads_path
rich.table.Table.grid, textual.command.CommandPalette.run_on_select
print(json.dumps([]))
"""
)


def answer(program: str) -> list[str]:
    """What ``program`` prints, run by an interpreter of its own."""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found: list[str] = json.loads(done.stdout)
    return found


def test_what_the_first_screen_never_needs_is_not_loaded() -> None:
    loaded = set(answer(LOADED))
    assert "textual.app" in loaded
    assert not loaded & {"ssl", "_hashlib", "sqlite3", "hashlib", "secrets", "bz2", "lzma"}
    assert not loaded & {"textual.command", "textual.types", "platformdirs", "rich.table"}
    assert "ipaddress" not in loaded
    assert not loaded & {"textual.widgets._input", "textual.widgets._text_area", "babel"}
    assert not loaded & {"tui.widgets.chooser", "tui.widgets.help_pane", "tui.widgets.field"}


def test_who_asks_for_it_later_gets_it_whole() -> None:
    assert answer(LATER) == []
