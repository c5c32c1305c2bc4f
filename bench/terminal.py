"""Measures the program beside an empty Textual app and visidata, in one run and over a real pty.

The machine's own pace drifts by a quarter within minutes, so what counts are ratios: the programs
take turns, and a ratio is the median of those of each turn. Without visidata (``--with-visidata``
puts it into ``bench/.cache``) its column is left out. The exit status is 1 if a limit is not met.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from figures import FIGURES, Program, Unanswered, measure
from rivals import PEOPLE, UNITS, programs

Turn = dict[str, dict[str, float]]
"""The figures of each program, by its name, from one turn."""

EMPTY, OWN, VISIDATA = "empty app", "resultatdialog", "visidata"


@dataclass(frozen=True)
class Limit:
    """What a figure of ours must not exceed: so much, or so many times ``of``'s."""

    figure: str
    most: float
    of: str = ""

    def found(self, turns: Sequence[Turn]) -> list[float] | None:
        """What is held against the limit, turn by turn; None where there is nothing to compare."""
        return ratios(turns, self.figure, self.of) if self.of else _values(turns, OWN, self.figure)

    def __str__(self) -> str:
        return f"<= {self.most:g} x {self.of}" if self.of else f"<= {self.most:g}"


LIMITS = (
    Limit("answer", 1.5, EMPTY),
    Limit("down_bytes", 500),
    Limit("down_ms", 0.5, VISIDATA),
    Limit("idle_bytes", 0),
)


def ratios(turns: Sequence[Turn], figure: str, of: str) -> list[float] | None:
    """Our figure in the measure of another program's, turn by turn."""
    own, other = _values(turns, OWN, figure), _values(turns, of, figure)
    if not own or not other or not all(other):
        return None
    return [mine / theirs for mine, theirs in zip(own, other, strict=True)]


def _values(turns: Sequence[Turn], program: str, figure: str) -> list[float]:
    return [turn[program][figure] for turn in turns if figure in turn.get(program, {})]


def report(turns: Sequence[Turn]) -> bool:
    """Print figures, ratios and limits; whether every limit is met."""
    names = list(turns[0])
    others = [name for name in names if name != OWN]
    print_table(
        ["", *names],
        [
            [label, *(_spread(_values(turns, name, figure), _plain) for name in names)]
            for figure, label in FIGURES.items()
        ],
    )
    print_table(
        ["resultatdialog against", *others],
        [
            [label, *(_spread(ratios(turns, figure, name), "{:.2f}".format) for name in others)]
            for figure, label in FIGURES.items()
        ],
    )
    lines, met = [], True
    for limit in LIMITS:
        found = limit.found(turns)
        fits = not found or median(found) <= limit.most
        met = met and fits
        verdict = ("met" if fits else "NOT MET") if found else "not measured"
        form = "{:.2f}".format if limit.of else _plain
        lines.append([FIGURES[limit.figure], str(limit), _spread(found, form), verdict])
    print_table(["limit", "wanted", "found", ""], lines)
    return met


def _plain(value: float) -> str:
    return f"{value:.0f}" if value >= 100 or value == int(value) else f"{value:.1f}"


def _spread(values: Sequence[float] | None, form: Callable[[float], str]) -> str:
    """Median, and in brackets the least and the most."""
    if not values:
        return "-"
    least, middle, most = form(min(values)), form(median(values)), form(max(values))
    return middle if least == most else f"{middle} ({least}..{most})"


def print_table(titles: Sequence[str], lines: Sequence[Sequence[str]]) -> None:
    """Print columns, the first to the left and the others to the right."""
    widths = [max(map(len, column)) for column in zip(titles, *lines, strict=True)]
    for line in (titles, *lines):
        first, *rest = (
            cell.ljust(widths[0]) if not place else cell.rjust(widths[place])
            for place, cell in enumerate(line)
        )
        print("  ".join([first, *rest]).rstrip())
    print()


def take_turns(contestants: Sequence[Program], times: int) -> list[Turn]:
    """Measure each program once a turn; one turn before them warms the caches up."""
    turns = []
    for turn in range(times + 1):
        print(f"turn {turn} of {times}", end="\r", file=sys.stderr, flush=True)
        figures = {program.name: measure(program) for program in contestants}
        if turn:
            turns.append(figures)
    print(end="\x1b[K", file=sys.stderr)
    return turns


def main() -> int:
    """Measure, print, and say whether the limits are met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7, help="turns that count (default: 7)")
    parser.add_argument(
        "--with-visidata", action="store_true", help="install visidata into bench/.cache first"
    )
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        contestants = programs(Path(folder), given.with_visidata)
        print(f"{UNITS:,} units, {PEOPLE:,} people; 120x40, xterm-256color; {given.runs} turns\n")
        try:
            turns = take_turns(contestants, given.runs)
        except Unanswered as screen:
            print(f"A program did not answer. Its screen:\n{screen}", file=sys.stderr)
            return 1
    if not any(program.name == VISIDATA for program in contestants):
        print("visidata is not installed and is left out; --with-visidata installs it.\n")
    return 0 if report(turns) else 1


if __name__ == "__main__":
    sys.exit(main())
