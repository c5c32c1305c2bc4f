"""The kinds of field that the forms are put together from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal

from models.entry import Moment, parse_count, parse_day, parse_decimal, parse_moment, parse_percent
from models.entry.clock import parse_clock, parse_minutes
from models.person import find_people
from models.slot import clock_text
from models.unit import Named, find_units
from tui.desk import Desk
from tui.languages import _, day, decimal, weekday
from tui.widgets.choice_field import ChoiceField, among
from tui.widgets.chooser import Choice
from tui.widgets.field import Field


def text_field(
    key: str, label: str, text: str = "", required: bool = False, hint: str = ""
) -> Field:
    """Any text."""
    return Field(key, label, text, required=required, hint=hint, empty="")


def code_field(key: str, label: str, text: str | None, hint: str = "") -> Field:
    """A number or code that may be missing."""
    return Field(key, label, text or "", hint=hint, empty=None)


def decimal_field(key: str, label: str, value: Decimal | None, required: bool = False) -> Field:
    """A decimal, with comma or point."""
    text = "" if value is None else decimal(value).replace(" ", "").replace(" ", "")
    return Field(key, label, text, read=parse_decimal, required=required)


def percent_field(key: str, label: str, value: Decimal) -> Field:
    """A share of a post in per cent."""
    return Field(key, label, decimal(value), read=parse_percent, required=True, hint="0–100 %")


def count_field(key: str, label: str, value: int | None) -> Field:
    """A whole number."""
    return Field(key, label, "" if value is None else str(value), read=parse_count)


def day_field(
    desk: Desk, key: str, label: str, value: date | None, required: bool = False
) -> Field:
    """A day as people type it; what it was understood as stands beside it."""
    today = desk.today
    return Field(
        key,
        label,
        day(value) if value else "",
        read=lambda text: parse_day(text, today),
        echo=_day_in_full,
        required=required,
        hint=_("14.3  +2w  tomorrow"),
    )


def moment_field(
    desk: Desk, key: str, label: str, on: date | None, at: str | None, required: bool = False
) -> Field:
    """A day with or without a time; the value is a :class:`models.entry.Moment`."""
    today = desk.today
    return Field(
        key,
        label,
        f"{day(on)} {at or ''}".strip() if on else "",
        read=lambda text: parse_moment(text, today),
        echo=_moment_in_full,
        required=required,
        hint=_("14.3 10:00  +2w 9"),
    )


def clock_field(key: str, label: str, minutes: int) -> Field:
    """A time of the day; the value is in minutes from midnight."""
    text = clock_text(minutes)
    return Field(
        key, label, text, read=parse_clock, echo=clock_text, required=True, hint="9  15:30"
    )


def minutes_field(key: str, label: str, minutes: int, required: bool = True) -> Field:
    """How long a dialogue takes."""
    return Field(key, label, str(minutes), read=parse_minutes, required=required, hint=_("minutes"))


def word_field(
    key: str, label: str, choices: Sequence[tuple[str, str]], chosen: str, required: bool = True
) -> ChoiceField:
    """One of a few words, by its first letters."""
    named = dict(choices)
    return ChoiceField(
        key,
        label,
        among(choices),
        Choice(chosen, named[chosen]) if chosen in named else None,
        required=required,
        hint=_("↓ shows the choices"),
    )


def person_field(
    desk: Desk, key: str, label: str, number: int | None, name: str, required: bool = False
) -> ChoiceField:
    """A person, by part of the name or the employee number."""

    async def find(text: str) -> Sequence[Choice]:
        return _choices(await desk.ask(find_people, text))

    return ChoiceField(
        key, label, find, _chosen(number, name), required=required, hint=_("part of the name")
    )


def unit_field(
    desk: Desk, key: str, label: str, number: int | None, name: str, required: bool = False
) -> ChoiceField:
    """A unit, by part of the name or its code."""

    async def find(text: str) -> Sequence[Choice]:
        return _choices(await desk.ask(find_units, text))

    return ChoiceField(
        key, label, find, _chosen(number, name), required=required, hint=_("part of the name")
    )


def number_of(value: str | None) -> int | None:
    """The record number that a choice's key stands for."""
    return None if value is None else int(value)


def time_text(at: time | None) -> str | None:
    """A time as it is stored."""
    return None if at is None else at.strftime("%H:%M")


def _choices(found: Sequence[Named]) -> Sequence[Choice]:
    return [Choice(str(one.id), one.name, one.detail) for one in found]


def _chosen(number: int | None, name: str) -> Choice | None:
    return None if number is None else Choice(str(number), name)


def _day_in_full(value: date) -> str:
    return f"{weekday(value)} {day(value)}"


def _moment_in_full(value: Moment) -> str:
    return _day_in_full(value.day) + (f" {time_text(value.time)}" if value.time else "")
