"""What a command is, and the names of the places where one works."""

from __future__ import annotations

from msgspec import Struct

ANYWHERE = "anywhere"

TABLES = (
    *("dashboard", "people", "leader", "flags", "goals", "dialogues", "commitments", "what-if"),
    "line",
)
EXPORTED = (*TABLES, "agreements", "span", "years")
LISTS = (
    *(*TABLES, "agreements", "span", "years", "journal", "settings", "import", "year", "opening"),
    *("proposal", "plan"),
)
DIALOGUE = "dialogue"
WITH_LIST_KEYS = (*LISTS, DIALOGUE)
TABBED = (
    *("dashboard", "leader", "import", "span", "what-if", "years", "year", "opening", "line"),
    DIALOGUE,
)
FLAT = ("plan",)
"""Lists without a tree, where the keys that fold and unfold are free for something else."""
ALONE = ("form", "chooser", "draft")
"""Panes over a screen, in which the commands of everywhere do not work."""
FIRST = "first-start"
EDITED = (
    *("dashboard", "people", "leader", "goals", "commitments", "dialogues", "span", "what-if"),
    *("year", "agreements", "line"),
)


class Command(Struct, frozen=True):
    """Something the user can do. ``footer`` is its place in the footer, 0 for none; ``label`` is
    the short word there, ``help`` the sentence in help and palette."""

    id: str
    keys: tuple[str, ...]
    action: str
    label: str
    help: str
    where: tuple[str, ...]
    footer: int = 0

    @property
    def key(self) -> str:
        """The key that is shown for it."""
        return self.keys[0]
