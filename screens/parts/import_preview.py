"""What an import would do: columns, changes, what stays out, and what was decided."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from models.transfer.columns.headings import fold
from models.transfer.columns.table import COLUMNS, IMPORTS
from models.transfer.importing.kinds import AnyPlan
from models.transfer.importing.plan import Change, ImportRequest, Told
from screens.parts.part import Part
from screens.parts.whole import WholeList
from tui.desk import Desk
from tui.languages import _, current, number
from tui.sentences import cell_word, remark_sentence, row_sentence
from tui.widgets.cells import Cell, Column
from tui.widgets.chooser import Choice, Chooser
from tui.widgets.page import Page
from tui.widgets.table import Table
from tui.words import CHANGE, RECORD, word

Row = TypeVar("Row")


class Preview(Struct):
    """The import that is being prepared: what is asked, and what would come of it."""

    request: ImportRequest
    plan: AnyPlan
    prepare_again: Callable[[ImportRequest], Awaitable[None]]


class PreviewPart(Part):
    """A list of the plan; it never changes but when the plan is made anew."""

    def __init__(self, desk: Desk, page: Page, preview: Preview) -> None:
        super().__init__(desk, page)
        self.preview = preview

    def list_of(
        self,
        columns: Sequence[Column[Row]],
        rows: Callable[[AnyPlan], Sequence[Row]],
        empty: str,
    ) -> Table[tuple[int, Row]]:
        """A table of ``rows`` of the plan as it is at the time, numbered as they come."""

        async def read() -> Sequence[tuple[int, Row]]:
            return list(enumerate(rows(self.preview.plan)))

        source: WholeList[tuple[int, Row]] = WholeList(read, lambda numbered: numbered[0])
        source.columns = [_numbered(column) for column in columns]
        return Table(source.columns, source, empty=empty)


class FieldRow(Struct, frozen=True):
    """A field of the import with the heading that it was found under."""

    name: str
    words: str
    heading: str


class ColumnsPart(PreviewPart):
    """Which column is which field; Enter chooses another."""

    key = "columns"

    def __init__(self, desk: Desk, page: Page, preview: Preview) -> None:
        super().__init__(desk, page, preview)
        self.table = self.list_of(
            (
                Column("field", _("Field"), lambda row: Cell(row.words), 24, grows=1),
                Column("heading", _("Heading in the file"), _heading, 24, grows=2),
                Column(
                    "name", _("Name for --map"), lambda row: Cell(row.name, "muted"), 18, shed=1
                ),
            ),
            lambda plan: _field_rows(plan, self.preview.request.kind),
            "",
        )

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("Columns")

    async def open(self) -> None:
        """Choose the heading of the field."""
        _place, row = self.row
        plan = self.preview.plan
        headings = [*plan.columns.values(), *plan.unmatched]
        choices = [Choice(str(place), heading) for place, heading in enumerate(headings)]
        chosen = await self.page.ask(Chooser(row.words, choices))
        if chosen is not None:
            request = self.preview.request
            taken = headings[int(chosen)]
            mapping = {name: one for name, one in request.mapping.items() if one != taken}
            mapping[row.name] = taken
            await self.preview.prepare_again(replace(request, mapping=mapping))


class ChangesPart(PreviewPart):
    """What would be new, changed and ended."""

    key = "changes"

    def __init__(self, desk: Desk, page: Page, preview: Preview) -> None:
        super().__init__(desk, page, preview)
        self.table = self.list_of(
            (
                Column("what", _("What"), _change, 16),
                Column("number", _("No."), lambda one: Cell(one.number or "", "muted"), 9, shed=1),
                Column("name", _("Name"), lambda one: Cell(one.name), 20, grows=2),
                Column(
                    "field", _("Field"), lambda one: Cell(_field(one.field), "muted"), 14, grows=1
                ),
                Column(
                    "before", _("Before"), lambda one: Cell(_value(one, one.before)), 12, grows=1
                ),
                Column("after", _("After"), lambda one: Cell(_value(one, one.after)), 12, grows=1),
            ),
            lambda plan: plan.changes,
            _("Nothing would change."),
        )

    @property
    def label(self) -> str:
        """Its name among the tabs; only the first of many changes are listed."""
        plan = self.preview.plan
        if plan.change_total > len(plan.changes):
            return _("Changes, of {total} the first").format(total=number(plan.change_total))
        return _("Changes")


class LeftOutPart(PreviewPart):
    """The rows that stay out, each with its line and reason; Enter says what a word means."""

    key = "left-out"

    def __init__(self, desk: Desk, page: Page, preview: Preview) -> None:
        super().__init__(desk, page, preview)
        self.table = self.list_of(
            (
                Column("line", _("Line"), lambda bad: Cell(number(bad.line)), 7, right=True),
                Column(
                    "why", _("Why"), lambda bad: Cell(row_sentence(bad.problem), "bad"), 40, grows=1
                ),
            ),
            lambda plan: plan.problems,
            _("No row stays out."),
        )

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("Left out")

    def explain(self) -> str:
        """The whole reason."""
        return "" if self.table.cursor_key is None else row_sentence(self.row[1].problem)

    async def open(self) -> None:
        """Say what a word that is not known means."""
        _place, bad = self.row
        name, found = bad.problem.field, str(bad.problem.facts.get("value", ""))
        fields = IMPORTS[self.preview.request.kind]
        column = next((one for one in fields if one.name == name), None)
        if bad.problem.code != "choice-unknown" or column is None or column.choices is None:
            return
        choices = [
            Choice(machine, cell_word(column.name, machine)) for machine in column.choices.machines
        ]
        meant = await self.page.ask(Chooser(_("“{text}” means").format(text=found), choices))
        if meant is not None:
            request = self.preview.request
            words = {**request.meanings.get(column.name, {}), fold(found): meant}
            meanings = {**request.meanings, column.name: words}
            await self.preview.prepare_again(replace(request, meanings=meanings))


class RemarksPart(PreviewPart):
    """What was decided about the file, all of it said."""

    key = "remarks"

    def explain(self) -> str:
        """The whole remark."""
        return "" if self.table.cursor_key is None else _remark(self.row[1]).text

    def __init__(self, desk: Desk, page: Page, preview: Preview) -> None:
        super().__init__(desk, page, preview)
        self.table = self.list_of(
            (
                Column("line", _("Line"), _line, 7, right=True),
                Column("text", _("Remark"), _remark, 40, grows=1),
            ),
            lambda plan: plan.remarks,
            _("There is nothing to remark."),
        )

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("Remarks")


def _numbered(column: Column[Row]) -> Column[tuple[int, Row]]:
    """The same column, of rows that carry their place."""

    def cell(numbered: tuple[int, Row]) -> Cell:
        return column.cell(numbered[1])

    return Column(
        column.key,
        column.title,
        cell,
        column.width,
        column.grows,
        column.right,
        column.shed,
        column.sortable,
    )


def _field_rows(plan: AnyPlan, kind: str) -> Sequence[FieldRow]:
    language = current()
    return [
        FieldRow(one.name, one.words[language], plan.columns.get(one.name, ""))
        for one in IMPORTS[kind]
    ]


def _heading(row: FieldRow) -> Cell:
    return Cell(row.heading) if row.heading else Cell("–", "muted")


def _change(one: Change) -> Cell:
    style = {"new": "ok", "changed": "accent", "ended": "warn", "back": "ok"}.get(one.what, "")
    return Cell(f"{word(RECORD, one.kind)} {word(CHANGE, one.what)}", style)


def _field(name: str) -> str:
    if name in COLUMNS:
        return COLUMNS[name].words[current()]
    return {"superior": _("Superior")}.get(name, name)


def _value(change: Change, value: object) -> str:
    return cell_word(change.field, value)


def _line(told: Told) -> Cell:
    return Cell("" if told.line is None else number(told.line), "muted")


def _remark(told: Told) -> Cell:
    return Cell(remark_sentence(told.code, told.facts))
