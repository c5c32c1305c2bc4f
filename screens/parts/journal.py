"""The journal: who changed what, when, and from what to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.journal_list import (
    JournalLine,
    JournalScope,
    journal_in_order,
    journal_keys,
    journal_lines,
    writers,
)
from models.people import PeopleScope
from models.problems import Problem
from screens.forms.journal import journal_form
from screens.parts.long_listing import by_key, long_listing
from screens.parts.part import Part
from screens.ways import (
    ToDialogue,
    ToHistory,
    ToLineOfSight,
    ToPeople,
    ToPerson,
    ToWhatIf,
)
from tui.change_words import changes_in_words
from tui.deed_words import many_in_words
from tui.desk import Desk
from tui.languages import _, day
from tui.widgets.cells import Cell, Column, Key, Listing, View
from tui.widgets.page import Page
from tui.widgets.table import Table
from tui.words import DEED, RECORD, word

AT = {"commitment": "commitments", "leader-agreement": "agreement", "appraisal": "dialogues"}
"""The part of a person's screen where a kind of record is seen."""


class JournalPart(Part):
    """The entries in ``scope``; ``name`` is that of the person or record that it is narrowed to."""

    key = "journal"

    def __init__(self, desk: Desk, page: Page, scope: JournalScope, name: str = "") -> None:
        super().__init__(desk, page)
        self.source = JournalSource(desk, scope)
        self._name = name
        self.table = Table(_columns(), self.source, empty=_("Nothing has been written yet."))

    @property
    def label(self) -> str:
        """What it is narrowed to."""
        scope = self.source.scope
        kind = word(RECORD, scope.kind) if scope.kind and not self._name else ""
        days = "–".join(dict.fromkeys(day(one) for one in (scope.first, scope.last) if one))
        parts = (_("Journal"), self._name, kind, scope.who, days)
        return " · ".join(part for part in parts if part)

    def explain(self) -> str:
        """All that was changed."""
        line: JournalLine | None = self.table.row(self.table.cursor_key or 0)
        return changes_in_words(line.entry) if line and line.count == 1 else ""

    async def narrow(self) -> None:
        """Choose by whom, about what and whom, and in which days."""
        chosen: list[tuple[JournalScope, str]] = []
        who = await self.desk.ask(writers)
        scope = self.source.scope
        if await self.page.ask(journal_form(self.desk, scope, self._name, who, chosen)):
            self.source.scope, self._name = chosen[-1]
            await self.page.reload()

    async def open(self) -> None:
        """Go to the record; to the entries one by one where there are many."""
        line: JournalLine = self.row
        entry, about = line.entry, line.about
        if line.count > 1:
            many = many_in_words(entry.kind, entry.action, line.count)
            self.page.go(ToHistory(JournalScope(kind=entry.kind, step=line.step), many))
        elif about is None or entry.record_id is None:
            raise Problem("record-gone")
        elif about.round_id is not None and about.person_id is not None:
            self.page.go(ToDialogue(about.person_id, about.round_id))
        elif about.person_id is not None and about.goal_id is None:
            self.page.go(ToPerson(about.person_id, AT.get(entry.kind, "")))
        elif about.goal_id is not None:
            self.page.go(ToLineOfSight(about.goal_id))
        elif entry.kind == "unit":
            self.page.go(ToPeople(PeopleScope("all", unit_id=entry.record_id), about.name))
        elif entry.kind == "what-if":
            self.page.go(ToWhatIf((entry.record_id,)))
        else:
            await self.page.run_action("app.go('year')")

    def history(self) -> ToHistory:
        """Of the record; where that is what is seen already, all that is about its person."""
        line: JournalLine = self.row
        entry, about = line.entry, line.about
        if about is None or entry.record_id is None:
            raise Problem("record-gone")
        scope = JournalScope(kind=entry.kind, record_id=entry.record_id)
        if self.source.scope == scope and about.person_id is not None:
            scope = JournalScope(person_id=about.person_id)
        return ToHistory(scope, about.name)


class JournalSource:
    """The journal as a table asks for it, a screenful at a time."""

    def __init__(self, desk: Desk, scope: JournalScope) -> None:
        self._desk = desk
        self.scope = scope

    async def listing(self, view: View) -> Listing:
        """The lines that hold what is typed."""
        if not view.text.strip():
            ask = self._desk.ask
            read = by_key(lambda before, limit: ask(journal_in_order, self.scope, before, limit))
            return await long_listing(read)
        keys, total = await self._desk.ask(journal_keys, self.scope, view.text)
        return Listing(keys, total=total)

    async def rows(self, keys: Sequence[Key]) -> Mapping[Key, JournalLine]:
        """The lines on the screen."""
        found = await self._desk.ask(journal_lines, self.scope, [int(key) for key in keys])
        return dict(found.items())


def _columns() -> tuple[Column[JournalLine], ...]:
    return (
        Column("at", _("When"), _when, 16, sortable=False),
        Column("who", _("Who"), lambda line: Cell(line.entry.who), 9, sortable=False, shed=1),
        Column("what", _("What"), _what, 22, grows=1, sortable=False),
        Column("whom", _("Whom"), _whom, 14, grows=1, sortable=False),
        Column("changes", _("Changes"), _changes, 12, grows=3, sortable=False),
    )


def _when(line: JournalLine) -> Cell:
    local = line.entry.at.astimezone()
    return Cell(f"{day(local.date())} {local:%H:%M}", "muted")


def _what(line: JournalLine) -> Cell:
    entry = line.entry
    if line.count > 1:
        return Cell(many_in_words(entry.kind, entry.action, line.count))
    return Cell(f"{word(RECORD, entry.kind)} {word(DEED, entry.action.rpartition('.')[2])}")


def _whom(line: JournalLine) -> Cell:
    return Cell(line.name, "" if line.about else "muted")


def _changes(line: JournalLine) -> Cell:
    return Cell(changes_in_words(line.entry) if line.count == 1 else "", "muted")
