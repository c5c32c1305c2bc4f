"""The dialogues of the round as a table asks for them, a screenful at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from models.derived import AsOf
from models.dialogues import (
    DialogueRow,
    count_dialogues,
    dialogue_keys,
    dialogue_rows,
    dialogues_by_name,
)
from models.folding import fold
from screens.parts.long_listing import at_once, by_key, long_listing
from tui.desk import Desk
from tui.titles import level_name
from tui.widgets.cells import Key, Listing, View
from tui.words import STATUS, word


class RoundSource:
    """Found by names and unit, and by what the list says of status and level."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._at: AsOf | None = None

    async def listing(self, view: View) -> Listing:
        """The numbers of those who fit."""
        at = self._at = await self._desk.at()
        meant = {one: self._meant(one) for one in fold(view.text).split()}
        if view.sort in {None, "name"} and not view.descending:
            ask = self._desk.ask
            read = by_key(lambda after, limit: ask(dialogues_by_name, at, meant, after, limit))
            count = at_once(partial(ask, count_dialogues, at)) if meant else None
            return await long_listing(read, count)
        found, total = await self._desk.ask(
            dialogue_keys, at, view.sort or "name", view.descending, meant
        )
        return Listing(found, total=total)

    async def rows(self, keys: Sequence[Key]) -> Mapping[Key, DialogueRow]:
        """The rows on the screen."""
        at = self._at or await self._desk.at()
        found = await self._desk.ask(dialogue_rows, at, [int(key) for key in keys])
        return dict(found.items())

    def _meant(self, text: str) -> Sequence[str]:
        """The statuses and levels whose words hold ``text``."""
        statuses = [status for status in STATUS if text in fold(word(STATUS, status))]
        levels = [
            str(level)
            for level in range(1, 5)
            if text in fold(level_name(self._desk.settings, level))
        ]
        return [*statuses, *levels]
