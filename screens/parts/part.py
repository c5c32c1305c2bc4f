"""What every list has: a table, a name, and what adding, editing and removing mean in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from models.problems import Problem
from screens.subject import Subject
from screens.ways import ToHistory, history_of
from tui.desk import Desk
from tui.widgets.table import Table

if TYPE_CHECKING:
    from tui.widgets.page import Page


class Part:
    """A list within a page. What it cannot do raises ``not-here``."""

    key: ClassVar[str] = ""
    """Its name in ``tui.keys`` and in :class:`screens.ways.ToPerson`."""
    export: ClassVar[str] = ""
    """The table of ``models.transfer`` that holds its rows."""

    is_read_later: ClassVar[bool] = False
    """Whether it is read only once it is to be seen, and its tab tells no count."""

    table: Table[Any]

    def __init__(self, desk: Desk, page: Page) -> None:
        self.desk = desk
        self.page = page

    @property
    def label(self) -> str:
        """Its name on the screen."""
        return ""

    @property
    def row(self) -> Any:
        """The record under the cursor. ``nobody-here`` in an empty list."""
        key = self.table.cursor_key
        row = None if key is None else self.table.row(key)
        if row is None:
            raise Problem("nobody-here")
        return row

    def subjects(self) -> Sequence[Subject]:
        """Whose dialogue the marked rows, or the one under the cursor, are about."""
        return ()

    def explain(self) -> str:
        """What there is to say of the row under the cursor that its cells may cut short."""
        return ""

    def history(self) -> ToHistory:
        """The way to the history of the row's record; by default, of the person it is about."""
        who = self.subjects()
        if not who:
            raise Problem("not-here")
        return history_of("person", who[0].id, who[0].name)

    async def open(self) -> None:
        """Open the row: to edit it, unless there is more to see."""
        await self.edit()

    async def add(self) -> None:
        """Add a record."""
        raise Problem("not-here")

    async def edit(self) -> None:
        """Edit the row's record."""
        raise Problem("not-here")

    async def remove(self) -> None:
        """Remove the row's record."""
        raise Problem("not-here")

    async def measure(self) -> None:
        """Enter a measured value."""
        raise Problem("not-here")

    async def measurements(self) -> None:
        """Show the measured values."""
        raise Problem("not-here")

    async def link(self) -> None:
        """Choose the goal that goals serve."""
        raise Problem("not-here")

    async def unlink(self) -> None:
        """Have goals serve none."""
        raise Problem("not-here")

    async def repeal(self) -> None:
        """Note that an adopted goal was repealed, or is in force after all."""
        raise Problem("not-here")

    async def keep(self) -> None:
        """Record that a commitment was kept."""
        raise Problem("not-here")

    async def drop(self) -> None:
        """Drop commitments with a reason."""
        raise Problem("not-here")

    async def hand_over(self) -> None:
        """Hand over open commitments."""
        raise Problem("not-here")

    async def talks(self) -> tuple[Sequence[int], Sequence[tuple[int, int]]]:
        """The dialogues that the marked rows, or the one under the cursor, are about; and person
        and round of those that there is nothing of yet."""
        raise Problem("not-here")

    async def narrow(self) -> None:
        """Show rows of one kind only."""
        raise Problem("not-here")
