"""Forms for the rounds and milestones of a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from models.entry import parse_day
from models.milestones import (
    MilestoneCard,
    MilestoneEntry,
    add_milestone,
    edit_milestone,
    milestones,
)
from models.rounds import RoundDetail, RoundEntry, add_round, edit_round, rounds
from screens.forms.edited import edited, listed
from screens.forms.kinds_of_field import number_of, text_field, word_field
from tui.desk import Desk
from tui.languages import _, day, weekday
from tui.widgets.field import Field
from tui.widgets.form import Form
from tui.words import milestone_name, round_name


def milestone_form(desk: Desk, year: int, card: MilestoneCard | None = None) -> Form:
    """A new milestone of ``year``, or the one of ``card``."""
    entry = card.entry if card else MilestoneEntry(year, "", None)

    async def save(values: dict[str, Any]) -> None:
        entered = MilestoneEntry(year, **values)
        if card is None:
            await desk.ask(add_milestone, entered)
        else:
            await desk.ask(edit_milestone, card.id, card.revision, entered)

    fields = (
        _name_field(entry.name, milestone_name(entry.code, "")),
        _day_field(desk, "day", _("Day"), year, entry.day),
        _code_field(entry.code),
    )
    heading = milestone_name(entry.code, entry.name) if card else _("New milestone")
    again = partial(milestone_form, desk, year)
    about = edited(desk, "milestone", card, again, listed("milestone", milestones, year))
    return Form(f"{heading} · {year}", fields, save, card is None, about)


def round_form(
    desk: Desk, year: int, placed_by: Sequence[MilestoneCard], card: RoundDetail | None = None
) -> Form:
    """A new round of ``year``, or the one of ``card``; it is placed by one of ``placed_by``."""
    entry = card.entry if card else RoundEntry(year, "", None, None)
    places = [(str(one.id), milestone_name(one.entry.code, one.entry.name)) for one in placed_by]

    async def save(values: dict[str, Any]) -> None:
        entered = RoundEntry(
            year,
            **values
            | {
                "follows_id": number_of(values["follows_id"]),
                "precedes_id": number_of(values["precedes_id"]),
            },
        )
        if card is None:
            await desk.ask(add_round, entered)
        else:
            await desk.ask(edit_round, card.id, card.revision, entered)

    fields = (
        _name_field(entry.name, round_name(entry.code, "")),
        _day_field(desk, "starts_on", _("From"), year, entry.starts_on),
        _day_field(desk, "ends_on", _("To"), year, entry.ends_on),
        word_field("follows_id", _("Follows"), places, str(entry.follows_id), required=False),
        word_field("precedes_id", _("Comes before"), places, str(entry.precedes_id), False),
        text_field("levels", _("Levels"), entry.levels, required=True, hint=_("1–4, such as 123")),
        _code_field(entry.code),
    )
    heading = round_name(entry.code, entry.name) if card else _("New round")
    again = partial(round_form, desk, year, placed_by)
    about = edited(desk, "round", card, again, listed("round", rounds, year))
    return Form(f"{heading} · {year}", fields, save, card is None, about)


def _name_field(name: str, usual: str) -> Field:
    return text_field("name", _("Name"), name, hint=usual)


def _code_field(code: str) -> Field:
    return text_field("code", _("Code"), code, required=True, hint=_("a short word"))


def _day_field(desk: Desk, key: str, label: str, year: int, value: date | None) -> Field:
    """A day; without a year it is one of ``year``."""
    anchor = desk.today if desk.today.year == year else date(year, 6, 30)
    return Field(
        key,
        label,
        day(value) if value else "",
        read=lambda text: parse_day(text, anchor),
        echo=lambda on: f"{weekday(on)} {day(on)}",
        required=True,
        hint=f"14.3  {day(date(year, 3, 14))}",
    )
