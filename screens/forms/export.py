"""Writing the rows of a screen to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from models.problems import Problem
from models.transfer.cells.writing import Style
from models.transfer.exporting.exporting import export
from screens.forms.kinds_of_field import text_field, word_field
from tui.desk import Desk
from tui.languages import _, current, ngettext, number
from tui.sentences import flag_sentence
from tui.widgets.form import Form
from tui.widgets.page import Page
from tui.words import DIALECT, HEADINGS, TABLE, YES_NO, choices


def export_form(desk: Desk, table: str, done: list[tuple[int, Path]]) -> Form:
    """Which table, to which file, written how. What was written is added to ``done``."""
    habits = desk.settings.csv

    async def save(values: dict[str, Any]) -> None:
        path = Path(values["file"]).expanduser().absolute()
        if path.suffix.casefold() not in {".csv", ".xlsx"}:
            raise Problem("file-ending-unsupported", "file", file=path.name)
        style = Style(values["dialect"], values["headings"], current())
        rows = await desk.ask(
            export,
            values["table"],
            await desk.at(),
            path,
            style=style,
            describe=flag_sentence,
            overwrite=values["overwrite"] == "yes",
        )
        done.append((rows, path))

    fields = (
        word_field("table", _("Table"), choices(TABLE), table),
        text_field(
            "file", _("File"), f"~/{table}-{desk.today}.csv", required=True, hint=_(".csv or .xlsx")
        ),
        word_field("dialect", _("Written as"), choices(DIALECT), habits.dialect),
        word_field("headings", _("Headings"), choices(HEADINGS), habits.headings),
        word_field("overwrite", _("Overwrite"), choices(YES_NO), "no"),
    )
    return Form(_("Export"), fields, save)


async def export_rows(page: Page, table: str) -> None:
    """Ask how, write the table, and say where it is."""
    done: list[tuple[int, Path]] = []
    if await page.ask(export_form(page.desk, table or "units", done)):
        rows, path = done[-1]
        text = ngettext("{count} row written to {path}.", "{count} rows written to {path}.", rows)
        page.say(text.format(count=number(rows), path=path))
