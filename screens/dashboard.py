"""The first screen: where the dialogues stand, by unit.

What its commands need beyond drawing is loaded by the command: all of it at the start would keep
one waiting for the first screen.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from models.dashboard import Dashboard, dashboard
from models.flags import Scope
from models.problems import Problem
from models.units import UnitRow
from screens.figure_strip import FigureStrip
from screens.subject import Subject
from screens.talks import TalkPage
from screens.unit_tree import KINDS, UnitTree, unit_columns
from screens.ways import ToFlags, ToHistory, ToPeople, ToPerson, history_of
from tui import keys
from tui.desk import Desk
from tui.languages import _, number
from tui.sentences import sentence
from tui.widgets.cells import Key, View
from tui.widgets.list_page import ListPage
from tui.widgets.table import Table
from tui.words import RULE, word

FIGURES_AFTER = 0.15
"""Seconds for the first screen to be painted, and for a key that is typed at its sight."""


class DashboardPage(ListPage, TalkPage):
    """Figures on top, the units as a tree under them."""

    context = "dashboard"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("dashboard")]

    def __init__(self, desk: Desk, board: Dashboard) -> None:
        super().__init__(desk)
        self._board = board
        self._tree = UnitTree(board.units)
        self._shape = (0, board.at.asks_staff)
        self.strip = FigureStrip(board.figures, board.at.asks_staff)
        view = View(open=self._tree.first_open())
        listing = self._tree.listing_now(view)
        self.table: Table[UnitRow] = Table(
            unit_columns(0, board.at.asks_staff),
            self._tree,
            view=view,
            initial=(listing, self._tree.rows_now(listing.keys)),
            empty=_("No units yet. i imports them from a file, n adds one."),
        )

    def compose_body(self) -> Iterable[Widget]:
        """Figures, then the list."""
        yield self.strip
        yield from super().compose_body()

    def on_mount(self) -> None:
        """Say what round it is."""
        self._fit(self.app.size.width)
        self._show_title()

    def on_resize(self) -> None:
        """Wider screens get longer bars."""
        self._fit(self.app.size.width)

    async def begin(self) -> None:
        """Work the figures out, now that the units are there to be looked at."""
        if self._board.figures is None:
            # Two threads share one interpreter: the first key comes before the figures.
            await asyncio.sleep(FIGURES_AFTER)
            try:
                await self.reload()
            except Problem as problem:
                self.say(sentence(problem), bad=True)

    async def whole(self) -> None:
        """The units are there from the start; the figures come after the first key."""

    async def reload(self) -> None:
        """Read the board anew."""
        self._board = await self.desk.ask(dashboard, self.desk.today, self.desk.settings.rules)
        self._tree.units = self._board.units
        if not self.table.view.open & self._tree.units.heads.keys():
            self.table.view = replace(self.table.view, open=self._tree.first_open())
        if self._board.figures is not None:
            self.strip.show(self._board.figures, self._board.at.asks_staff)
        self._fit(self.app.size.width)
        self._show_title()
        await super().reload()

    def unit(self) -> UnitRow | None:
        """The unit under the cursor."""
        key = self.table.cursor_key
        return None if key is None else self._tree.units.get(int(key))

    def subjects(self) -> Sequence[Subject]:
        """The leaders of the marked units, else of the one under the cursor."""
        here = [self.table.cursor_key] if self.table.cursor_key is not None else []
        units = [self._tree.units.get(int(key)) for key in self.table.marked or here]
        leaders = {unit.leader_id: unit.leader for unit in units if unit and unit.leader_id}
        return [Subject(number, name) for number, name in leaders.items() if number]

    def best_found(self, text: str) -> Key | None:
        """The unit that is meant, not the one that it lies under."""
        return self._tree.best_fit(replace(self.table.view, text=text))

    def history(self) -> ToHistory:
        """The history of the unit."""
        unit = self.unit()
        if unit is None:
            raise Problem("nobody-here")
        return history_of("unit", unit.id, unit.name)

    def action_open(self) -> None:
        """Open the leader of the unit; the people of a vacant one."""
        unit = self.unit()
        if unit and unit.leader_id:
            self.go(ToPerson(unit.leader_id))
        elif unit:
            self._show_people("all", unit)

    def action_new(self) -> None:
        """Add a unit or a person where the cursor is."""
        self.start(self._new())

    def action_edit(self) -> None:
        """Edit the unit."""
        self.start(self._edit())

    def action_remove(self) -> None:
        """Remove the unit."""
        self.start(self._remove())

    def action_behind(self) -> None:
        """Choose a figure of the unit and see who is behind it."""
        self.start(self._behind())

    def action_filter(self) -> None:
        """Show units of one kind only."""
        self.start(self._filter_kind())

    def action_flags(self) -> None:
        """The flags of the unit with all that is under it."""
        unit = self.unit()
        if unit:
            self.go(ToFlags(Scope(unit_id=unit.id), unit.name))

    def action_export(self) -> None:
        """Write the units to a file."""
        from screens.forms.export import export_rows

        self.start(export_rows(self, "units"))

    def action_report(self) -> None:
        """Put on paper where the round stands."""
        self.start(self._report())

    async def _report(self) -> None:
        from screens.forms.paper import print_report

        await print_report(self)

    def action_next_tab(self) -> None:
        """From the list to the figures and back."""
        (self.table if self.strip.has_focus else self.strip).focus()

    def action_previous_tab(self) -> None:
        """From the list to the figures and back."""
        self.action_next_tab()

    @on(FigureStrip.Chosen)
    def _open_figure(self, event: FigureStrip.Chosen) -> None:
        self._show_people(event.which)

    @on(FigureStrip.Left)
    def _leave_strip(self) -> None:
        self.table.focus()

    async def _new(self) -> None:
        from screens.forms.organisation import person_form, unit_form
        from tui.widgets.chooser import Choice, Chooser

        unit = self.unit()
        here = (unit.id, unit.name) if unit else None
        what = await self.ask(
            Chooser(_("New"), [Choice("person", _("Person")), Choice("unit", _("Unit"))])
        )
        if what == "person" and await self.ask(person_form(self.desk, unit=here)):
            await self.written(_("The person is added."))
        elif what == "unit" and await self.ask(unit_form(self.desk, under=here)):
            await self.written(_("The unit is added."))

    async def _edit(self) -> None:
        from models.unit import unit_card
        from screens.forms.organisation import unit_form
        from screens.succession import unit_saved

        unit = self.unit()
        if unit is None:
            return
        card = await self.desk.ask(unit_card, unit.id)
        if await self.ask(unit_form(self.desk, card)):
            await self.written(await unit_saved(self.desk, card))

    async def _remove(self) -> None:
        from models.unit import remove_unit

        unit = self.unit()
        if unit:
            await self.desk.ask(remove_unit, unit.id)
            await self.removed(unit.name)

    async def _behind(self) -> None:
        from models.people import PeopleScope, people_keys
        from screens.parts.people import lists_offered
        from tui.widgets.chooser import Choice, Chooser

        unit = self.unit()
        if unit is None:
            return
        at = self._board.at
        choices = []
        for which, label in lists_offered(at).items():
            keys_, _total = await self.desk.ask(
                people_keys, at, PeopleScope(which, unit_id=unit.id)
            )
            choices.append(Choice(which, label, number(len(keys_))))
        chosen = await self.ask(
            Chooser(_("Behind the figures · {name}").format(name=unit.name), choices)
        )
        if chosen:
            self._show_people(chosen, unit)

    async def _filter_kind(self) -> None:
        from tui.widgets.chooser import Choice, Chooser

        kind = await self.ask(
            Chooser(_("Show only"), [Choice(kind, _kind_label(kind)) for kind in KINDS])
        )
        if kind:
            self._tree.kind = kind
            await self.table.refresh_rows()
            if kind != "all":
                self.say(_("Only: {kind}").format(kind=_kind_label(kind)))

    def _fit(self, width: int) -> None:
        shape = (0 if width < 90 else 8, self._board.at.asks_staff)
        if shape != self._shape:
            self._shape = shape
            self.table.set_columns(unit_columns(*shape))

    def _show_people(self, which: str, unit: UnitRow | None = None) -> None:
        from models.people import PeopleScope

        if unit is None:
            self.go(ToPeople(PeopleScope(which)))
        else:
            self.go(ToPeople(PeopleScope(which, unit_id=unit.id), unit.name))

    def _show_title(self) -> None:
        units = self._board.units
        tops = units.below(None)
        self.desk.name = units[tops[0]].name if len(tops) == 1 else ""
        self.show_title(self._board.at)


def _kind_label(kind: str) -> str:
    labels = {
        "all": _("Everything"),
        "not-planned": _("Dialogue not planned"),
        "overdue": _("Dialogue overdue"),
        "planned": _("Dialogue planned"),
        "held": _("Dialogue held"),
        "over-limit": word(RULE, "span-over"),
        "vacant": word(RULE, "vacant-unit"),
    }
    return labels[kind]
