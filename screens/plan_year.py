"""The year as a calendar: rounds, milestones, and a row of weeks for each conductor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import MAXYEAR, MINYEAR
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from models.plan_year import ConductorYear, PlanYear, WeekTalk, plan_year, talks_of_week
from models.problems import Problem
from screens.parts.whole import WholeList
from screens.subject import Subject
from screens.talks import TalkPage
from screens.ways import ToPerson
from screens.week_talks import WeekTalks, standing, when
from screens.year_strip import Grid, YearStrip, ruler
from tui import glyphs, keys
from tui.desk import Desk
from tui.languages import _, number
from tui.titles import chair
from tui.widgets.cells import Cell, Column
from tui.widgets.chooser import Choice, Chooser
from tui.widgets.column_fit import fit
from tui.widgets.list_page import ListPage
from tui.widgets.table import Table

NAME = 18
TALL = 30
WIDE = 40
"""So much wider than a narrow one must a screen be for weeks of two cells."""


class PlanPage(ListPage, TalkPage):
    """Up and down goes from conductor to conductor, left and right from week to week."""

    context = "plan"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("plan")]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._months: PlanYear | None = None
        self._year = 0
        self._week = 0
        self._grid = Grid(0, 1, 52)
        self.strip = YearStrip()
        self.talks = WeekTalks()
        self._source = WholeList(self._read, lambda row: row.id)
        self._source.columns = self._columns()
        self.table: Table[ConductorYear] = Table(
            self._source.columns, self._source, empty=_("No dialogue has a day in this year.")
        )

    def compose_body(self) -> Iterable[Widget]:
        """The year, the conductors, the week."""
        yield self.strip
        yield from super().compose_body()
        yield self.talks

    async def begin(self) -> None:
        """Read the year and go to the week that it is; keys typed meanwhile are meant for it."""
        self.start(self._begin_year())

    async def _begin_year(self) -> None:
        self._year = (await self.desk.at()).year
        await self.reload()

    async def reload(self) -> None:
        """Read the year anew."""
        await self._show_year(self._week)

    async def _show_year(self, week: int) -> None:
        """Read the year and go to a week of it; 0 is the one that it is."""
        self._months = await self.desk.ask(
            plan_year, self._year, self.desk.today, self.desk.settings.rules.talk.minutes
        )
        self._week = min(week or self._months.week_of(self.desk.today), self._months.weeks)
        self.show_title(await self.desk.at(), " ".join((_("Year plan"), str(self._year))))
        self._draw()
        await self.table.refresh_rows()
        await self._show_week()

    def on_resize(self) -> None:
        """Follow the width; a high screen has room for a whole week."""
        self.talks.styles.height = 5 if self.app.size.height < TALL else 11
        self._draw()

    # Moving

    def action_week(self, by: int) -> None:
        """Go some weeks on or back."""
        if self._months:
            self._go_to_week(self._week + by)

    def action_today(self) -> None:
        """Go to the week that it is."""
        self._year = self.desk.today.isocalendar().year
        self.start(self._show_year(0))

    def action_year(self, by: int) -> None:
        """Show another year; the calendar has no year 0, nor one after 9999."""
        if self._months and MINYEAR <= self._year + by < MAXYEAR:
            self._year += by
            self.start(self.reload())

    def action_open(self) -> None:
        """Open whose dialogue it is; choose among several; without any, the conductor."""
        self.start(self._open())

    @on(Table.Moved)
    def _moved(self) -> None:
        self._begin_week()

    def _begin_week(self) -> None:
        # One that is dropped before it began must not be a coroutine yet.
        self.run_worker(self._show_week, group="week", exclusive=True)  # type: ignore[arg-type]

    def _go_to_week(self, week: int) -> None:
        if self._months:
            self._week = min(max(week, 1), self._months.weeks)
            self._draw()
            self._begin_week()

    async def _open(self) -> None:
        conductor, talks = self._conductor(), await self._talks_here()
        if not talks:
            if conductor is None or not conductor.id:
                raise Problem("nobody-here")
            self.go(ToPerson(conductor.id, "dialogues"))
            return
        chosen = str(talks[0].person_id)
        if len(talks) > 1:
            choices = [
                Choice(str(one.person_id), one.name, f"{when(one)} {standing(one)}")
                for one in talks
            ]
            chosen = await self.ask(Chooser(_("Dialogues of the week"), choices)) or ""
        if chosen:
            self.go(ToPerson(int(chosen), "dialogues"))

    # What the commands about dialogues are about

    async def _who(self) -> tuple[Sequence[Subject], int]:
        """Those of the cell that the cursor is on, in the round of the first of them."""
        talks = await self._talks_here()
        if not talks:
            raise Problem("no-dialogue-in-week")
        round_id = talks[0].round_id
        return [Subject(one.person_id, one.name) for one in talks if one.round_id == round_id], (
            round_id
        )

    async def _calendar(self) -> None:
        from screens.forms.calendar_file import held_by, of_year, write_calendar_file

        conductor = self._conductor()
        held = held_by(conductor.id, conductor.name, year=self._year) if conductor else None
        everything = of_year(self._year)
        await write_calendar_file(self, [held, everything] if held else [everything])

    async def _talks_here(self) -> Sequence[WeekTalk]:
        conductor = self._conductor()
        if conductor is None or self._months is None:
            return ()
        return await self.desk.ask(
            talks_of_week,
            conductor.id,
            self._months.year,
            self._week,
            self.desk.today,
            self.desk.settings.rules.talk.minutes,
        )

    def _conductor(self) -> ConductorYear | None:
        key = self.table.cursor_key
        return None if key is None else self.table.row(key)

    # Drawing

    async def _show_week(self) -> None:
        conductor = self._conductor()
        talks = await self._talks_here()
        if self._months:
            name = self._conductor_name(conductor) if conductor else ""
            self.talks.show(name, self._months.year, self._week, talks)

    async def _read(self) -> Sequence[ConductorYear]:
        return self._months.conductors if self._months else ()

    def _draw(self) -> None:
        """Draw the head over the weeks of the rows, wherever those are."""
        if self._months is None:
            return
        width = self.app.size.width
        weeks = self._months.weeks
        cell = 2 if width >= 2 * weeks + WIDE else 1
        self._grid = Grid(0, cell, weeks)
        columns = self._columns()
        slots = fit(columns, width)
        left = next((slot.start for slot in slots if slot.column.key == "weeks"), 0)
        self._grid = Grid(left, cell, weeks)
        self._source.columns = columns
        self.table.set_columns(columns)
        self.strip.show(self._months, self._grid, self.desk.today)

    def _columns(self) -> tuple[Column[ConductorYear], ...]:
        grid = self._grid
        return (
            Column(
                "name", _("Held by"), lambda row: Cell(self._conductor_name(row)), NAME, grows=1
            ),
            Column("weeks", ruler(grid, self._week or 1), self._weeks, grid.width, sortable=False),
            Column("held", _("Held"), _held, 5, right=True, sortable=False),
            Column("hours", _("Hours"), _hours, 5, right=True, sortable=False, shed=1),
        )

    def _conductor_cell(self, row: ConductorYear) -> Cell:
        return Cell(self._conductor_name(row))

    def _conductor_name(self, row: ConductorYear) -> str:
        return row.name or chair(self.desk.settings)

    def _weeks(self, row: ConductorYear) -> Cell:
        """How many in each week; a dot in a round, a line through the week of the cursor."""
        grid, signs = self._grid, glyphs.current()
        cells = []
        for week in range(1, grid.weeks + 1):
            count = row.counts[week - 1] if week <= len(row.counts) else 0
            text = signs.dot if self._in_round(week) else " "
            if count:
                text = str(count) if count < 10**grid.cell else "+"
            elif week == self._week:
                text = signs.cross
            cells.append(text.ljust(grid.cell))
        start = grid.place(self._week or 1)
        return Cell("".join(cells), "accent", (start, start + grid.cell))

    def _in_round(self, week: int) -> bool:
        plan = self._months
        return plan is not None and any(
            plan.week_of(one.starts_on) <= week <= plan.week_of(one.ends_on) for one in plan.rounds
        )


def _held(row: ConductorYear) -> Cell:
    return Cell(f"{number(row.held)}/{number(row.total)}", "ok" if row.held == row.total else "")


def _hours(row: ConductorYear) -> Cell:
    return Cell(_("{hours} h").format(hours=number(round(row.minutes / 60))), "muted")
