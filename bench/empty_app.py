"""A Textual app with nothing in it: what any program built on Textual takes at the least."""

from __future__ import annotations

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class EmptyApp(App[None]):
    """One line of text, which a key changes."""

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        """The line."""
        yield Static("Waiting")

    def on_key(self, event: events.Key) -> None:
        """Answer any key, each time with something else."""
        line = self.query_one(Static)
        line.update("Answered" if "Waiting" in str(line.content) else "Waiting")
        event.stop()


if __name__ == "__main__":
    EmptyApp().run(mouse=False)
