"""Writing the rows of a screen to a file."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from models.problems import Problem
from models.transfer.cells.writing import Style
from models.transfer.exporting.exporting import export
from models.what_if.effect import Effect
from models.what_if.exporting import write_effect
from screens.forms.kinds_of_field import word_field
from screens.forms.writing import ask_and_write, file_fields, path_in
from screens.long_work import with_progress
from tui.flag_sentences import flag_sentence
from tui.languages import _, current, ngettext, number
from tui.widgets.field import Field
from tui.widgets.page import Page
from tui.words import DIALECT, HEADINGS, TABLE, choices

Write = Callable[[dict[str, Any], Path, Style, bool], Awaitable[int]]
"""Writes what the values ask for to a path, over what is there or not; how many rows."""


async def export_rows(page: Page, table: str) -> None:
    """Ask which table and how, write it, and say where it is."""
    desk = page.desk

    async def write(values: dict[str, Any], path: Path, style: Style, overwrite: bool) -> int:
        at = await desk.at()
        write = partial(export, style=style, describe=flag_sentence, overwrite=overwrite)
        return await with_progress(page, _("Writing"), write, values["table"], at, path)

    which = word_field("table", _("Table"), choices(TABLE), table or "units")
    await _ask_and_write(page, [which], table or "units", write)


async def export_effect(page: Page, found: Effect, names: Sequence[str]) -> None:
    """Ask how, write what the drafts of these names would mean, and say where it is."""
    desk = page.desk

    async def write(values: dict[str, Any], path: Path, style: Style, overwrite: bool) -> int:
        del values
        write = partial(write_effect, style=style, overwrite=overwrite)
        return await desk.ask(write, found, names, desk.settings.rules.talk_minutes, path)

    await _ask_and_write(page, [], "what-if", write)


async def _ask_and_write(page: Page, first: Sequence[Field], stem: str, write: Write) -> None:
    """Ask for ``first``, to which file, and written how."""
    desk = page.desk
    habits = desk.settings.csv

    async def save(values: dict[str, Any]) -> tuple[int, Path]:
        path = path_in(values["file"])
        if path.suffix.casefold() not in {".csv", ".xlsx"}:
            raise Problem("file-ending-unsupported", file=path.name)
        style = Style(values["dialect"], values["headings"], current())
        return await write(values, path, style, values["overwrite"] == "yes"), path

    fields = file_fields(
        f"{stem}-{desk.today}.csv",
        _(".csv or .xlsx"),
        word_field("dialect", _("Written as"), choices(DIALECT), habits.dialect),
        word_field("headings", _("Headings"), choices(HEADINGS), habits.headings),
    )
    if done := await ask_and_write(page, _("Export"), (*first, *fields), save):
        rows, path = done
        text = ngettext("{count} row written to {path}.", "{count} rows written to {path}.", rows)
        page.say(text.format(count=number(rows), path=path))
