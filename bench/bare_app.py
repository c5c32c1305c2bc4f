"""What Textual itself takes for a form of eight fields, and for a page with a table, made as its
own guide makes them."""

from __future__ import annotations

from empty_app import EmptyApp
from textual import events
from textual.app import ComposeResult
from textual.containers import Container, Horizontal, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import DataTable, Input, Label, Static

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


class BarePage(Screen[None]):
    """As many parts as a person's page has: title, head, tabs, a table, and two lines below."""

    DEFAULT_CSS = """
    BarePage .head { height: 3; }
    BarePage Vertical, BarePage Container { height: 1fr; }
    """

    def compose(self) -> ComposeResult:
        """The parts."""
        yield Static("Title")
        with Vertical():
            yield Static("Name\nUnit\nStatus", classes="head")
            yield Static("One  Two  Three")
            with Container():
                yield DataTable()
        yield Static("2 rows")
        yield Static("Enter Open  Esc Back")

    def on_mount(self) -> None:
        """Put two rows into the table."""
        table = self.query_one(DataTable)
        table.add_columns("Goal", "Measure", "Progress")
        table.add_rows([("First", "Days", "4 %"), ("Second", "Weeks", "40 %")])
        table.focus()

    def key_escape(self) -> None:
        """Go back."""
        self.app.pop_screen()


class BareApp(EmptyApp):
    """The empty app with a form that ``e`` opens and Escape closes, and a page that Enter opens."""

    def compose(self) -> ComposeResult:
        """The line, and room for the form."""
        with Vertical():
            yield from super().compose()

    async def on_key(self, event: events.Key) -> None:
        """Open or close."""
        open_ = self.query(BareForm)
        if event.key == "enter":
            self.push_screen(BarePage())
        elif event.key == "e" and not open_:
            await self.query_one(Vertical).mount(BareForm())
            self.query(Input).first().focus()
        elif event.key == "escape" and open_:
            await open_.remove()
        if event.key in {"enter", "e", "escape"}:
            event.prevent_default()


if __name__ == "__main__":
    BareApp().run(mouse=False)
