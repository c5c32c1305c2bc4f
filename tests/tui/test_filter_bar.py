"""The filter line beside a list."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Input, Static

from tui.widgets.filter_bar import FilterBar


class List(Static, can_focus=True):
    """Stands for whatever has the focus before."""


class FilterApp(App[None]):
    AUTO_FOCUS = "List"

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    def compose(self) -> ComposeResult:
        yield List()
        yield FilterBar("Find [b]")

    @property
    def bar(self) -> FilterBar:
        return self.query_one(FilterBar)

    def on_filter_bar_changed(self, message: FilterBar.Changed) -> None:
        self.said.append(message.text)

    def on_filter_bar_closed(self) -> None:
        self.said.append("closed")


async def test_types_and_gives_the_focus_back() -> None:
    app = FilterApp()
    async with app.run_test(size=(60, 10)) as pilot:
        assert not app.bar.display
        app.bar.open()
        app.bar.open()
        await pilot.press("b", "left_square_bracket", "slash")
        assert app.said == ["b", "b[", "b[/"]
        assert app.bar.text == "b[/"
        assert app.bar.region.y == 9
        for key in ("enter", "down"):
            app.bar.open()
            await pilot.press(key)
            assert isinstance(app.focused, List)
            assert app.bar.display
        assert app.said == ["b", "b[", "b[/"]


async def test_escape_clears_and_closes() -> None:
    app = FilterApp()
    async with app.run_test(size=(60, 10)) as pilot:
        app.bar.open()
        await pilot.press("b", "escape")
        assert app.said == ["b", "", "closed"]
        assert not app.bar.display
        assert isinstance(app.focused, List)
        app.bar.open()
        await pilot.press("escape")
        assert app.said == ["b", "", "closed", "closed"]


async def test_shows_the_count() -> None:
    app = FilterApp()
    async with app.run_test(size=(60, 10)) as pilot:
        app.bar.open()
        app.bar.counted(12, 80)
        await pilot.pause()
        line = "".join(app.screen._compositor.render_strips()[9].text)
        assert line.startswith(" Find [b] ")
        assert line.endswith(" 12 / 80 ")


async def test_a_paste_is_made_harmless() -> None:
    app = FilterApp()
    async with app.run_test(size=(60, 10)) as pilot:
        app.bar.open()
        app.query_one(Input).value = "a\x1b[2Jb"
        await pilot.pause()
        assert app.said == ["a␛[2Jb"]
        assert app.query_one(Input).value == "a␛[2Jb"
        assert not app.query_one(Input).cursor_blink
