"""The program from the front: keys go in, lines of text come out."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from textual import events
from textual.keys import _character_to_key

from models.dashboard import first_board
from tui import languages
from tui.app import ResultatdialogApp
from tui.desk import Desk
from tui.settings import Settings
from tui.widgets.page import Page
from tui.widgets.table import Table

if TYPE_CHECKING:
    from textual.pilot import Pilot
    from textual.strip import Strip

DAY = date(2027, 3, 10)
PATIENCE = 30.0
CALM = 4
"""Turns of the event loop in which nobody else has anything to do: a timer that is due comes up in
the second."""
CONTROLS = {"enter": "\r", "tab": "\t", "escape": "\x1b", "space": " ", "backspace": "\x7f"}

T = TypeVar("T")


class Front:
    """An app that runs, with somebody at its keyboard."""

    def __init__(self, app: ResultatdialogApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot
        self.desk = app.desk
        self.presses = 0

    # What goes in

    async def press(self, *keys: str) -> None:
        """Press each key, and wait until all that comes of it is there."""
        for key in keys:
            self.send(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type a text as fast as a paste comes in; it counts as one press."""
        before = self.presses
        for character in text:
            self.send(character)
        self.presses = before + 1
        await self.settle()

    async def paste(self, text: str) -> None:
        """Paste a text, as paths are. Typed, each letter has the folder read and all laid out anew;
        that is for tests of typing."""
        self.presses += 1
        self.app.post_message(events.Paste(text))
        await self.settle()

    def send(self, key: str) -> None:
        """Hand a key over and wait for nothing."""
        self.presses += 1
        character = CONTROLS.get(key, key if len(key) == 1 else None)
        name = _character_to_key(key) if len(key) == 1 else key
        self.app.post_message(events.Key(name, character))

    async def clear(self) -> None:
        """Empty the field that is typed in."""
        await self.press("end", "ctrl+u")

    async def settle(self) -> None:
        """Wait until every question is answered and everything is painted."""
        deadline = time.monotonic() + PATIENCE
        calm = 0
        while calm < CALM:
            await asyncio.sleep(0 if calm else 0.0005)
            if self.app._exception is not None:
                raise self.app._exception
            assert time.monotonic() < deadline, f"never comes to rest:\n{self.text}"
            calm = calm + 1 if self._at_rest() else 0
            if calm == CALM // 2:
                # Whoever awaits an answer of the database has it before this one comes.
                await asyncio.wait_for(asyncio.wrap_future(self.desk.submit(int)), PATIENCE)
                # What is painted now may have more done in turn.
                self.app.screen._on_timer_update()

    async def breathe(self) -> None:
        """Let the program go on for a moment, at rest or not."""
        await asyncio.sleep(0.02)
        self.app.screen._on_timer_update()

    def _at_rest(self) -> bool:
        loop: Any = asyncio.get_running_loop()
        if loop._ready:  # a key on its way up from widget to app, say
            return False
        waiting = sum(page.pane is not None for page in self.pages)
        busy = sum(not worker.is_finished for worker in self.app.workers)
        if busy > waiting or self.desk.ahead.holding:
            return False
        pumps = [self.app, *self.app.screen.walk_children(with_self=True)]
        return not any(
            pump.message_queue_size
            or (isinstance(pump, Table) and pump.display and pump._reader.wants)
            for pump in pumps
        )

    # What is seen

    @property
    def page(self) -> Any:
        """The screen on top."""
        return self.app.screen

    @property
    def pages(self) -> list[Page]:
        """All screens, the undermost first."""
        return [one for one in self.app.screen_stack if isinstance(one, Page)]

    @property
    def strips(self) -> list[Strip]:
        """What is painted, line by line."""
        return self.app.screen._compositor.render_strips()

    @property
    def lines(self) -> list[str]:
        """The painted text, line by line."""
        return screen_text(self.app)

    @property
    def text(self) -> str:
        """All of it."""
        return "\n".join(self.lines)

    @property
    def title(self) -> str:
        """The first line."""
        return self.lines[0]

    @property
    def status(self) -> str:
        """What is said over the last line, in one line or several."""
        region = self.page.status.region
        return " ".join(line.strip() for line in self.lines[region.y : region.bottom])

    @property
    def footer(self) -> str:
        """The last line."""
        return self.lines[-1].strip()

    @property
    def cursor(self) -> str:
        """The line of the row that the cursor is on."""
        table: Table[Any] = self.page.table
        place = table._reader.aim.cursor - table._reader.aim.top
        return self.lines[table.region.y + 1 + place]

    def line(self, part: str) -> str:
        """The one line that holds ``part``."""
        found = [line for line in self.lines if part in line]
        assert len(found) == 1, f"{part!r} is on {len(found)} lines:\n{self.text}"
        return found[0]

    def rows(self) -> list[str]:
        """The rows of the list on the screen, without the blanks around them."""
        region = self.page.table.region
        found = self.lines[region.y + 1 : region.bottom]
        return [line.strip() for line in found if line.strip()]

    def field(self, key: str) -> Any:
        """A field of the form that is open."""
        assert self.page.pane is not None, self.text
        return {field.key: field for field in self.page.pane.fields}[key]

    async def asks(self, question: Callable[..., T], *facts: object) -> T:
        """What a function of the models answers."""
        return await self.desk.ask(question, *facts)

    async def sql(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What is stored."""
        from models.database import rows

        return await self.desk.ask(rows, statement, values)

    async def goes_to(self, name: str) -> None:
        """Find a row by its name, and put the cursor on it. The name is pasted: typed, each of its
        letters would have the list read and painted anew."""
        await self.press("/")
        await self.paste(name)
        await self.press("enter")


def screen_text(app: ResultatdialogApp) -> list[str]:
    """The lines of text that are painted."""
    return ["".join(segment.text for segment in strip) for strip in painted(app)]


def painted(app: ResultatdialogApp) -> list[Strip]:
    """What is painted."""
    return app.screen._compositor.render_strips()


@asynccontextmanager
async def open_app(
    path: Path,
    size: tuple[int, int] = (80, 24),
    language: languages.Language = "en",
    settings: Settings | None = None,
    day: date = DAY,
    settled: bool = True,
) -> AsyncIterator[Front]:
    """The program on the database at ``path``, as of ``day``; closed at the end. Unless it is to be
    ``settled``, the figures may still be on their way."""
    languages.use(language)
    desk = Desk(settings or Settings(), day)
    try:
        desk.open(path).result()
        board = desk.submit(first_board, day, desk.settings.rules).result()
        app = ResultatdialogApp(desk, board)
        async with app.run_test(size=size) as pilot:
            front = Front(app, pilot)
            if settled:
                await front.settle()
            yield front
    finally:
        desk.close()
