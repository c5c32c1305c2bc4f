"""A page that shows one part: people, goals, dialogues, commitments, flags, journal, settings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType

from models.problems import Problem
from screens.parts.part import Part
from screens.subject import Subject, named
from screens.talks import TalkPage
from screens.ways import ToHistory, ToWhatIf
from tui import keys
from tui.desk import Desk
from tui.languages import _
from tui.widgets.list_page import ListPage
from tui.widgets.table import Table

MakePart = Callable[[Desk, "PartPage"], Part]


class PartPage(ListPage, TalkPage):
    """A list with its deeds. ``context`` is the part's own, so that its keys are."""

    part: Part

    def __init__(self, desk: Desk, part: MakePart) -> None:
        super().__init__(desk)
        self.part = part(desk, self)
        self.table = self.part.table

    async def begin(self) -> None:
        """Say which list it is."""
        self.show_title(await self.desk.at(), self.heading)

    async def reload(self) -> None:
        """Read the list anew; it may have another name."""
        self.show_title(await self.desk.at(), self.heading)
        await super().reload()

    @property
    def heading(self) -> str:
        """What the title bar calls the page."""
        return self.part.label

    def tell_count(self) -> None:
        """How many rows there are; what there is to say of one of them says more."""
        super().tell_count()
        key = self.table.cursor_key
        if not self.table.marked and key is not None and self.table.row(key) is not None:
            self._explain()

    @on(Table.Moved)
    def _explain(self) -> None:
        text = self.part.explain()
        if text:
            self.status.rest(text)

    def history(self) -> ToHistory:
        """The history of what the cursor is on."""
        return self.part.history()

    def subjects(self) -> Sequence[Subject]:
        """Whose dialogue the marked rows, or the one under the cursor, are about."""
        return self.part.subjects()

    def action_open(self) -> None:
        """Open what the cursor is on."""
        if self.table.cursor_key is not None:
            self.start(self.part.open())

    def action_new(self) -> None:
        """Add something."""
        self.start(self.part.add())

    def action_edit(self) -> None:
        """Edit what the cursor is on."""
        self.start(self.part.edit())

    def action_remove(self) -> None:
        """Remove what the cursor is on."""
        self.start(self.part.remove())

    def action_measure(self) -> None:
        """Enter a measured value."""
        self.start(self.part.measure())

    def action_measurements(self) -> None:
        """Show the measured values."""
        self.start(self.part.measurements())

    def action_link(self) -> None:
        """Choose the goal that the marked ones serve."""
        self.start(self.part.link())

    def action_unlink(self) -> None:
        """Have the marked goals serve none."""
        self.start(self.part.unlink())

    def action_give_to_many(self) -> None:
        """Give one goal to the marked people."""
        self.start(self._give_to_many())

    async def _give_to_many(self) -> None:
        from screens.goal_deeds import give_to_many

        if await give_to_many(self, self.subjects()):
            self.unmark()

    def action_keep(self) -> None:
        """Record that a commitment was kept."""
        self.start(self.part.keep())

    def action_appraisal(self) -> None:
        """Note a medarbeidersamtale of its own."""
        self.start(self._appraisal())

    async def _appraisal(self) -> None:
        from screens.forms.appraisal import appraisal_form

        who = self.subjects()
        if not who:
            raise Problem("nobody-here")
        at = await self.desk.in_open_year()
        if await self.ask(appraisal_form(self.desk, at.year, who)):
            self.unmark()
            await self.written(_("Appraisal noted: {name}.").format(name=named(who)))

    def action_what_if(self) -> None:
        """Put the marked people elsewhere in a draft."""
        self.start(self._what_if())

    async def _what_if(self) -> None:
        from models.moving import common_unit
        from models.what_if.drafts import drafts
        from screens.forms.what_if import step_form

        who = self.subjects()
        if not who:
            raise Problem("nobody-here")
        unit = await self.desk.ask(common_unit, [one.id for one in who])
        kept: list[int] = []
        form = step_form(self.desk, who, unit, await self.desk.ask(drafts), kept)
        if await self.ask(form):
            self.unmark()
            self.desk.writes += 1
            self.go(ToWhatIf((kept[-1],)))

    def action_drop(self) -> None:
        """Drop commitments with a reason."""
        self.start(self.part.drop())

    def action_hand_over(self) -> None:
        """Hand over open commitments."""
        self.start(self.part.hand_over())

    def action_print_out(self) -> None:
        """Put the marked dialogues, or the one under the cursor, on paper."""
        self.start(self._print_out())

    async def _print_out(self) -> None:
        from screens.forms.paper import print_dialogues

        dialogues, ahead = await self.part.talks()
        if await print_dialogues(self, dialogues, ahead):
            self.unmark()

    def action_filter(self) -> None:
        """Show rows of one kind only."""
        self.start(self.part.narrow())

    def action_export(self) -> None:
        """Write the rows to a file."""
        from screens.forms.export import export_rows

        self.start(export_rows(self, self.part.export))


class PeoplePage(PartPage):
    """A list of people."""

    context = "people"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("people")]


class GoalsPage(PartPage):
    """The goals of the year."""

    context = "goals"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("goals")]


class DialoguesPage(PartPage):
    """The dialogues of the round."""

    context = "dialogues"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("dialogues")]


class CommitmentsPage(PartPage):
    """The commitments."""

    context = "commitments"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("commitments")]


class AgreementsPage(PartPage):
    """The register of leader agreements."""

    context = "agreements"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("agreements")]


class FlagsPage(PartPage):
    """The flags."""

    context = "flags"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("flags")]


class JournalPage(PartPage):
    """The journal."""

    context = "journal"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("journal")]


class SettingsPage(PartPage):
    """The settings."""

    context = "settings"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("settings")]
