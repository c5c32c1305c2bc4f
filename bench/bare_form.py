"""What Textual itself takes for a form of eight fields, made as its own guide makes one."""

from __future__ import annotations

from empty_app import EmptyApp
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Label

FIELDS = 8
"""As many as the form of a person has."""


class BareForm(VerticalScroll):
    """Labels and inputs at the right of the screen."""

    DEFAULT_CSS = """
    BareForm { dock: right; width: 76; height: 100%; }
    BareForm Horizontal { height: 1; }
    BareForm Label { width: 21; }
    BareForm Input { width: 1fr; }
    """

    def compose(self) -> ComposeResult:
        """The fields."""
        for number in range(FIELDS):
            with Horizontal():
                yield Label(f"Field {number}")
                yield Input("Text", compact=True)


class BareFormApp(EmptyApp):
    """The empty app with a form that ``e`` opens and Escape closes."""

    def compose(self) -> ComposeResult:
        """The line, and room for the form."""
        with Vertical():
            yield from super().compose()

    async def on_key(self, event: events.Key) -> None:
        """Open or close."""
        open_ = self.query(BareForm)
        if event.key == "e" and not open_:
            await self.query_one(Vertical).mount(BareForm())
            self.query(Input).first().focus()
        elif event.key == "escape" and open_:
            await open_.remove()
        if event.key in {"e", "escape"}:
            event.prevent_default()


if __name__ == "__main__":
    BareFormApp().run(mouse=False)
