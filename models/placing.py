"""Putting a new file in its place whole or not at all, for its owner's eyes only."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from models.file_locks import IN_USE, MAKING
from models.file_rights import ALONE, new_file, refuse_open_folder, sync
from models.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.file_rights import Rights

OF_DATABASE = ("", "-wal", "-shm", "-journal", MAKING, IN_USE)
"""What the names of a database's own files end in, after its name."""
DRAFTS = ".resultatdialog-*.part"
"""What drafts are called, by which one that was cut off is known."""


@contextmanager
def placed(target: Path, *, overwrite: bool = False) -> Iterator[BinaryIO]:
    """A stream whose contents become ``target`` when the block ends, and nothing if it fails.

    Raises ``file-is-database`` where something else would take a database's place, and what
    :func:`drafted` does.
    """
    if not target.is_dir() and _is_of_database(target):
        raise Problem("file-is-database", file=str(target))
    with drafted(target, overwrite=overwrite) as draft, draft.open("wb") as stream:
        yield stream


@contextmanager
def drafted(target: Path, *, overwrite: bool = False, rights: Rights = ALONE) -> Iterator[Path]:
    """An empty file whose contents become ``target`` when the block ends, and nothing if it fails.

    It lies in the same folder until what is in it is safe on the disk. Raises ``file-exists``
    (unless ``overwrite``), ``file-is-link``, ``file-is-folder``, ``file-not-plain``,
    ``folder-missing``, ``folder-open-to-others``, ``file-forbidden``, or ``file-unwritable`` with
    the system's ``reason`` (``ENOSPC``).
    """
    draft = target.parent / DRAFTS.replace("*", os.urandom(8).hex())
    try:
        _check(target, overwrite)
        refuse_open_folder(target.parent)
        os.close(new_file(draft, rights))
        try:
            yield draft
            sync(draft)
            _move(draft, target, overwrite)
        finally:
            # A copy of a database that failed leaves what it would have been put back from.
            for ending in OF_DATABASE:
                draft.with_name(draft.name + ending).unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(target, error) from error


def unwritable(target: Path, error: OSError) -> Problem:
    """What the system's refusal to write ``target`` means to the user."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Problem("folder-missing", folder=str(target.parent))
    if isinstance(error, PermissionError):
        return Problem("file-forbidden", file=str(target))
    reason = errno.errorcode.get(error.errno or 0, "")
    return Problem("file-unwritable", file=str(target), reason=reason)


def _check(target: Path, overwrite: bool) -> None:
    if target.is_symlink():
        raise Problem("file-is-link", file=str(target))
    if target.is_dir():
        raise Problem("file-is-folder", file=str(target))
    if target.exists() and not target.is_file():
        raise Problem("file-not-plain", file=str(target))
    if target.exists() and not overwrite:
        raise Problem("file-exists", file=str(target))


def _is_of_database(target: Path) -> bool:
    """Whether it is a file of a database that was ever opened: that leaves a lock beside it."""
    name = target.name
    databases = (name.removesuffix(ending) for ending in OF_DATABASE if name.endswith(ending))
    return any(target.with_name(database + IN_USE).exists() for database in databases)


def _move(draft: Path, target: Path, overwrite: bool) -> None:
    if overwrite:
        _check(target, overwrite)
        draft.replace(target)
    else:
        _link(draft, target)
    sync(target.parent)


def _link(draft: Path, target: Path) -> None:
    """Unlike a rename, a link does not overwrite what somebody else has just put there."""
    try:
        target.hardlink_to(draft)
    except FileExistsError as error:
        raise Problem("file-exists", file=str(target)) from error
    except OSError:
        # A file system without links.
        _check(target, overwrite=False)
        draft.replace(target)
