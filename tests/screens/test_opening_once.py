"""What opens is laid out once and painted once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.screens.front import open_app
from tui.cell_difference import CellDifference
from tui.widgets.sized_screen import SizedScreen

WHOLE = 40
"""So many lines painted at once are the whole screen, and not just rows that have come."""


@pytest.mark.parametrize("keys", [("j", "enter"), ("2",), ("3",), ("4",), ("2", "enter")])
async def test_a_screen(
    sample_file: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    layouts: list[SizedScreen] = []
    paints: list[int] = []
    lay_out: Any = SizedScreen._refresh_layout
    paint = CellDifference.paint

    def counted_layout(screen: SizedScreen, *given: Any, **named: Any) -> None:
        layouts.append(screen)
        lay_out(screen, *given, **named)

    def counted_paint(difference: CellDifference, parts: Any, *given: Any) -> str:
        paints.append(len({y for y, _x, _strip in parts}))
        return paint(difference, parts, *given)

    monkeypatch.setattr(SizedScreen, "_refresh_layout", counted_layout)
    monkeypatch.setattr(CellDifference, "paint", counted_paint)
    async with open_app(sample_file, (120, 40), "nb") as front:
        await front.press(*keys[:-1])
        layouts.clear()
        paints.clear()
        await front.press(keys[-1])
        assert layouts.count(front.page) == 1
        assert sum(lines == WHOLE for lines in paints) == 1


async def test_what_asks_for_room_as_a_layout_begins_gets_it(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("2", "e")
        message = front.page.pane._message
        for text in ("word " * 40, "word"):
            front.page.pane._tell(text, bad=True)
            front.page._refresh_layout()
            await front.settle()
            assert message.size.height == len(text) // 78 + 1
