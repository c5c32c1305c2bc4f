"""A database that SQLCipher reads where it has a key, and the plain engine where it has none."""

from __future__ import annotations

from typing import Any

import peewee
from peewee import SqliteDatabase

from models.encryption import Key, cipher_driver


class KeyedDatabase(SqliteDatabase):
    """Peewee's own class for SQLCipher always has a passphrase, and forgets how long to wait for a
    lock; ``key`` may be set while no connection is open."""

    key: Key | None = None

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        """Peewee's own, and those of the engine itself, which many rows at once are handed to."""
        return peewee.DatabaseError, _driver(self.key).DatabaseError

    def _connect(self) -> Any:
        # Peewee's hooks for drivers; its stubs leave them out.
        if self.key is None:
            return super()._connect()  # type: ignore[misc]
        connection = cipher_driver().connect(
            self.database, timeout=self.timeout, isolation_level=None, **self.connect_params
        )
        try:
            give_key(connection, self.key)
            self._add_conn_hooks(connection)  # type: ignore[attr-defined]
        except Exception:
            connection.close()
            raise
        return connection


def give_key(connection: Any, key: Key) -> None:
    """Let a new connection of SQLCipher's read what ``key`` opens."""
    # A wrong key would be told of on stderr, which may be in the midst of a screen.
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f'PRAGMA key = "{key.text}"')


def engine_version(key: Key | None) -> tuple[int, ...]:
    """The version of the SQLite library that reads a database with this ``key``, or without any."""
    return tuple(int(part) for part in _driver(key).sqlite_version.split("."))


def _driver(key: Key | None) -> Any:
    return cipher_driver() if key else vars(peewee)["sqlite3"]
