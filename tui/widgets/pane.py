"""A pane over the screen that asks for something and gives the answer.

No modal screen: a pane paints only its own part, and what is behind it stays as it is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, ClassVar, Generic, TypeVar
from uuid import uuid4

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Static

from models.draft import Draft
from tui import keys
from tui.drafts import Slot
from tui.gate import shown
from tui.keys.command import Command
from tui.type_ahead import TypeAhead

Answer = TypeVar("Answer")


class Pane(Vertical, Generic[Answer]):
    """Docked at the right, or over all where the screen is narrow. ``answer`` ends it.

    ``command`` names what is saved: done again under the same name, it happens once. It is kept
    with the draft, for it may have been saved and the answer lost.
    """

    context: ClassVar[str] = "form"
    """Whose commands the footer shows while the pane is open."""

    # A page may have given Tab to its own parts; in a pane it goes from field to field.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "app.focus_next", show=False),
        Binding("shift+tab", "app.focus_previous", show=False),
    ]
    DEFAULT_CSS = """
    Pane {
        layer: pane;
        dock: right;
        width: 76;
        height: 100%;
        background: $surface;
        border-left: solid $primary;
        padding: 0 1;
        & Table { background: $surface; }
        & > .pane--title { height: 2; text-style: bold; color: $accent; }
    }
    """

    def __init__(self, title: str) -> None:
        super().__init__()
        self.title = title
        self.command = uuid4().hex
        self.slot: Slot | None = None
        self.commands_changed: Callable[[], None] = lambda: None
        self.heading = Static(shown(title, 200), classes="pane--title")
        self.ahead: TypeAhead[Any] = TypeAhead()
        self.answer: asyncio.Future[Answer | None] = asyncio.get_running_loop().create_future()

    def commands(self, known: tuple[Command, ...]) -> list[Command]:
        """What the footer shows while the pane is open."""
        return keys.for_(self.context, known)

    @property
    def draft_key(self) -> str:
        """What tells what is typed here from all else; empty where nothing is to be kept."""
        return ""

    def take_up(self, draft: Draft) -> None:
        """Put in again what was typed in another session."""

    def forget_draft(self) -> None:
        """What was typed has been saved, or given up."""
        if self.slot is not None:
            self.slot.drop()

    async def draft_settled(self) -> None:
        """Wait until the draft is on the disk, or gone from it. Where neither can be, it is told
        elsewhere, and what is waited for goes on."""
        if self.slot is not None:
            await self.slot.drafts.settled()

    async def be_whole(self) -> bool:
        """Put in what is painted already and only has to be there for the first key; whether there
        was anything. It looks the same as before."""
        return False

    def first_focus(self) -> Widget:
        """What is typed in first."""
        raise NotImplementedError

    def finish(self, answer: Answer | None) -> None:
        """Give ``answer`` (None: nothing was chosen) and close."""
        if not self.answer.done():
            self.answer.set_result(answer)
