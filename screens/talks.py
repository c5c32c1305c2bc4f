"""Commands about a person's dialogue in the round that is on: the same from every screen.

The first screen has them too; what they need is therefore loaded by each command.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from models.problems import Problem
from screens.subject import Subject, named
from screens.ways import ToImport, ToProposal
from tui import glyphs
from tui.languages import _
from tui.sentences import sentence
from tui.widgets.page import Page

if TYPE_CHECKING:
    from models.dialogue import DialogueCard


class TalkPage(Page):
    """A page from which dialogues are planned and recorded. ``subjects`` says whose."""

    def subjects(self) -> Sequence[Subject]:
        """Those who are marked, else the one under the cursor; none where the row is nobody's."""
        return ()

    def unmark(self) -> None:
        """Take the marks away."""

    def action_import_file(self) -> None:
        """Read a file of people, goals or measured values."""
        self.go(ToImport())

    def action_plan(self) -> None:
        """Plan the dialogue of the person under the cursor."""
        self.start(self._plan())

    def action_hold(self) -> None:
        """Record that it was held."""
        self.start(self._hold())

    def action_exempt(self) -> None:
        """Let the person go without one in this round."""
        self.start(self._exempt())

    def action_confirm(self) -> None:
        """Record that both sides, or one, confirmed it today."""
        self.start(self._confirm())

    def action_reopen(self) -> None:
        """Take the confirmations back."""
        self.start(self._reopen())

    def action_cancel(self) -> None:
        """Call off what was planned."""
        self.start(self._cancel())

    def action_hand_over_talk(self) -> None:
        """Let somebody else hold it."""
        self.start(self._hand_over_talk())

    def action_calendar(self) -> None:
        """Write a calendar file."""
        self.start(self._calendar())

    async def _plan(self) -> None:
        from screens.forms.dialogue import plan_form

        who, round_id = await self._who()
        if len(who) > 1:
            await self._plan_many(who, round_id)
            return
        card = await self._talk_of(who[0], round_id)
        remarks: list[Problem] = []
        if await self.ask(plan_form(self.desk, round_id, who, card, remarks)):
            await self._done(_("Planned: {name}."), who, remarks)

    async def _plan_many(self, who: Sequence[Subject], round_id: int) -> None:
        from screens.forms.plan_many import ask_for_proposal

        draft = await ask_for_proposal(self, round_id, who)
        if draft is not None:
            self.go(ToProposal(draft, self.unmark))

    async def _hand_over_talk(self) -> None:
        from screens.forms.hand_over import hand_over_form

        who, round_id = await self._who()
        remarks: list[Problem] = []
        if await self.ask(await hand_over_form(self.desk, round_id, who, remarks)):
            await self._done(_("Handed over: {name}."), who, remarks)

    async def _calendar(self) -> None:
        from screens.forms.calendar_file import calendar_of, write_calendar_file

        who, round_id = await self._who()
        await write_calendar_file(self, await calendar_of(self.desk, round_id, who))

    async def _hold(self) -> None:
        from screens.forms.dialogue import hold_form

        who, round_id = await self._who()
        card = await self._talk_of(who[0], round_id) if len(who) == 1 else None
        planned: date | None = card.planned_on if card else None
        if await self.ask(hold_form(self.desk, round_id, who, planned)):
            await self._done(_("Recorded as held: {name}."), who)

    async def _exempt(self) -> None:
        from screens.forms.dialogue import exempt_form

        who, round_id = await self._who()
        if await self.ask(exempt_form(self.desk, round_id, who)):
            await self._done(_("Exempt from this round: {name}."), who)

    async def _confirm(self) -> None:
        from models.confirmation import confirm_all, sides_missing
        from screens.forms.confirm import side_chooser

        cards = await self.talks_meant()
        if any(card.held_on is None for card in cards):
            raise Problem("not-held-yet")
        missing = {side for card in cards for side in sides_missing(card)}
        if not missing:
            raise Problem("dialogue-agreed")
        who = [Subject(card.person_id, card.person_name) for card in cards]
        answer = await self.ask(side_chooser(named(who), missing))
        if answer is None:
            return
        sides = tuple(missing) if answer == "both" else (answer,)
        await self.desk.ask(confirm_all, cards, sides, self.desk.today)
        texts = {
            "both": _("Both sides agreed: {name}."),
            "superior": _("The superior agreed: {name}."),
            "subject": _("The subject agreed: {name}."),
        }
        await self._done(texts[answer], who)

    async def _reopen(self) -> None:
        from models.confirmation import reopen_all

        cards = await self.talks_meant()
        await self.desk.ask(reopen_all, cards)
        who = [Subject(card.person_id, card.person_name) for card in cards]
        await self._done(_("Reopened: {name}. Both sides confirm anew."), who)

    async def talks_meant(self) -> Sequence[DialogueCard]:
        """The dialogues of :meth:`subjects` in the round. Problems: ``no-dialogue`` and those of
        :meth:`_who`."""
        who, round_id = await self._who()
        return [await self._planned_talk(one, round_id) for one in who]

    async def _cancel(self) -> None:
        from screens.forms.dialogue import cancel_form

        cards = await self.talks_meant()
        who = [Subject(card.person_id, card.person_name) for card in cards]
        if await self.ask(cancel_form(self.desk, cards, named(who))):
            await self._done(_("Called off: {name}."), who)

    async def _done(
        self, text: str, who: Sequence[Subject], remarks: Sequence[Problem] = ()
    ) -> None:
        """Say what was done, and what there is to remark; the marks have served."""
        self.unmark()
        said = [text.format(name=named(who))]
        said += [f"{glyphs.current().over} {sentence(remark)}" for remark in remarks]
        await self.written(" ".join(said))

    async def _who(self) -> tuple[Sequence[Subject], int]:
        """The subjects and the round. Problems: ``nobody-here``, ``no-round``."""
        who = self.subjects()
        if not who:
            raise Problem("nobody-here")
        return who, await self.talk_round()

    async def talk_round(self) -> int:
        """The round that the dialogues are of: the one that is on. Problem: ``no-round``."""
        at = await self.desk.in_open_year()
        if at.round is None:
            raise Problem("no-round")
        return at.round.id

    async def _planned_talk(self, who: Subject, round_id: int) -> DialogueCard:
        card = await self._talk_of(who, round_id)
        if card is None:
            raise Problem("no-dialogue")
        return card

    async def _talk_of(self, who: Subject, round_id: int) -> DialogueCard | None:
        from models.dialogue import dialogues_of

        cards = await self.desk.ask(dialogues_of, who.id, self.desk.today)
        return next((card for card in cards if card.round_id == round_id), None)
