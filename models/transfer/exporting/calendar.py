"""Dialogues as a calendar file (iCalendar, RFC 5545), for Outlook and the like."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from msgspec import Struct

from models.calendar_entries import CalendarEntry
from models.placing import placed
from models.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from icalendar import Event, vUnknown

ZONE = "Europe/Oslo"
# The rule of directive 2000/84/EC. Calendars know it by heart, but the standard wants it said.
OSLO = """BEGIN:VTIMEZONE
TZID:Europe/Oslo
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:19810329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE
"""


class CalendarWords(Struct, frozen=True):
    """The words of a calendar: its name, what an entry is called (with ``{name}``), and what it
    says of who holds it (with ``{name}``)."""

    calendar: str
    summary: str
    held_by: str


def write_calendar(
    entries: Sequence[CalendarEntry],
    target: Path,
    *,
    words: CalendarWords,
    database: str,
    minutes: int,
    overwrite: bool = False,
) -> int:
    """Write ``entries`` to ``target``, whole or not at all; how many.

    ``minutes`` is how long those take of which nothing is said. Raises ``no-calendar-entries``,
    and what :func:`models.placing.placed` raises.
    """
    if not entries:
        raise Problem("no-calendar-entries")
    text = calendar_text(entries, words, database, minutes)
    with placed(target, overwrite=overwrite) as stream:
        stream.write(text)
    return len(entries)


def calendar_text(
    entries: Sequence[CalendarEntry], words: CalendarWords, database: str, minutes: int
) -> bytes:
    """The file's contents. An entry keeps its UID whenever it is written, so that a calendar that
    reads a second file moves or strikes out what it has from the first."""
    # It takes a tenth of a second to load, so only who writes a calendar does.
    from icalendar import Calendar, Timezone

    calendar = Calendar()
    calendar.add("prodid", "-//Resultatdialog//Resultatdialog//NO")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _text(words.calendar))
    calendar.add_component(Timezone.from_ical(OSLO))
    for entry in entries:
        calendar.add_component(_event(entry, words, database, entry.minutes or minutes))
    text: bytes = calendar.to_ical()
    return text


def _event(entry: CalendarEntry, words: CalendarWords, database: str, minutes: int) -> Event:
    from icalendar import Event

    event = Event()
    event.add("uid", f"dialogue-{entry.dialogue_id}@{database}")
    event.add("dtstamp", datetime.now(UTC).replace(microsecond=0))
    event.add("sequence", entry.sequence)
    event.add("summary", _text(words.summary.format(name=entry.person)))
    if entry.conductor:
        event.add("description", _text(words.held_by.format(name=entry.conductor)))
    if entry.place:
        event.add("location", _text(entry.place))
    starts, ends = _when(entry, minutes)
    event.add("dtstart", starts)
    event.add("dtend", ends)
    # Who may see the calendar need not see what the talk is.
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    busy = entry.time is not None and not entry.cancelled
    event.add("transp", "OPAQUE" if busy else "TRANSPARENT")
    return event


def _when(entry: CalendarEntry, minutes: int) -> tuple[date, date]:
    """From when to when; from day to day where no time is known."""
    if entry.time is None:
        return entry.day, entry.day + timedelta(1)
    at = time.fromisoformat(entry.time)
    starts = datetime.combine(entry.day, at, ZoneInfo(ZONE))
    return starts, starts + timedelta(minutes=minutes)


def _text(text: str) -> vUnknown:
    """Any text on one line, without the control characters and halves of characters that the format
    has no room for; escaped by section 3.3.11 of the standard, for the library's own way of doing
    it takes a backslash before an N for a line break."""
    from icalendar import vUnknown

    printable = "".join(one if one.isprintable() else " " for one in text).strip()
    return vUnknown(re.sub(r"([\\;,])", r"\\\1", printable))
