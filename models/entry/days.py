"""Days as people type them: ``14.3``, ``+2u``, ``i morgen``, ``fre``, ``uke 12``.

None of the forms is taken for something far off in silence: the year is either written or the
nearest that makes sense, and the rest is a :class:`~models.problems.Problem`:

* ``day-unreadable`` (text): none of the forms;
* ``day-does-not-exist`` (text): one of them, but the calendar has no such day, as ``31.2``;
* ``day-out-of-range`` (text, first, last): a year before ``FIRST_YEAR`` or after ``LAST_YEAR``.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING

from models.entry import day_words
from models.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

FIRST_YEAR = 1900
LAST_YEAR = 2199
# A day without a year may lie this far back before next year's is meant.
BACK = timedelta(days=183)
# Two figures of a year mean the one from 69 years ago to 30 years ahead.
YEARS_AHEAD = 30


def parse_day(text: str, today: date) -> date:
    """Return the day that ``text`` means to someone who types it on ``today``.

    * ``14.3``, ``14/3``, ``14. mars``: this year's, or next year's if this year's is more than half
      a year past;
    * ``14.3.27``: a year of two figures is the one from 69 years ago to 30 years ahead;
    * ``14.3.2027``, ``2027-03-14``, ``140327``, ``14032027``, ``20270314``, ``14. mars 2027``;
    * ``+3d``, ``+2u`` or ``+2w``, ``+1m``, ``-1å`` or ``-1y``, ``om 2 uker``: from today; a month
      too short for the day gives its last one;
    * ``i dag``, ``i morgen``, ``i går``, ``today``, ``tomorrow``, ``yesterday``;
    * ``fre``, ``friday``: the next one, never today; ``neste fredag``: the one in the next week,
      which runs from Monday;
    * ``uke 12``, ``week 12 2028``: its Monday by ISO 8601; without a year as for ``14.3``.
    """
    try:
        found = _found(_normal(text), today)
    except ValueError:
        raise Problem("day-does-not-exist", text=text.strip()) from None
    except OverflowError:
        found = date.max
    if found is None:
        raise Problem("day-unreadable", text=text.strip())
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise Problem("day-out-of-range", text=text.strip(), first=FIRST_YEAR, last=LAST_YEAR)
    return found


def _normal(text: str) -> str:
    composed = unicodedata.normalize("NFC", text).casefold()
    return " ".join(composed.replace("\u2212", "-").replace("–", "-").split())


def _found(typed: str, today: date) -> date | None:
    if typed in day_words.NEAR_DAYS:
        return today + timedelta(days=day_words.NEAR_DAYS[typed])
    for form, read in _FORMS:
        if match := form.fullmatch(typed):
            return read(match, today)
    return None


def _date(match: re.Match[str], today: date) -> date:
    month = match["month"]
    number = day_words.MONTHS.get(month) or int(month)
    day = int(match["day"])
    return date(_year(match["year"], number, day, today), number, day)


def _year(figures: str | None, month: int, day: int, today: date) -> int:
    if figures is None:
        back = today - BACK
        past = back.year == today.year and (month, day) < (back.month, back.day)
        return today.year + past
    if len(figures) == 4:
        return int(figures)
    latest = today.year + YEARS_AHEAD
    return latest - (latest - int(figures)) % 100


def _away(match: re.Match[str], today: date) -> date:
    count = -int(match["count"]) if match["sign"] == "-" else int(match["count"])
    span = day_words.SPANS[match["span"]]
    if span is day_words.DAY:
        return today + timedelta(days=count)
    if span is day_words.WEEK:
        return today + timedelta(weeks=count)
    months = count if span is day_words.MONTH else count * 12
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _weekday(match: re.Match[str], today: date) -> date:
    weekday = day_words.WEEKDAYS[match["weekday"]]
    if match["next"]:
        return today + timedelta(days=7 - today.weekday() + weekday)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _week(match: re.Match[str], today: date) -> date:
    week = int(match["week"])
    if match["year"]:
        return date.fromisocalendar(int(match["year"]), week, 1)
    year = today.isocalendar().year
    monday = date.fromisocalendar(year, week, 1)
    return monday if monday >= today - BACK else date.fromisocalendar(year + 1, week, 1)


def _one_of(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, words))


_DAY = "(?P<day>[0-9]{1,2})"
_MONTH = "(?P<month>[0-9]{1,2})"
_LONG_YEAR = "(?P<year>[0-9]{4})"
_ANY_YEAR = "(?P<year>[0-9]{4}|[0-9]{2})"
_AHEAD = _one_of(day_words.AHEAD)
_SPAN = _one_of(day_words.SPANS)
_NEXT = _one_of(day_words.NEXT)
_WEEK = _one_of(day_words.WEEK_NUMBER)
_FORMS = [
    (re.compile(form), read)
    for form, read in (
        (rf"{_LONG_YEAR}-{_MONTH}-{_DAY}", _date),
        (rf"{_DAY} ?[./-] ?{_MONTH}(?: ?[./-] ?{_ANY_YEAR}|\.)?", _date),
        # Eight figures with the year first hold a month where day-first would hold a century.
        ("(?P<year>(?:19|20|21)[0-9]{2})(?P<month>0[1-9]|1[0-2])(?P<day>[0-9]{2})", _date),
        (rf"(?P<day>[0-9]{{2}})(?P<month>[0-9]{{2}}){_ANY_YEAR}", _date),
        (rf"{_DAY}\.? ?(?P<month>{_one_of(day_words.MONTHS)})\.?(?: {_LONG_YEAR})?", _date),
        (rf"(?:(?P<sign>[+-])|(?:{_AHEAD}) ) ?(?P<count>[0-9]{{1,5}}) ?(?P<span>{_SPAN})", _away),
        (rf"(?:(?P<next>{_NEXT}) )?(?P<weekday>{_one_of(day_words.WEEKDAYS)})\.?", _weekday),
        (rf"(?:{_WEEK})\.? ?(?P<week>[0-9]{{1,2}})(?:[ /-]{_LONG_YEAR})?", _week),
    )
]
