"""The head of the plan: months, rounds as bars and milestones as marks, each over its weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct
from textual.content import Content
from textual.widgets import Static

from models.plan_year import PlanYear
from tui import glyphs
from tui.gate import plain
from tui.languages import FORMS, _, current, day_in_words
from tui.words import milestone_name, round_name

MONTH = 3  # letters of a month's name: with four, March would run into April
MILESTONE_LINES = 3


class Grid(Struct, frozen=True):
    """Where the weeks are on the screen: the first cell of week 1, and how wide each is."""

    left: int
    cell: int
    weeks: int

    @property
    def width(self) -> int:
        """How wide all weeks are."""
        return self.cell * self.weeks

    def place(self, week: int) -> int:
        """The cell of a week, counted from week 1's."""
        return (week - 1) * self.cell


class YearStrip(Static):
    """A line of months, one for each round, and up to three of milestones."""

    DEFAULT_CSS = """
    YearStrip { height: auto; text-wrap: nowrap; }
    """

    def show(self, plan: PlanYear, grid: Grid, today: date) -> None:
        """Draw the year over these weeks."""
        lines = [_months(plan, grid)]
        lines += [_round(plan, grid, place) for place in range(len(plan.rounds))]
        lines += _milestones(plan, grid, today)
        self.update(Content("\n").join(lines))


def ruler(grid: Grid, week: int) -> str:
    """The numbers of the weeks over the rows, and a mark at the one that the cursor is on."""
    sign = glyphs.current().down
    here = f"{sign}{week}"
    start = grid.place(week)
    if start + len(here) > grid.width:
        here = f"{week}{sign}"
        start -= len(here) - 1
    line = _Line(grid.width)
    line.put(start, here, margin=1)
    for number in (1, *range(5, grid.weeks + 1, 5)):
        line.put(grid.place(number), str(number), margin=1)
    return line.text


def _months(plan: PlanYear, grid: Grid) -> Content:
    line = _Line(grid.width)
    names = FORMS[current()].months.split()
    for month, name in enumerate(names, 1):
        # The week that most of the first days of the month lie in.
        week = plan.week_of(date(plan.year, month, 4))
        letters = name.rstrip(".") if grid.cell > 1 else name[:MONTH]
        line.put(grid.place(week), letters)
    return _labelled(str(plan.year), grid, Content.styled(plain(line.text), "bold"))


def _round(plan: PlanYear, grid: Grid, place: int) -> Content:
    """A bar, and its name where there is more room: behind or before it."""
    one = plan.rounds[place]
    start = grid.place(plan.week_of(one.starts_on))
    end = grid.place(plan.week_of(one.ends_on)) + grid.cell
    name = plain(round_name(one.code, one.name))
    days = f"{day_in_words(one.starts_on)} – {day_in_words(one.ends_on)}"
    before, behind = start - 1, grid.width - end - 1
    room = max(before, behind)
    text = next((t for t in (f"{name} · {days}", name) if len(t) <= room), plain(name, room))
    bar = plain(glyphs.current().full * (end - start))
    label = _("Rounds") if place == 0 else ""
    if behind >= before:
        line = Content.assemble(plain(" " * start), (bar, "$primary"), " ", plain(text))
    else:
        line = Content.assemble(plain(text.rjust(before)), " ", (bar, "$primary"))
    return _labelled(label, grid, line)


def _milestones(plan: PlanYear, grid: Grid, today: date) -> list[Content]:
    """Each mark with its name on the first line that has room for both."""
    marks = [
        (one.day, glyphs.current().milestone, milestone_name(one.code, one.name), one.day)
        for one in plan.milestones
    ]
    if today.isocalendar().year == plan.year:
        marks.append((today, glyphs.current().down, _("today"), today))
    lines = [_Line(grid.width)]
    for day, sign, name, _day in sorted(marks, key=lambda mark: mark[0]):
        start = grid.place(plan.week_of(day))
        text = plain(name)
        for number in range(MILESTONE_LINES):
            if number == len(lines):
                lines.append(_Line(grid.width))
            if lines[number].put(start, f"{sign} {text}", margin=2):
                break
            if lines[number].put(start - len(text) - 1, f"{text} {sign}", margin=2):
                break
    labels = [_("Milestones"), *[""] * MILESTONE_LINES]
    return [
        _labelled(label, grid, Content.styled(plain(line.text), "$warning"))
        for label, line in zip(labels, lines, strict=False)
    ]


def _labelled(label: str, grid: Grid, line: Content) -> Content:
    room = max(grid.left - 2, 0)
    start = Content.assemble("  ", (plain(label, max(room - 1, 0)).ljust(room), "$muted"))
    return start + line


class _Line:
    """A line of cells that texts are put onto where nothing stands yet."""

    def __init__(self, width: int) -> None:
        self._cells = [" "] * width

    @property
    def text(self) -> str:
        """All of it."""
        return "".join(self._cells)

    def put(self, start: int, text: str, margin: int = 0) -> bool:
        """Put a text where it and ``margin`` cells on each side are free; whether it was."""
        end = start + len(text)
        if start < 0 or end > len(self._cells):
            return False
        around: Sequence[str] = self._cells[max(start - margin, 0) : end + margin]
        if any(cell != " " for cell in around):
            return False
        self._cells[start:end] = text
        return True


def week_days(year: int, week: int) -> str:
    """The days of a week in words: ``15 – 19 Mar``, Monday to Friday."""
    monday = date.fromisocalendar(year, week, 1)
    friday = monday + timedelta(4)
    return f"{day_in_words(monday)} – {day_in_words(friday)}"
