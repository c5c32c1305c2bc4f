"""The dialogue years: rounds and milestones, what is open, and opening and closing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from models.asked import round_counts
from models.closing import close_year, reopen_year
from models.problems import Problem
from models.years import YearCard, years
from screens.parts.open_work import OpenWorkPart
from screens.parts.part import Part
from screens.parts.year_days import YearDaysPart
from screens.subject import Subject
from screens.tabbed_page import TabbedPage
from screens.ways import ToHistory, ToOpening, history_of
from screens.year_head import YearHead
from tui import keys
from tui.desk import Desk
from tui.languages import _
from tui.widgets.lines import key_sign


class YearPage(TabbedPage):
    """One year at a time; ``<`` and ``>`` go from year to year."""

    context = "year"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("year")]

    def __init__(self, desk: Desk) -> None:
        self.head = YearHead()
        self.known: Sequence[YearCard] = ()
        self.chosen: int | None = None
        super().__init__(desk)

    def make_parts(self) -> Sequence[Part]:
        """The year's days, and what is open in it."""
        self.open_work = OpenWorkPart(self.desk, self, self.year)
        return [YearDaysPart(self.desk, self, self.year), self.open_work]

    def history(self) -> ToHistory:
        """The history of what the cursor is on; of the year where there is nothing."""
        if self.table.cursor_key is None and self.chosen is not None:
            return history_of("year", self.chosen, str(self.chosen))
        return super().history()

    def head_widget(self) -> Widget:
        """The years."""
        return self.head

    @property
    def heading(self) -> str:
        """What the title calls it."""
        return _("Year")

    async def year(self) -> int:
        """The year that is shown: at first the one that is on."""
        if self.chosen is None:
            self.chosen = (await self.desk.at()).year
        return self.chosen

    async def begin(self) -> None:
        """Draw the head."""
        await super().begin()
        await self._draw()

    async def reload(self) -> None:
        """Read everything anew. A year that has been opened meanwhile is the one to see."""
        before = {one.number for one in self.known}
        await self._draw()
        new = [one.number for one in self.known if one.number not in before]
        if before and new:
            self.chosen = new[-1]
            await self._draw()
        await super().reload()

    def subjects(self) -> Sequence[Subject]:
        """Whose dialogues are open work."""
        return self.part.subjects()

    def action_open_next(self) -> None:
        """Look at what opening the year after the one shown would make."""
        self.start(self._open_next())

    def action_close_year(self) -> None:
        """Close the year shown."""
        self.start(self._close_year())

    def action_reopen_year(self) -> None:
        """Reopen it."""
        self.start(self._reopen_year())

    def action_previous_year(self) -> None:
        """Show the year before."""
        self.start(self._show_year(-1))

    def action_next_year(self) -> None:
        """Show the year after."""
        self.start(self._show_year(1))

    def action_settle(self) -> None:
        """Say what becomes of goals or commitments."""
        self.start(self._settle())

    async def _settle(self) -> None:
        if self.part is not self.open_work:
            raise Problem("not-here")
        await self.open_work.settle()

    async def _open_next(self) -> None:
        self.go(ToOpening(await self._next_year()))

    async def _close_year(self) -> None:
        year = await self.year()
        try:
            done = await self.desk.ask(close_year, year, self.desk.today, self.desk.settings.rules)
        except Problem as problem:
            if problem.code == "year-open-work":
                self._show_part(self.parts.index(self.open_work))
            raise
        closed, before = _("{year} is closed."), _("{year} was closed before.")
        await self.written((closed if done else before).format(year=year))

    async def _reopen_year(self) -> None:
        year = await self.year()
        done = await self.desk.ask(reopen_year, year)
        opened, before = _("{year} is open again."), _("{year} is open.")
        await self.written((opened if done else before).format(year=year))

    async def _show_year(self, by: int) -> None:
        numbers = [one.number for one in self.known]
        year = await self.year()
        if year in numbers:
            place = numbers.index(year) + by
            self.chosen = numbers[min(max(place, 0), len(numbers) - 1)]
            await self.reload()

    async def _next_year(self) -> int:
        if not self.known:
            return self.desk.today.year
        return await self.year() + 1

    async def _who(self) -> tuple[Sequence[Subject], int]:
        """The subjects and the round of the work that is open, whichever round is on."""
        if self.part is not self.open_work:
            raise Problem("not-here")
        return self.subjects(), self.open_work.round_id

    async def _draw(self) -> None:
        self.known = await self.desk.ask(years)
        year = await self.year()
        pressed = {one.id: key_sign(one.key) for one in self.desk.commands}
        following = await self._next_year()
        there = following in {one.number for one in self.known}
        opens = _("{key} adds what {year} lacks") if there else _("{key} opens {year}")
        hints = [opens.format(key=pressed["year.open"], year=following)]
        shown = next((one for one in self.known if one.number == year), None)
        if shown and shown.closed_on:
            hints.append(_("{key} reopens {year}").format(key=pressed["year.reopen"], year=year))
        elif shown:
            hints.append(_("{key} closes {year}").format(key=pressed["year.close"], year=year))
        if len(self.known) > 1:
            ways = pressed["year.previous"], pressed["year.next"]
            hints.append(_("{earlier} {later} other years").format(earlier=ways[0], later=ways[1]))
        counts = await self.desk.ask(round_counts, year, await self.desk.at())
        self.head.show(self.known, year, tuple(counts.values()), " · ".join(hints))
