"""What every screen works at: settings, day, commands, and the database's own thread."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, ParamSpec, TypeVar, cast

from models.database import (
    COMMAND,
    DoneBefore,
    Opened,
    close_database,
    database,
    open_database,
)
from models.derived import AsOf, as_of
from models.engine_errors import engine_errors_told
from models.journal import newest
from models.problems import Problem
from tui.drafts import Drafts
from tui.keys import remapped
from tui.keys.command import Command
from tui.settings import Settings
from tui.type_ahead import TypeAhead

DEMO_DAY = date(2027, 3, 10)
"""The day that the sample municipality is seen as of, whenever it is looked at."""

SLOW_SECONDS = 0.5
"""After so long without an answer it is said that one is waited for."""

P = ParamSpec("P")
T = TypeVar("T")


class Desk:
    """Shared by all screens of one run. The database is only ever touched on its one thread, and
    gives plain records: a screen awaits them and never waits for them.

    ``waits`` is told when an answer takes long, as while somebody else is writing, and again when
    it has come. ``writes`` counts what this run has written, so that a screen knows when it is out
    of date; ``news`` is for the screen that one comes back to;
    ``name`` is the municipality's where the settings name none.
    """

    def __init__(self, settings: Settings, day: date | None = None) -> None:
        self.settings = settings
        self.commands: tuple[Command, ...] = remapped(settings.keys)
        self.path: Path | None = None
        self.name = ""
        self.news = ""
        self.writes = 0
        self.ahead: TypeAhead[Any] = TypeAhead()
        self.drafts = Drafts()
        self.waits: Callable[[bool], None] = lambda _waiting: None
        self._newest: tuple[int, int] | None = None
        self._day = day
        self._thread = ThreadPoolExecutor(1, "database")
        self._aside = ThreadPoolExecutor(1, "aside")

    @property
    def today(self) -> date:
        """The day it is; the demo's own in the demo."""
        return self._day or date.today()  # noqa: DTZ011 (the user's own calendar day)

    @property
    def frozen(self) -> bool:
        """Whether the day stands still, as in the demo."""
        return self._day is not None

    def open(self, path: Path) -> Future[Opened]:
        """Begin opening the database; other imports can go on meanwhile. Nobody shares the demo."""
        self.path = path
        group = "" if self.frozen else self.settings.group
        return self._thread.submit(open_database, path, group)

    async def open_sample(self, folder: Path, day: date) -> None:
        """Go over to the sample municipality as of ``day``, in a new database in ``folder``."""
        from models.sample import make

        await self.ask(close_database)
        self._day, self.path = day, folder / "sample.db"
        await self.ask(open_database, self.path, "")
        await self.ask(make, day, self.settings.rules)
        await self.drafts.open(self.path, self.settings.retention.drafts_days)
        self.writes += 1

    def submit(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """Have ``function`` run on the database's thread."""
        return self._thread.submit(function, *args, **kwargs)

    def aside(self, function: Callable[[], T]) -> Future[T]:
        """Have ``function`` run on a thread for what nobody waits for."""
        return self._aside.submit(function)

    async def ask(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """What ``function``, run on the database's thread, gives or raises.

        Whatever the engine cannot do comes out as :class:`Problem`. Within a command that has a
        name (:data:`models.database.COMMAND`), the same with the same facts is done once: what
        was done before gives None.
        """
        context = copy_context()
        if COMMAND.get():
            context.run(COMMAND.set, _named(COMMAND.get(), function, args, kwargs))
        slow = asyncio.get_running_loop().call_later(SLOW_SECONDS, self.waits, True)
        try:
            with engine_errors_told(database, self.path):
                return await asyncio.wrap_future(
                    self._thread.submit(context.run, partial(function, *args, **kwargs))
                )
        except DoneBefore:
            return cast("T", None)
        finally:
            slow.cancel()
            if slow.when() <= asyncio.get_running_loop().time():
                self.waits(False)

    async def others_wrote(self) -> bool:
        """Whether anybody else has changed anything since this was last asked."""
        now, before = await self.ask(newest), self._newest
        self._newest = now
        return before is not None and all(a != b for a, b in zip(before, now, strict=True))

    async def at(self) -> AsOf:
        """Today, with the round that is on."""
        return await self.ask(as_of, self.today, self.settings.rules)

    async def in_open_year(self) -> AsOf:
        """The same, where something is to be written: the year is opened if none is yet."""
        from models.year import ensure_year

        at = await self.at()
        if at.round is None:
            await self.ask(ensure_year, self.today.year, self.settings.rules)
            at = await self.at()
        return at

    async def back_up(self) -> None:
        """Take the day's backup, if backups are kept; no question to the database waits for it.

        The demo, where the day stands still, is not worth any. Problems: as
        :func:`models.daily_backup.back_up_daily`.
        """
        if self.settings.keep_backups and not self.frozen:
            await asyncio.wrap_future(self.aside(self._back_up))

    def _back_up(self) -> None:
        from models.daily_backup import back_up_daily

        back_up_daily(self.today, self.settings.keep_backups)

    async def forget_past(self) -> None:
        """Forget what was before steps that are older than can be undone, for want of which the
        file would grow for ever."""
        from models.past import forget_past

        days = timedelta(self.settings.undo_days)
        with suppress(Problem):
            await self.ask(forget_past, datetime.now(UTC) - days)

    def close(self) -> None:
        """Let what is under way finish, unless it can be called off, and close the database."""
        if self.ahead.call_off:
            self.ahead.call_off()
        self.drafts.close()
        self._aside.shutdown(wait=True)
        self._thread.submit(close_database)
        self._thread.shutdown(wait=True)


def _named(command: str, function: Callable[..., object], *facts: object) -> str:
    """The name of one write of a command: another function or other facts are another write."""
    from hashlib import sha256

    name = getattr(function, "__qualname__", repr(function))
    return sha256(repr((command, name, facts)).encode()).hexdigest()
