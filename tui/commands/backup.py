"""``resultatdialog backup``: a copy of the database, taken while others work in it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from models.home import in_home
from tui.commands.opened import opened, refuse_missing
from tui.gate import plain
from tui.languages import _, day, ngettext, number
from tui.parser import add_command
from tui.settings import database_file

if TYPE_CHECKING:
    import argparse
    from datetime import datetime

    from models.soundness import Contents
    from tui.parser import Commands
    from tui.settings import Settings


def add_to(commands: Commands) -> None:
    """Make the command known with its options."""
    parser = add_command(
        commands,
        "backup",
        _("Take a backup of the database, while others work in it"),
        _(
            "Copy the database as it is at this moment, while others work in it. The copy is looked"
            " through before it takes its place; it is made for its owner alone, or for the group"
            " that shares the database. The program takes one a day by itself."
        ),
    )
    parser.add_argument("file", type=Path, metavar=_("FILE"), help=_("the file to write"))
    parser.add_argument("--force", action="store_true", help=_("overwrite the file if it is there"))
    parser.set_defaults(run=run)


def run(given: argparse.Namespace, settings: Settings) -> int:
    """Write the copy; say what is in it."""
    path = database_file(settings, given.db)
    refuse_missing(path)
    with opened(path, settings.group, given.passphrase_file):
        from models.backup import back_up

        target = in_home(given.file).absolute()
        found = back_up(target, overwrite=given.force)
    _say(_("Written: {path}.").format(path=plain(str(target))))
    _say(described(found))
    return 0


def described(found: Contents) -> str:
    """What a database holds, in a line."""
    parts = [
        ngettext("{count} unit", "{count} units", found.units).format(count=number(found.units)),
        ngettext("{count} person", "{count} people", found.people).format(
            count=number(found.people)
        ),
    ]
    if found.changed_at:
        text = _("the last change {when} by {who}")
        parts.append(text.format(when=moment(found.changed_at), who=plain(found.changed_by, 40)))
    return ", ".join(parts)


def moment(at: datetime) -> str:
    """A moment in the user's own time: day and clock."""
    local = at.astimezone()
    return f"{day(local.date())} {local:%H:%M}"


def _say(text: str) -> None:
    print(text, file=sys.stderr)
