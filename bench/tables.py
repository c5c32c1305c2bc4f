"""Figures of several turns, side by side: printed, and as Markdown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

Turn = dict[str, dict[str, float]]
"""The figures of each contestant, by its name, from one turn."""


@dataclass(frozen=True)
class Limit:
    """What a figure of ours must not exceed: so much, or so many times ``of``'s."""

    figure: str
    most: float
    of: str = ""

    def __str__(self) -> str:
        return f"{self.most:g} × {self.of}" if self.of else f"{self.most:g}"


def values(turns: Sequence[Turn], name: str, figure: str) -> list[float]:
    """A figure of one contestant, turn by turn."""
    return [turn[name][figure] for turn in turns if figure in turn.get(name, {})]


def ratios(turns: Sequence[Turn], own: str, figure: str, of: str) -> list[float]:
    """Our figure in the measure of another's, turn by turn."""
    mine, theirs = values(turns, own, figure), values(turns, of, figure)
    if not mine or len(mine) != len(theirs) or not all(theirs):
        return []
    return [one / other for one, other in zip(mine, theirs, strict=True)]


def plain(value: float) -> str:
    """A number in as many digits as mean something."""
    if value >= 100 or value == int(value):
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def spread(found: Sequence[float], form: Callable[[float], str] = plain) -> str:
    """Median, and in brackets the least and the most."""
    if not found:
        return "–"
    least, middle, most = form(min(found)), form(median(found)), form(max(found))
    return middle if least == most else f"{middle} ({least}–{most})"


def table(titles: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Columns in Markdown that read well as text too: the first to the left, the rest right."""
    widths = [max(map(len, column)) for column in zip(titles, *lines, strict=True)]
    rule = [f":{'-' * (widths[0] - 1)}", *(f"{'-' * (width - 1)}:" for width in widths[1:])]
    return "\n".join(
        "| " + " | ".join(_cells(line, widths)) + " |" for line in (titles, rule, *lines)
    )


def _cells(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    first, *rest = line
    right = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
    return [first.ljust(widths[0]), *right]


def figures_table(turns: Sequence[Turn], labels: dict[str, str]) -> str:
    """Each figure of each contestant."""
    names = list(turns[0])
    lines = [
        [label, *(spread(values(turns, name, figure)) for name in names)]
        for figure, label in labels.items()
    ]
    return table(["", *names], lines)


def limits_table(
    turns: Sequence[Turn], own: str, limits: Sequence[Limit], labels: dict[str, str]
) -> tuple[str, bool]:
    """What was found against each limit, and whether all are met that could be measured."""
    lines, met = [], True
    for limit in limits:
        found = (
            ratios(turns, own, limit.figure, limit.of)
            if limit.of
            else values(turns, own, limit.figure)
        )
        line, fits = judged(labels[limit.figure], limit, found)
        lines.append(line)
        met = met and fits
    return table(JUDGED, lines), met


JUDGED = ("", "wanted", "found", "")


def judged(label: str, limit: Limit, found: Sequence[float]) -> tuple[list[str], bool]:
    """The line under :data:`JUDGED`, and whether the limit is met as far as it was measured."""
    fits = not found or median(found) <= limit.most
    verdict = ("met" if fits else "**NOT MET**") if found else "not measured"
    return [label, f"≤ {limit}", spread(found), verdict], fits
