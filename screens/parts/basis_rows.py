"""The rows of a basis, section by section, and how each is drawn."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from models.basis import Basis, StaffFigures
from models.commitment import CommitmentCard
from models.flags import Flag
from models.goal import GoalCard
from tui import glyphs
from tui.desk import Desk
from tui.languages import _, decimal, number, short_day
from tui.widgets.cell_words import progress_cell, span_cell
from tui.widgets.cells import Cell, Column
from tui.words import RULE, SEVERITY, SIDE, word

SECTIONS = ("last", "goals", "next", "commitments", "flags", "staff")


class Count(Struct, frozen=True):
    """A figure about the staff; ``which`` is the list of ``models.people.WHICH`` behind it."""

    label: str
    cell: Cell
    which: str


class BasisRow(Struct, frozen=True):
    """A heading (``what`` is None; ``count`` is how much is under it), or a thing under one."""

    key: str
    section: str
    what: GoalCard | CommitmentCard | Flag | Count | None = None
    heading: str = ""
    count: int = 0


def rows_of(basis: Basis) -> list[BasisRow]:
    """Every row, headings too; sections without anything to say are left out but for goals and
    commitments, where that nothing is there is itself worth knowing: next year's goals only in a
    round that is about them."""
    year = basis.round.year
    rows = [
        *_section("last", _("Goals of {year}").format(year=year - 1), basis.last_goals),
        *_section("goals", _("Goals of {year}").format(year=year), basis.goals),
    ]
    if basis.goals_ahead:
        rows += _section("next", _("Goals of {year}").format(year=year + 1), basis.next_goals)
    rows += _section("commitments", _("Open commitments"), basis.commitments)
    if basis.flags:
        rows += _section("flags", _("Flags"), basis.flags)
    if basis.staff:
        rows += _section("staff", _("Staff"), tuple(_counts(basis.staff)))
    return rows


def columns(desk: Desk) -> tuple[Column[BasisRow], ...]:
    """What it is, its figures, how it stands."""

    def figures(row: BasisRow) -> Cell:
        match row.what:
            case GoalCard() as goal:
                return _way(goal)
            case CommitmentCard() as card:
                return _due(card, card.overdue(desk.today))
        return Cell("")

    return (
        Column("what", _("Basis"), _what, 18, grows=1, tree=True, sortable=False),
        Column("figures", "", figures, 11, right=True, shed=1, sortable=False),
        Column("state", "", _state, 12, right=True, sortable=False),
    )


def _section(
    section: str, heading: str, things: tuple[GoalCard | CommitmentCard | Flag | Count, ...]
) -> Iterator[BasisRow]:
    yield BasisRow(section, section, None, heading, 0 if section == "staff" else len(things))
    for place, thing in enumerate(things):
        match thing:
            case Flag():
                key = thing.key
            case Count():
                key = str(place)
            case _:
                key = str(thing.id)
        yield BasisRow(f"{section}/{key}", section, thing)


def _counts(staff: StaffFigures) -> Iterator[Count]:
    yield Count(_("Leads"), span_cell(staff.heads, staff.span_flag), "staff")
    if staff.heads:
        with_goals = _("{some} of {all}").format(
            some=number(staff.with_goals), all=number(staff.heads)
        )
        style = "ok" if staff.with_goals == staff.heads else "warn"
        yield Count(_("With goals of their own"), Cell(with_goals, style), "without-goals")
    if staff.leaders:
        held = _("{some} of {all}").format(some=number(staff.held), all=number(staff.leaders))
        style = "ok" if staff.held == staff.leaders else "warn"
        yield Count(_("Own leaders' dialogues held"), Cell(held, style), "leaders")


def _what(row: BasisRow) -> Cell:
    match row.what:
        case GoalCard() as goal:
            return Cell(goal.entry.title, "" if goal.entry.state != "dropped" else "muted")
        case CommitmentCard() as card:
            return Cell(card.entry.text)
        case Flag() as flag:
            return Cell(word(RULE, flag.rule))
        case Count() as count:
            return Cell(count.label)
    return Cell(row.heading, "strong")


def _state(row: BasisRow) -> Cell:
    match row.what:
        case GoalCard() as goal:
            return progress_cell(goal)
        case CommitmentCard() as card:
            return Cell(word(SIDE, card.entry.side), "muted")
        case Flag() as flag:
            style = {"severe": "bad", "warning": "warn"}.get(flag.severity, "muted")
            return Cell(word(SEVERITY, flag.severity), style)
        case Count() as count:
            return count.cell
    if row.section == "staff":
        return Cell("")
    return Cell(number(row.count) if row.count else _("none"), "muted")


def _way(goal: GoalCard) -> Cell:
    """The actual value beside the target."""
    entry = goal.entry
    if entry.target is None:
        return Cell("" if goal.actual is None else decimal(goal.actual))
    actual = "–" if goal.actual is None else decimal(goal.actual)
    return Cell(f"{actual} / {decimal(entry.target)}", "muted")


def _due(card: CommitmentCard, overdue: bool) -> Cell:
    if card.entry.due is None:
        return Cell("")
    if not overdue:
        return Cell(short_day(card.entry.due))
    return Cell(f"{glyphs.current().overdue} {short_day(card.entry.due)}", "bad")
