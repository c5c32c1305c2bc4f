"""One person's screen: a leader's with staff, anybody's with goals, dialogues and commitments."""

from __future__ import annotations

from asyncio import gather
from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.widget import Widget

from models.derived import AsOf
from models.dialogue import DialogueCard
from models.flags import Scope
from models.kept_rate import KeptBy, kept_by
from models.people import SpanCard, span_card
from models.person import PersonCard, person_card
from screens.forms.organisation import person_form
from screens.parts.agreements import AgreementPart
from screens.parts.commitments import CommitmentsPart
from screens.parts.earlier_years import EarlierYearsPart
from screens.parts.goals import GoalsPart
from screens.parts.part import Part
from screens.parts.people import StaffPart
from screens.parts.talks import TalksPart
from screens.person_head import PersonHead
from screens.subject import Subject
from screens.tabbed_page import TabbedPage
from screens.ways import ToFlags, ToHistory, history_of
from tui import keys
from tui.desk import Desk
from tui.languages import _


async def person_facts(
    desk: Desk, at: AsOf, person_id: int
) -> tuple[PersonCard, SpanCard | None, KeptBy]:
    """What the head of somebody's screen tells. Problems: as :func:`models.person.person_card`."""
    return await gather(
        desk.ask(person_card, person_id),
        desk.ask(span_card, at, person_id),
        desk.ask(kept_by, person_id, desk.today),
    )


class LeaderPage(TabbedPage):
    """Who it is on top, then the parts: goals, dialogues, staff, commitments, agreement, years."""

    context = "leader"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("leader")]

    def __init__(
        self,
        desk: Desk,
        card: PersonCard,
        span: SpanCard | None,
        kept: KeptBy,
        *,
        part: str = "",
        led: bool = False,
    ) -> None:
        self._card = card
        self._led = led
        self._span = span
        self._kept = kept
        self.person_id = card.id
        self.head = PersonHead()
        super().__init__(desk, part)
        self._draw_head()

    def make_parts(self) -> Sequence[Part]:
        """Staff only for somebody who leads, earlier years for whoever has ``led``."""
        person = (self.person_id, self._card.entry.name)
        return [
            GoalsPart(self.desk, self, person),
            TalksPart(self.desk, self, person, self._span is not None and self._span.level == 1),
            *([StaffPart(self.desk, self, self.person_id)] if self._span else []),
            CommitmentsPart(self.desk, self, person),
            *([AgreementPart(self.desk, self, self.person_id)] if self._span else []),
            *([EarlierYearsPart(self.desk, self, self.person_id)] if self._led else []),
        ]

    def head_widget(self) -> Widget:
        """Who it is."""
        return self.head

    @property
    def heading(self) -> str:
        """The person's name."""
        return self._card.entry.name

    async def begin(self) -> None:
        """Unfold the newest dialogue."""
        await self._unfold_new()
        await super().begin()

    async def reload(self) -> None:
        """Read everything about the person anew."""
        at = await self.desk.at()
        self._card, self._span, self._kept = await person_facts(self.desk, at, self.person_id)
        self._draw_head()
        await self._unfold_new()
        await super().reload()

    async def _unfold_new(self) -> None:
        for part in self.parts:
            if isinstance(part, TalksPart):
                await part.begin()

    def subjects(self) -> Sequence[Subject]:
        """Those among the staff; else the person shown."""
        if isinstance(self.part, StaffPart):
            return self.part.subjects()
        return [Subject(self.person_id, self._card.entry.name)]

    async def talks_meant(self) -> Sequence[DialogueCard]:
        """Among the dialogues, the one under the cursor, whichever round is on."""
        if isinstance(self.part, TalksPart) and self.table.cursor_key is not None:
            return [self.part.row.card]
        return await super().talks_meant()

    def history(self) -> ToHistory:
        """The history of what the cursor is on; of the person where there is nothing."""
        if self.table.cursor_key is None:
            return history_of("person", self.person_id, self._card.entry.name)
        return self.part.history()

    def action_edit_person(self) -> None:
        """Edit the person shown."""
        self.start(self._edit_person())

    def action_flags(self) -> None:
        """The flags of the person."""
        self.go(ToFlags(Scope(person_id=self.person_id), self._card.entry.name))

    async def _edit_person(self) -> None:
        if await self.ask(person_form(self.desk, self._card)):
            await self.written(_("{name} is saved.").format(name=self._card.entry.name))

    def _draw_head(self) -> None:
        self.head.show(self._card, self._span, self._kept, self.desk.settings)
