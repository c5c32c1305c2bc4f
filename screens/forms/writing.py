"""Forms that write files: what they have in common."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from models.home import in_home
from models.problems import Problem
from screens.forms.kinds_of_field import text_field, word_field
from tui.languages import _
from tui.widgets.field import Field
from tui.widgets.form import Form
from tui.widgets.page import Page
from tui.words import YES_NO, choices

T = TypeVar("T")


def file_fields(name: str, hint: str, *between: Field) -> tuple[Field, ...]:
    """Which file, in the user's home unless said otherwise, and whether to write over it."""
    return (
        text_field("file", _("File"), f"~/{name}", required=True, hint=hint),
        *between,
        word_field("overwrite", _("Overwrite"), choices(YES_NO), "no"),
    )


def path_in(text: str) -> Path:
    """The path that is meant by ``text``."""
    return in_home(Path(text)).absolute()


async def ask_and_write(
    page: Page,
    title: str,
    fields: Sequence[Field],
    write: Callable[[dict[str, Any]], Awaitable[T]],
    place: str = "file",
) -> T | None:
    """Ask for ``fields`` and ``write`` what they say; what it wrote, or None if it was called off.

    Whatever a file or folder cannot be is put right where it is named, in the field ``place``.
    """
    done: list[T] = []

    async def save(values: dict[str, Any]) -> None:
        try:
            done.append(await write(values))
        except Problem as problem:
            problem.field = problem.field or place
            raise

    return done[-1] if await page.ask(Form(title, fields, save)) else None
