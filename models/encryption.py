"""Encryption at rest: which files are encrypted, and the keys of those that were unlocked.

SQLCipher writes sixteen bytes of salt where a plain database says what it is. The same salt goes
into the key (``docs/storage.md``), so a file needs nothing but its passphrase, wherever it lies.
Nothing here loads SQLCipher before there is something for it to read.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from msgspec import Struct

from models.problems import Problem
from models.unshown import Unshown

PLAIN = b"SQLite format 3\x00"
"""What a database begins with that is not encrypted (sqlite.org/fileformat.html, 1.3)."""
SALT_BYTES = len(PLAIN)
PAGE_BYTES = 4096
"""An encrypted database has whole pages of this size, which is SQLCipher's own choice."""
RANDOM_VALUES = 200
"""So many of the 256 values of a byte at least are found in any page that is encrypted; text, or a
plain page that was overwritten, has fewer."""
KEY_BYTES = 32
COST, BLOCK, MEMORY = 2**15, 8, 64 * 1024 * 1024
"""What guessing costs (RFC 7914): 32 MiB and a tenth of a second a guess; SQLCipher's own way,
PBKDF2, takes as long and next to no memory, and takes it for each connection."""


class Key(Unshown, Struct, frozen=True):
    """Opens the files that begin with ``salt``."""

    secret: bytes
    salt: bytes

    @property
    def text(self) -> str:
        """As SQLCipher takes a key that it is not to derive anything from."""
        return f"x'{(self.secret + self.salt).hex()}'"


_keys: dict[bytes, Key] = {}


def new_key(passphrase: str) -> Key:
    """A key for files that are yet to be made."""
    return derived_key(passphrase, os.urandom(SALT_BYTES))


def derived_key(passphrase: str, salt: bytes) -> Key:
    """The key of files with this ``salt``, if the passphrase is theirs. One letter can be typed as
    one character or as two, by terminal: both are the same here."""
    import hashlib
    import unicodedata

    text = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogateescape")
    secret = hashlib.scrypt(text, salt=salt, n=COST, r=BLOCK, p=1, maxmem=MEMORY, dklen=KEY_BYTES)
    return Key(secret, salt)


def salt_of(path: Path) -> bytes | None:
    """The salt of the encrypted database ``path``; none if there is no file or it is not encrypted.

    To be asked while this program does not have the file open: closing it here would drop the
    engine's locks.
    """
    try:
        if not path.is_file():
            return None
        with path.open("rb") as file:
            page = file.read(PAGE_BYTES)
            rest = os.fstat(file.fileno()).st_size % PAGE_BYTES
    except OSError:
        # The engine says what is the matter.
        return None
    encrypted = not rest and not page.startswith(PLAIN) and len(set(page)) >= RANDOM_VALUES
    return page[:SALT_BYTES] if encrypted else None


def remember(key: Key) -> None:
    """Have ``key`` at hand as long as the program runs."""
    _keys[key.salt] = key


def forget(key: Key) -> None:
    """No longer have it at hand."""
    _keys.pop(key.salt, None)


def is_locked(path: Path) -> bool:
    """Whether ``path`` is encrypted and its key is not at hand."""
    salt = salt_of(path)
    return salt is not None and salt not in _keys


def key_for(path: Path) -> Key | None:
    """The key of the database ``path``; none if it needs none. As for :func:`salt_of`.

    Raises ``passphrase-needed``.
    """
    salt = salt_of(path)
    if salt is not None and salt not in _keys:
        raise Problem("passphrase-needed", path=str(path))
    return _keys[salt] if salt else None


def cipher_driver() -> Any:
    """SQLCipher as Peewee sets it up. Raises ``encryption-missing`` where it is not installed."""
    try:
        from playhouse.sqlcipher_ext import sqlcipher
    except ImportError as error:
        raise Problem("encryption-missing") from error
    return sqlcipher
