"""Cells that more than one list shows: dialogue status, span, shares, days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from tui import glyphs
from tui.languages import _, day, decimal, number, percent, short_day
from tui.widgets.cells import Cell
from tui.words import STANDING, STATUS, word

if TYPE_CHECKING:
    from models.goal import GoalCard

STATUS_STYLE = {
    "agreed": "ok",
    "held": "ok",
    "planned": "accent",
    "overdue": "bad",
    "not-planned": "warn",
    "exempt": "muted",
}


def dialogue_cell(
    status: str,
    planned_on: date | None,
    planned_time: str | None,
    held_on: date | None,
    agreed_on: date | None,
) -> Cell:
    """A dialogue's status as glyph, word and colour, with the day that matters."""
    if not status:
        return Cell("", "muted")
    glyph = getattr(glyphs.current(), status.replace("-", "_"))
    when = {"agreed": agreed_on, "held": held_on, "planned": planned_on, "overdue": planned_on}
    shown = when.get(status)
    text = word(STATUS, status)
    if status == "planned" and shown is not None:
        text = short_day(shown) + (f" {planned_time}" if planned_time else "")
    elif shown is not None:
        text += f" {short_day(shown)}"
    return Cell(f"{glyph} {text}", STATUS_STYLE.get(status, ""))


def span_cell(heads: int | None, flag: str) -> Cell:
    """A span, with a mark where it is outside its limits."""
    if heads is None:
        return Cell("")
    signs = glyphs.current()
    if flag in {"span-over", "span-severe"}:
        return Cell(f"{signs.over} {number(heads)}", "bad" if flag == "span-severe" else "warn")
    if flag == "span-under":
        return Cell(f"{signs.under} {number(heads)}", "warn")
    return Cell(number(heads))


def share_cell(part: int, whole: int, bar_width: int) -> Cell:
    """A share as a bar with its per cent; nothing where there is nothing to share."""
    if not whole:
        return Cell("", "muted")
    fraction = part / whole
    text = percent(fraction).rjust(5)
    return Cell(f"{glyphs.bar(fraction, bar_width)} {text}" if bar_width else text, "accent")


def flags_cell(count: int, severe: int) -> Cell:
    """How many flags; none is left blank."""
    return Cell(number(count) if count else "", "bad" if severe else "warn")


def day_cell(value: date | None) -> Cell:
    """A day, or nothing."""
    return Cell(day(value) if value else "")


def decimal_cell(value: Decimal | None) -> Cell:
    """A decimal, or nothing."""
    return Cell("" if value is None else decimal(value))


def progress_cell(goal: GoalCard) -> Cell:
    """How far a goal is: per cent, or the word for why there is none. Colour follows the target."""
    if goal.entry.qualitative:
        return Cell(_("qualitative"), "muted")
    standing = goal.standing
    styles = {"met": "ok", "worse": "bad", "not-measured": "muted", "not-measurable": "warn"}
    style = styles.get(standing.state, "")
    if standing.state in {"not-measured", "not-measurable"}:
        return Cell(word(STANDING, standing.state), style)
    if standing.fraction is None:
        return Cell(word(STANDING, standing.state), style)
    shown = percent(standing.fraction)
    if standing.state == "under-way":
        return Cell(shown)
    return Cell(f"{shown} {word(STANDING, standing.state)}", style)
