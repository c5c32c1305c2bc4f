"""The dialogues of the conductor and the week that the plan's cursor is on."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from models.plan_year import WeekTalk
from models.slot import clock, clock_text
from screens.year_strip import week_days
from tui import glyphs
from tui.gate import plain
from tui.languages import _, short_day, weekday
from tui.widgets.cell_words import STATUS_STYLE
from tui.words import STATUS, word

COLOURS = {
    "ok": "$success",
    "warn": "$warning",
    "bad": "$error",
    "accent": "$primary",
    "muted": "$muted",
}


class WeekTalks(Static):
    """Under the calendar, a line each; beside it where there is room, two lines each."""

    DEFAULT_CSS = """
    WeekTalks {
        height: 7;
        border-top: solid $line;
        padding: 0 1;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    def show(self, name: str, year: int, week: int, talks: Sequence[WeekTalk]) -> None:
        """Show what ``name`` holds in a week."""
        title = _("Week {week}, {days}").format(week=week, days=week_days(year, week))
        lines = [Content.assemble((f"{title} · {plain(name)}", "bold"))]
        lines += [_line(talk) for talk in talks]
        if not talks:
            lines.append(Content.styled(_("No dialogue in this week."), "$muted"))
        room = max(self.size.height, 2)
        if len(lines) > room:
            more = _("… and {count} more: Enter lists all.").format(count=len(lines) - room + 1)
            lines[room - 1 :] = [Content.styled(plain(more), "$muted")]
        self.update(Content("\n").join(lines))


def when(talk: WeekTalk) -> str:
    """Day and time of a dialogue: ``Mon 15/03 10:00–11:00``."""
    text = f"{weekday(talk.day)[:3]} {short_day(talk.day)}"
    if talk.time:
        text += f" {talk.time}–{clock_text(clock(talk.time) + talk.minutes)}"
    return plain(text)


def standing(talk: WeekTalk) -> str:
    """Its status as sign and word."""
    sign = getattr(glyphs.current(), talk.status.replace("-", "_"))
    return plain(f"{sign} {word(STATUS, talk.status)}")


def _line(talk: WeekTalk) -> Content:
    colour = COLOURS[STATUS_STYLE[talk.status]]
    return Content.assemble(
        f"{when(talk):<24} ",
        (f"{standing(talk):<10} ", colour),
        plain(talk.name),
        (f" · {plain(talk.place)}" if talk.place else "", "$muted"),
    )
