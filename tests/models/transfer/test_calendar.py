"""Calendar files, read again by a parser that is not the writer's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import vobject
from hypothesis import example, given
from hypothesis import strategies as st

from models import dialogue
from models.calendar_entries import (
    CalendarEntry,
    CalendarScope,
    calendar_entries,
    database_id,
)
from models.dialogue import Plan
from models.note import topics_of, write_note
from models.person import PersonEntry, add_person
from models.problems import Problem
from models.rules import Rules
from models.transfer.exporting.calendar import CalendarWords, calendar_text, write_calendar
from models.year import all_rounds, ensure_year

if TYPE_CHECKING:
    from pathlib import Path

RULES = Rules()
DAY = date(2027, 3, 11)
WORDS = CalendarWords("Resultatdialoger", "Resultatdialog: {name}", "Samtaleansvarlig: {name}")


@pytest.fixture
def winter(database: Path) -> int:
    """The winter round of 2027, with Kari (1) and Ola (2)."""
    ensure_year(2027, RULES)
    add_person(PersonEntry("Kari"))
    add_person(PersonEntry("Åse; Ødegård, Liv", superior_id=1))
    return next(one.id for one in all_rounds() if one.code == "winter")


def read(text: bytes) -> list[Any]:
    calendar = vobject.readOne(text.decode("utf-8"), validate=True)
    return list(getattr(calendar, "vevent_list", []))


def written(scope: CalendarScope) -> list[Any]:
    return read(calendar_text(calendar_entries(scope), WORDS, database_id(), 60))


def test_a_dialogue_goes_into_a_calendar_and_out_again(winter: int) -> None:
    plan = Plan(winter, 2, DAY, "10:30", place="Rådhuset, B2", minutes=45)
    number = dialogue.plan(plan, RULES)
    [event] = written(CalendarScope((2,)))
    assert event.uid.value == f"dialogue-{number}@{database_id()}"
    assert event.summary.value == "Resultatdialog: Åse; Ødegård, Liv"
    assert event.location.value == "Rådhuset, B2"
    assert event.description.value == "Samtaleansvarlig: Kari"
    assert event.dtstart.value.astimezone(UTC) == datetime(2027, 3, 11, 9, 30, tzinfo=UTC)
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=45)
    assert (event.status.value, event.sequence.value, event.transp.value) == (
        *("CONFIRMED", "0"),
        "OPAQUE",
    )


def test_summer_time_is_known(winter: int) -> None:
    dialogue.plan(Plan(winter, 2, date(2027, 4, 6), "10:30"), RULES)
    [event] = written(CalendarScope(round_id=winter))
    assert event.dtstart.value.astimezone(UTC) == datetime(2027, 4, 6, 8, 30, tzinfo=UTC)
    assert event.dtend.value - event.dtstart.value == timedelta(minutes=60)


def test_without_a_time_it_is_the_whole_day(winter: int) -> None:
    dialogue.plan(Plan(winter, 2, DAY), RULES)
    [event] = written(CalendarScope(conductor_id=1))
    assert (event.dtstart.value, event.dtend.value) == (DAY, DAY + timedelta(1))
    assert event.transp.value == "TRANSPARENT"
    assert written(CalendarScope(conductor_id=2)) == []


def test_a_second_file_moves_and_strikes_out_what_was_in_the_first(winter: int) -> None:
    number = dialogue.plan(Plan(winter, 2, DAY, "10:00"), RULES)
    seen = [written(CalendarScope(year=2027))]
    dialogue.plan(Plan(winter, 2, DAY + timedelta(1), "12:00"), RULES)
    seen.append(written(CalendarScope(year=2027)))
    dialogue.cancel(number, 1, "hemmelig grunn")
    seen.append(written(CalendarScope(year=2027)))
    dialogue.plan(Plan(winter, 2, DAY + timedelta(5), "12:00"), RULES)
    seen.append(written(CalendarScope(year=2027)))
    dialogue.remove_dialogue(number)
    seen.append(written(CalendarScope(year=2027)))
    assert len({events[0].uid.value for events in seen}) == 1
    assert [events[0].sequence.value for events in seen] == ["0", "1", "2", "3", "4"]
    statuses = [events[0].status.value for events in seen]
    assert statuses == ["CONFIRMED", "CONFIRMED", "CANCELLED", "CONFIRMED", "CANCELLED"]
    days = [events[0].dtstart.value.day for events in seen]
    assert days == [11, 12, 12, 16, 16]


def test_nothing_confidential_is_in_it(winter: int) -> None:
    number = dialogue.plan(Plan(winter, 2, DAY, "10:00"), RULES)
    write_note(topics_of(number)[0], "hemmelig notat", DAY)
    dialogue.cancel(number, 0, "hemmelig grunn")
    text = calendar_text(calendar_entries(CalendarScope((2,))), WORDS, "x", 60)
    assert b"hemmelig" not in text
    assert b"CLASS:PRIVATE" in text


def test_a_dialogue_that_never_had_a_day_is_in_no_calendar(winter: int, tmp_path: Path) -> None:
    dialogue.hold(1, winter, DAY, RULES)
    dialogue.exempt(2, winter, "permisjon", RULES)
    assert calendar_entries(CalendarScope(year=2027)) == []
    with pytest.raises(Problem, match="no-calendar-entries"):
        write_calendar([], tmp_path / "x.ics", words=WORDS, database="x", minutes=60)


def test_the_file_is_for_its_owner_alone_and_never_overwritten_unasked(
    winter: int, tmp_path: Path
) -> None:
    dialogue.plan(Plan(winter, 2, DAY, "10:00"), RULES)
    entries = calendar_entries(CalendarScope(round_id=winter))
    path = tmp_path / "x.ics"
    assert write_calendar(entries, path, words=WORDS, database="x", minutes=60) == 1
    assert path.stat().st_mode & 0o777 == 0o600
    with pytest.raises(Problem, match="file-exists"):
        write_calendar(entries, path, words=WORDS, database="x", minutes=60)
    write_calendar(entries, path, words=WORDS, database="x", minutes=60, overwrite=True)


anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@given(anything, anything)
@example("C:\\Navn, \\n; \\\\N", "")
def test_any_name_comes_through_as_text(name: str, place: str) -> None:
    entry = CalendarEntry(1, 0, name, "", place, DAY, "10:00", None, cancelled=False)
    [event] = read(calendar_text([entry], WORDS, "x", 60))
    printable = "".join(one if one.isprintable() else " " for one in name)
    assert event.summary.value == f"Resultatdialog: {printable}".strip()
