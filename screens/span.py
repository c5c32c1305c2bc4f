"""Leadership spans: how they spread, who has which, and what if they were others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import Static

from models.people import PeopleScope
from models.problems import Problem
from models.what_if.effect import Totals, effect
from screens.parts.drafts import DraftsPart
from screens.parts.part import Part
from screens.parts.people import PeoplePart
from screens.parts.spread import SpreadPart
from screens.tabbed_page import TabbedPage
from screens.ways import ToWhatIf
from tui import keys
from tui.desk import Desk
from tui.gate import shown
from tui.languages import _, decimal, ngettext, number
from tui.widgets.cells import View
from tui.widgets.page import Page


class SpanPage(TabbedPage):
    """The whole in a line, then the kinds of unit, the leaders, the drafts."""

    context = "span"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("span")]
    DEFAULT_CSS: ClassVar[str] = """
    SpanPage .span--head { height: 2; padding: 0 1; border-bottom: solid $line; }
    """

    def __init__(self, desk: Desk, part: str = "") -> None:
        self.head = Static(classes="span--head")
        super().__init__(desk, part)

    def make_parts(self) -> Sequence[Part]:
        """Spread, leaders, drafts."""
        self._spread = SpreadPart(self.desk, self)
        return [self._spread, LeadersPart(self.desk, self), DraftsPart(self.desk, self)]

    def head_widget(self) -> Widget:
        """The whole in a line."""
        return self.head

    @property
    def heading(self) -> str:
        """What the title bar calls the page."""
        return _("Leader span")

    def on_mount(self) -> None:
        """Give the picture its width."""
        self._spread.fit(self.app.size.width)

    def on_resize(self) -> None:
        """Wider screens have a wider picture."""
        self._spread.fit(self.app.size.width)

    async def begin(self) -> None:
        """Work out the whole."""
        await super().begin()
        await self._draw()

    async def reload(self) -> None:
        """Work everything out anew."""
        await self._draw()
        await super().reload()

    def action_compare(self) -> None:
        """Compare two drafts."""
        self.start(self._compare())

    async def _compare(self) -> None:
        marked = self.table.marked
        if not isinstance(self.part, DraftsPart) or len(marked) != 2:
            raise Problem("mark-two-drafts")
        first, second = map(int, marked)
        self.go(ToWhatIf((first, second)))

    async def _draw(self) -> None:
        found = await self.desk.ask(effect, [], await self.desk.at())
        self.head.update(shown(totals_in_words(found.totals[0])))


class LeadersPart(PeoplePart):
    """Everybody with a span, the largest first."""

    key = "leading"
    export = "leaders"

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__(desk, page, PeopleScope("leading"))
        self.table.view = View(sort="span", descending=True)

    @property
    def label(self) -> str:
        """Its name among the tabs."""
        return _("Leaders")


def totals_in_words(totals: Totals) -> str:
    """An organisation's spans in a line."""
    leaders = ngettext("{count} leader", "{count} leaders", totals.leaders)
    parts = [
        leaders.format(count=number(totals.leaders)),
        _("median {median} · largest {largest}").format(
            median=number(totals.median), largest=number(totals.largest)
        ),
        _("{count} over the limit").format(count=number(totals.over)),
        _("{hours} hours of dialogue").format(hours=decimal(totals.hours.quantize(1))),
    ]
    return " · ".join(parts)
