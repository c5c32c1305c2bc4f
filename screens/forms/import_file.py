"""Which file to import, and what it holds."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from models.home import in_home
from models.transfer.importing.kinds import KINDS
from screens.forms.kinds_of_field import word_field
from tui.languages import _
from tui.widgets.choice_field import ChoiceField
from tui.widgets.chooser import Choice, Chooser
from tui.widgets.form import Form
from tui.widgets.page import Page
from tui.words import FILE_KIND, word

ENDINGS = {".csv", ".txt", ".tsv", ".xlsx", ".xlsm"}
BY_HEADINGS = "headings"
"""The answer that leaves it to the headings what a file holds."""


async def ask_for_file(page: Page) -> tuple[Path, str] | None:
    """A path, typed with the help of what is there, and the kind of file or
    :data:`BY_HEADINGS`."""
    chosen: list[tuple[Path, str]] = []

    async def save(values: dict[str, Any]) -> None:
        chosen.append((Path(values["file"]), values["kind"]))

    start = Choice(str(Path.cwd()) + "/", str(Path.cwd()) + "/")
    fields = (
        ChoiceField("file", _("File"), _files, start, required=True, hint=_(".csv or .xlsx")),
        word_field(
            "kind",
            _("What it holds"),
            ((BY_HEADINGS, _("what its headings tell")), *_kinds()),
            BY_HEADINGS,
        ),
    )
    await page.ask(Form(_("Import"), fields, save))
    return chosen[-1] if chosen else None


async def ask_for_kind(page: Page) -> str | None:
    """The kind of file that it is to be taken for."""
    choices = [Choice(kind, name) for kind, name in _kinds()]
    return await page.ask(Chooser(_("What it holds"), choices))


def _kinds() -> tuple[tuple[str, str], ...]:
    return tuple((kind, word(FILE_KIND, kind)) for kind in KINDS)


async def _files(text: str) -> Sequence[Choice]:
    return await asyncio.to_thread(_files_now, text)


def _files_now(text: str) -> Sequence[Choice]:
    """Folders and tables whose path begins with ``text``; the path itself if it is a file."""
    path = in_home(Path(text))
    folder, part = (path, "") if text.endswith("/") else (path.parent, path.name)
    try:
        entries = sorted(folder.iterdir(), key=lambda one: (not one.is_dir(), one.name.casefold()))
    except OSError:
        return ()
    found = [
        one
        for one in entries
        if one.name.casefold().startswith(part.casefold())
        and (not one.name.startswith(".") or part.startswith("."))
        and (one.is_dir() or one.suffix.casefold() in ENDINGS or one.name == part)
    ]
    return [Choice(str(one), str(one) + ("/" if one.is_dir() else "")) for one in found]
