"""The question that two versions of one note meet in."""

from __future__ import annotations

from tui.languages import _
from tui.widgets.chooser import Choice, Chooser

BOTH, MINE, THEIRS = "both", "mine", "theirs"
MEET = frozenset({"changed-meanwhile", "already-there", "removed-meanwhile"})
"""The problems that say that somebody else has written meanwhile."""


def meeting(mine: str, theirs: str) -> Chooser:
    """Asks which version is to stand; Escape leaves everything as it is."""
    return Chooser(
        _("Somebody else has changed this note meanwhile"),
        [
            Choice(BOTH, _("Keep both, yours under theirs")),
            Choice(MINE, _("Keep yours"), _first_line(mine)),
            Choice(THEIRS, _("Keep theirs"), _first_line(theirs)),
        ],
    )


def chosen(choice: str, mine: str, theirs: str) -> str:
    """The text that the answer stands for."""
    if choice == BOTH and theirs.strip():
        return f"{theirs}\n\n{mine}"
    return theirs if choice == THEIRS else mine


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0]
