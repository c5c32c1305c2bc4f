"""A page with a head and several parts, one of which is seen at a time."""

from __future__ import annotations

from asyncio import gather
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from textual import on
from textual.containers import Container
from textual.widget import Widget

from models.problems import Problem
from screens.part_page import PartPage
from screens.parts.part import Part
from screens.tab_line import TabLine
from tui.desk import Desk
from tui.sentences import sentence
from tui.widgets.table import Table


class TabbedPage(PartPage):
    """Tab goes from part to part. Subclasses give the head and the parts."""

    DEFAULT_CSS: ClassVar[str] = """
    TabbedPage .tabbed--part { height: 1fr; }
    """

    def __init__(self, desk: Desk, first: str = "") -> None:
        self.parts: Sequence[Part] = ()
        super().__init__(desk, lambda _desk, _page: self._make_parts(first))
        self.tabs = TabLine()
        self._tables = Container(classes="tabbed--part")

    def make_parts(self) -> Sequence[Part]:
        """The parts, in order."""
        raise NotImplementedError

    def head_widget(self) -> Widget:
        """What stands over the tabs."""
        raise NotImplementedError

    def _make_parts(self, first: str) -> Part:
        self.parts = self.make_parts()
        return next((part for part in self.parts if part.key == first), self.parts[0])

    def compose_body(self) -> Iterable[Widget]:
        """Head, tabs, and the table of the part that is seen: the others are put in once they
        are, for each widget takes as long as several lines."""
        yield self.head_widget()
        yield self.tabs
        with self._tables:
            yield self.table

    async def begin(self) -> None:
        """Say on the tabs how much is in the parts that are not seen."""
        await super().begin()
        await self._count_unseen()

    async def _count_unseen(self) -> None:
        unseen = [part.table for part in self.parts if not part.is_read_later]
        try:
            await gather(*(table.read_unseen() for table in unseen if not table.is_attached))
        except Problem as problem:
            self.say(sentence(problem), bad=True)
        self.draw_tabs()

    async def reload(self) -> None:
        """Read every part anew."""
        self.show_title(await self.desk.at(), self.heading)
        for part in self.parts:
            if part.table.is_attached:
                await part.table.refresh_rows()
        await self._count_unseen()

    def place(self) -> dict[str, Any]:
        """With the part that is seen."""
        return super().place() | {"part": self.part.key}

    async def come_back(self, place: Mapping[str, Any]) -> None:
        """To the part first."""
        self.show_part(place["part"])
        await super().come_back(place)

    def show_part(self, key: str) -> None:
        """Go to the part with this key."""
        self._show_part([part.key for part in self.parts].index(key))

    def action_next_tab(self) -> None:
        """Go to the next part."""
        self._show_part(self.parts.index(self.part) + 1)

    def action_previous_tab(self) -> None:
        """Go to the previous part."""
        self._show_part(self.parts.index(self.part) - 1)

    def draw_tabs(self) -> None:
        """Draw the names of the parts with their counts."""
        labels = [
            (part.label, None if part.is_read_later else part.table.listing.total)
            for part in self.parts
        ]
        self.tabs.show(labels, self.parts.index(self.part))

    @on(TabLine.Chosen)
    def _choose_tab(self, event: TabLine.Chosen) -> None:
        self._show_part(event.place)

    @on(Table.Counted)
    def _counted(self) -> None:
        self.draw_tabs()

    def _show_part(self, place: int) -> None:
        if self.filter_bar.text:
            self.filter_bar.action_close()
        self.table.display = False
        self.part = self.parts[place % len(self.parts)]
        self.table = self.part.table
        self.table.display = True
        if not self.table.is_attached:
            self._tables.mount(self.table)
        self.table.focus()
        self.draw_tabs()
        self.tell_count()
        self.await_rows()
