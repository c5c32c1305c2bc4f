"""Keys, help, palette and footer are one and the same table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from models.problems import Problem
from tests.screens.front import open_app
from tui import keys
from tui.languages import LANGUAGES, _
from tui.sentences import sentence
from tui.settings import Settings
from tui.widgets.lines import key_sign

if TYPE_CHECKING:
    from pathlib import Path

    from tests.screens.front import Front
    from tui.languages import Language

SCREENS = (
    ("dashboard", ("1",)),
    ("people", ("2",)),
    ("dialogues", ("3",)),
    ("goals", ("4",)),
    ("commitments", ("5",)),
    ("flags", ("6",)),
    ("journal", ("7",)),
    ("settings", ("8",)),
    ("plan", ("9",)),
    ("proposal", ("3", "*", "p", "ctrl+s")),
    ("line", ("L",)),
    ("year", ("Y",)),
    ("opening", ("o",)),
    ("leader", ("1", "home", "enter")),
    ("dialogue", ("3", "enter")),
)


async def test_help_tells_every_command_of_each_screen_and_each_can_be_run(
    sample_file: Path,
) -> None:
    """None of them names an action that is not there: the palette would find it."""
    async with open_app(sample_file, (80, 100)) as front:
        for context, way in SCREENS:
            await front.press(*way)
            assert front.page.context == context
            await front.press("?")
            told = " ".join(front.text.split())
            for command in keys.for_(context):
                assert command.help in told, (context, command.id)
                assert key_sign(command.key) in told
                assert has_action(front, command.action), (context, command.id)
            await front.press("escape")
            assert front.page.pane is None


def has_action(front: Front, action: str) -> bool:
    """Whether the screen or the app has what a command does."""
    name, _parenthesis, _rest = action.partition("(")
    owner = front.app if name.startswith("app.") else front.page
    name = f"action_{name.removeprefix('app.')}"
    return hasattr(owner, name) or hasattr(front.app, name)


async def test_the_palette_runs_commands(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        await front.goes_to("nordvik skole")
        await front.press(":")
        await front.type("plan the dialogue")
        await front.press("enter")
        assert "Liv Berg" in front.lines[1]
        assert front.field("moment").has_focus_within
        await front.press("escape", "ctrl+p")
        await front.type("everything that needs")
        await front.press("enter")
        assert "Flags" in front.title
        await front.press(":", "escape")
        assert front.page.pane is None


async def test_remapped_keys_work_and_are_shown(sample_file: Path) -> None:
    mine = {"dialogue.plan": "y", "help": "f2", "form.save": "f3", "go.flags": "Z"}
    settings = replace(Settings(), keys=mine)
    async with open_app(sample_file, (80, 60), settings=settings) as front:
        assert "y Plan" in front.footer
        assert "F2 Keys" in front.footer
        await front.press("p")
        assert front.page.pane is None
        await front.goes_to("nordvik skole")
        await front.press("y")
        assert "F3 Save" in front.footer
        await front.type("14.3")
        await front.press("ctrl+s")
        assert front.page.pane is not None
        await front.press("f3")
        assert "14/03" in front.cursor
        await front.press("f2")
        told = " ".join(front.text.split())
        assert "y Plan the dialogue" in told
        await front.press("escape", "Z")
        assert "Flags" in front.title


async def test_undoing_names_the_key_in_use(sample_file: Path) -> None:
    settings = replace(Settings(), keys={"undo": "Z"})
    async with open_app(sample_file, settings=settings) as front:
        await front.press("4", "end", "d")
        assert "removed. Z undoes it." in front.status
        await front.press("Z")
        assert "Undone: " in front.status


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_lines_around_fit_80_columns(sample_file: Path, language: Language) -> None:
    async with open_app(sample_file, (80, 24), language) as front:
        for context, way in SCREENS:
            await front.press(*way)
            for command in keys.footer(context, front.desk.commands):
                word = f"{key_sign(command.key)} {_(command.label)}"
                assert word in front.footer, (context, command.id)
            assert "…" not in front.title[:40]
            assert "…" not in front.footer
            assert not front.status.endswith("…")
        await front.press("2", "n")
        for command in keys.footer("form", front.desk.commands):
            assert _(command.label) in front.footer
        await front.press("escape", "f")
        for command in keys.for_("chooser"):
            assert _(command.label) in front.footer


async def test_a_tiny_terminal_breaks_nothing(sample_file: Path) -> None:
    async with open_app(sample_file, (20, 5)) as front:
        for _context, way in SCREENS:
            await front.press(*way)
            await front.press("down", "/", "x", "escape", "?", "escape", "n", "tab", "ctrl+s")
            await front.press("escape", "escape", "escape")
    async with open_app(sample_file, (1, 1)) as front:
        await front.press("2", "e", "escape", "1")


async def test_nobody_acts_unseen(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        before = await front.sql("SELECT max(id), count(*) FROM journal")
        await front.press("2", "e")
        await front.clear()
        await front.type("Kari")
        seen = front.lines
        await front.pilot.resize_terminal(40, 10)
        await front.settle()
        assert "too small" in front.text
        await front.press("x", "ctrl+s", "escape", "escape", "delete", "u")
        await front.pilot.resize_terminal(80, 24)
        await front.settle()
        assert front.lines == seen
        assert await front.sql("SELECT max(id), count(*) FROM journal") == before


async def test_what_is_to_be_done_about_it_is_never_cut(sample_file: Path) -> None:
    async with open_app(sample_file) as front:
        rows = front.rows()
        reason = sentence(Problem("database-moved", path="/srv/resultatdialog/nordvik.db"))
        assert len(reason) > 120
        front.page.say(reason, bad=True)
        await front.settle()
        assert front.status == reason
        assert len(front.lines) == 24
        await front.press("down")
        assert front.rows() == rows


async def test_the_screen_follows_the_window(sample_file: Path) -> None:
    async with open_app(sample_file, (120, 40)) as front:
        for size in ((30, 8), (200, 60), (80, 24)):
            await front.pilot.resize_terminal(*size)
            await front.settle()
            assert (len(front.lines[0]), len(front.lines)) == size
        assert "Kari Nordmann" in front.cursor
