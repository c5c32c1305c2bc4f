"""What the problems of the database say, of its files and folders, and of its backups.

As in :mod:`tui.problem_sentences`, which puts all of them together.
"""

from __future__ import annotations

from tui.languages import N_

DATABASE = {
    "database-missing": N_("There is no database {path}. Name it with --db, or import a file."),
    "database-locked": N_("Another program holds the database. Try again in a moment."),
    "disk-full": N_("The disk is full. Nothing was saved; make room and try again."),
    "disk-failed": N_(
        "The disk has failed, or there is no room on it. Nothing was saved; see to the disk and try"
        " again."
    ),
    "database-moved": N_(
        "The database was removed, moved or replaced; nothing more is saved. Put {path} back, or"
        " close the program and open it again."
    ),
    "database-unlockable": N_("The database cannot be locked: {reason}."),
    "database-read-only": N_("{path} cannot be written to. Check the rights of file and folder."),
    "database-unreadable": N_("{path} cannot be read. Check the rights of the file."),
    "database-unreachable": N_("{path} cannot be opened."),
    "database-damaged": N_("{path} is damaged, or its disk cannot be read. Restore a backup."),
    "database-error": N_("The database could not do this."),
    "database-newer": N_(
        "The database is from a newer version of the program (schema {found}, this one knows"
        " {known}). Upgrade the program."
    ),
    "database-not-empty": N_(
        "There is something in the database already. The sample municipality needs an empty one."
    ),
    "not-a-database": N_("{path} is no database."),
    "not-our-database": N_("{path} is another program's database."),
    "path-is-link": N_("{path} is a link. Name the file itself."),
    "path-is-folder": N_("{path} is a folder. Name a file in it."),
    "folder-not-writable": N_("The folder cannot be written to: {path}."),
    "folder-not-a-folder": N_("This is no folder: {path}."),
    "folder-not-setgid": N_(
        "The folder {path} must hand its group on: chgrp {group} and chmod 2770."
    ),
    "group-unknown": N_("The system knows no group {group}."),
    "folder-open-to-others": N_(
        "Others can write to the folder {path} and could put their own files in place of yours."
        " Choose another folder, or chmod o-w it."
    ),
    "folder-open-to-group": N_(
        "A group can write to the folder {path}. If it shares the database, name it in the settings"
        " (database.group); otherwise chmod g-w it."
    ),
    "file-open-to-others": N_(
        "Others can use {path} (rights {mode}). Narrow them with resultatdialog doctor --fix."
    ),
    "file-open-to-group": N_(
        "The group {group} can use {path} (rights {mode}). If it shares the database, name it in"
        " the settings (database.group); otherwise chmod 600 it."
    ),
    "file-too-narrow": N_(
        "{path} cannot be used by all who should (rights {mode}). Its owner puts that right with"
        " resultatdialog doctor --fix."
    ),
    "file-of-another": N_("{path} belongs to {who}. Have it given to you with chown."),
    "lock-unusable": N_(
        "The lock {path} belongs to {who} and keeps you out. Remove it once nobody has the database"
        " open."
    ),
    "left-over": N_("{path} was left behind by something that was cut off. Remove it."),
    "database-in-use": N_(
        "The database is open elsewhere: {who}. Have the program ended there, and try again."
    ),
    "database-not-there": N_(
        "There is no database {path} yet; opening the program makes one. Is the name right?"
    ),
    "database-inconsistent": N_(
        "{path}: {count} records point to something that is not there ({tables}). Restore a backup."
    ),
    "database-older": N_(
        "The database is from an older version of the program (schema {found}, this one has"
        " {known}). Opening it upgrades it, after a copy."
    ),
    "engine-unsafe": N_(
        "SQLite {version} can lose work when several have the database open. Install pysqlite3, or"
        " SQLite 3.51.3 or newer."
    ),
    "network-file-system": N_(
        "{path} is on a network file system ({kind}), where data would be lost. Choose a local"
        " disk."
    ),
    "backup-onto-itself": N_("{file} is a file of the database itself. Name another."),
    "backup-differs": N_(
        "The copy of {path} did not have everything in it, and was thrown away. Try again."
    ),
    "backup-not-at-rest": N_(
        "{file} is a database in use, or one that was cut off: there is a log beside it. Take a"
        " backup of it first: resultatdialog --db {file} backup NAME."
    ),
    "passphrase-needed": N_("{path} is encrypted, and its passphrase was not given."),
    "passphrase-wrong": N_(
        "That passphrase does not open {path}. Look at Caps Lock and the keyboard's language."
    ),
    "passphrase-empty": N_("The passphrase is empty."),
    "passphrase-not-text": N_(
        "What the terminal sent is not in the encoding of the locale. Set UTF-8 in both."
    ),
    "passphrases-differ": N_("You did not type the same twice."),
    "passphrase-no-terminal": N_(
        "A passphrase is needed, and there is no terminal to ask for it at. Name a file that has"
        " it, with --passphrase-file."
    ),
    "passphrase-file-open": N_(
        "Others than its owner can use {file}, which holds a passphrase (rights {mode}). Narrow"
        " them with chmod 600."
    ),
    "encryption-missing": N_(
        "What encrypts databases is not installed. Have it installed with"
        " pip install 'resultatdialog[krypt]'."
    ),
    "encrypted-already": N_("{path} is encrypted already."),
    "not-encrypted": N_("{path} is not encrypted."),
    "file-not-encrypted": N_(
        "{path} is not encrypted, though the database is. Encrypt it with resultatdialog encrypt,"
        " or remove it."
    ),
    "restore-onto-itself": N_("{file} is the database itself. Name a backup."),
}
