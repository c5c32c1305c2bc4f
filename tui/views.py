"""The screens that one opens from others, and how each is made."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from models.flags import EVERYTHING
from models.journal_list import JournalScope
from models.opening_plan import plan_opening
from models.over_the_years import has_led
from models.people import PeopleScope
from models.talk import talk_of
from models.what_if.drafts import draft
from models.what_if.effect import effect
from screens.leader import LeaderPage, person_facts
from screens.line_of_sight import LineOfSightPage
from screens.opening import OpeningPage
from screens.over_the_years import YearsPage
from screens.part_page import (
    AgreementsPage,
    CommitmentsPage,
    DialoguesPage,
    FlagsPage,
    GoalsPage,
    JournalPage,
    PeoplePage,
    SettingsPage,
)
from screens.parts.agreements import RegisterPart
from screens.parts.commitments import CommitmentsPart
from screens.parts.dialogues import RoundPart
from screens.parts.flags import FlagsPart
from screens.parts.goals import GoalsPart
from screens.parts.journal import JournalPart
from screens.parts.people import PeoplePart
from screens.parts.settings import SettingsPart
from screens.plan_year import PlanPage
from screens.proposal import ProposalPage
from screens.span import SpanPage
from screens.ways import (
    ToDialogue,
    ToFlags,
    ToHistory,
    ToLineOfSight,
    ToOpening,
    ToPeople,
    ToPerson,
    ToProposal,
    ToWhatIf,
    Way,
)
from screens.what_if import WhatIfPage
from screens.year import YearPage
from tui.desk import Desk
from tui.widgets.page import Page

VIEWS: Mapping[str, Callable[[Desk], Page]] = {
    "people": lambda desk: people_page(desk, ToPeople(PeopleScope())),
    "dialogues": lambda desk: DialoguesPage(desk, RoundPart),
    "goals": lambda desk: GoalsPage(desk, GoalsPart),
    "commitments": lambda desk: CommitmentsPage(desk, CommitmentsPart),
    "agreements": lambda desk: AgreementsPage(desk, RegisterPart),
    "flags": lambda desk: flags_page(desk, ToFlags(EVERYTHING)),
    "years": YearsPage,
    "journal": lambda desk: journal_page(desk, ToHistory(JournalScope(), "")),
    "span": SpanPage,
    "line": LineOfSightPage,
    "settings": lambda desk: SettingsPage(desk, SettingsPart),
    "year": YearPage,
    "plan": PlanPage,
}
"""The screens that a number key opens, besides the dashboard."""


async def person_page(desk: Desk, way: ToPerson) -> Page:
    """Somebody's own screen. Problems: as :func:`models.person.person_card`."""
    at = await desk.at()
    card, span, kept = await person_facts(desk, at, way.person_id)
    led = span is not None or await desk.ask(has_led, way.person_id)
    return LeaderPage(desk, card, span, kept, part=way.part, led=led)


async def what_if_page(desk: Desk, way: ToWhatIf) -> Page:
    """One draft, or two to compare. Problems: those of the steps."""
    drafts = [await desk.ask(draft, number) for number in way.drafts]
    found = await desk.ask(effect, [one.open_steps for one in drafts], await desk.at())
    return WhatIfPage(desk, drafts, found)


async def dialogue_page(desk: Desk, way: ToDialogue) -> Page:
    """One dialogue. Problems: ``removed-meanwhile`` for a person who is gone."""
    talk = await desk.ask(talk_of, way.person_id, way.round_id, await desk.at())
    # A text of many lines takes as long to load as a screen to open, and few are written in.
    from screens.dialogue import DialoguePage

    return DialoguePage(desk, way, talk)


def people_page(desk: Desk, way: ToPeople) -> Page:
    """A list of people."""
    return PeoplePage(desk, lambda d, page: PeoplePart(d, page, way.scope, way.place))


def line_of_sight_page(desk: Desk, way: ToLineOfSight) -> Page:
    """The line of sight, at a goal."""
    return LineOfSightPage(desk, way.goal_id)


def journal_page(desk: Desk, way: ToHistory) -> Page:
    """The journal, or the history of a record."""
    return JournalPage(desk, lambda d, page: JournalPart(d, page, way.scope, way.name))


def flags_page(desk: Desk, way: ToFlags) -> Page:
    """A list of flags."""
    return FlagsPage(desk, lambda d, page: FlagsPart(d, page, way.scope, way.place))


async def opening_page(desk: Desk, way: ToOpening) -> Page:
    """What opening a year would make. Problems: as :func:`models.turn_of_year.open_year`."""
    plan = await desk.ask(plan_opening, way.year, desk.today, desk.settings.rules)
    return OpeningPage(desk, plan)


async def proposal_page(desk: Desk, way: ToProposal) -> Page:
    """A proposal for many dialogues."""
    return ProposalPage(desk, way)


async def _people(desk: Desk, way: ToPeople) -> Page:
    return people_page(desk, way)


async def _flags(desk: Desk, way: ToFlags) -> Page:
    return flags_page(desk, way)


async def _journal(desk: Desk, way: ToHistory) -> Page:
    return journal_page(desk, way)


async def _line_of_sight(desk: Desk, way: ToLineOfSight) -> Page:
    return line_of_sight_page(desk, way)


WAYS: Mapping[type[Way], Callable[[Desk, Any], Awaitable[Page]]] = {
    ToPerson: person_page,
    ToDialogue: dialogue_page,
    ToPeople: _people,
    ToFlags: _flags,
    ToHistory: _journal,
    ToLineOfSight: _line_of_sight,
    ToWhatIf: what_if_page,
    ToOpening: opening_page,
    ToProposal: proposal_page,
}
"""Where each way leads."""


async def page_for(desk: Desk, way: Way) -> Page:
    """The screen that ``way`` leads to. Raises what the screen's records do."""
    return await WAYS[type(way)](desk, way)
