"""Flags: what needs the coordinator's eye, each with its sentence and the way to mend it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.flag_rules import RULES
from models.flags import Flag, Place, Scope, flags_in_order, flags_of
from models.line_of_sight import LINE_OF_SIGHT_RULES
from models.people import PeopleScope
from models.unit import unit_card
from screens.forms.organisation import unit_form
from screens.parts.long_list import LongList
from screens.parts.part import Part
from screens.subject import Subject
from screens.succession import unit_saved
from screens.ways import ToHistory, ToLineOfSight, ToPeople, ToPerson, history_of
from tui.desk import Desk
from tui.flag_sentences import flag_sentence
from tui.languages import _
from tui.widgets.cells import Cell, Column
from tui.widgets.chooser import Choice, Chooser
from tui.widgets.page import Page
from tui.widgets.table import Table
from tui.words import RULE, word

MENDED_AT = {
    "goal-not-measurable": "goals",
    "commitment-overdue": "commitments",
    "dialogue-overdue": "dialogues",
    "dialogue-not-planned": "dialogues",
    "cascade-broken": "dialogues",
    "conductor-in-own-line": "dialogues",
    "agreement-missing": "agreement",
    "agreement-expired": "agreement",
    "agreement-incomplete": "agreement",
}
"""The part of a person's screen where a flag is mended."""


class FlagsPart(Part):
    """The flags in ``scope``."""

    key = "flags"
    export = "flags"

    def __init__(self, desk: Desk, page: Page, scope: Scope, place: str = "") -> None:
        super().__init__(desk, page)
        self.scope = scope
        self._place = place
        source = LongList(self._read_keys, self._read_rows)
        source.columns = _columns()
        self.table = Table(source.columns, source, empty=_("No flags: all is well here."))

    @property
    def label(self) -> str:
        """Which flags they are."""
        rule = word(RULE, self.scope.rule) if self.scope.rule else ""
        return " · ".join(part for part in (_("Flags"), rule, self._place) if part)

    def subjects(self) -> Sequence[Subject]:
        """Whom the marked flags, or the one under the cursor, are about."""
        keys = self.table.marked or [self.table.cursor_key]
        flags_ = [self.table.row(key) for key in keys if key is not None]
        people = {flag.person_id: flag.name for flag in flags_ if flag and flag.person_id}
        return [Subject(number, name) for number, name in people.items()]

    def explain(self) -> str:
        """The whole sentence."""
        key = self.table.cursor_key
        flag: Flag | None = None if key is None else self.table.row(key)
        return flag_sentence(flag) if flag else ""

    def history(self) -> ToHistory:
        """The history of what is flagged."""
        flag: Flag = self.row
        for kind, number, name in (
            ("goal", flag.goal_id, flag.text),
            ("commitment", flag.commitment_id, flag.text),
            ("person", flag.person_id, flag.name),
            ("unit", flag.unit_id, flag.unit),
        ):
            if number is not None:
                return history_of(kind, number, name)
        return super().history()

    async def open(self) -> None:
        """Go to where it is mended."""
        flag: Flag = self.row
        if flag.rule == "staff-without-goals":
            scope = PeopleScope("without-goals", superior_id=flag.person_id)
            self.page.go(ToPeople(scope, flag.name))
        elif flag.rule in LINE_OF_SIGHT_RULES and flag.goal_id is not None:
            self.page.go(ToLineOfSight(flag.goal_id))
        elif flag.person_id is not None:
            self.page.go(ToPerson(flag.person_id, MENDED_AT.get(flag.rule, "")))
        elif flag.unit_id is not None:
            card = await self.desk.ask(unit_card, flag.unit_id)
            if await self.page.ask(unit_form(self.desk, card)):
                await self.page.written(await unit_saved(self.desk, card))

    async def narrow(self) -> None:
        """Show the flags of one rule."""
        choices = [Choice("", _("Everything")), *(Choice(rule, word(RULE, rule)) for rule in RULES)]
        rule = await self.page.ask(Chooser(_("Show only"), choices))
        if rule is not None:
            self.scope = Scope(rule or None, self.scope.person_id, self.scope.unit_id)
            await self.page.reload()

    async def _read_keys(
        self, after: Place | None, limit: int
    ) -> tuple[Sequence[str], Place | None]:
        at = await self.desk.at()
        return await self.desk.ask(flags_in_order, at, self.scope, after, limit)

    async def _read_rows(self, keys: Sequence[str]) -> Mapping[str, Flag]:
        return await self.desk.ask(flags_of, await self.desk.at(), keys)


def _columns() -> tuple[Column[Flag], ...]:
    styles = {"severe": "bad", "warning": "warn", "notice": "muted"}
    return (
        Column(
            "rule",
            _("Flag"),
            lambda flag: Cell(word(RULE, flag.rule), styles[flag.severity]),
            20,
            grows=1,
        ),
        Column("unit", _("Unit"), lambda flag: Cell(flag.unit), 14, grows=1, shed=1),
        Column("text", _("What it is"), lambda flag: Cell(flag_sentence(flag)), 36, grows=4),
    )
