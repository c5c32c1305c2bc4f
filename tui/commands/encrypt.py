"""``resultatdialog encrypt``, ``decrypt`` and ``passphrase``: whether the database is encrypted,
and with what."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tui.commands.opened import refuse_missing
from tui.commands.passphrase import new_passphrase, unlock
from tui.gate import plain
from tui.languages import _, ngettext, number
from tui.parser import add_command
from tui.settings import database_file

if TYPE_CHECKING:
    import argparse

    from models.encrypting import Beside
    from tui.parser import Commands
    from tui.settings import Settings


def add_to(commands: Commands) -> None:
    """Make the commands known with their options."""
    parser = add_command(
        commands,
        "encrypt",
        _("Encrypt the database with a passphrase"),
        _(
            "Encrypt the database and the copies beside it with a passphrase, which is asked for"
            " whenever the database is opened from then on. Nobody may have it open meanwhile."
        ),
    )
    parser.set_defaults(run=run_encrypt)
    parser = add_command(
        commands,
        "decrypt",
        _("Turn an encrypted database into a plain one"),
        _(
            "Turn an encrypted database and the copies beside it into plain ones. Nobody may have"
            " it open meanwhile."
        ),
    )
    parser.set_defaults(run=run_decrypt)
    parser = add_command(
        commands,
        "passphrase",
        _("Change the passphrase of an encrypted database"),
        _(
            "Encrypt an encrypted database and the copies beside it anew, with another passphrase."
            " Nobody may have it open meanwhile."
        ),
    )
    parser.add_argument(
        "--new-passphrase-file",
        type=Path,
        metavar=_("FILE"),
        help=_("a file with the new passphrase in its first line, for its owner alone"),
    )
    parser.set_defaults(run=run_passphrase)


def run_encrypt(given: argparse.Namespace, settings: Settings) -> int:
    """Encrypt the database; what is plain beside it if that was done before."""
    from models.encrypting import encrypt, encrypt_beside
    from models.encryption import cipher_driver, new_key, salt_of

    path = database_file(settings, given.db)
    refuse_missing(path)
    cipher_driver()
    if salt_of(path):
        unlock(path, given.passphrase_file)
        done = encrypt_beside(path, settings.group)
        _say(_("{path} is encrypted already.").format(path=plain(str(path))))
    else:
        _warn()
        key = new_key(new_passphrase(given.passphrase_file))
        done = encrypt(path, key, settings.group)
        _say(_("Encrypted: {path}.").format(path=plain(str(path))))
        _say(
            _(
                "Backups that were taken by command, exports and papers are as they were. The disk"
                " may still hold what was erased from it, until other files have taken its place."
            )
        )
    _tell(done)
    return 0


def run_decrypt(given: argparse.Namespace, settings: Settings) -> int:
    """Turn the database into a plain one."""
    from models.encrypting import decrypt

    path = database_file(settings, given.db)
    refuse_missing(path)
    unlock(path, given.passphrase_file)
    done = decrypt(path, settings.group)
    _say(_("No longer encrypted: {path}.").format(path=plain(str(path))))
    _tell(done)
    return 0


def run_passphrase(given: argparse.Namespace, settings: Settings) -> int:
    """Give the database another passphrase."""
    from models.encrypting import change_passphrase, refuse_plain
    from models.encryption import new_key

    path = database_file(settings, given.db)
    refuse_missing(path)
    refuse_plain(path)
    unlock(path, given.passphrase_file)
    _warn()
    key = new_key(new_passphrase(given.new_passphrase_file))
    done = change_passphrase(path, key, settings.group)
    _say(_("The passphrase is changed: {path}.").format(path=plain(str(path))))
    _say(_("Backups that were taken by command still have the old one."))
    _tell(done)
    return 0


def _warn() -> None:
    """What is lost with a passphrase, said before one is chosen."""
    _say(
        _(
            "Without the passphrase nobody can open the database or its backups again, whoever asks"
            " for it. Choose a long one, such as five words that have nothing to do with each"
            " other, and have it kept in a second place."
        )
    )


def _tell(done: Beside) -> None:
    if done.along:
        text = ngettext(
            "{count} copy or draft beside it went along.",
            "{count} copies and drafts beside it went along.",
            done.along,
        )
        _say(text.format(count=number(done.along)))
    for file in done.left:
        text = _("Left as it was, for it is damaged, another's, or has another passphrase: {path}.")
        _say(text.format(path=plain(str(file))))


def _say(text: str) -> None:
    print(text, file=sys.stderr)
