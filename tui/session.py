"""One session at the terminal: the database opens while Textual is being loaded."""

from __future__ import annotations

import gc
import os
import sys
from datetime import date
from pathlib import Path

from tui import glyphs
from tui.desk import Desk
from tui.heap import share_heap
from tui.lean_imports import load_shutil, stood_in_for
from tui.settings import Settings
from tui.terminal import locale_encoding

SWITCH_SECONDS = 0.001
"""After so long the database's thread lets go of the interpreter when a key has come. A key takes
dozens of turns: at Python's own 5 ms, typing beside a question that takes long would lag."""


def begin(settings: Settings, path: Path, demo_day: date | None = None) -> int:
    """Open the program on ``path``, filled with the sample if ``demo_day`` is given; its status.

    To be called at a terminal that is fit for it, with the database unlocked.
    """
    # What is built before the first paint lives to the end: looking for garbage in it is waste.
    gc.disable()
    share_heap()
    desk = Desk(settings, demo_day)
    choose_glyphs(settings)
    opened = desk.open(path)
    if demo_day is not None:
        from models.sample import make

        desk.submit(make, demo_day, settings.rules)
    from models.dashboard import first_board

    board = desk.submit(first_board, desk.today, settings.rules)
    # In a tenth of a second, which Textual waits, the next key would have come as one with Alt. A
    # terminal sends its sequences whole; tmux waits as long as this.
    os.environ.setdefault("ESCDELAY", "10")
    # What a key changes waits for the next frame: half of a sixtieth of a second, on average.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    # No keyboard protocol and no mouse mode is left behind in a terminal whose line dropped.
    os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    _load_textual()
    from models.database import database
    from models.engine_errors import engine_errors_told
    from tui.app import ResultatdialogApp
    from tui.hang_up import watch_the_line

    if glyphs.current() is glyphs.ASCII:
        from tui.ascii_frames import use_ascii_frames

        use_ascii_frames()
    try:
        opened.result()
        with engine_errors_told(database, path):
            app = ResultatdialogApp(desk, board.result())
        del board  # the units as they were at the start would be kept to the end
        watch_the_line(app.hang_up)
        sys.setswitchinterval(SWITCH_SECONDS)
        app.run(mouse=settings.look.mouse)
        return app.return_code or 0
    finally:
        desk.close()


def _load_textual() -> None:
    """Without its command palette and every widget that this would load, the folder for downloads,
    and the table that shows off a theme."""
    load_shutil()  # which its driver asks how large the terminal is
    with stood_in_for("textual.command", "platformdirs", "rich.table"):
        import textual.app  # noqa: F401


def choose_glyphs(settings: Settings) -> None:
    """ASCII signs where they are asked for or the locale has no UTF-8."""
    wanted = settings.look.glyphs
    if wanted == "auto":
        wanted = "unicode" if "utf" in locale_encoding() else "ascii"
    glyphs.use(glyphs.ASCII if wanted == "ascii" else glyphs.UNICODE)
