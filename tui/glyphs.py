"""The signs that the program draws with, and their stand-ins where the locale has no UTF-8.

Whoever draws asks `current()` each time: the choice is made once, at start, from the locale.
Every sign is one cell wide.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Glyphs(NamedTuple):
    """One set of signs. `eighths` holds the partial cells of a bar, thinnest first, or
    nothing; `levels` blocks of growing height."""

    open: str
    folded: str
    mark: str
    ellipsis: str
    up: str
    down: str
    line: str
    full: str
    eighths: str
    levels: str
    empty: str
    track: str
    exempt: str
    not_planned: str
    planned: str
    overdue: str
    held: str
    agreed: str
    over: str
    under: str
    over_zone: str
    severe_zone: str
    milestone: str
    dot: str
    cross: str


UNICODE = Glyphs(
    open="▾",
    folded="▸",
    mark="■",
    ellipsis="…",
    up="▲",
    down="▼",
    line="─",
    full="█",
    eighths="▏▎▍▌▋▊▉",
    levels="▁▂▃▄▅▆▇█",
    empty=" ",
    track="░",
    exempt="–",
    not_planned="○",
    planned="◔",
    overdue="✕",
    held="◑",
    agreed="●",
    over="▲",
    under="▽",
    over_zone="░",
    severe_zone="▒",
    milestone="◆",
    dot="·",
    cross="│",
)

ASCII = Glyphs(
    open="-",
    folded="+",
    mark="*",
    ellipsis="~",
    up="^",
    down="v",
    line="-",
    full="#",
    eighths="",
    levels="_.-=+*#@",
    empty=".",
    track=".",
    exempt="-",
    not_planned="o",
    planned="?",
    overdue="x",
    held="/",
    agreed="@",
    over="^",
    under="_",
    over_zone=":",
    severe_zone="%",
    milestone="*",
    dot=".",
    cross="|",
)

_chosen = UNICODE


def current() -> Glyphs:
    """The signs in use."""
    return _chosen


def use(glyphs: Glyphs) -> None:
    """Draw with these signs from now on."""
    global _chosen  # one terminal, one choice
    _chosen = glyphs


def bar(fraction: float, width: int, *, track: bool = False) -> str:
    """A horizontal bar, exactly `width` cells wide.

    `fraction` is clamped to 0..1. The bar never flatters: it is full only at 1 and empty only at
    0, and is rounded down between. `track` draws the rest as a shaded track.
    """
    if width <= 0:
        return ""
    glyphs = _chosen
    steps = len(glyphs.eighths) + 1
    filled = int(min(max(fraction, 0.0), 1.0) * width * steps)
    if fraction > 0:
        filled = max(filled, 1)
    whole, part = divmod(filled, steps)
    drawn = glyphs.full * whole + (glyphs.eighths[part - 1] if part else "")
    return drawn.ljust(width, glyphs.track if track else glyphs.empty)


def spark(fractions: Iterable[float | None]) -> str:
    """A column a cell for each fraction, 0..1; blank where nothing is known.

    As with a bar, only 1 reaches the top.
    """
    levels = _chosen.levels
    top = len(levels) - 1
    return "".join(
        " " if one is None else levels[int(min(max(one, 0.0), 1.0) * top)] for one in fractions
    )
