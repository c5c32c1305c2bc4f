"""Forms for goals and their measured values."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from msgspec.structs import replace

from models.goal import (
    GoalCard,
    GoalEntry,
    add_goal,
    edit_goal,
    find_goals,
    goal_card,
)
from models.measurement import (
    MeasurementCard,
    MeasurementEntry,
    add_measurement,
    edit_measurement,
    measurements,
)
from models.problems import Problem
from screens.forms.edited import edited, listed
from screens.forms.kinds_of_field import (
    count_field,
    day_field,
    decimal_field,
    number_of,
    person_field,
    text_field,
    unit_field,
    word_field,
)
from tui.desk import Desk
from tui.languages import _, decimal
from tui.widgets.choice_field import ChoiceField
from tui.widgets.chooser import Choice
from tui.widgets.form import Form
from tui.words import DIRECTION, GOAL_KIND, GOAL_STATE, YES_NO, choices

NUMBERS = ("serves_id", "unit_id", "person_id")
"""The values that are record numbers."""

Give = Callable[[GoalEntry], Awaitable[None]]
"""Stores what a form has, in place of one new goal."""


def goal_form(
    desk: Desk,
    start: GoalEntry,
    owner: str,
    card: GoalCard | None = None,
    *,
    serves: str = "",
    owned: bool = False,
    give: Give | None = None,
) -> Form:
    """A new goal that begins as ``start``, or the one of ``card``. ``owner`` is for the heading.

    ``serves`` is the title of the goal that ``start`` serves; with ``owned`` the owner is asked
    for; with ``give`` it is for many, so that nobody's own meaning is.
    """
    entry = card.entry if card else start

    async def find(text: str) -> Sequence[Choice]:
        found = await desk.ask(find_goals, text, entry.year_id)
        return [Choice(str(one.id), one.name, one.detail) for one in found]

    async def save(values: dict[str, Any]) -> None:
        entered = replace(
            entry,
            **values
            | {
                "qualitative": values["qualitative"] == "yes",
            }
            | {one: number_of(values[one]) for one in NUMBERS if one in values},
        )
        if entered.unit_id is not None and entered.person_id is not None:
            raise Problem("goal-owner-either", "person_id")
        if give is not None:
            await give(entered)
        elif card is None:
            await desk.ask(add_goal, entered, desk.settings.rules)
        else:
            await desk.ask(edit_goal, card.id, card.revision, entered)

    above = card.serves if card else serves
    served = Choice(str(entry.serves_id), above) if entry.serves_id else None
    fields = (
        text_field("title", _("Goal"), entry.title, required=True),
        *(_owner_fields(desk) if owned else ()),
        text_field("indicator", _("Indicator"), entry.indicator, hint=_("what is measured")),
        text_field("measure", _("Measured in"), entry.measure, hint=_("%, days, kroner …")),
        word_field("direction", _("Direction"), choices(DIRECTION), entry.direction),
        decimal_field("baseline", _("Baseline"), entry.baseline),
        decimal_field("target", _("Target"), entry.target),
        decimal_field("band", _("Band (keep within)"), entry.band),
        day_field(desk, "due", _("To be reached by"), entry.due or _end_of(entry, card)),
        word_field("kind", _("Kind"), choices(GOAL_KIND), entry.kind),
        word_field(
            "qualitative", _("Qualitative"), choices(YES_NO), "yes" if entry.qualitative else "no"
        ),
        ChoiceField("serves_id", _("Serves the goal"), find, served, hint=_("part of its name")),
        *(() if give else (text_field("meaning", _("What it means for me"), entry.meaning),)),
        count_field("weight", _("Weight"), entry.weight),
        text_field("adopted_by", _("Adopted by"), entry.adopted_by),
        text_field("case_no", _("Case number"), entry.case_no),
        day_field(desk, "adopted_on", _("Adopted on"), entry.adopted_on),
        word_field("state", _("State"), choices(GOAL_STATE), entry.state),
    )
    heading = " · ".join(filter(None, (_("Goal") if card else _("New goal"), owner)))
    about = edited(desk, "goal", card, partial(goal_form, desk, start, owner), goal_card)
    return Form(heading, fields, save, card is None and give is None, about)


def _owner_fields(desk: Desk) -> tuple[ChoiceField, ...]:
    """A unit or a person; with neither the goal is the whole municipality's."""
    return (
        unit_field(desk, "unit_id", _("Owned by the unit"), None, ""),
        person_field(desk, "person_id", _("Or by"), None, ""),
    )


def repeal_form(desk: Desk, card: GoalCard, repeal: Callable[[date], bool]) -> Form:
    """The day on which a goal was repealed."""

    async def save(values: dict[str, Any]) -> None:
        await desk.ask(repeal, values["day"])

    fields = (day_field(desk, "day", _("Repealed on"), desk.today, required=True),)
    return Form(_("Repeal · {goal}").format(goal=card.entry.title), fields, save)


def measurement_form(desk: Desk, goal: GoalCard, card: MeasurementCard | None = None) -> Form:
    """A new value of ``goal``, measured today, or the one of ``card``."""
    entry = card.entry if card else None

    async def save(values: dict[str, Any]) -> None:
        entered = MeasurementEntry(goal.id, **values)
        if card is None:
            await desk.ask(add_measurement, entered)
        else:
            await desk.ask(edit_measurement, card.id, card.revision, entered)

    fields = (
        decimal_field("value", _("Value"), entry.value if entry else None, required=True),
        day_field(
            desk,
            "measured_on",
            _("Measured on"),
            entry.measured_on if entry else desk.today,
            required=True,
        ),
        text_field("source", _("Source"), entry.source if entry else ""),
    )
    about = edited(
        desk,
        "measurement",
        card,
        partial(measurement_form, desk, goal),
        listed("measurement", measurements, goal.id),
    )
    return Form(_measured(goal), fields, save, card is None, about)


def _measured(goal: GoalCard) -> str:
    """The goal with what its value is held against."""
    entry = goal.entry
    parts = [entry.title]
    if entry.baseline is not None and entry.target is not None:
        sign = "→"
        parts.append(f"{decimal(entry.baseline)} {sign} {decimal(entry.target)} {entry.measure}")
    return " · ".join(parts)


def _end_of(entry: GoalEntry, card: GoalCard | None) -> date | None:
    """A new goal is to be reached by the end of its year, unless something else is typed."""
    return None if card else date(entry.year_id, 12, 31)
