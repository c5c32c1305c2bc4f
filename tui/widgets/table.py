"""The one table of the program: a window onto a listing, however long.

It asks its source for the keys of a view and for the rows on the screen, and draws lines from
records. The cursor and the marks belong to keys, so they outlast sorting, filtering, folding and
writing. Nothing is drawn until the rows for it are there, and then only the lines that differ.

It is a plain line-API widget and no `ScrollView`: a change in the number of rows would lay out
the screen anew, and a scroll bar would cost a fifth of the bytes of each cursor move.
"""

from __future__ import annotations

from asyncio import Event
from sys import maxsize
from typing import TYPE_CHECKING, ClassVar, Generic, TypeAlias

from msgspec.structs import replace
from textual import events, on
from textual.geometry import Region

from models.problems import Problem
from tui.languages import _
from tui.widgets import table_messages
from tui.widgets.bare_lines import BareLines
from tui.widgets.cells import Column, Key, Listing, R, Source, View
from tui.widgets.focus import QuietFocus
from tui.widgets.table_canvas import Canvas
from tui.widgets.table_keys import LIST_KEYS
from tui.widgets.table_mouse import clicked, turned
from tui.widgets.table_reader import TableReader
from tui.widgets.table_style import CSS, Palette

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.binding import BindingType
    from textual.strip import Strip
    from textual.worker import Worker


class Table(Generic[R], QuietFocus, can_focus=True):
    """A list of records with a cursor, marks, an order, a filter, and perhaps a tree column.

    With `initial`, the first paint has rows without waiting for `source`. `empty` is said where no
    rows are to look in. A `Problem` that `source` raises is told by `Failed`; the rows stay.
    """

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*LIST_KEYS]
    DEFAULT_CSS = CSS

    Chosen: TypeAlias = table_messages.Chosen
    Moved: TypeAlias = table_messages.Moved
    Marked: TypeAlias = table_messages.Marked
    Counted: TypeAlias = table_messages.Counted
    Failed: TypeAlias = table_messages.Failed

    def __init__(
        self,
        columns: Sequence[Column[R]],
        source: Source[R],
        *,
        view: View = View(),  # noqa: B008 - frozen
        initial: tuple[Listing, Mapping[Key, R]] | None = None,
        empty: str = "",
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        self._palette = Palette(self)
        super().__init__(id=id, classes=classes)
        self._styles_cache = BareLines()
        self.empty = empty
        self.canvas = Canvas(columns, self._palette)
        self._reader = TableReader(source, view, initial)
        self._reading: Worker[None] | None = None
        self._rested, self._there = Event(), Event()
        self._news = table_messages.News(self)

    # What is shown, and where one is

    @property
    def cursor_key(self) -> Key | None:
        """The key of the cursor's row; None in an empty list."""
        return self._reader.cursor_key

    @property
    def marked(self) -> frozenset[Key]:
        """The keys of the marked rows, also of those that a filter or a fold hides."""
        return self._reader.marks

    @marked.setter
    def marked(self, keys: frozenset[Key]) -> None:
        self._reader.marks = frozenset(keys)
        self._settle()

    @property
    def listing(self) -> Listing:
        """The listing that is shown."""
        return self._reader.window.listing

    @property
    def view(self) -> View:
        """The view that is shown, or on its way."""
        return self._reader.view

    @view.setter
    def view(self, view: View) -> None:
        self._reader.look(view)
        self._settle()

    @property
    def columns(self) -> tuple[Column[R], ...]:
        """All columns, also those shed for want of room."""
        return self.canvas.columns

    def set_columns(self, columns: Sequence[Column[R]]) -> None:
        """Show other columns of the same rows."""
        self.canvas.fit(columns, self.canvas.size)
        self.refresh()

    def row(self, key: Key) -> R | None:
        """The record of a row on the screen or close to it; None for any other."""
        return self._reader.window.row(key)

    async def refresh_rows(self) -> None:
        """Read everything anew, after a write; the cursor's row stays where it is."""
        self._reader.refresh()
        self._settle()
        await self.listed()

    async def listed(self) -> None:
        """Return when the rows wanted are shown; more of a long listing may be on its way."""
        if self._reading and not self._reading.is_finished:
            await self._there.wait()

    async def read_unseen(self) -> None:
        """Read anew how much is listed, while nothing of it is on the screen."""
        self._reader.refresh()
        while self._reader.wants:
            await self._reader.step()
        if self.is_attached:  # it has been put on the screen meanwhile
            self._settle()

    async def until_read(self) -> None:
        """Return when all that there is room for is shown, or cannot be read."""
        await self._rested.wait()

    def go_to(self, key: Key) -> bool:
        """Put the cursor on a key; False when it is not listed (filtered out, folded, gone)."""
        found = self._reader.seek(key)
        self._settle()
        return found

    def sort_by(self, column_key: str) -> None:
        """Sort by a column, and by the same again in reverse. KeyError unless it is sortable."""
        if not any(column.key == column_key and column.sortable for column in self.columns):
            raise KeyError(column_key)
        self.view = self.view.sorted_by(column_key)

    def filter(self, text: str) -> None:
        """List only what the source finds for this text."""
        if text != self.view.text:
            self.view = replace(self.view, text=text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys of a tree to others where there is none."""
        if "fold" in action:
            return self.listing.folds is not None
        return super().check_action(action, parameters)

    def action_move(self, by: int) -> None:
        self._reader.move(by)
        self._settle()

    def action_page(self, by: int) -> None:
        self._reader.page(by)
        self._settle()

    def action_first(self) -> None:
        self.action_move(-len(self.listing.keys))

    def action_last(self) -> None:
        self.action_move(maxsize)

    def action_unfold(self) -> None:
        self._reader.unfold()
        self._settle()

    def action_fold(self) -> None:
        self._reader.fold()
        self._settle()

    def action_fold_all(self) -> None:
        self.view = replace(self.view, open=frozenset())

    def action_unfold_all(self) -> None:
        self._reader.look(self.view, unfolding=True)
        self._settle()

    def action_mark(self) -> None:
        if self.cursor_key is not None:
            self._reader.marks ^= {self.cursor_key}
            self.action_move(1)

    def action_mark_all(self) -> None:
        self._reader.mark_all()
        self._settle()

    def action_choose(self) -> None:
        if self.cursor_key is not None:
            self.post_message(self.Chosen(self, self.cursor_key))

    def on_click(self, event: events.Click) -> None:
        clicked(self, event)

    @on(events.MouseScrollDown)
    @on(events.MouseScrollUp)
    def turn_wheel(self, event: events.MouseEvent) -> None:
        self._reader.scroll(turned(event))
        self._settle()

    def on_mount(self) -> None:
        if not self._reader.listed:
            # Before it has its place: the first paint waits for what may be in it.
            self._reader.resize(self.app.size.height)
        self._settle()

    def on_resize(self) -> None:
        self._fit()
        self._settle()

    def on_hide(self) -> None:
        self._rested.set()  # what nobody sees is not waited for

    def _settle(self) -> None:
        """Draw what is wanted if it is there, and have read what is not."""
        if self._reader.ready:
            self._show()
        if not self._reader.settled:
            self._there.clear()
        idle = self._reading is None or self._reading.is_finished
        if idle and self._reader.wants and self.is_attached:
            # One that is dropped before it began must not be a coroutine yet.
            self._reading = self.run_worker(self._read, group="table")
        self._note_rest()

    def _note_rest(self) -> None:
        self._rested.clear()
        if self._reader.settled and self.size.height > 0:  # there is room
            self._rested.set()

    async def _read(self) -> None:
        try:
            while self._reader.wants:
                await self._reader.step()
                if self._reader.ready:
                    self._show()
                if self._reader.settled:
                    self._there.set()
                self._note_rest()
        except Problem as problem:
            self._rested.set()
            self.post_message(self.Failed(self, problem))
        finally:
            self._there.set()

    def _show(self) -> None:
        """Have the lines drawn that have changed, and say what else has."""
        self._draw(self.canvas.show(self._reader.lines(), self.view))
        for message in self._news.of(self._reader):
            self.post_message(message)

    def _draw(self, lines: Sequence[int]) -> None:
        if lines:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in lines))

    def draw_focus(self) -> None:
        self._draw(self.canvas.cursor_lines)

    def _fit(self) -> None:
        """Follow a change of size before the first line is drawn in it."""
        if self.canvas.size != self.size:
            self.canvas.fit(self.columns, self.size)
            self._reader.resize(self.canvas.height)
            if self._reader.listed:
                self.canvas.show(self._reader.lines(), self.view)

    def render_lines(self, crop: Region) -> list[Strip]:
        self._fit()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        nothing = _("Nothing found.") if self.view.text else self.empty
        return self.canvas.paint(y, "" if self.listing.more else nothing)

    def notify_style_update(self) -> None:
        self._palette.clear()
        super().notify_style_update()
