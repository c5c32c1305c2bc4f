"""The line of sight: from what was adopted to the people who carry it, and where it breaks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.line_of_sight import Share, total_share
from screens.parts.part import Part
from screens.parts.sight import SightPart
from screens.parts.sight_units import SightUnitsPart
from screens.tabbed_page import TabbedPage
from tui import glyphs, keys
from tui.desk import Desk
from tui.gate import plain
from tui.languages import _, number, percent
from tui.widgets.cells import Key

BAR = 20


class LineOfSightPage(TabbedPage):
    """The shares of everybody on top, then the goals as a tree, and the units."""

    context = "line"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("line")]
    DEFAULT_CSS: ClassVar[str] = """
    LineOfSightPage .line--head { height: 3; padding: 0 1; border-bottom: solid $line; }
    """

    def __init__(self, desk: Desk, goal_id: int | None = None) -> None:
        self._goal_id = goal_id
        self.head = Static(classes="line--head")
        super().__init__(desk)

    def make_parts(self) -> Sequence[Part]:
        """The goals, then the units."""
        self._goals = SightPart(self.desk, self, self._goal_id)
        self._units = SightUnitsPart(self.desk, self)
        return [self._goals, self._units]

    def head_widget(self) -> Widget:
        """The shares of everybody."""
        return self.head

    @property
    def heading(self) -> str:
        """What the title bar calls the page."""
        return _("Line of sight")

    async def begin(self) -> None:
        """Draw the shares; go to the goal that was asked for."""
        await super().begin()
        await self._draw()
        await self._goals.begin()
        await self._units.begin()

    async def reload(self) -> None:
        """Read everything anew."""
        await self._draw()
        await super().reload()

    def best_found(self, text: str) -> Key | None:
        """The goal or unit that is meant, not what was listed first on the way there."""
        tree = self._goals.tree if self.part is self._goals else self._units.tree
        return tree.best_found(text)

    def action_repeal(self) -> None:
        """Note a repeal, or take it back."""
        self.start(self.part.repeal())

    async def _draw(self) -> None:
        share = await self.desk.ask(total_share, await self.desk.at())
        self.head.update(Content("\n").join(_lines(share)))


def _lines(share: Share) -> list[Content]:
    return [
        _line(_("Staff with a goal in line"), share.in_line, share.staff),
        _line(_("… that says what it means for them"), share.with_meaning, share.staff),
    ]


def _line(label: str, part: int, whole: int) -> Content:
    fraction = part / whole if whole else 0.0
    count = _("{part} of {whole}").format(part=number(part), whole=number(whole))
    return Content.assemble(
        plain(label).ljust(35),
        plain(count).rjust(14) + "  ",
        (glyphs.bar(fraction, BAR, track=True), "$primary"),
        (plain(percent(fraction)).rjust(6), "bold"),
    )
