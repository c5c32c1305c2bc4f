"""What one sees on an empty database: three ways to begin."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from screens.forms.organisation import unit_form
from screens.ways import ToImport, ToSample
from tui import keys
from tui.gate import plain
from tui.languages import _
from tui.widgets.lines import key_sign
from tui.widgets.page import Page


class FirstStartPage(Page):
    """Import a file, look at the sample municipality, or begin by hand."""

    context = "first-start"
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("first-start")]
    DEFAULT_CSS = """
    FirstStartPage .first-start--text { padding: 2 4; width: 100%; height: 1fr; }
    """

    def compose_body(self) -> Iterable[Widget]:
        """A few words and three keys."""
        yield Static(self._text(), classes="first-start--text")

    def on_mount(self) -> None:
        """Nothing is known yet but the program's name."""
        self.show_title(None)

    async def reload(self) -> None:
        """Something has been written: the dashboard has something to show."""
        self.app.pop_screen()

    def action_import_file(self) -> None:
        """Read the organisation from HR's file."""
        self.go(ToImport())

    def action_sample(self) -> None:
        """Fill this database with the sample municipality."""
        self.go(ToSample())

    def action_new(self) -> None:
        """Begin with the top unit."""
        self.start(self._new())

    async def _new(self) -> None:
        if await self.ask(unit_form(self.desk)):
            await self.written("")

    def _text(self) -> Content:
        words = {
            "import": _("Import people and units from HR's file (CSV or XLSX)"),
            "sample": _("Look at the sample municipality, in a throw-away database"),
            "new": _("Begin by hand with the top unit"),
        }
        choices = [
            (key_sign(one.key), words[one.id]) for one in self.desk.commands if one.id in words
        ]
        choices.sort(key=lambda choice: choice[1] != words["import"])
        lines = [
            Content.styled(_("Welcome to Resultatdialog"), "bold $accent"),
            Content(""),
            Content(_("The database is empty. How do you want to begin?")),
            Content(""),
            *(Content.assemble((f"  {key}  ", "bold $accent"), text) for key, text in choices),
            Content(""),
            Content.assemble((f"  {plain(str(self.desk.path))}", "$muted")),
        ]
        return Content("\n").join(lines)
