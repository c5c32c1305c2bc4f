"""What is done from inside a dialogue without losing the place: goals, commitments, its facts."""

from __future__ import annotations

from collections.abc import Sequence

from models.commitment import CommitmentEntry
from models.goal import GoalEntry
from models.problems import Problem
from screens.forms.commitment import commitment_form
from screens.forms.dialogue import dialogue_form
from screens.forms.goal import goal_form
from screens.noted_page import NotedPage
from screens.subject import Subject
from screens.ways import ToPerson
from tui.languages import _


class DialogueDeeds(NotedPage):
    """Forms open as panes over the note, which stays as it is."""

    def subjects(self) -> Sequence[Subject]:
        """The person whose dialogue it is."""
        return [Subject(self.basis.person_id, self.basis.person)]

    def action_add_goal(self) -> None:
        """A new goal of the person."""
        self.start(self.new_goal())

    def action_add_commitment(self) -> None:
        """A new commitment of either side."""
        self.start(self.new_commitment())

    def action_edit_dialogue(self) -> None:
        """Correct the dialogue's facts."""
        self.start(self._edit_dialogue())

    def action_person(self) -> None:
        """Open the person's own screen."""
        self.go(ToPerson(self.basis.person_id))

    async def _print_out(self) -> None:
        """The basis before the talk, the agreement after it."""
        from screens.forms.paper import print_dialogues

        card = self.basis.card
        if card is None:
            await print_dialogues(self, [], [(self.way.person_id, self.way.round_id)])
        else:
            await print_dialogues(self, [card.id], paper="agreement" if card.held_on else "basis")

    async def new_goal(self, year: int | None = None) -> None:
        """A goal of ``year``; else of the year that the round is about, the next one in autumn."""
        round_ = self.basis.round
        year = year or round_.year + round_.looks_ahead
        start = GoalEntry(year, "", person_id=self.basis.person_id)
        if await self.ask(goal_form(self.desk, start, f"{self.basis.person} · {year}")):
            await self.written(_("The goal is added."))

    async def new_commitment(self) -> None:
        """A commitment that this dialogue leads to."""
        self.refuse_locked()
        card, person_id = self.basis.card, self.basis.person_id
        start = CommitmentEntry(
            self.basis.round.year,
            person_id,
            "subject",
            "",
            owner_id=person_id,
            dialogue_id=card.id if card else None,
        )
        if await self.ask(commitment_form(self.desk, start, self.basis.person)):
            await self.written(_("The commitment is added."))

    async def _edit_dialogue(self) -> None:
        if self.basis.card is None:
            raise Problem("no-dialogue")
        self.refuse_locked()
        if await self.ask(dialogue_form(self.desk, self.basis.card)):
            await self.written(_("The dialogue is saved."))

    async def _who(self) -> tuple[Sequence[Subject], int]:
        """The dialogue shown is the one meant, whichever round is on."""
        return self.subjects(), self.way.round_id
