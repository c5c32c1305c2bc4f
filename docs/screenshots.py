"""Draws the pictures in ``docs/screenshots`` from the sample municipality: ``make screenshots``."""

from __future__ import annotations

import asyncio
import re
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from models.dashboard import dashboard
from models.sample import make
from tui import languages
from tui.app import ResultatdialogApp
from tui.desk import DEMO_DAY, Desk
from tui.settings import Settings

FOLDER = Path(__file__).parent / "screenshots"
SIZE = (110, 34)

PICTURES = {
    "dashboard": (),
    "leader": ("down", "down", "down", "enter"),
    "goal-form": ("down", "down", "down", "enter", "n"),
    "flags": ("6",),
    "dialogue": ("3", "down", "enter"),
    "year-plan": ("9",),
    "line-of-sight": ("L", "plus"),
    "span": ("0",),
}
"""Each picture with the keys that lead to it."""


async def draw(name: str, presses: tuple[str, ...], database: Path) -> None:
    """Draw one picture."""
    desk = Desk(Settings(), DEMO_DAY)
    desk.open(database).result()
    board = desk.submit(dashboard, desk.today, desk.settings.rules).result()
    app = ResultatdialogApp(desk, board)
    async with app.run_test(size=SIZE) as pilot:
        for press in presses:
            await pilot.press(press)
            await pilot.pause(0.2)
        await pilot.pause(0.2)
        picture = app.export_screenshot(title="Resultatdialog", simplify=True)
        # The fonts that Textual names would be fetched from afar by whoever looks at the picture.
        picture = re.sub(r"@font-face \{.*?\}", "", picture, flags=re.DOTALL)
        (FOLDER / f"{name}.svg").write_text(picture, encoding="utf-8")
    desk.close()


def main() -> None:
    """Draw them all, in English."""
    languages.use("en")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "sample.db"
        desk = Desk(Settings(), DEMO_DAY)
        desk.open(database).result()
        desk.submit(make, DEMO_DAY, desk.settings.rules).result()
        desk.close()
        for name, presses in PICTURES.items():
            asyncio.run(draw(name, presses, database))


if __name__ == "__main__":
    main()
