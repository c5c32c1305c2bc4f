"""The program beside an empty Textual app and visidata, over a real pty: what one waits for and
what goes over the line.

The machine's own pace drifts by a quarter within minutes, so what counts are ratios: the programs
take turns, and a ratio is the median of those of each turn.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from figures import Program, Unanswered, measure
from rivals import LARGE, Size, programs
from tables import JUDGED, Limit, Turn, figures_table, judged, limits_table, table, values

EMPTY, OWN, VISIDATA = "empty app", "resultatdialog", "visidata"

LABELS = {
    "paint": "first paint, ms",
    "answer": "first answered key, ms",
    "whole": "all figures there, ms",
    "screen": "first screen, bytes",
    "down_ms": "cursor down, ms",
    "down_bytes": "cursor down, bytes",
    "scroll_ms": "scroll by a line, ms",
    "scroll_bytes": "scroll by a line, bytes",
    "page_ms": "page down, ms",
    "page_bytes": "page down, bytes",
    "leader_enter_first": "open a leader, the first, ms",
    "leader_enter_ms": "open a leader, ms",
    "leader_enter_bytes": "open a leader, bytes",
    "leader_escape_ms": "back, ms",
    "leader_escape_bytes": "back, bytes",
    "filter_ms": "letter in the filter, ms",
    "filter_bytes": "letter in the filter, bytes",
    "form_e_first": "open a form, the first, ms",
    "form_e_ms": "open a form, ms",
    "form_e_bytes": "open a form, bytes",
    "form_escape_ms": "close it, ms",
    "form_escape_bytes": "close it, bytes",
    "letter_ms": "letter in a field, ms",
    "letter_bytes": "letter in a field, bytes",
    "palette_:_first": "open the palette, the first time, ms",
    "palette_:_ms": "open the palette, ms",
    "palette_:_bytes": "open the palette, bytes",
    "palette_escape_ms": "close it, ms",
    "palette_escape_bytes": "close it, bytes",
    "idle_bytes": "idle 3 s, bytes",
    "idle_ms": "idle 3 s, CPU ms",
    "memory": "memory, MB",
}

BOTH = (
    Limit("down_ms", 0.15, VISIDATA),
    Limit("down_bytes", 0.5, VISIDATA),
    Limit("page_ms", 0.3, VISIDATA),
    Limit("page_bytes", 0.8, VISIDATA),
    Limit("scroll_bytes", 1.2, VISIDATA),
    Limit("screen", 0.8, VISIDATA),
    Limit("letter_bytes", 100),
    Limit("filter_ms", 100),
    *(
        Limit(f"{name}_{key}_{unit}", most)
        for name, keys in (("leader", ("enter", "escape")), ("form", ("e", "escape")))
        for key in keys
        for unit, most in (("bytes", 5_000), ("ms", 50))
    ),
    Limit("palette_:_bytes", 5_000),
    Limit("palette_:_ms", 50),
    *(Limit(f"{name}_first", 50) for name in ("leader_enter", "form_e", "palette_:")),
    Limit("idle_bytes", 0),
    Limit("idle_ms", 9),
    Limit("memory", 1.5, EMPTY),
)
WAITED_FOR = (
    "answer",
    "down_ms",
    "page_ms",
    "scroll_ms",
    "filter_ms",
    "leader_enter_ms",
    "form_e_ms",
)
GROWTH = 1.3
"""How much longer one may wait in the large municipality than in the small one."""
TRIES = 3


def start_limit(size: Size) -> Limit:
    """The large one reads more before the first screen."""
    return Limit("answer", 1.3 if size is LARGE else 1.15, EMPTY)


def measure_terminals(
    sizes: Sequence[Size], folder: Path, times: int, with_visidata: bool
) -> tuple[list[str], bool]:
    """Tables in Markdown, and whether every limit is met. Every program has its turn at each size;
    one turn before those that count warms the caches up."""
    contestants = {size: programs(size, folder, with_visidata) for size in sizes}
    turns: dict[Size, list[Turn]] = {size: [] for size in sizes}
    for turn in range(times + 1):
        for size in sizes:
            print(
                f"turn {turn} of {times}: {size.name}", end="\x1b[K\r", file=sys.stderr, flush=True
            )
            figures = {one.name: _measured(one) for one in contestants[size]}
            if turn:
                turns[size].append(figures)
    print(end="\x1b[K", file=sys.stderr)
    texts, met = [], True
    for size in sizes:
        limits = (start_limit(size), *BOTH)
        held, fits = limits_table(turns[size], OWN, limits, LABELS)
        met = met and fits
        texts += [
            f"## {size.units:,} units, {size.people:,} people, at a terminal of 120×40",
            figures_table(turns[size], LABELS),
            held,
        ]
    if len(sizes) > 1:
        text, fits = _growth(turns, sizes)
        texts += ["## From the small to the large", text]
        met = met and fits
    return texts, met


def _measured(program: Program) -> dict[str, float]:
    """Its figures; those of visidata, which may fall silent while it is still loading, from another
    start if it did not answer."""
    for _time in range(TRIES - 1 if program.name == VISIDATA else 0):
        with suppress(Unanswered):
            return measure(program)
    return measure(program)


def _growth(turns: dict[Size, list[Turn]], sizes: Sequence[Size]) -> tuple[str, bool]:
    small, large = (turns[size] for size in (sizes[0], sizes[-1]))
    lines, met = [], True
    for figure in WAITED_FOR:
        before, after = (values(one, OWN, figure) for one in (small, large))
        found = [one / other for one, other in zip(after, before, strict=True)]
        line, fits = judged(LABELS[figure], Limit(figure, GROWTH), found)
        lines.append(line)
        met = met and fits
    return table(JUDGED, lines), met
