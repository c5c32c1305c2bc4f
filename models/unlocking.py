"""Unlocking an encrypted database with its passphrase."""

from __future__ import annotations

from pathlib import Path

from models.database import looked_into
from models.encryption import derived_key, forget, remember, salt_of
from models.problems import Problem
from models.soundness import value


def unlock(path: Path, passphrase: str) -> None:
    """Have the key of the database ``path`` at hand, so that it and its copies can be opened; for
    one that is not encrypted there is nothing to do.

    Raises ``passphrase-wrong``, ``encryption-missing``, and what the engine cannot do.
    """
    salt = salt_of(path)
    if salt is None:
        return
    key = derived_key(passphrase, salt)
    remember(key)
    try:
        with looked_into(path) as found:
            value(found, "SELECT count(*) FROM sqlite_schema")
    except Problem as problem:
        forget(key)
        if problem.code == "not-a-database":
            raise Problem("passphrase-wrong", path=str(path)) from problem
        raise
