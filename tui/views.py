"""The screens that one opens from others, and how each is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from models.flags import EVERYTHING
from models.people import PeopleScope, span_card
from models.person import person_card
from models.talk import talk_of
from screens.dialogue import DialoguePage
from screens.leader import LeaderPage
from screens.part_page import (
    CommitmentsPage,
    DialoguesPage,
    FlagsPage,
    GoalsPage,
    JournalPage,
    PeoplePage,
    SettingsPage,
)
from screens.parts.commitments import CommitmentsPart
from screens.parts.dialogues import RoundPart
from screens.parts.flags import FlagsPart
from screens.parts.goals import GoalsPart
from screens.parts.journal import JournalPart
from screens.parts.people import PeoplePart
from screens.parts.settings import SettingsPart
from screens.ways import ToDialogue, ToFlags, ToPeople, ToPerson
from tui.desk import Desk
from tui.widgets.page import Page

VIEWS: Mapping[str, Callable[[Desk], Page]] = {
    "people": lambda desk: people_page(desk, ToPeople(PeopleScope())),
    "dialogues": lambda desk: DialoguesPage(desk, RoundPart),
    "goals": lambda desk: GoalsPage(desk, GoalsPart),
    "commitments": lambda desk: CommitmentsPage(desk, CommitmentsPart),
    "flags": lambda desk: flags_page(desk, ToFlags(EVERYTHING)),
    "journal": lambda desk: JournalPage(desk, JournalPart),
    "settings": lambda desk: SettingsPage(desk, SettingsPart),
}
"""The screens that a number key opens, besides the dashboard."""


async def person_page(desk: Desk, way: ToPerson) -> Page:
    """Somebody's own screen. Problems: as :func:`models.person.person_card`."""
    at = await desk.at()
    card = await desk.ask(person_card, way.person_id)
    span = await desk.ask(span_card, at, way.person_id)
    return LeaderPage(desk, card, span, way.part)


async def dialogue_page(desk: Desk, way: ToDialogue) -> Page:
    """One dialogue. Problems: ``removed-meanwhile`` for a person who is gone."""
    talk = await desk.ask(talk_of, way.person_id, way.round_id, await desk.at())
    return DialoguePage(desk, way, talk)


def people_page(desk: Desk, way: ToPeople) -> Page:
    """A list of people."""
    return PeoplePage(desk, lambda d, page: PeoplePart(d, page, way.scope, way.place))


def flags_page(desk: Desk, way: ToFlags) -> Page:
    """A list of flags."""
    return FlagsPage(desk, lambda d, page: FlagsPart(d, page, way.scope, way.place))
