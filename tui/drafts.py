"""Keeping drafts: what is typed is on the disk within a second, whatever becomes of the line."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from models.draft import Draft, DraftFile, Typed
from tui.languages import _, day

SECONDS = 0.4
"""So long typing goes on before it is stored."""

Fields = Callable[[], Mapping[str, tuple[Typed, Typed]]]
"""Gives what stood in each field that was typed in, and what is typed now."""


class Drafts:
    """The drafts of this session, and those that are ``left`` of earlier ones, by their keys.

    ``failed`` is told, on another thread, what kept one from being stored or deleted.
    They are stored on a thread of their own: the database's may be waiting for somebody's lock.
    """

    def __init__(self) -> None:
        self.left: dict[str, Draft] = {}
        self.failed: Callable[[BaseException], object] = lambda _error: None
        self._file: DraftFile | None = None
        self._thread = ThreadPoolExecutor(1, "drafts")
        self._waiting: dict[str, tuple[Slot, Fields]] = {}
        self._timer: asyncio.TimerHandle | None = None

    async def open(self, database: Path, days: int) -> None:
        """Take up what is left beside ``database``; what is older than ``days`` is deleted, unless
        they are 0."""
        if self._file is not None:
            self._thread.submit(self._file.close)
        self._file = DraftFile(database)
        found = await asyncio.wrap_future(self._thread.submit(self._file.left, days))
        self.left = {draft.key: draft for draft in reversed(found)}

    @property
    def session(self) -> str:
        """What tells this session's drafts from others."""
        return self._file.session if self._file else ""

    def slot(self, key: str, title: str, place: Mapping[str, Any]) -> Slot:
        """Where the draft of one form or note is kept."""
        return Slot(self, key, title, place, self.left.get(key))

    def later(self, slot: Slot, fields: Fields) -> None:
        """Store what ``fields`` give in a moment, and once for all that is typed until then."""
        self._waiting[slot.key] = (slot, fields)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(SECONDS, self.store)

    def store(self) -> None:
        """Begin to store all that waits."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = None
        waiting, self._waiting = self._waiting, {}
        for slot, fields in waiting.values():
            typed = fields()
            if typed:
                slot.kept = self._keep(slot.draft(typed))
                if slot.left is not None:
                    self.delete(slot.left)
                    slot.left = None
            elif slot.kept is not None:
                self.delete(slot.kept)
                slot.kept = None

    def forget(self, key: str) -> None:
        """Store nothing of what waits for ``key``."""
        self._waiting.pop(key, None)

    def delete(self, draft: Draft) -> None:
        """Delete a draft, whichever session kept it."""
        if self.left.get(draft.key) == draft:
            del self.left[draft.key]
        if self._file is not None:
            self._watched(self._thread.submit(self._file.drop, draft))

    async def settled(self) -> None:
        """Store what waits, and wait until all that was kept or deleted is so on the disk."""
        self.store()
        await asyncio.wrap_future(self._thread.submit(lambda: None))

    def close(self) -> None:
        """Store what waits, and wait until it is on the disk."""
        self.store()
        if self._file is not None:
            self._thread.submit(self._file.close)
        self._thread.shutdown(wait=True)

    def _keep(self, draft: Draft) -> Draft:
        if self._file is not None:
            self._watched(self._thread.submit(self._file.keep, draft))
        return draft

    def _watched(self, stored: Future[None]) -> None:
        def tell(done: Future[None]) -> None:
            error = done.exception()
            if error is not None:
                with contextlib.suppress(RuntimeError):  # the screen is gone
                    self.failed(error)

        stored.add_done_callback(tell)


class Slot(Struct):
    """Where one form or note keeps its draft; ``left`` is one that an earlier session left."""

    drafts: Drafts
    key: str
    title: str
    place: Mapping[str, Any]
    left: Draft | None
    kept: Draft | None = None

    def typed(self, fields: Fields) -> None:
        """Something was typed: it is stored in a moment, or dropped if nothing differs then."""
        self.drafts.later(self, fields)

    def draft(self, fields: Mapping[str, tuple[Typed, Typed]]) -> Draft:
        """A draft with these fields."""
        now = datetime.now(UTC)
        return Draft(self.key, self.title, fields, self.place, now, self.drafts.session)

    def drop(self) -> None:
        """It was saved or given up."""
        self.drafts.forget(self.key)
        for draft in (self.left, self.kept):
            if draft is not None:
                self.drafts.delete(draft)
        self.left = self.kept = None


def written(draft: Draft) -> str:
    """The day and time at which it was typed, where the user is."""
    at = draft.typed_at.astimezone()
    return f"{day(at.date())} {at:%H:%M}"


def back_again(draft: Draft) -> str:
    """What is said where a draft has been put in again."""
    return _("Typed {when} and not saved. Esc twice gives it up.").format(when=written(draft))


def stored_already(draft: Draft) -> str:
    """What is said where it was saved, and the program ended before it could say so."""
    return _("Typed {when}, and stored as it stands.").format(when=written(draft))
