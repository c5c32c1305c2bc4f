"""A picture of the screen as text: the characters, and under them where which style begins.

The styles of a row are runs, ``a12 b5 a63``, told once for rows that are alike; what the letters
mean stands at the end. So a picture is small, and a change of colour shows in a diff as well as one
of words.
"""

from __future__ import annotations

import string
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.style import Style
    from textual.strip import Strip

LETTERS = string.ascii_letters + string.digits


def picture(strips: Sequence[Strip]) -> str:
    """The picture of what is painted."""
    letters: dict[str, str] = {}
    rows = ["".join(segment.text for segment in strip).rstrip() for strip in strips]
    runs = []
    for run, group in groupby(enumerate(strips), key=lambda one: _runs(one[1], letters)):
        places = [place for place, _strip in group]
        last = f"-{places[-1]:02}" if len(places) > 1 else ""
        runs.append(f"{places[0]:02}{last} {run}")
    legend = [f"{letter} = {style}" for style, letter in letters.items()]
    return "\n".join([*rows, "---", *runs, "---", *legend, ""])


def _runs(strip: Strip, letters: dict[str, str]) -> str:
    found = ((_look(segment.style), segment.cell_length) for segment in strip)
    parts = []
    for look, group in groupby(found, key=lambda one: one[0]):
        if look not in letters:
            letters[look] = LETTERS[len(letters)]
        parts.append(f"{letters[look]}{sum(width for _look, width in group)}")
    return " ".join(parts)


def _look(style: Style | None) -> str:
    """A style as its colours and what is done to the letters."""
    if style is None:
        return "plain"
    done = [
        name
        for name in ("bold", "dim", "italic", "underline", "reverse", "strike", "blink")
        if getattr(style, name)
    ]
    color = style.color.name if style.color else "default"
    ground = style.bgcolor.name if style.bgcolor else "default"
    return " ".join([*done, color, "on", ground])
