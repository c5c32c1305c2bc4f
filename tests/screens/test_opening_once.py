"""What opens is laid out once and painted once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from textual._compositor import Compositor
from textual.widget import Widget

from tests.screens.front import open_app
from tui.cell_difference import CellDifference
from tui.widgets import sized_screen
from tui.widgets.form import Form

WHOLE = 40
"""So many lines are the whole screen."""


@pytest.mark.parametrize("keys", [("j", "enter"), ("2",), ("3",), ("4",), ("2", "enter")])
async def test_a_screen(
    sample_file: Path, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    layouts: list[Widget] = []
    paints: list[int] = []
    lay_out, paint = Compositor.reflow, CellDifference.paint

    def counted_layout(compositor: Compositor, screen: Widget, *given: Any) -> Any:
        layouts.append(screen)
        return lay_out(compositor, screen, *given)

    def counted_paint(difference: CellDifference, parts: Any, *given: Any) -> str:
        paints.append(len({y for y, _x, _strip in parts}))
        return paint(difference, parts, *given)

    monkeypatch.setattr(Compositor, "reflow", counted_layout)
    monkeypatch.setattr(CellDifference, "paint", counted_paint)
    monkeypatch.setattr(sized_screen, "LATE", 30)  # so slow are the machines that tests run on
    async with open_app(sample_file, (120, 40), "nb") as front:
        await front.press(*keys[:-1])
        layouts.clear()
        paints.clear()
        await front.press(keys[-1])
        assert layouts.count(front.page) == 1
        first, *later = paints
        assert first == WHOLE
        assert sum(later) <= 1  # how many rows a long list has, once they are counted


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("keys", ["2e", "2n", "2:", "2jp", "4n", "n", "je", "jjjx"])
async def test_a_pane_is_painted_once_as_it_opens_and_as_it_closes(
    sample_file: Path, monkeypatch: pytest.MonkeyPatch, keys: str, size: tuple[int, int]
) -> None:
    texts: list[str] = []
    layouts: list[Widget] = []
    paint, lay_out = CellDifference.paint, Compositor.reflow

    def noted(difference: CellDifference, *given: Any) -> str:
        texts.append(paint(difference, *given))
        return texts[-1]

    def counted(compositor: Compositor, screen: Widget, *given: Any) -> Any:
        layouts.append(screen)
        return lay_out(compositor, screen, *given)

    monkeypatch.setattr(CellDifference, "paint", noted)
    monkeypatch.setattr(Compositor, "reflow", counted)
    async with open_app(sample_file, size) as front:
        await front.press(*keys[:-1])
        for pressed in (keys[-1], "escape"):
            texts.clear()
            layouts.clear()
            await front.press(pressed)
            assert len(list(filter(None, texts))) == 1
            # Once more for the fields of a form, of which nothing is seen.
            is_form = isinstance(front.page.pane, Form)
            assert layouts == [front.page] * (2 if is_form else 1)
            assert (front.page.pane is None) == (pressed == "escape")


async def test_what_comes_late_is_painted_when_it_comes(
    sample_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    for late in (0, 30):
        monkeypatch.setattr(sized_screen, "LATE", late)
        async with open_app(sample_file) as front:
            await front.press("2", "enter")
            seen.append(front.lines)
    assert seen[0] == seen[1]


async def test_what_asks_for_room_as_a_layout_begins_gets_it(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.press("2", "e")
        message = front.page.pane._message
        for text in ("word " * 40, "word"):
            front.page.pane._tell(text, bad=True)
            front.page._refresh_layout()
            await front.settle()
            assert message.size.height == len(text) // 78 + 1
