"""The figures on top of the dashboard; each opens the list of people behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from msgspec import Struct
from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from models.dashboard import Figures
from tui import glyphs
from tui.gate import plain
from tui.languages import _, ngettext, number, percent

LABEL, PERCENT = 15, 7
SHORTEST_BAR, LONGEST_BAR = 4, 24


class Figure(Struct, frozen=True):
    """One figure: its text, its colour, and which people are behind it."""

    text: str
    which: str
    style: str = ""


class FigureStrip(Widget, can_focus=True):
    """Lines: dialogues, goals, span. Arrows go from figure to figure, Enter opens one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "step(-1)", show=False),
        Binding("right,l", "step(1)", show=False),
        Binding("up,k", "line(-1)", show=False),
        Binding("down,j", "line(1)", show=False),
        Binding("enter,space", "choose", show=False),
    ]
    DEFAULT_CSS = """
    FigureStrip {
        height: 4;
        border-bottom: solid $line;
        text-wrap: nowrap;
        text-overflow: ellipsis;
    }
    """

    @dataclass(eq=False, repr=False)
    class Chosen(Message):
        """A figure was chosen; ``which`` is a key of ``models.people.WHICH``."""

        which: str

    @dataclass(eq=False, repr=False)
    class Left(Message):
        """The cursor went down out of the figures."""

    def __init__(self, figures: Figures | None = None, staff: bool = False) -> None:
        super().__init__()
        self._lines: list[list[Figure]] = []
        self._shares: list[tuple[int, int]] = []
        self._labels: list[str] = []
        self._at = (0, 0)
        self._label(staff)
        if figures is not None:
            self.show(figures, staff)

    def _label(self, staff: bool) -> None:
        talks = [_("Leaders' talks"), *([_("Staff talks")] if staff else [])]
        self._labels = [*talks, _("Own goals"), _("Leader span")]
        self.styles.height = len(self._labels) + 1

    def show(self, figures: Figures, staff: bool = False) -> None:
        """Draw these figures; with those of the staff's dialogues where the round asks for them."""
        self._label(staff)
        without = figures.staff - figures.staff_with_goals
        held = _("{held} of {all} held").format(
            held=number(figures.held), all=number(figures.leaders)
        )
        goals = _("{some} of {all}").format(
            some=number(figures.staff_with_goals), all=number(figures.staff)
        )
        over = ngettext(
            "{count} leader over the limit", "{count} leaders over the limit", figures.over_limit
        )
        spans = _("median {median} · largest {largest}").format(
            median=number(figures.median_span), largest=number(figures.largest_span)
        )
        self._shares = [
            (figures.held, figures.leaders),
            *([(figures.staff_held, figures.staff_asked)] if staff else []),
            (figures.staff_with_goals, figures.staff),
            (0, 0),
        ]
        self._lines = [
            [
                Figure(held, "held"),
                *_counted(_("{count} overdue"), figures.overdue, "overdue", "$error"),
                *_counted(_("{count} not planned"), figures.not_planned, "not-planned", "$warning"),
                *_counted(_("{count} exempt"), figures.exempt, "exempt", "$muted"),
            ],
            *([_of_staff(figures)] if staff else []),
            [
                Figure(goals, "with-goals"),
                *_counted(_("{count} without own goals"), without, "without-goals", "$warning"),
            ],
            [Figure(spans, "leading"), *_counted(over, figures.over_limit, "over-limit", "$error")],
        ]
        self.refresh()

    def render(self) -> Content:
        """Line by line."""
        if not self._lines:
            # Still being worked out.
            return Content("\n").join(
                Content.styled(f" {label}".ljust(LABEL + 1) + glyphs.current().ellipsis, "$muted")
                for label in self._labels
            )
        count, bar = self._widths()
        return Content("\n").join(
            self._line(place, count, bar) for place in range(len(self._lines))
        )

    def _widths(self) -> tuple[int, int]:
        """Cells for the first figure and for the bar, which gives way to the figures beside it."""
        shared = [
            [cell_len(plain(figure.text)) for figure in line]
            for line, (_part, whole) in zip(self._lines, self._shares, strict=True)
            if whole
        ]
        count = max((first for first, *_others in shared), default=0) + 1
        beside = max((sum(others) + 3 * len(others) for _first, *others in shared), default=0)
        room = self.size.width - 1 - LABEL - count - PERCENT - beside - 1
        return count, min(LONGEST_BAR, room) if room >= SHORTEST_BAR else 0

    def _line(self, place: int, count: int, bar: int) -> Content:
        first, *others = self._lines[place]
        part, whole = self._shares[place]
        label = Content.styled(f" {self._labels[place]}".ljust(LABEL + 1), "$muted")
        head = Content.assemble(self._drawn(first, place, 0))
        share = (
            glyphs.bar(part / whole, bar, track=True) + f"{percent(part / whole):>{PERCENT}}"
            if whole
            else ""
        )
        if share:
            head = head.pad_right(max(0, count - head.cell_length))
        else:
            head = head.pad_right(max(0, count + bar + PERCENT - head.cell_length))
        rest: list[Content] = []
        for number_, figure in enumerate(others, 1):
            rest += [Content(" · ") if rest else Content("  "), self._drawn(figure, place, number_)]
        return Content.assemble(
            label, head, (share, "$success" if place < len(self._labels) - 2 else "$primary"), *rest
        )

    def _drawn(self, figure: Figure, line: int, place: int) -> Content:
        style = "reverse" if self.has_focus and (line, place) == self._at else figure.style
        return Content.styled(plain(figure.text), style)

    def on_focus(self) -> None:
        """Show which figure one is at."""
        self.refresh()

    def on_blur(self) -> None:
        """Show no figure as chosen."""
        self.refresh()

    def action_step(self, by: int) -> None:
        """Go to the next figure on the line, or on to the next line."""
        places = [
            (line, place)
            for line, figures in enumerate(self._lines)
            for place in range(len(figures))
        ]
        if places:
            self._at = places[
                (places.index(self._at) + by) % len(places) if self._at in places else 0
            ]
            self.refresh()

    def action_line(self, by: int) -> None:
        """Go to the line above or below; below the last is the list."""
        line = self._at[0] + by
        if line >= len(self._lines):
            self.post_message(self.Left())
        elif line >= 0:
            self._at = (line, min(self._at[1], len(self._lines[line]) - 1))
            self.refresh()

    def action_choose(self) -> None:
        """Open the people behind the figure."""
        line, place = self._at
        if line < len(self._lines) and place < len(self._lines[line]):
            self.post_message(self.Chosen(self._lines[line][place].which))


def _of_staff(figures: Figures) -> list[Figure]:
    """How far the dialogues with those who lead nobody are."""
    held = _("{held} of {all} held").format(
        held=number(figures.staff_held), all=number(figures.staff_asked)
    )
    return [
        Figure(held, "staff-held"),
        *_counted(_("{count} overdue"), figures.staff_overdue, "staff-overdue", "$error"),
        *_counted(
            _("{count} not planned"), figures.staff_not_planned, "staff-not-planned", "$warning"
        ),
    ]


def _counted(template: str, count: int, which: str, style: str) -> list[Figure]:
    """A figure that is only shown when it counts something."""
    return [Figure(template.format(count=number(count)), which, style)] if count else []
