"""The drafts of earlier sessions, to be gone on with or thrown away."""

from __future__ import annotations

from models.draft import Draft
from tui.drafts import written
from tui.languages import _
from tui.widgets.chooser import Choice, Chooser
from tui.widgets.draft_pane import DraftPane
from tui.widgets.page import Page


async def choose_draft(page: Page) -> Draft | None:
    """The draft that is to be gone on with, if any."""
    left = page.desk.drafts.left
    if not left:
        page.say(_("Nothing is left unsaved."))
        return None
    choices = [Choice(key, draft.title, written(draft)) for key, draft in left.items()]
    key = await page.ask(Chooser(_("Typed and not saved"), choices))
    return left.get(key or "")


async def show_text(page: Page, draft: Draft) -> None:
    """Show what was typed, where its form cannot be opened any more."""
    if await page.ask(DraftPane(draft)):
        page.desk.drafts.delete(draft)
        page.say(_("The draft is gone."))
