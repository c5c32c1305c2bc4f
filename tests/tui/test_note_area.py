"""A note's text can be painted at any time."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.geometry import Region

from tui.widgets.note_area import NoteArea


class Noting(App[None]):
    """Nothing but a note."""

    def compose(self) -> ComposeResult:
        """The note."""
        yield NoteArea("Kort om talen.")


async def test_it_is_blank_when_painted_once_more_after_its_removal() -> None:
    app = Noting()
    async with app.run_test(size=(20, 3)):
        area = app.query_one(NoteArea)
        crop = Region(0, 0, 20, 2)
        assert area.render_lines(crop)[0].text.strip() == "Kort om talen."
        await area.remove()
        assert [line.text.strip() for line in area.render_lines(crop)] == ["", ""]
