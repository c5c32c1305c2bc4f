"""The app: it takes one from each screen to the next.

Only the first screen is loaded with it; :mod:`tui.views` has the others, which are loaded when one
is opened: together they would take as long as everything before the first paint.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Coroutine, Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from rich.text import Text
from textual import events, on
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.filter import ANSIToTruecolor, LineFilter
from textual.screen import Screen
from textual.worker import Worker, WorkerFailed

from models.dashboard import Dashboard
from models.draft import Draft
from models.problems import Problem
from screens.dashboard import DashboardPage
from screens.ways import ToImport, ToSample, Way
from tui.desk import DEMO_DAY, Desk
from tui.errors import keep_error
from tui.gate import plain
from tui.hang_up import HUNG_UP
from tui.key_by_key import KeyByKeyApp
from tui.languages import _
from tui.made_ready import make_ready
from tui.mended_textual import mend_textual
from tui.sentences import sentence
from tui.theme import THEMES
from tui.widgets.page import Page

LOOK_SECONDS = 1.0
"""So often it is looked whether somebody else has written."""
LOAD_AFTER = 0.5
"""Seconds after the first screen until the others are loaded, so that none is waited for."""
BACKUP_AFTER = 3.0
"""Seconds after the first screen until the day's backup is taken, so that it is in nobody's way."""


class ResultatdialogApp(KeyByKeyApp):
    """One run of the program at one terminal."""

    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+q", "quit", show=False, priority=True)]
    CSS_PATH = "app.tcss"

    def __init__(self, desk: Desk, board: Dashboard) -> None:
        mend_textual()
        super().__init__(desk.ahead)
        # There are neither toasts nor tooltips here: what is said stands in the status line. Their
        # empty widgets would have every screen laid out and painted once more as it opens.
        self._disable_notifications = self._disable_tooltips = True
        self.desk = desk
        self._board = board
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = desk.settings.look.theme
        self.stylesheet.set_variables(self.get_css_variables())
        self.animation_level = "none"
        self.set_keymap(dict(desk.settings.keys))
        self._pointer_shape = "default"
        self._looking: Worker[None] | None = None
        self._turning: asyncio.AbstractEventLoop | None = None

    def refresh_css(self, animate: bool = True) -> None:
        """Not for the theme that it begins with: nothing has the colours of another yet."""
        if self._dom_ready:
            super().refresh_css(animate)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Not the one for colours that only the terminal knows: nothing here has any."""
        filters = super().get_line_filters()
        return [one for one in filters if not isinstance(one, ANSIToTruecolor)]

    def _set_pointer_shape(self, shape: str) -> None:
        """Only a new one: Textual tells the terminal again with every screen."""
        if shape != self._pointer_shape:
            self._pointer_shape = shape
            super()._set_pointer_shape(shape)

    def get_default_screen(self) -> Screen[Any]:
        """The dashboard lies under everything; a blank one under it would be laid out in vain."""
        return DashboardPage(self.desk, self._board)

    def on_load(self) -> None:
        """The terminal is about to be taken."""
        self._turning = asyncio.get_running_loop()

    def on_mount(self) -> None:
        """On an empty database, ask how to begin."""
        if self._board.empty:
            from screens.first_start import FirstStartPage

            self.push_screen(FirstStartPage(self.desk))

    def on_ready(self) -> None:
        """The first screen is painted: now there is time for the rest."""
        del self._board  # the page has it, and reads another in its place
        self.pauses.begin()
        self.run_worker(self.desk.forget_past())
        if not self.is_headless:
            self.set_interval(LOOK_SECONDS, self._look_for_others)
        self.desk.waits = self._say_waiting
        loop = asyncio.get_running_loop()
        self.desk.drafts.failed = lambda error: loop.call_soon_threadsafe(
            self._say_draft_failed, error
        )
        self.run_worker(self._offer_drafts())
        self.set_timer(LOAD_AFTER, lambda: self.run_worker(self._make_ready()))
        self.set_timer(BACKUP_AFTER, lambda: self.run_worker(self._back_up(), group="backup"))

    async def _make_ready(self) -> None:
        await make_ready(self, self.desk)
        self.pauses.free()  # or what opens first would wait until all this is looked through

    async def _back_up(self) -> None:
        try:
            await self.desk.back_up()
        except Problem as problem:
            if isinstance(self.screen, Page):
                text = _("Today's backup was not taken. {reason}")
                self.screen.say(text.format(reason=sentence(problem)), bad=True)

    def hang_up(self) -> None:
        """End, told by another thread or by a signal in the midst of anything. What is typed is
        stored first: on a line that has stalled the end of the app is waited for in vain."""
        if self._turning is None:
            os._exit(HUNG_UP)  # before anything was drawn or typed
        self._turning.call_soon_threadsafe(self.desk.drafts.store)
        self._turning.call_soon_threadsafe(self.exit)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """None of Textual's own: a screenshot would put names into a file."""
        del screen
        return ()

    def action_go(self, view: str) -> None:
        """Open one of the main screens over the dashboard."""
        while len(self.screen_stack) > 1:
            self.pop_screen()
        if view != "dashboard":
            from tui.views import VIEWS

            page = VIEWS[view](self.desk)
            page.came_by = [view]
            self.push_screen(page)

    @on(Way)
    def _to(self, way: Way) -> None:
        self._go(self._page_for(way))

    @on(ToImport)
    def _to_import(self) -> None:
        # Readers of spreadsheets are loaded when a file is to be read, not at the start.
        from screens.import_file import open_import

        page = self.screen
        if isinstance(page, Page):
            self._go(open_import(page))

    @on(ToSample)
    def _to_sample(self) -> None:
        self._go(self._open_sample())

    def _go(self, opening: Coroutine[Any, Any, Page | None]) -> None:
        """Open a screen, then let the keys go that were typed for it."""
        self.run_worker(self._going(opening), group="way")

    async def _going(self, opening: Coroutine[Any, Any, Page | None]) -> None:
        try:
            page = await opening
            if page is not None:
                await self.push_screen(page)
        except Problem as problem:
            self._say(problem)
        finally:
            self.desk.ahead.release()

    async def _page_for(self, way: Way) -> Page:
        from tui.views import page_for
        from tui.way_back import plain_way

        page = await page_for(self.desk, way)
        page.came_by = plain_way(way)
        return page

    # What others do

    def _look_for_others(self) -> None:
        """Look, unless the last look still waits for the database."""
        if self._looking is None or self._looking.is_finished:
            self._looking = self.run_worker(self.look_for_others(), group="others")

    async def look_for_others(self) -> None:
        """Show what somebody else has changed; cursor, marks and what is typed stay."""
        try:
            if await self.desk.others_wrote():
                self.desk.writes += 1
                if isinstance(self.screen, Page):
                    await self.screen.reload_for_others()
                    self.pauses.await_next()
        except Problem as problem:
            self._say(problem)

    def _say_waiting(self, waiting: bool) -> None:
        if isinstance(self.screen, Page):
            self.screen.status.wait(_("Waiting for the database …") if waiting else "")

    def _say(self, problem: Problem) -> None:
        if isinstance(self.screen, Page):
            self.screen.say(sentence(problem), bad=True)

    # Drafts

    def action_drafts(self) -> None:
        """Show what is left of earlier sessions."""
        page = self.screen
        if isinstance(page, Page):
            page.start(self._show_drafts(page))

    async def _offer_drafts(self) -> None:
        if self.desk.path is not None:
            days = self.desk.settings.retention.drafts_days
            try:
                await self.desk.drafts.open(self.desk.path, days)
            except Problem as problem:
                self._say_draft_failed(problem)
        if self.desk.drafts.left:
            self.action_drafts()

    async def _show_drafts(self, page: Page) -> None:
        from tui.draft_list import choose_draft

        draft = await choose_draft(page)
        if draft is not None:
            self.desk.ahead.hold()
            self._go(self._to_draft(draft))

    async def _to_draft(self, draft: Draft) -> None:
        """Go to where a draft was typed and press the key again that had opened its form."""
        from tui.draft_list import show_text

        try:
            await self._come_back(draft)
        except Problem:
            page = self.screen
            if isinstance(page, Page):
                page.start(show_text(page, draft))

    async def _come_back(self, draft: Draft) -> None:
        from tui.way_back import way_again

        screen = draft.place["screen"]
        if len(screen) < 2:
            self.action_go(screen[0] if screen else "dashboard")
        else:
            self.action_go("dashboard")
            await self.push_screen(await self._page_for(way_again(screen)))
        page = self.screen
        if isinstance(page, Page):
            await page.come_back(draft.place)
            key = draft.place["key"]
            self.post_message(events.Key(key, key if len(key) == 1 else None))

    def _say_draft_failed(self, error: BaseException) -> None:
        reason = sentence(error) if isinstance(error, Problem) else _failed(error)
        if isinstance(self.screen, Page):
            text = _("What you type cannot be kept as a draft: {reason}")
            self.screen.say(text.format(reason=reason), bad=True)

    async def _open_sample(self) -> None:
        import tempfile

        await self.desk.open_sample(Path(tempfile.mkdtemp(prefix="resultatdialog-")), DEMO_DAY)
        self.action_go("dashboard")

    def _fatal_error(self) -> None:
        """End without showing what the error was about: a traceback holds names."""
        self._exit_renderables.append(Text(plain(_failed(self._exception))))
        self._close_messages_no_wait()


def _failed(error: BaseException | None) -> str:
    """What is said of an error of the program's own, which is kept under a number."""
    if isinstance(error, WorkerFailed):
        error = error.error  # the place is that one's
    number = keep_error(error) if error else "?"
    return _("The program has failed (error {number}). What was saved is safe.").format(
        number=number
    )
