"""Putting a new file in its place whole or not at all, for its owner's eyes only."""

from __future__ import annotations

import errno
import os
import secrets
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

from models.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def placed(target: Path, *, overwrite: bool = False, mode: int = 0o600) -> Iterator[BinaryIO]:
    """A stream whose contents become ``target`` when the block ends, and nothing if it fails.

    The contents lie in a new file of ``mode`` in the same folder until they are safe on the disk.
    Raises ``file-exists`` (unless ``overwrite``), ``file-is-link``, ``file-is-folder``,
    ``folder-missing``, ``file-forbidden``, or ``file-unwritable`` with the system's ``reason``
    (``ENOSPC``).
    """
    _check(target, overwrite)
    draft = target.parent / f".resultatdialog-{secrets.token_hex(8)}.part"
    try:
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
        try:
            os.fchmod(handle, mode)
            with os.fdopen(handle, "wb") as stream:
                yield stream
                stream.flush()
                os.fsync(stream.fileno())
            _move(draft, target, overwrite)
        finally:
            with suppress(FileNotFoundError):
                draft.unlink()
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
    try:
        if target.is_symlink():
            raise Problem("file-is-link", file=str(target))
        if target.is_dir():
            raise Problem("file-is-folder", file=str(target))
        if target.exists() and not overwrite:
            raise Problem("file-exists", file=str(target))
    except OSError as error:
        raise unwritable(target, error) from error


def _move(draft: Path, target: Path, overwrite: bool) -> None:
    if overwrite:
        _check(target, overwrite)
        draft.replace(target)
    else:
        _link(draft, target)
    folder = os.open(target.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


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
