"""What has been closed is let go of: an hour's work takes no more memory than a minute's."""

from __future__ import annotations

import asyncio
import gc
from typing import TYPE_CHECKING

import pytest
from textual.strip import Strip
from textual.widget import Widget

from tests.screens.front import open_app
from tui.let_go import PAUSE_SECONDS
from tui.widgets.form import Form

if TYPE_CHECKING:
    from pathlib import Path


def held() -> tuple[int, int]:
    """How many widgets and painted lines there are."""
    gc.collect()
    found = gc.get_objects()
    return tuple(sum(isinstance(one, kind) for one in found) for kind in (Widget, Strip))


@pytest.mark.parametrize(
    ("way", "there", "back"),
    [
        ("4", "e", "escape"),
        ("4", "e ctrl+s", ""),
        ("2", "colon", "escape"),
        ("2", "question_mark", "escape"),
        ("2", "slash L", "escape"),
        ("1", "enter", "escape"),
        ("3", "enter", "escape"),
        ("3 enter", "enter x", "escape"),
        ("2 slash L i v space B enter enter tab down", "enter x", "escape escape"),
        ("", "2 3 4 5 6", ""),
    ],
    ids=[
        "form",
        "saved",
        "palette",
        "help",
        "filter",
        "person",
        "dialogue",
        "note",
        "earlier note",
        "places",
    ],
)
async def test_what_is_closed_is_let_go_of(
    sample_file: Path, way: str, there: str, back: str
) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await front.press(*way.split())
        counts = []
        for _time in range(6):
            for _again in range(2):
                await front.press(*there.split())
                await front.press(*back.split())
            await front.breathe()
            counts.append(held())
    widgets, lines = zip(*counts, strict=True)
    assert min(widgets[3:]) <= max(widgets[:3]), counts
    assert min(lines[3:]) < max(lines[:3]) + 50, counts


async def test_what_is_closed_is_freed_in_a_pause(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        await front.press("4", *("e", "escape") * 10)
        await asyncio.sleep(PAUSE_SECONDS + 0.2)
        assert sum(isinstance(one, Form) for one in gc.get_objects()) <= 2
