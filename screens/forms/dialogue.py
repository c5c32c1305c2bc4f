"""Forms for dialogues: plan, hold, exempt, call off, correct."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from models import dialogue
from models.dialogue import DialogueCard, Plan
from models.entry import Moment
from models.problems import Problem
from models.rounds import planning_remarks
from screens.forms.edited import edited
from screens.forms.kinds_of_field import (
    day_field,
    minutes_field,
    moment_field,
    number_of,
    person_field,
    text_field,
    time_text,
)
from screens.subject import Subject, named
from tui.desk import Desk
from tui.languages import _
from tui.widgets.form import Form


def plan_form(
    desk: Desk,
    round_id: int,
    who: Sequence[Subject],
    card: DialogueCard | None = None,
    remarks: list[Problem] | None = None,
) -> Form:
    """When, who holds it, where. What there is to say against the day is put into ``remarks``; it
    is saved all the same."""

    async def save(values: dict[str, Any]) -> None:
        moment: Moment = values["moment"]
        for one in who:
            plan = Plan(
                round_id,
                one.id,
                moment.day,
                time_text(moment.time),
                number_of(values["conductor_id"]),
                values["place"],
                values["minutes"],
            )
            await desk.ask(dialogue.plan, plan, desk.settings.rules)
        if remarks is not None:
            remarks.extend(await desk.ask(planning_remarks, round_id, moment.day))

    # Who is to hold a dialogue that only waits is decided by the lines of the day it is planned.
    waits = card is not None and not card.planned_on and card.conductor_id == card.superior_id
    conducted = None if waits else card
    fields = (
        moment_field(
            desk,
            "moment",
            _("Day and time"),
            card.planned_on if card else None,
            card.planned_time if card else None,
            required=True,
        ),
        person_field(
            desk,
            "conductor_id",
            _("Held by"),
            conducted.conductor_id if conducted else None,
            conducted.conductor_name if conducted else "",
        ),
        text_field("place", _("Place"), card.place if card else ""),
        minutes_field("minutes", _("Length"), length_of(desk, card)),
    )
    return Form(_("Plan the dialogue · {name}").format(name=named(who)), fields, save)


def length_of(desk: Desk, card: DialogueCard | None) -> int:
    """How many minutes a dialogue takes: as planned, else as the settings say."""
    planned = card.minutes if card else None
    return planned or desk.settings.rules.talk.minutes


def hold_form(desk: Desk, round_id: int, who: Sequence[Subject], planned: date | None) -> Form:
    """The day it was held: the planned day if that has come, else today."""
    day = planned if planned and planned <= desk.today else desk.today

    async def save(values: dict[str, Any]) -> None:
        for one in who:
            await desk.ask(
                dialogue.hold,
                one.id,
                round_id,
                values["held_on"],
                desk.settings.rules,
                desk.today,
            )

    fields = (day_field(desk, "held_on", _("Held on"), day, required=True),)
    return Form(_("The dialogue was held · {name}").format(name=named(who)), fields, save)


def exempt_form(desk: Desk, round_id: int, who: Sequence[Subject]) -> Form:
    """Why somebody goes without."""

    async def save(values: dict[str, Any]) -> None:
        for one in who:
            await desk.ask(dialogue.exempt, one.id, round_id, values["reason"], desk.settings.rules)

    fields = (text_field("reason", _("Reason"), required=True),)
    return Form(_("Exempt from this round · {name}").format(name=named(who)), fields, save)


def cancel_form(desk: Desk, cards: Sequence[DialogueCard], name: str) -> Form:
    """Why what was planned is called off."""

    async def save(values: dict[str, Any]) -> None:
        for card in cards:
            await desk.ask(dialogue.cancel, card.id, card.revision, values["reason"])

    fields = (text_field("reason", _("Reason"), required=True),)
    return Form(_("Call off the dialogue · {name}").format(name=name), fields, save)


def dialogue_form(desk: Desk, card: DialogueCard) -> Form:
    """Every fact of a dialogue, to be corrected."""

    async def save(values: dict[str, Any]) -> None:
        moment: Moment | None = values["moment"]
        entered = {
            "planned_on": moment.day if moment else None,
            "planned_time": time_text(moment.time) if moment else None,
            "conductor_id": number_of(values["conductor_id"]),
            "place": values["place"],
            "minutes": values["minutes"],
            "held_on": values["held_on"],
            "superior_confirmed_on": values["superior_confirmed_on"],
            "subject_confirmed_on": values["subject_confirmed_on"],
            "exempt_because": values["exempt_because"] or None,
        }
        await desk.ask(dialogue.edit_dialogue, card.id, card.revision, entered, desk.today)

    fields = (
        moment_field(desk, "moment", _("Day and time"), card.planned_on, card.planned_time),
        person_field(desk, "conductor_id", _("Held by"), card.conductor_id, card.conductor_name),
        text_field("place", _("Place"), card.place),
        minutes_field("minutes", _("Length"), length_of(desk, card)),
        day_field(desk, "held_on", _("Held on"), card.held_on),
        day_field(desk, "superior_confirmed_on", _("Superior agreed"), card.superior_confirmed_on),
        day_field(desk, "subject_confirmed_on", _("Subject agreed"), card.subject_confirmed_on),
        text_field("exempt_because", _("Exempt because"), card.exempt_because or ""),
    )
    heading = _("Dialogue · {name}").format(name=card.person_name)
    about = edited(
        desk, "dialogue", card, partial(dialogue_form, desk), dialogue.dialogue_card, desk.today
    )
    return Form(heading, fields, save, edited=about)
