"""Undoing and doing again from any screen; loaded when it is first asked for."""

from __future__ import annotations

from models.deed import Deed
from models.problems import Problem
from models.undoing import redo, undo
from tui.deed_words import deed_in_words
from tui.languages import _
from tui.widgets.page import Page


async def undo_last(page: Page) -> None:
    """Undo one's own last change."""
    await _tell(page, _("Undone: {what}."), await page.desk.ask(undo))


async def redo_last(page: Page) -> None:
    """Do again what was undone last."""
    await _tell(page, _("Done again: {what}."), await page.desk.ask(redo))


async def _tell(page: Page, text: str, deed: Deed) -> None:
    """Say what it was; a screen whose record has gone with it is left."""
    said = text.format(what=deed_in_words(deed))
    try:
        await page.written(said)
    except Problem as problem:
        if problem.code != "removed-meanwhile":
            raise
        page.desk.news = said
        await page.action_back()
