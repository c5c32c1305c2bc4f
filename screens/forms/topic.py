"""The form for a topic of an agenda."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from screens.forms.kinds_of_field import text_field
from tui.languages import _
from tui.widgets.form import Form


def topic_form(heading: str, title: str, save: Callable[[str], Awaitable[None]]) -> Form:
    """The title of a topic, handed to ``save``."""

    async def save_title(values: dict[str, Any]) -> None:
        await save(values["title"])

    return Form(heading, (text_field("title", _("Title"), title, required=True),), save_title)
