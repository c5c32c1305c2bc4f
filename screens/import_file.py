"""Import: a file is chosen, what would come of it is shown, then it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from models.transfer.importing.kinds import (
    AnyPlan,
    AnyResult,
    apply,
    headings_of,
    likely_kind,
    preview,
)
from models.transfer.importing.plan import ImportPlan, ImportRequest, ImportResult
from models.transfer.importing.record_plan import RecordPlan
from models.transfer.importing.record_staging import renamed
from screens.forms.import_file import BY_HEADINGS, ask_for_file, ask_for_kind
from screens.long_work import with_progress
from screens.parts.import_head import ImportHead
from screens.parts.import_preview import (
    ChangesPart,
    ColumnsPart,
    LeftOutPart,
    Preview,
    RemarksPart,
)
from screens.parts.part import Part
from screens.tabbed_page import TabbedPage
from tui import keys
from tui.desk import Desk
from tui.kept_mappings import keep_mapping, kept_mapping
from tui.languages import _, number
from tui.widgets.chooser import Choice, Chooser
from tui.widgets.page import Page


class ImportPage(TabbedPage):
    """The preview of one file."""

    context = "import"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("import")]

    def __init__(self, desk: Desk, request: ImportRequest, plan: AnyPlan) -> None:
        self.preview = Preview(request, plan, self._prepare_again)
        self.head = ImportHead()
        super().__init__(desk, "columns" if _is_blocked(plan) else "changes")

    def make_parts(self) -> Sequence[Part]:
        """Changes first: they are what one decides about."""
        make = (ChangesPart, LeftOutPart, RemarksPart, ColumnsPart)
        return [part(self.desk, self, self.preview) for part in make]

    def head_widget(self) -> Widget:
        """The file and the counts."""
        return self.head

    @property
    def heading(self) -> str:
        """The file's name."""
        return " · ".join((_("Import"), self.preview.request.path.name))

    async def begin(self) -> None:
        """Draw the head."""
        await super().begin()
        self.head.show(self.preview.plan)

    async def reload(self) -> None:
        """Draw the plan anew."""
        self.head.show(self.preview.plan)
        await super().reload()

    def action_apply(self) -> None:
        """Do it."""
        self.start(self._apply())

    def action_choose_file(self) -> None:
        """Take another file."""
        self.start(self._choose_file())

    def action_choose_kind(self) -> None:
        """Take the file for one of another kind."""
        self.start(self._choose_kind())

    async def _apply(self) -> None:
        plan = self.preview.plan
        if plan.is_empty:
            self.say(_("Nothing would change."))
            return
        if isinstance(plan, ImportPlan) and plan.ends_many and not await self._are_gone(plan):
            self.say(_("Nothing was written."))
            return
        result = await with_progress(self, _("Writing"), apply, plan)
        mapping = self.preview.request.mapping
        if mapping:
            keep_mapping(await self.desk.ask(headings_of, self.preview.request), mapping)
        self.desk.writes += 1
        self.desk.news = _done(result)
        self.app.pop_screen()

    async def _are_gone(self, plan: ImportPlan) -> bool:
        """Whether so many are to be ended: the file may be a part of what was meant."""
        text = _("{count} of {known} people are not in the file. Is it whole?")
        heading = text.format(count=number(plan.people.ended), known=number(plan.people_known))
        choices = [
            Choice("no", _("No: write nothing")),
            Choice("yes", _("Yes: end them, and write the rest")),
        ]
        return await self.ask(Chooser(heading, choices)) == "yes"

    async def _choose_file(self) -> None:
        request = await _asked(self)
        if request:
            await self._prepare_again(request)

    async def _choose_kind(self) -> None:
        kind = await ask_for_kind(self)
        if kind:
            await self._prepare_again(renamed(self.preview.request, kind))

    async def _prepare_again(self, request: ImportRequest) -> None:
        plan = await prepared(self, request)
        self.preview.request, self.preview.plan = request, plan
        await self.reload()
        if _is_blocked(plan):
            self.show_part("columns")


async def open_import(page: Page) -> ImportPage | None:
    """Ask for a file and read it; the page with its preview, None if none was chosen."""
    request = await _asked(page)
    if request is None:
        return None
    return ImportPage(page.desk, request, await prepared(page, request))


async def _asked(page: Page) -> ImportRequest | None:
    """A file, with the mapping that was kept for it, taken for what one says or it tells."""
    chosen = await ask_for_file(page)
    if chosen is None:
        return None
    path, kind = chosen
    headings = await page.desk.ask(headings_of, ImportRequest(path))
    mapping = kept_mapping(headings)
    if kind == BY_HEADINGS:
        kind = likely_kind(headings, mapping)
    return renamed(ImportRequest(path, mapping=mapping), kind)


async def prepared(page: Page, request: ImportRequest) -> AnyPlan:
    """The plan for ``request``."""
    desk = page.desk
    plan: AnyPlan = await with_progress(
        page, _("Reading"), preview, request, desk.today, desk.settings.rules
    )
    return plan


def _done(result: AnyResult) -> str:
    if isinstance(result, ImportResult):
        text = _("Imported: {new} new, {changed} changed, {ended} ended; {out} rows left out.")
        return text.format(
            new=number(result.people.new + result.units.new),
            changed=number(result.people.changed + result.units.changed),
            ended=number(result.people.ended),
            out=number(result.left_out),
        )
    text = _("Imported: {new} new, {changed} changed; {out} rows left out.")
    return text.format(
        new=number(result.counts.new),
        changed=number(result.counts.changed),
        out=number(result.left_out),
    )


def _is_blocked(plan: AnyPlan) -> bool:
    return isinstance(plan, RecordPlan) and plan.blocked is not None
