"""The journal: who changed what, and when."""

from __future__ import annotations

from collections.abc import Sequence

from models.journal import Entry, entries
from screens.parts.part import Part
from screens.parts.whole import WholeList
from tui.desk import Desk
from tui.languages import _, day
from tui.widgets.cells import Cell, Column
from tui.widgets.page import Page
from tui.widgets.table import Table
from tui.words import DEED, RECORD, word


class JournalPart(Part):
    """The newest entries."""

    key = "journal"

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__(desk, page)
        source = WholeList(self._read, lambda entry: entry.id)
        source.columns = _columns()
        self.table = Table(source.columns, source, empty=_("Nothing has been written yet."))

    @property
    def label(self) -> str:
        """Its name in the title."""
        return _("Journal")

    async def _read(self) -> Sequence[Entry]:
        return await self.desk.ask(entries)


def _columns() -> tuple[Column[Entry], ...]:
    return (
        Column("at", _("When"), _when, 16, sortable=False),
        Column("who", _("Who"), lambda entry: Cell(entry.who), 10, sortable=False),
        Column("what", _("What"), _what, 24, grows=1, sortable=False),
        Column("fields", _("Fields"), _fields, 20, grows=2, sortable=False, shed=1),
    )


def _when(entry: Entry) -> Cell:
    local = entry.at.astimezone()
    return Cell(f"{day(local.date())} {local:%H:%M}", "muted")


def _what(entry: Entry) -> Cell:
    kind, _dot, deed = entry.action.partition(".")
    number = "" if entry.record_id is None else f" {entry.record_id}"
    return Cell(f"{word(RECORD, kind)}{number} {word(DEED, deed)}")


def _fields(entry: Entry) -> Cell:
    return Cell(", ".join(entry.changes), "muted")
