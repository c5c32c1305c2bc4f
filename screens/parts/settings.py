"""The settings in use, and where each comes from."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from screens.parts.part import Part
from screens.parts.whole import WholeList
from tui.desk import Desk
from tui.languages import _
from tui.settings import Settings
from tui.settings_list import listed
from tui.widgets.cells import Cell, Column
from tui.widgets.page import Page
from tui.widgets.table import Table


class Setting(Struct, frozen=True):
    """One setting: its name in the file, its value, and whether it is the program's default."""

    name: str
    value: str
    default: bool


class SettingsPart(Part):
    """What is set. The file is the user's: it is edited there, and never rewritten."""

    key = "settings"

    def __init__(self, desk: Desk, page: Page) -> None:
        super().__init__(desk, page)
        source = WholeList(self._read, lambda setting: setting.name)
        source.columns = (
            Column("name", _("Setting"), lambda one: Cell(one.name), 26, grows=1),
            Column("value", _("Value"), lambda one: Cell(one.value), 20, grows=3),
            Column("from", _("From"), _origin, 12),
        )
        self.table = Table(source.columns, source)

    @property
    def label(self) -> str:
        """Its name with the file that is read."""
        path = self.desk.settings.path
        return " · ".join((_("Settings"), str(path) if path else _("defaults")))

    async def _read(self) -> Sequence[Setting]:
        defaults = dict(listed(Settings()))
        return [
            Setting(name, value, defaults.get(name) == value)
            for name, value in listed(self.desk.settings)
        ]


def _origin(one: Setting) -> Cell:
    return Cell(_("default"), "muted") if one.default else Cell(_("your file"), "accent")
