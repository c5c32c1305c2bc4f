"""Restoring: a backup takes the place of the database, and what it replaces is kept."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from models.database import (
    at_rest,
    close_database,
    looked_into,
    open_database,
    own_copy,
    refuse_foreign,
    writing,
)
from models.database_file import refuse_network
from models.encryption import Key, key_for
from models.file_locks import sole_use
from models.file_rights import (
    Rights,
    give_rights,
    new_file,
    refuse_open_folder,
    refuse_wide_file,
    rights_after,
    rights_in,
    sync,
)
from models.journal import record
from models.placing import unwritable
from models.problems import Problem
from models.soundness import Contents, contents, faults
from models.upgrade import SCHEMA_VERSION

STAGING = ".{name}.restore-"
"""How the name of the folder begins in which a database is made ready to take its place."""
LOGS = ("-wal", "-journal")
"""What the engine leaves beside a database that is in use, or was when its program was killed."""
PAST_MENDING = frozenset(
    {"not-a-database", "database-damaged", "database-error", "passphrase-needed"}
)
"""What may be the matter with a database that is replaced."""


def looked_at(backup: Path) -> Contents:
    """What ``backup`` holds, once nothing is found wrong with it; it is only read.

    Raises ``file-missing``, ``file-is-folder``, ``file-not-plain``, ``file-forbidden``,
    ``backup-not-at-rest``, what :func:`models.soundness.faults` finds, and what the engine cannot
    do.
    """
    if not backup.exists():
        raise Problem("file-missing", file=str(backup))
    if backup.is_dir():
        raise Problem("file-is-folder", file=str(backup))
    if not backup.is_file():
        raise Problem("file-not-plain", file=str(backup))
    if not os.access(backup, os.R_OK):
        raise Problem("file-forbidden", file=str(backup))
    for ending in LOGS:
        log = backup.with_name(backup.name + ending)
        if log.exists() and log.stat().st_size:
            raise Problem("backup-not-at-rest", file=str(backup))
    with at_rest(backup) as found:
        for fault in faults(found, backup, SCHEMA_VERSION):
            raise fault
        return contents(found)


def present(path: Path) -> Contents | None:
    """What the database ``path`` holds now; nothing if there is none or it cannot be told."""
    if not path.exists():
        return None
    try:
        with looked_into(path) as found:
            for _fault in faults(found, path, SCHEMA_VERSION):
                return None
            return contents(found)
    except Problem:
        return None


def restore(backup: Path, path: Path, group: str = "") -> Path | None:
    """Put what ``backup`` holds in the place of the database ``path``; where the old one is kept.

    An older schema is upgraded on the way. An encrypted backup keeps its passphrase; a plain one
    gets that of an encrypted database that it replaces, which must be unlocked for that. Killed at
    any moment it leaves the old database or the new one: all is made ready beside it, and one
    renaming puts it in its place. Raises ``database-in-use``, ``restore-onto-itself``,
    ``passphrase-needed``, ``disk-full``, and what :func:`looked_at` and
    :func:`models.database.open_database` do.
    """
    looked_at(backup)
    if path.exists() and backup.samefile(path):
        raise Problem("restore-onto-itself", file=str(backup))
    refuse_network(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        refuse_open_folder(path.parent)
        return _replace(backup, path, group)
    except OSError as error:
        raise unwritable(path, error) from error


def _replace(backup: Path, path: Path, group: str) -> Path | None:
    if path.exists():
        refuse_wide_file(path, group)
    rights = rights_after(path) if path.exists() else rights_in(path.parent, group)
    with sole_use(path, rights), staging(path) as folder:
        ready = folder / path.name
        _make_ready(backup, ready, rights, _key_after(backup, path))
        kept = _keep(path) if path.exists() else None
        ready.replace(path)
        sync(path.parent)
    return kept


def leftovers(path: Path) -> list[Path]:
    """Folders in which a restoring of the database ``path`` was cut off."""
    return sorted(path.parent.glob(STAGING.format(name=path.name) + "*"))


@contextlib.contextmanager
def staging(path: Path) -> Iterator[Path]:
    """A folder beside the database ``path`` to make another ready in; gone at the end."""
    for folder in leftovers(path):
        shutil.rmtree(folder)
    prefix = STAGING.format(name=path.name)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=path.parent) as name:
        yield Path(name)


def _key_after(backup: Path, path: Path) -> Key | None:
    """The backup's own, or that of the database it replaces: nothing that was encrypted gives way
    to something plain."""
    return key_for(backup) or key_for(path)


def _make_ready(backup: Path, ready: Path, rights: Rights, key: Key | None) -> None:
    """A copy of ``backup`` as it will be opened: upgraded, looked through, safe on the disk."""
    os.close(new_file(ready))
    if key == key_for(backup):
        with at_rest(backup) as found:
            found.execute_sql("VACUUM INTO ?", (str(ready),))
    else:
        from models.converting import convert

        convert(backup, ready, key)
    open_database(ready)
    try:
        with writing():
            record("database.restore", "database", None)
    finally:
        close_database()
    with own_copy(ready) as found:
        for fault in faults(found, backup, SCHEMA_VERSION):
            raise fault
    give_rights(ready, rights)
    sync(ready)


def _keep(path: Path) -> Path:
    """The database under another name, with all that belongs to it; only it has the old one left.

    A log that stayed behind would be taken for one of the database that comes after it.
    """
    fold_log(path)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    kept = path.with_name(f"{path.name}.before-restore-{stamp}")
    kept.hardlink_to(path)
    logs = [log for ending in LOGS if (log := path.with_name(path.name + ending)).exists()]
    for log in logs:
        kept.with_name(kept.name + log.name.removeprefix(path.name)).hardlink_to(log)
    sync(path.parent)
    for file in (*logs, path.with_name(path.name + "-shm")):
        file.unlink(missing_ok=True)
    return kept


def fold_log(path: Path) -> None:
    """Have everything in the one file, if it is sound enough. The engine does that for nobody who
    shares it, and so finds those who have it open without this program's lock."""
    try:
        with own_copy(path) as found:
            refuse_foreign(found, path)
            found.execute_sql("PRAGMA journal_mode=DELETE").fetchone()
    except Problem as problem:
        if problem.code == "database-locked":
            raise Problem("database-in-use", path=str(path), who=None) from problem
        if problem.code not in PAST_MENDING:
            raise
