"""The drafts of another organisation."""

from __future__ import annotations

from collections.abc import Sequence

from models.what_if.drafts import Draft, draft, drafts, remove_draft
from screens.forms.what_if import name_form
from screens.parts.part import Part
from screens.parts.whole import WholeList
from screens.ways import ToHistory, ToWhatIf, history_of
from tui.desk import Desk
from tui.languages import _, day, number
from tui.widgets.cells import Cell, Column
from tui.widgets.page import Page
from tui.widgets.table import Table


class DraftsPart(Part):
    """A row a draft, the newest first."""

    key = "drafts"

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__(desk, page)
        source = WholeList(self._read, lambda one: one.id)
        source.columns = _columns()
        empty = _("No drafts yet. Mark people in a list and press {key}: what if they were moved?")
        key = next(one.key for one in desk.commands if one.id == "what-if")
        self.table = Table(source.columns, source, empty=empty.format(key=key))

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("What if")

    async def open(self) -> None:
        """See what the draft would mean."""
        self.page.go(ToWhatIf((self.row.id,)))

    def history(self) -> ToHistory:
        """The history of the draft."""
        return history_of("what-if", self.row.id, self.row.name)

    async def add(self) -> None:
        """Begin a draft."""
        if await self.page.ask(name_form(self.desk)):
            await self.page.written(
                _("The draft is there; now mark people in a list and move them.")
            )

    async def edit(self) -> None:
        """Call it something else."""
        card = await self.desk.ask(draft, self.row.id)
        if await self.page.ask(name_form(self.desk, card)):
            await self.page.written(_("{name} is saved.").format(name=card.name))

    async def remove(self) -> None:
        """Drop the draft."""
        one: Draft = self.row
        await self.desk.ask(remove_draft, one.id)
        await self.page.removed(one.name)

    async def _read(self) -> Sequence[Draft]:
        return await self.desk.ask(drafts)


def _columns() -> tuple[Column[Draft], ...]:
    return (
        Column("name", _("Draft"), lambda one: Cell(one.name), 24, grows=2),
        Column("steps", _("Steps"), lambda one: Cell(number(len(one.steps))), 6, right=True),
        Column("people", _("People moved"), _people, 13, right=True),
        Column("made", _("Made"), lambda one: Cell(day(one.made_on), "muted"), 11),
        Column("applied", _("Applied"), _applied, 11),
    )


def _people(one: Draft) -> Cell:
    return Cell(number(len({person for step in one.steps for person in step.people})))


def _applied(one: Draft) -> Cell:
    return Cell(day(one.applied_on), "ok") if one.applied_on else Cell("")
