"""Writing a database anew: encrypted, with another key, or plain."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from models.database import at_rest, own_copy
from models.encryption import Key, cipher_driver, key_for, remember
from models.engine_errors import cause_code
from models.file_rights import rights_after
from models.keyed_database import KeyedDatabase, give_key
from models.placing import drafted
from models.problems import Problem
from models.soundness import counts, value

MARKS = ("application_id", "user_version")
"""What stands in a database's header and is not copied with the tables."""


def convert(source: Path, target: Path, key: Key | None) -> None:
    """Write what the database ``source``, which is at rest, holds to the empty file ``target``,
    encrypted with ``key`` or plain without one, and hold the two against each other.

    What is written is not yet forced to the disk. Raises ``encryption-missing``,
    ``passphrase-needed``, ``backup-differs``, ``disk-full`` and what else the engine cannot do.
    """
    if key:
        remember(key)
    _export(cipher_driver(), source, target, key)
    with at_rest(source) as old, own_copy(target) as new:
        if value(new, "PRAGMA integrity_check(1)") != "ok" or _told(old) != _told(new):
            raise Problem("backup-differs", path=str(source))


def convert_in_place(file: Path, key: Key | None) -> None:
    """Write the database ``file``, which nobody has open, anew with ``key``; it keeps its age and
    its rights. Raises what :func:`convert` and :func:`models.placing.drafted` do."""
    with own_copy(file) as found:
        found.execute_sql("PRAGMA journal_mode=DELETE").fetchone()
    about = file.stat()
    with drafted(file, overwrite=True, rights=rights_after(file)) as draft:
        convert(file, draft, key)
        os.utime(draft, ns=(about.st_atime_ns, about.st_mtime_ns))


def _export(driver: Any, source: Path, target: Path, key: Key | None) -> None:
    old = key_for(source)
    name = f"file:{quote(str(source.absolute()))}?immutable=1"
    connection = driver.connect(name, uri=True, isolation_level=None)
    try:
        if old:
            give_key(connection, old)
        to = (str(target.absolute()), key.text if key else "")
        connection.execute("ATTACH DATABASE ? AS made KEY ?", to)
        # The new file counts for nothing until it is whole and on the disk.
        connection.execute("PRAGMA made.journal_mode = OFF")
        connection.execute("PRAGMA made.synchronous = OFF")
        connection.execute("SELECT sqlcipher_export('made')")
        for mark in MARKS:
            (found,) = connection.execute(f"PRAGMA main.{mark}").fetchone()
            connection.execute(f"PRAGMA made.{mark} = {found}")
        connection.execute("DETACH DATABASE made")
    except driver.DatabaseError as error:
        raise Problem(cause_code(error), path=str(source)) from error
    finally:
        connection.close()


def _told(found: KeyedDatabase) -> tuple[object, ...]:
    """What two databases with the same in them have in common."""
    schema = found.execute_sql("SELECT type, name, sql FROM sqlite_schema ORDER BY 1, 2").fetchall()
    return (schema, counts(found), *(value(found, f"PRAGMA {mark}") for mark in MARKS))
