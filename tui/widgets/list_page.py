"""A page around a table: find, sort, count, open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec.structs import replace
from textual import on
from textual.widget import Widget

from models.problems import Problem
from tui.desk import Desk
from tui.languages import _, ngettext, number
from tui.sentences import sentence
from tui.widgets.cells import Key
from tui.widgets.filter_bar import FilterBar
from tui.widgets.page import Page
from tui.widgets.table import Table


class ListPage(Page):
    """A page whose work is done in a list. Subclasses make ``table`` before they compose."""

    table: Table[Any]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.filter_bar = FilterBar(_("Search"))
        self.filter_bar.ahead = desk.ahead

    def compose_body(self) -> Iterable[Widget]:
        """The list."""
        yield self.table

    def on_mount(self) -> None:
        """Show rows before all else."""
        self.await_rows()

    def await_rows(self) -> None:
        """Keys typed before there are rows are meant for the rows."""
        if not self.too_small:
            self.start(self.table.until_read())

    async def whole(self) -> None:
        """The first rows are there too."""
        await super().whole()
        await self.table.listed()

    def home(self) -> Widget | None:
        """The list."""
        return self.table

    async def reload(self) -> None:
        """Read the list anew, staying on the same row."""
        await self.table.refresh_rows()

    def place(self) -> dict[str, Any]:
        """With the row that the cursor is on, those that are marked, and what is unfolded."""
        table = self.table
        return super().place() | {
            "row": table.cursor_key,
            "marked": sorted(table.marked, key=str),
            "open": sorted(table.view.open, key=str),
        }

    async def come_back(self, place: Mapping[str, Any]) -> None:
        """To the row, with the marks."""
        await super().come_back(place)
        self.table.view = replace(self.table.view, open=frozenset(place["open"]))
        await self.table.until_read()
        row = place["row"]
        if row is not None:
            self.table.go_to(row)
            await self.table.until_read()
            if self.table.row(row) is None:
                raise Problem("draft-place-gone")
        self.table.marked = frozenset(place["marked"])

    def unmark(self) -> None:
        """Take the marks away: what they were for is done."""
        self.table.marked = frozenset()

    def action_open(self) -> None:
        """Open what the cursor is on; a list without anything to open does nothing."""

    def action_find(self) -> None:
        """Type what the rows shall hold."""
        if not self.filter_bar.is_attached:
            self.body.mount(self.filter_bar)
        self.filter_bar.open()

    def action_sort(self) -> None:
        """Choose a column to sort by."""
        self.start(self._sort())

    async def _sort(self) -> None:
        from tui.widgets.chooser import Choice, Chooser

        columns = [column for column in self.table.columns if column.sortable and column.title]
        key = await self.ask(
            Chooser(_("Sort by"), [Choice(column.key, column.title) for column in columns])
        )
        if key is not None:
            self.table.sort_by(key)

    async def action_back(self) -> None:
        """First give up the filter, then leave."""
        if self.filter_bar.text:
            self.filter_bar.action_close()
        else:
            await super().action_back()

    @on(Table.Chosen)
    def _open_row(self) -> None:
        self.action_open()

    def best_found(self, text: str) -> Key | None:
        """The row that ``text`` most likely means, where it is not simply the first one listed."""
        del text
        return None

    @on(FilterBar.Changed)
    def _filter(self, event: FilterBar.Changed) -> None:
        self.table.filter(event.text)
        best = self.best_found(event.text)
        if best is not None:
            self.table.go_to(best)

    @on(FilterBar.Left)
    def _list_found(self) -> None:
        self.start(self.table.listed())
        self.desk.ahead.release()

    @on(Table.Counted)
    def _count(self, event: Table.Counted) -> None:
        if event.table is self.table:
            self.filter_bar.counted(event.shown, event.total)
            self.tell_count()

    @on(Table.Failed)
    def _say_failure(self, event: Table.Failed) -> None:
        self.say(sentence(event.problem), bad=True)

    @on(Table.Marked)
    def _marks(self) -> None:
        self.tell_count()

    def tell_count(self) -> None:
        """How many rows there are, and how many of them are marked."""
        listing = self.table.listing
        shown, total = number(len(listing.keys)), number(listing.total)
        text = (
            shown
            if shown == total or listing.depths
            else _("{shown} of {total}").format(shown=shown, total=total)
        )
        text = ngettext("{count} row", "{count} rows", listing.total).format(count=text)
        if self.table.marked:
            text += " · " + _("{count} marked").format(count=number(len(self.table.marked)))
        self.status.rest(text)
