"""People: everybody, those behind a figure, or a leader's staff."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from msgspec.structs import replace

from models.derived import AsOf
from models.people import (
    PeopleScope,
    PersonRow,
    count_people,
    people_by_name,
    people_keys,
    people_rows,
)
from models.person import person_card, remove_person
from screens.forms.organisation import person_form
from screens.parts.long_listing import by_key, long_listing
from screens.parts.part import Part
from screens.subject import Subject
from screens.ways import ToPerson
from tui.desk import Desk
from tui.languages import _, decimal, number
from tui.settings import Settings
from tui.titles import political_body
from tui.widgets.cell_words import dialogue_cell, span_cell
from tui.widgets.cells import Cell, Column, Key, Listing, View
from tui.widgets.chooser import Choice, Chooser
from tui.widgets.page import Page
from tui.widgets.table import Table
from tui.words import PERSON_STATUS, word


class PeoplePart(Part):
    """A list of people."""

    key = "people"
    export = "people"

    def __init__(self, desk: Desk, page: Page, scope: PeopleScope, place: str = "") -> None:
        super().__init__(desk, page)
        self.place = place
        self.source = PeopleSource(desk, scope)
        self.table = Table(people_columns(desk.settings), self.source, empty=_("Nobody fits here."))

    @property
    def label(self) -> str:
        """Which list it is."""
        name = list_names()[self.source.scope.which]
        return f"{name} · {self.place}" if self.place else name

    def subjects(self) -> Sequence[Subject]:
        """The marked people, else the one under the cursor."""
        return people_of(self.table)

    async def open(self) -> None:
        """Open the person."""
        self.page.go(ToPerson(self.row.id))

    async def add(self) -> None:
        """Add a person."""
        if await self.page.ask(person_form(self.desk)):
            await self.page.written(_("The person is added."))

    async def edit(self) -> None:
        """Edit the person."""
        one: PersonRow = self.row
        card = await self.desk.ask(person_card, one.id)
        if await self.page.ask(person_form(self.desk, card)):
            await self.page.written(_("{name} is saved.").format(name=one.name))

    async def remove(self) -> None:
        """Remove the person."""
        one: PersonRow = self.row
        await self.desk.ask(remove_person, one.id)
        await self.page.removed(one.name)

    async def narrow(self) -> None:
        """Choose another of the lists."""
        names = lists_offered(await self.desk.at())
        choices = [Choice(which, name) for which, name in names.items()]
        which = await self.page.ask(Chooser(_("Show only"), choices))
        if which:
            scope = self.source.scope
            self.source.scope = replace(scope, which=which)
            await self.page.reload()


class StaffPart(PeoplePart):
    """Those who report to a leader, with goals and dialogue."""

    key = "staff"

    def __init__(self, desk: Desk, page: Page, leader_id: int) -> None:
        super().__init__(desk, page, PeopleScope("all", superior_id=leader_id))
        self.table.empty = _("Nobody reports here.")

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("Staff")


def people_of(table: Table[Any]) -> Sequence[Subject]:
    """The people whose numbers are the keys of the marked rows, else of the cursor's."""
    keys = table.marked or ([] if table.cursor_key is None else [table.cursor_key])
    rows = {key: table.row(key) for key in keys}
    return [Subject(int(key), row.name if row else "") for key, row in rows.items()]


class PeopleSource:
    """People as a table asks for them, a screenful at a time."""

    def __init__(self, desk: Desk, scope: PeopleScope) -> None:
        self._desk = desk
        self._at: AsOf | None = None
        self.scope = scope

    async def listing(self, view: View) -> Listing:
        """The numbers of those who fit."""
        at = self._at = await self._desk.at()
        if view.sort in {None, "name"} and not view.descending:
            scope, ask = self.scope, self._desk.ask
            read = by_key(
                lambda after, limit: ask(people_by_name, at, scope, view.text, after, limit)
            )
            if not view.text.strip():
                return await long_listing(read)
            return await long_listing(read, lambda after: ask(count_people, at, scope, after))
        found, total = await self._desk.ask(
            people_keys, at, self.scope, view.sort or "name", view.descending, view.text
        )
        return Listing(found, total=total)

    async def rows(self, keys: Sequence[Key]) -> Mapping[Key, PersonRow]:
        """The rows on the screen."""
        at = self._at or await self._desk.at()
        rows = await self._desk.ask(people_rows, at, [int(key) for key in keys])
        return dict(rows.items())


def people_columns(settings: Settings) -> tuple[Column[PersonRow], ...]:
    """The columns of every list of people."""
    return (
        Column("name", _("Name"), _name, 18, grows=3),
        Column("title", _("Title"), lambda one: Cell(one.title, "muted"), 14, grows=2, shed=3),
        Column("unit", _("Unit"), lambda one: Cell(one.unit), 14, grows=2),
        Column("superior", _("Superior"), partial(_superior, settings), 14, grows=2, shed=1),
        Column("fte", _("FTE %"), lambda one: Cell(decimal(one.fte)), 7, right=True, shed=4),
        Column("goals", _("Goals"), _goals, 5, right=True),
        Column("span", _("Span"), lambda one: span_cell(one.span, one.span_flag), 5, right=True),
        Column("dialogue", _("Dialogue"), _dialogue, 17),
    )


def list_names() -> dict[str, str]:
    """The lists of people by the key of ``models.people.WHICH``, each with its name."""
    return {
        "staff": _("Staff"),
        "without-goals": _("Without goals of their own"),
        "with-goals": _("With goals of their own"),
        "without-line": _("Without a goal in line"),
        "leaders": _("Leaders in this round"),
        "held": _("Dialogue held"),
        "overdue": _("Dialogue overdue"),
        "not-planned": _("Dialogue not planned"),
        "exempt": _("Exempt"),
        "staff-asked": _("Staff in this round"),
        "staff-held": _("Staff: dialogue held"),
        "staff-overdue": _("Staff: dialogue overdue"),
        "staff-not-planned": _("Staff: dialogue not planned"),
        "over-limit": _("Span over the limit"),
        "leading": _("Everybody with a span"),
        "neither": _("Neither dialogue nor appraisal"),
        "leave": _("On leave"),
        "ended": _("Ended"),
        "all": _("Everybody"),
    }


def lists_offered(at: AsOf) -> dict[str, str]:
    """Those among which one chooses: what staff are asked for only in a round that asks them."""
    return {
        which: name
        for which, name in list_names().items()
        if at.asks_staff or not which.startswith("staff-")
    }


def _name(one: PersonRow) -> Cell:
    if one.only_named:
        return Cell(one.name + " (" + _("not in the file") + ")", "warn")
    if one.status != "active":
        return Cell(f"{one.name} ({word(PERSON_STATUS, one.status)})", "muted")
    return Cell(one.name)


def _superior(settings: Settings, one: PersonRow) -> Cell:
    if not one.superior and one.level == 1:
        return Cell(political_body(settings))
    return Cell(one.superior) if one.superior else Cell("–", "warn")


def _goals(one: PersonRow) -> Cell:
    return Cell(number(one.goals), "" if one.goals else "warn")


def _dialogue(one: PersonRow) -> Cell:
    return dialogue_cell(
        one.dialogue_status, one.planned_on, one.planned_time, one.held_on, one.agreed_on
    )
