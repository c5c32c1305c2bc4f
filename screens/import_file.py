"""Import of people and units: a file is chosen, what would come of it is shown, then it is done."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.transfer.importing.people import apply, prepare
from models.transfer.importing.plan import ImportPlan, ImportRequest
from screens.parts.import_preview import (
    ChangesPart,
    ColumnsPart,
    LeftOutPart,
    Preview,
    RemarksPart,
)
from screens.parts.part import Part
from screens.tabbed_page import TabbedPage
from tui import glyphs, keys
from tui.desk import Desk
from tui.gate import plain
from tui.kept_mappings import keep_mapping, kept_mapping
from tui.languages import _, number, percent
from tui.widgets.choice_field import ChoiceField
from tui.widgets.chooser import Choice
from tui.widgets.form import Form
from tui.widgets.page import Page

ENDINGS = {".csv", ".txt", ".tsv", ".xlsx", ".xlsm"}
SLOW_SECONDS = 0.5


class ImportPage(TabbedPage):
    """The preview of one file."""

    context = "import"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("import")]

    def __init__(self, desk: Desk, request: ImportRequest, plan: ImportPlan) -> None:
        self.preview = Preview(request, plan, self._prepare_again)
        self.head = ImportHead()
        super().__init__(desk, "changes")

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

    async def _apply(self) -> None:
        plan = self.preview.plan
        if plan.is_empty:
            self.say(_("Nothing would change."))
            return
        result = await with_progress(self, _("Writing"), apply, plan)
        if self.preview.request.mapping:
            keep_mapping([*plan.columns.values(), *plan.unmatched], self.preview.request.mapping)
        self.desk.writes += 1
        text = _("Imported: {new} new, {changed} changed, {ended} ended; {out} rows left out.")
        done = text.format(
            new=number(result.people.new + result.units.new),
            changed=number(result.people.changed + result.units.changed),
            ended=number(result.people.ended),
            out=number(result.left_out),
        )
        self.desk.news = done
        self.app.pop_screen()

    async def _choose_file(self) -> None:
        path = await ask_for_file(self)
        if path:
            await self._prepare_again(ImportRequest(path))

    async def _prepare_again(self, request: ImportRequest) -> None:
        plan = await prepared(self, request)
        self.preview.request, self.preview.plan = request, plan
        await self.reload()


class ImportHead(Static):
    """What the file was taken for, and what would be new, changed and ended."""

    DEFAULT_CSS = """
    ImportHead {
        height: 4;
        padding: 0 1;
        border-bottom: solid $line;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def show(self, plan: ImportPlan) -> None:
        """Draw the head of this plan."""
        found = plan.detected
        how = [
            plain(found.format.upper()),
            plain(found.encoding or ""),
            _delimiter(found.delimiter),
        ]
        if found.sheet:
            how.append(_("sheet {name}").format(name=plain(found.sheet, 40)))
        how.append(_("headings on line {line}").format(line=number(found.header_line)))
        people, units = plan.people, plan.units
        lines = (
            Content.assemble(
                (plain(Path(found.file).name, 60), "bold"),
                ("   " + " · ".join(part for part in how if part), "$muted"),
            ),
            _counts(
                _("People"),
                (_("{count} new"), people.new + people.only_named, "$success"),
                (_("{count} changed"), people.changed, "$primary"),
                (_("{count} back"), people.back, "$success"),
                (_("{count} gone, to be ended"), people.ended, "$warning"),
                (_("{count} unchanged"), people.unchanged, "$muted"),
            ),
            _counts(
                _("Units"),
                (_("{count} new"), units.new, "$success"),
                (_("{count} changed"), units.changed, "$primary"),
                (_("{count} not in the file"), units.not_in_file, "$muted"),
                (_("{count} unchanged"), units.unchanged, "$muted"),
            ),
        )
        self.update(Content("\n").join(lines))


async def open_import(page: Page) -> ImportPage | None:
    """Ask for a file and read it; the page with its preview, None if none was chosen."""
    path = await ask_for_file(page)
    if path is None:
        return None
    request = ImportRequest(path)
    plan = await prepared(page, request)
    headings = [*plan.columns.values(), *plan.unmatched]
    kept = kept_mapping(headings)
    if kept:
        request = ImportRequest(path, mapping=kept)
        plan = await prepared(page, request)
    return ImportPage(page.desk, request, plan)


async def ask_for_file(page: Page) -> Path | None:
    """A path, typed with the help of what is there."""
    chosen: list[Path] = []

    async def save(values: dict[str, Any]) -> None:
        chosen.append(Path(values["file"]))

    start = Choice(str(Path.cwd()) + "/", str(Path.cwd()) + "/")
    field = ChoiceField("file", _("File"), _files, start, required=True, hint=_(".csv or .xlsx"))
    await page.ask(Form(_("Import people and units"), (field,), save))
    return chosen[-1] if chosen else None


async def prepared(page: Page, request: ImportRequest) -> ImportPlan:
    """The plan for ``request``."""
    desk = page.desk
    plan: ImportPlan = await with_progress(
        page, _("Reading"), prepare, request, desk.today, desk.settings.rules
    )
    return plan


async def with_progress(page: Page, label: str, function: Any, *arguments: Any) -> Any:
    """Run ``function`` on the database's thread; a bar once it has taken half a second."""
    loop = asyncio.get_running_loop()
    began = time.monotonic()

    def tell(done: int, total: int | None) -> None:
        if time.monotonic() - began > SLOW_SECONDS:
            loop.call_soon_threadsafe(page.say, _progress(label, done, total))

    return await page.desk.ask(function, *arguments, progress=tell)


def _progress(label: str, done: int, total: int | None) -> str:
    if not total:
        return f"{label} {number(done)}"
    return f"{label} {glyphs.bar(done / total, 30, track=True)} {percent(done / total)}"


async def _files(text: str) -> Sequence[Choice]:
    return await asyncio.to_thread(_files_now, text)


def _files_now(text: str) -> Sequence[Choice]:
    """Folders and tables whose path begins with ``text``; the path itself if it is a file."""
    path = Path(text).expanduser()
    folder, part = (path, "") if text.endswith("/") else (path.parent, path.name)
    try:
        entries = sorted(folder.iterdir(), key=lambda one: (not one.is_dir(), one.name.casefold()))
    except OSError:
        return ()
    found = [
        one
        for one in entries
        if one.name.casefold().startswith(part.casefold())
        and (not one.name.startswith(".") or part.startswith("."))
        and (one.is_dir() or one.suffix.casefold() in ENDINGS or one.name == part)
    ]
    return [Choice(str(one), str(one) + ("/" if one.is_dir() else "")) for one in found]


def _delimiter(sign: str | None) -> str:
    names = {";": _("semicolon"), ",": _("comma"), "\t": _("tab"), "|": _("bar")}
    return names.get(sign or "", "")


def _counts(label: str, *counts: tuple[str, int, str]) -> Content:
    parts: list[Content] = []
    for template, count, style in counts:
        if count:
            parts += [
                Content(" · " if parts else ""),
                Content.styled(plain(template.format(count=number(count))), style),
            ]
    nothing = Content.styled(_("none"), "$muted")
    return Content.assemble((plain(label).ljust(11), "$muted"), *(parts or [nothing]))
