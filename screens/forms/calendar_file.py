"""Writing dialogues to a calendar file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from models.calendar_entries import CalendarScope, calendar_entries, database_id
from models.dialogue import dialogues_of
from models.problems import Problem
from screens.forms.kinds_of_field import word_field
from screens.forms.writing import ask_and_write, file_fields, path_in
from screens.subject import Subject, named
from tui.desk import Desk
from tui.languages import _, ngettext, number
from tui.widgets.page import Page


class CalendarChoice(Struct, frozen=True):
    """Dialogues that a calendar could be made of: in words, and which they are."""

    label: str
    scope: CalendarScope


async def calendar_of(
    desk: Desk, round_id: int, who: Sequence[Subject]
) -> Sequence[CalendarChoice]:
    """What there is to choose from where these are marked: their dialogues; for one, what they
    and their conductor hold; all of the round."""
    people = tuple(one.id for one in who)
    found = [CalendarChoice(named(who), CalendarScope(people, round_id=round_id))]
    if len(who) == 1:
        cards = await desk.ask(dialogues_of, who[0].id, desk.today)
        conductors = {
            card.conductor_id: card.conductor_name for card in cards if card.round_id == round_id
        }
        for number_, name in (*conductors.items(), (who[0].id, who[0].name)):
            if number_ is not None:
                found.append(held_by(number_, name, round_id))
    found.append(CalendarChoice(_("All of the round"), CalendarScope(round_id=round_id)))
    return found


def held_by(
    number_: int, name: str, round_id: int | None = None, year: int | None = None
) -> CalendarChoice:
    """What somebody holds in a round or a year."""
    scope = CalendarScope(conductor_id=number_, round_id=round_id, year=year)
    return CalendarChoice(_("All that {name} holds").format(name=name), scope)


def of_year(year: int) -> CalendarChoice:
    """All of a year."""
    return CalendarChoice(_("All of the year"), CalendarScope(year=year))


async def write_calendar_file(page: Page, offered: Sequence[CalendarChoice]) -> None:
    """Ask which and where, write the file, and say where it is."""
    desk = page.desk

    async def write(values: dict[str, Any]) -> tuple[int, Path]:
        # It loads its library, which nothing else needs.
        from models.transfer.exporting.calendar import CalendarWords, write_calendar

        path = path_in(values["file"])
        if path.suffix.casefold() != ".ics":
            raise Problem("calendar-ending", file=path.name)
        entries = await desk.ask(calendar_entries, offered[int(values["which"])].scope)
        words = CalendarWords(
            _("Results dialogues"), _("Results dialogue: {name}"), _("Held by: {name}")
        )
        written = await desk.ask(
            write_calendar,
            entries,
            path,
            words=words,
            database=await desk.ask(database_id),
            minutes=desk.settings.rules.talk.minutes,
            overwrite=values["overwrite"] == "yes",
        )
        return written, path

    labels = [(str(place), choice.label) for place, choice in enumerate(offered)]
    fields = (
        word_field("which", _("Which"), labels, "0"),
        *file_fields(f"dialogues-{desk.today}.ics", _(".ics")),
    )
    if done := await ask_and_write(page, _("Calendar file"), fields, write):
        count, path = done
        text = ngettext(
            "{count} dialogue written to {path}.", "{count} dialogues written to {path}.", count
        )
        page.say(text.format(count=number(count), path=path))
