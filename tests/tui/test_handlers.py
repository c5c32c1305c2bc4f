"""A message goes to the handlers that Textual would find for it, in its order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from textual import events, message_pump, on
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from tests.screens.front import open_app
from tests.tui.as_it_came import as_it_came
from tui.handlers import dispatch_methods
from tui.widgets.table import Table

TEXTUALS = as_it_came(message_pump).MessagePump._get_dispatch_methods


def sent(message: Message, sender: Any) -> Message:
    """The message as if ``sender`` had posted it."""
    message._sender = sender
    return message


async def test_on_every_screen(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        for keys in (("1",), ("enter",), ("2", "e"), ("4", "slash"), ("8",), ("0",)):
            await front.press(*keys)
            table = front.page.table
            nodes = [front.app, *front.page.walk_children(with_self=True)]
            messages = [
                events.Key("x", "x"),
                events.Mount(),
                events.ScreenResume(),
                events.Resize(front.app.size, front.app.size),
                Input.Changed(Input(), "x"),
                Table.Moved(table, 1),
                Table.Chosen(table, 1),
            ]
            for node in nodes:
                for message in messages:
                    sent(message, table)
                    name = message.handler_name
                    assert list(dispatch_methods(node, name, message)) == list(
                        TEXTUALS(node, name, message)
                    )


class Said(Message):
    """Something was said by ``who``."""

    def __init__(self, who: Input) -> None:
        super().__init__()
        self.who = who

    @property
    def control(self) -> Input:
        return self.who


class Whispered(Said):
    """Only those who listen hear it."""


class Lower(Vertical):
    """Listens by name and by decorator."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []

    @on(Said)
    @on(Whispered)
    def whatever(self) -> None:
        self.heard.append("whatever")

    @on(Said, "#left")
    def left(self) -> None:
        self.heard.append("left")

    def on_said(self) -> None:
        self.heard.append("lower")


class Upper(Lower):
    """Keeps some of it from the class above."""

    @on(Said, "#right")
    def right(self, message: Said) -> None:
        self.heard.append("right")
        message.prevent_default()

    def on_said(self) -> None:
        self.heard.append("upper")


class Listening(App[None]):
    """Two who speak, and one who listens."""

    def compose(self) -> ComposeResult:
        with Upper():
            yield Input(id="left")
            yield Input(id="right")


async def test_selectors_order_and_what_is_kept_from_others() -> None:
    async with Listening().run_test() as pilot:
        listener = pilot.app.query_one(Upper)
        for kind, who in ((Said, "left"), (Said, "right"), (Whispered, "left")):
            speaker = pilot.app.query_one(f"#{who}", Input)
            heard = []
            for find in (dispatch_methods, TEXTUALS):
                listener.heard = []
                message: Any = sent(kind(speaker), speaker)
                for _class, method in find(listener, message.handler_name, message):
                    method(message) if method.__name__ == "right" else method()
                heard.append(listener.heard)
            assert heard[0] == heard[1] != []
        assert "left" in heard[0]
