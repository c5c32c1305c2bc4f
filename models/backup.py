"""Backups: a consistent copy of the database, taken while others work in it."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from models.database import database, own_copy
from models.file_rights import rights_of_copy
from models.placing import OF_DATABASE, drafted, unwritable
from models.problems import Problem
from models.soundness import contents, counts, faults, value
from models.upgrade import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from peewee import SqliteDatabase

    from models.file_rights import Rights
    from models.soundness import Contents


def back_up(target: Path, *, overwrite: bool = False, rights: Rights | None = None) -> Contents:
    """Copy the open database to ``target``, whole or not at all; what the copy holds.

    It is looked through before it takes its place. Without ``rights`` it is for its owner alone, or
    for the group that shares the database, in a folder that hands that group on. Raises
    ``backup-onto-itself``, ``backup-differs``, what :func:`models.placing.drafted` raises, and what
    :func:`models.soundness.faults` finds.
    """
    source = open_file()
    if target.resolve() in {source.with_name(source.name + ending) for ending in OF_DATABASE}:
        raise Problem("backup-onto-itself", file=str(target))
    with drafted(target, overwrite=overwrite, rights=rights or _rights(target)) as draft:
        return _copy(draft, source, target)


def open_file() -> Path:
    """The file of the open database."""
    return Path(str(database.database)).resolve()


def _rights(target: Path) -> Rights:
    try:
        return rights_of_copy(target.parent, open_file())
    except OSError as error:
        raise unwritable(target, error) from error


@contextmanager
def _read_back(draft: Path, target: Path) -> Iterator[SqliteDatabase]:
    """The copy; where it cannot be read it is the disk under ``target`` that fails."""
    try:
        with own_copy(draft) as copy:
            yield copy
    except Problem as problem:
        if problem.facts.get("path") != str(draft):
            raise
        raise Problem("file-unwritable", file=str(target), reason="EIO") from problem


def _copy(draft: Path, source: Path, target: Path) -> Contents:
    # In this order: a change between the two must be seen as one that others made meanwhile.
    version, before = value(database, "PRAGMA data_version"), counts(database)
    # The engine writes into a file that is there if it is empty, and leaves its rights alone.
    database.execute_sql("VACUUM INTO ?", (str(draft),))
    quiet = value(database, "PRAGMA data_version") == version
    with _read_back(draft, target) as copy:
        for fault in faults(copy, source, SCHEMA_VERSION):
            raise fault
        found = counts(copy)
        # Where others write meanwhile, only what is never taken away can be held against it.
        least, most = before["journal"], counts(database)["journal"]
        if found != before and (quiet or not least <= found["journal"] <= most):
            raise Problem("backup-differs", path=str(source))
        return contents(copy)
