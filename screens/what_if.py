"""What a draft would mean, before and after; or two drafts beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from models.problems import Problem
from models.what_if.applying import apply_draft
from models.what_if.drafts import Draft, draft
from models.what_if.effect import Effect, Totals, effect
from screens.parts.effect import EffectPart
from screens.parts.part import Part
from screens.parts.steps import StepsPart
from screens.tabbed_page import TabbedPage
from tui import keys
from tui.desk import Desk
from tui.gate import plain
from tui.languages import _, decimal, number
from tui.widgets.chooser import Choice, Chooser


class WhatIfPage(TabbedPage):
    """The whole now and then on top; under it the leaders, and the steps of a single draft."""

    context = "what-if"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("what-if")]
    DEFAULT_CSS: ClassVar[str] = """
    WhatIfPage .what-if--head {
        height: auto; padding: 0 1; border-bottom: solid $line; text-wrap: nowrap;
    }
    """

    def __init__(self, desk: Desk, drafts: Sequence[Draft], found: Effect) -> None:
        self.drafts = drafts
        self.found = found
        self.head = Static(classes="what-if--head")
        super().__init__(desk)

    def make_parts(self) -> Sequence[Part]:
        """The effect; the steps where there is one draft."""
        steps = [StepsPart(self.desk, self)] if len(self.drafts) == 1 else []
        return [EffectPart(self.desk, self), *steps]

    def head_widget(self) -> Widget:
        """The whole."""
        return self.head

    @property
    def heading(self) -> str:
        """The drafts' names."""
        return " / ".join(one.name for one in self.drafts)

    async def begin(self) -> None:
        """Draw the whole."""
        await super().begin()
        self._draw()

    async def reload(self) -> None:
        """Work it out anew."""
        self.drafts = [await self.desk.ask(draft, one.id) for one in self.drafts]
        steps = [one.open_steps for one in self.drafts]
        self.found = await self.desk.ask(effect, steps, await self.desk.at())
        self._draw()
        await super().reload()

    def action_apply(self) -> None:
        """Make it so."""
        self.start(self._apply())

    def action_export(self) -> None:
        """Write the leaders before and after to a file."""
        from screens.forms.export import export_effect

        self.start(export_effect(self, self.found, [one.name for one in self.drafts]))

    async def _apply(self) -> None:
        if len(self.drafts) != 1:
            raise Problem("one-draft-at-a-time")
        card = self.drafts[0]
        people = {person for step in card.steps for person in step.people}
        choices = [
            Choice("no", _("Leave everything as it is")),
            Choice("yes", _("Move {count} people now").format(count=number(len(people)))),
        ]
        if await self.ask(Chooser(_("Apply {name}?").format(name=card.name), choices)) != "yes":
            return
        await self.desk.ask(apply_draft, card, self.desk.today)
        await self.undoable(_("{name} is applied.").format(name=card.name))

    def _draw(self) -> None:
        self.head.update(Content("\n").join(_lines(self.found.totals, self.drafts)))


def _lines(totals: Sequence[Totals], drafts: Sequence[Draft]) -> list[Content]:
    names = [_("Now"), *(plain(one.name, 16) for one in drafts)]
    figures = (
        (_("Leaders"), [number(one.leaders) for one in totals]),
        (_("Over the limit"), [number(one.over) for one in totals]),
        (_("Median span"), [number(one.median) for one in totals]),
        (_("Largest span"), [number(one.largest) for one in totals]),
        (_("Hours of dialogue"), [decimal(one.hours.quantize(1)) for one in totals]),
    )
    head = Content.styled(" " * 20 + "".join(name.rjust(18) for name in names), "$muted")
    return [head, *(_line(label, values) for label, values in figures)]


def _line(label: str, values: Sequence[str]) -> Content:
    now, *then = values
    new = [
        Content.styled(plain(value).rjust(18), "bold $accent" if value != now else "")
        for value in then
    ]
    first = Content.assemble((plain(label).ljust(20), "$muted"), plain(now).rjust(18))
    return Content("").join([first, *new])
