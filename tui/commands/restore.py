"""``resultatdialog restore``: a backup takes the place of the database."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from models.home import in_home
from tui.commands.backup import described, moment
from tui.commands.consent import asked
from tui.gate import plain
from tui.languages import _
from tui.parser import FAILED, add_command
from tui.settings import database_file

if TYPE_CHECKING:
    import argparse

    from tui.parser import Commands
    from tui.settings import Settings


def add_to(commands: Commands) -> None:
    """Make the command known with its options."""
    parser = add_command(
        commands,
        "restore",
        _("Put a backup in place of the database"),
        _(
            "Put a backup in place of the database, after looking it through. What is in both is"
            " shown first. The database that is replaced is kept beside the new one. Nobody may"
            " have it open meanwhile. An encrypted backup keeps its passphrase; a plain one gets"
            " that of the encrypted database it replaces."
        ),
    )
    parser.add_argument("file", type=Path, metavar=_("FILE"), help=_("the backup"))
    parser.add_argument("--yes", action="store_true", help=_("write without asking"))
    parser.set_defaults(run=run)


def run(given: argparse.Namespace, settings: Settings) -> int:
    """Show both, and put the one in place of the other if that is wanted."""
    from models.encryption import is_locked, salt_of
    from models.restoring import looked_at, present, restore
    from tui.commands.passphrase import unlock

    path = database_file(settings, given.db)
    backup = in_home(given.file).absolute()
    unlock(backup, given.passphrase_file)
    found = looked_at(backup)
    if not salt_of(backup):
        # What replaces an encrypted database is encrypted with its passphrase.
        unlock(path, given.passphrase_file)
    written = moment(datetime.fromtimestamp(backup.stat().st_mtime, UTC))
    _say(_("Backup of {when}: {contents}").format(when=written, contents=described(found)))
    now = present(path)
    if now:
        _say(_("Database now: {contents}").format(contents=described(now)))
    elif is_locked(path):
        _say(_("Database now: it is encrypted, and the backup's passphrase did not unlock it."))
    elif path.exists():
        _say(_("Database now: it cannot be read."))
    else:
        _say(_("Database now: there is none."))
    if not given.yes:
        if not sys.stdin.isatty():
            _say(_("Nothing was written: there is no terminal to ask at. Give --yes to write."))
            return FAILED
        if not asked(_("Put the backup in place of the database? [y/N] ")):
            _say(_("Nothing was written."))
            return 0
    kept = restore(backup, path, settings.group)
    _say(_("Restored: {path}.").format(path=plain(str(path))))
    if kept:
        _say(_("What was there before is kept: {path}.").format(path=plain(str(kept))))
    return 0


def _say(text: str) -> None:
    print(text, file=sys.stderr)
