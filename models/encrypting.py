"""Turning a plain database into an encrypted one and back, and giving it another passphrase."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from models.converting import convert, convert_in_place
from models.copies import databases_beside, not_encrypted
from models.database import close_database, open_database, own_copy, writing
from models.encryption import Key, cipher_driver, key_for, salt_of
from models.file_locks import sole_use
from models.file_rights import (
    Rights,
    give_rights,
    new_file,
    refuse_open_folder,
    refuse_wide_file,
    rights_after,
    sync,
)
from models.journal import record
from models.placing import unwritable
from models.problems import Problem
from models.restoring import fold_log, staging
from models.soundness import faults
from models.upgrade import SCHEMA_VERSION


class Beside(Struct, frozen=True):
    """What became of the copies and drafts beside the database: how many went ``along``, and which
    were ``left`` as they were, being damaged, somebody else's or under another passphrase."""

    along: int
    left: tuple[Path, ...]


def encrypt(path: Path, key: Key, group: str = "") -> Beside:
    """Encrypt the plain database ``path`` and what lies beside it.

    Killed at any moment it leaves the plain database or the encrypted one: the new one is made
    ready beside it, and one renaming puts it in its place; then the copies follow, one by one.
    Raises ``encrypted-already``, ``encryption-missing``, ``database-in-use``, ``disk-full``, and
    what :func:`models.soundness.faults` finds.
    """
    if salt_of(path):
        raise Problem("encrypted-already", path=str(path))
    return _turn(path, key, group, "database.encrypt")


def change_passphrase(path: Path, key: Key, group: str = "") -> Beside:
    """Encrypt the unlocked database ``path`` anew with ``key``, and so what had the same passphrase
    beside it. As :func:`encrypt`, and ``not-encrypted``, ``passphrase-needed``."""
    refuse_plain(path)
    return _turn(path, key, group, "database.passphrase")


def decrypt(path: Path, group: str = "") -> Beside:
    """Turn the unlocked database ``path`` into a plain one, and so what had the same passphrase
    beside it. As :func:`encrypt`, and ``not-encrypted``, ``passphrase-needed``."""
    refuse_plain(path)
    return _turn(path, None, group, "database.decrypt")


def encrypt_beside(path: Path, group: str = "") -> Beside:
    """Encrypt what lies plain beside the unlocked database ``path``, as when :func:`encrypt` was
    cut off, or a plain copy was put aside since."""
    refuse_wide_file(path, group)
    with sole_use(path, rights_after(path)):
        return _take_along(path, None, key_for(path))


def refuse_plain(path: Path) -> None:
    """Raise ``not-encrypted`` for a database that is not."""
    if not salt_of(path):
        raise Problem("not-encrypted", path=str(path))


def _turn(path: Path, key: Key | None, group: str, action: str) -> Beside:
    cipher_driver()
    try:
        refuse_wide_file(path, group)
        refuse_open_folder(path.parent)
        rights = rights_after(path)
        with sole_use(path, rights):
            old = key_for(path)
            fold_log(path)
            with staging(path) as folder:
                ready = folder / path.name
                _make_ready(path, ready, key, rights, action)
                ready.replace(path)
                sync(path.parent)
            return _take_along(path, old, key)
    except OSError as error:
        raise unwritable(path, error) from error


def _make_ready(path: Path, ready: Path, key: Key | None, rights: Rights, action: str) -> None:
    """The database as it will be opened: upgraded, looked through, safe on the disk."""
    with own_copy(path) as found:
        for fault in faults(found, path, SCHEMA_VERSION):
            raise fault
    os.close(new_file(ready))
    convert(path, ready, key)
    open_database(ready)
    try:
        with writing():
            record(action, "database", None)
    finally:
        close_database()
    with own_copy(ready) as found:
        for fault in faults(found, path, SCHEMA_VERSION):
            raise fault
    give_rights(ready, rights)
    sync(ready)


def _take_along(path: Path, old: Key | None, key: Key | None) -> Beside:
    along, left = 0, []
    for file in databases_beside(path):
        mine, salt = os.access(file, os.R_OK | os.W_OK), salt_of(file)
        if mine and (not file.stat().st_size or salt == (key and key.salt)):
            continue
        if not mine or salt != (old and old.salt):
            left.append(file)
            continue
        try:
            convert_in_place(file, key)
            along += 1
        except Problem:
            left.append(file)
    if key:
        left += [file for file in not_encrypted(path) if file not in left]
    return Beside(along, tuple(left))
