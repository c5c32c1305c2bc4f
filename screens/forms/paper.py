"""Putting dialogues and the report of the round on paper."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.dashboard import top_name
from models.paper.filing import Talk, file_papers, papers
from models.paper.rendering import FORMATS
from models.paper.round_report import report_document
from models.paper.standing import report
from models.paper.words import Words
from models.paper.writing import write_paper
from models.problems import Problem
from screens.forms.kinds_of_field import text_field, word_field
from screens.forms.writing import ask_and_write, file_fields, path_in
from tui.desk import Desk
from tui.languages import _, number
from tui.paper_words import paper_words
from tui.widgets.page import Page
from tui.words import PAPER, PAPER_FORM, YES_NO, choices


async def print_dialogues(
    page: Page,
    dialogues: Sequence[int],
    ahead: Sequence[tuple[int, int]] = (),
    *,
    paper: str = "basis",
) -> bool:
    """Ask what of these dialogues goes on paper and where, write it, and say so; whether it was.

    ``ahead`` are person and round of dialogues that there is nothing of yet; ``paper`` is what is
    offered first. ``nobody-here`` where there are none at all.
    """
    desk = page.desk
    talks = [*map(Talk, dialogues), *(Talk(None, *one) for one in ahead)]
    if not talks:
        raise Problem("nobody-here")

    async def write(values: dict[str, Any]) -> Sequence[Path]:
        words = await _words(desk)
        folder = path_in(values["folder"])
        made = await desk.ask(papers, values["paper"], talks, await desk.at(), words)
        return await asyncio.to_thread(file_papers, made, values["form"], folder, words)

    fields = (
        word_field("paper", _("What"), choices(PAPER), paper),
        word_field("form", _("Written as"), choices(PAPER_FORM), FORMATS[0]),
        text_field("folder", _("Folder"), "~", required=True, hint=_("a file for each")),
    )
    return _say_where(page, await ask_and_write(page, _("Print"), fields, write, "folder"))


async def print_report(page: Page) -> bool:
    """Ask how the report of the round is to be and where, write it, and say so."""
    desk = page.desk

    async def write(values: dict[str, Any]) -> Sequence[Path]:
        path = path_in(values["file"])
        words = await _words(desk)
        named = values["names"] == "yes"
        found = await desk.ask(report, await desk.at(), named)
        document = report_document(found, words)
        await asyncio.to_thread(write_paper, document, path, words, values["overwrite"] == "yes")
        return [path]

    stem = "-".join([_("report"), str(desk.today)])
    fields = file_fields(
        f"{stem}.{FORMATS[0]}",
        _(".pdf, .html or .md"),
        word_field("names", _("With names"), choices(YES_NO), "no"),
    )
    return _say_where(page, await ask_and_write(page, _("Report"), fields, write))


async def _words(desk: Desk) -> Words:
    return paper_words(desk.settings, desk.name or await desk.ask(top_name))


def _say_where(page: Page, done: Sequence[Path] | None) -> bool:
    if not done:
        return False
    text = _("Written: {path}.") if len(done) == 1 else _("{count} files written to {folder}.")
    page.say(text.format(count=number(len(done)), path=done[0], folder=done[0].parent))
    return True
