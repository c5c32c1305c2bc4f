"""What the municipality calls its offices and levels: as set, else the program's own words."""

from __future__ import annotations

from tui.languages import _
from tui.settings import Settings
from tui.words import LEVEL


def chief_executive(settings: Settings, title: str = "") -> str:
    """Who leads the administration: as set, else the person's own ``title``, else the usual."""
    return settings.titles.chief_executive or title or _("chief executive")


def political_body(settings: Settings) -> str:
    """The superior of the chief executive."""
    return settings.titles.political_body or _("the executive committee")


def chair(settings: Settings) -> str:
    """Who holds the chief executive's dialogue for that body."""
    return settings.titles.chair or _("the chair")


def level_name(settings: Settings, level: int) -> str:
    """The name of a level, 1 to 4."""
    return settings.levels[level - 1] or _(LEVEL[level - 1])
