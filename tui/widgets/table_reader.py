"""What a table wants to show, and the reading that it takes. Knows no terminal.

Keys may come faster than a database answers. So where one wants to be (`aim`, `view`) changes at
once; one question at a time is under way; and an answer is used only if nothing newer is wanted.
"""

from __future__ import annotations

from itertools import compress, islice
from typing import TYPE_CHECKING, Generic

from msgspec.structs import replace

from models.problems import Problem
from tui.widgets.cells import FOLDED, OPEN, Key, Listing, R, Source, View
from tui.widgets.row_window import Line, Place, RowWindow

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

BATCH = 500  # keys asked for at once when looking whether marked rows still exist


class TableReader(Generic[R]):
    """Keeps a place in a listing by key, and reads until that place can be shown.

    `height` is the number of rows on the screen. `marks` may hold keys that a filter or a fold
    hides, but none that a `refresh` has found to be gone.
    """

    def __init__(
        self, source: Source[R], view: View, initial: tuple[Listing, Mapping[Key, R]] | None
    ) -> None:
        self.view = view
        self.height = 0
        self.aim = Place()
        self.marks: frozenset[Key] = frozenset()
        self.window: RowWindow[R] = RowWindow(*initial) if initial else RowWindow(Listing(()))
        self.listed = initial is not None
        self._source = source
        self._outdated = initial is None
        self._check_marks = False
        self._unfolding = False
        self._sought: Key | None = None
        self._beyond: Place | None = None
        self._listed_view = view
        self._marks_on = False

    @property
    def cursor_key(self) -> Key | None:
        """The key of the row that the cursor is on or on its way to; None in an empty listing."""
        return self.window.key(self.aim.cursor)

    @property
    def ready(self) -> bool:
        """Whether all rows at `aim` are there to be shown."""
        return self.listed and self.window.covers(self.aim, self.height)

    @property
    def wants(self) -> bool:
        """Whether something is still to be read."""
        return (
            self._outdated
            or self.window.listing.more is not None
            or bool(self.window.lacking(self.aim, self.height))
        )

    @property
    def settled(self) -> bool:
        """Whether what is shown is what is wanted, though more may be on its way."""
        return self.ready and not self._outdated and self._beyond is None

    def lines(self) -> list[Line[R]]:
        """The lines to show at `aim`."""
        return self.window.lines(self.aim, self.height, self.marks)

    def resize(self, height: int) -> None:
        """Have room for so many rows; the cursor stays in sight."""
        self.height = max(height, 0)
        self.aim = self.aim.fit(len(self.window), self.height)

    def aim_at(self, place: Place) -> None:
        """Want to be at a place of the listing, or at the nearest one that exists."""
        is_beyond = self.window.listing.more is not None and place.cursor >= len(self.window)
        self._beyond = place if is_beyond else None
        self.aim = place.fit(len(self.window), self.height)
        self._sought = None

    def move(self, by: int) -> None:
        """Move the cursor by rows, and the window only when it must."""
        self.aim_at(Place(self.aim.cursor + by, self.aim.top))

    def mark_all(self) -> None:
        """Mark every row, those too that are still to be read; none where all are marked."""
        every = self.marks.union(self.window.listing.keys)
        self._marks_on = every != self.marks
        self.marks = every if self._marks_on else frozenset()

    def page(self, by: int) -> None:
        """Move cursor and window together by pages, one row being kept in sight."""
        rows = by * max(self.height - 1, 1)
        self.aim_at(Place(self.aim.cursor + rows, self.aim.top + rows))

    def scroll(self, by: int) -> None:
        """Move the window by rows, and the cursor only when it must."""
        self.aim_at(self.aim.scroll(by, len(self.window), self.height))

    def unfold(self) -> None:
        """Unfold the cursor's node, or go to the first child of one that is open."""
        key, fold = self.cursor_key, self.window.fold(self.aim.cursor)
        if fold == FOLDED and key is not None:
            self.look(replace(self.view, open=self.view.open | {key}))
        elif fold == OPEN:
            self.move(1)

    def fold(self) -> None:
        """Fold the cursor's node, or go to the parent of one that cannot be folded."""
        key, cursor = self.cursor_key, self.aim.cursor
        if self.window.fold(cursor) == OPEN and key is not None:
            self.look(replace(self.view, open=self.view.open - {key}))
        else:
            self.move(next(self.window.ancestors(cursor), cursor) - cursor)

    def seek(self, key: Key) -> bool:
        """Want to be at a key, in the middle if it is off the screen; whether that can be.

        While a new listing is on its way the key is looked for in that one, and True is hoped.
        """
        if self._outdated:
            self._sought = key
            return True
        index = self.window.index(key, self.aim.cursor)
        if index is None:
            return False
        top = self.aim.top
        if not top <= index < top + self.height:
            top = index - self.height // 2
        self.aim_at(Place(index, top))
        return True

    def look(self, view: View, *, unfolding: bool = False) -> None:
        """Want another view. With `unfolding`, all nodes in it, level by level, are opened."""
        self.view, self._unfolding, self._outdated = view, unfolding, True

    def refresh(self) -> None:
        """Want everything read anew, since rows may have been written."""
        self._outdated = self._check_marks = True

    async def step(self) -> None:
        """Ask one question of the source. Raises what the source raises; nothing shown is lost."""
        keys = () if self._beyond else self.window.lacking(self.aim, self.height)
        if self._outdated:
            await self._read_listing()
        elif keys:
            await self._read_rows(keys)
        else:
            await self._read_on()

    async def _read_on(self) -> None:
        """Lengthen the listing; whoever wanted to be beyond its end gets as far as it goes now."""
        window, more = self.window, self.window.listing.more
        if more is None:
            return
        try:
            listing = await more()
        except Problem:
            window.listing = replace(window.listing, more=None)
            raise
        if window is self.window and not self._outdated:
            window.listing = listing
            if self._marks_on:
                self.marks = self.marks.union(listing.keys)
            if self._beyond is not None:
                self.aim_at(self._beyond)

    async def _read_rows(self, keys: Sequence[Key]) -> None:
        window = self.window
        rows = await self._source.rows(keys)
        window.take(keys, rows, self.aim, self.height)

    async def _read_listing(self) -> None:
        self._outdated, self._beyond, self._marks_on = False, None, False
        view = self.view
        listing = await self._source.listing(view)
        # Where something new is looked for, its beginning is what is wanted.
        stays = view == self._listed_view or not view.text
        while stays and listing.more and not self._reaches(listing):
            listing = await listing.more()
        if self._check_marks:
            await self._drop_dead_marks(listing)
        if not self._outdated and not self._unfolds_more(listing):
            window: RowWindow[R] = RowWindow(listing)
            self.aim = self._place_in(window)
            self.window, self.listed, self._sought = window, True, None
            self._listed_view = view

    def _reaches(self, listing: Listing) -> bool:
        """Whether a listing goes as far as where one is."""
        where, landmarks = RowWindow[R](listing), list(self._landmarks())
        found = any(where.index(key, self.aim.cursor) is not None for key in landmarks)
        return len(where) > self.aim.top + self.height and (found or not landmarks)

    def _unfolds_more(self, listing: Listing) -> bool:
        if not self._unfolding:
            return False
        opened = self.view.open.union(compress(listing.keys, listing.folds or ()))
        if opened == self.view.open:
            self._unfolding = False
            return False
        self.view, self._outdated = replace(self.view, open=opened), True
        return True

    async def _drop_dead_marks(self, listing: Listing) -> None:
        """Forget marks whose rows are gone; a row that is only hidden can still be read."""
        self._check_marks = False
        hidden = iter(self.marks.difference(listing.keys))
        while batch := list(islice(hidden, BATCH)):
            rows = await self._source.rows(batch)
            self.marks = self.marks.difference(key for key in batch if key not in rows)

    def _place_in(self, window: RowWindow[R]) -> Place:
        """The place of the cursor's row, or what stands for it, on the same line of the screen."""
        near, line = self.aim.cursor, self.aim.cursor - self.aim.top
        for key in self._landmarks():
            index = window.index(key, near)
            if index is not None:
                near = index
                break
        else:
            if window.listing.more is not None:
                return Place().fit(len(window), self.height)
        return Place(near, near - line).fit(len(window), self.height)

    def _landmarks(self) -> Iterator[Key]:
        """The row to go to: the one sought, the cursor's, the nearest that it lies under."""
        if self._sought is not None:
            yield self._sought
        keys, cursor = self.window.listing.keys, self.aim.cursor
        if cursor < len(keys):
            yield keys[cursor]
            for index in self.window.ancestors(cursor):
                yield keys[index]
