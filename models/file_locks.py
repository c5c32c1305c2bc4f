"""Locks on files beside the database. The system lets go of them when a program ends, however it
ends, so there is never one of a program that is gone."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from models.file_rights import Rights, lasting_file, rights_after, user_name
from models.problems import Problem

MAKING, IN_USE = ".lock", ".in-use"
"""What the names of the locks end in, after the database's own: held alone by who makes or upgrades
the tables, and shared by all who have the database open."""
LOCKS = Path("/proc/locks")
PAUSE = 0.05
_own = threading.local()


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock on making the database's tables; whoever may use the database may hold it."""
    descriptor = _opened(path, MAKING, rights_after(path))
    try:
        _lock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def begin_use(path: Path, patience: float) -> None:
    """Have this thread counted among those who have the database open, until :func:`end_use`.

    Raises ``database-locked`` if another program has it for itself for ``patience`` seconds.
    """
    end_use()
    descriptor = _opened(path, IN_USE, rights_after(path))
    deadline = time.monotonic() + patience
    while not _taken(descriptor, fcntl.LOCK_SH):
        if time.monotonic() > deadline:
            os.close(descriptor)
            raise Problem("database-locked")
        time.sleep(PAUSE)
    _own.descriptor = descriptor


def end_use() -> None:
    """This thread no longer has a database open."""
    descriptor = vars(_own).pop("descriptor", None)
    if descriptor is not None:
        os.close(descriptor)


@contextlib.contextmanager
def sole_use(path: Path, rights: Rights) -> Iterator[None]:
    """Have the database ``path``, which need not be there, for oneself; who opens it meanwhile
    waits. A lock that is not there yet is made with ``rights``.

    Raises ``database-in-use``, with ``who``, while anybody has it open.
    """
    descriptor = _opened(path, IN_USE, rights)
    try:
        if not _taken(descriptor, fcntl.LOCK_EX):
            raise Problem("database-in-use", path=str(path), who=users(path) or None)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def first_at(lock: Path, path: Path) -> Iterator[bool]:
    """Whether this program is the only one that is at what the file ``lock`` stands for; the lock
    has the rights of the database ``path``."""
    descriptor = lasting_file(lock, rights_after(path))
    try:
        yield _taken(descriptor, fcntl.LOCK_EX)
    finally:
        os.close(descriptor)


def users(path: Path) -> tuple[str, ...]:
    """Who has the database open."""
    return holders(path.with_name(path.name + IN_USE))


def holders(lock: Path) -> tuple[str, ...]:
    """Who holds a lock, as ``"kari (4711)"`` with the process; none where the system does not tell
    (proc(5), ``/proc/locks``)."""
    try:
        sought = str(lock.stat().st_ino)
        held = LOCKS.read_text()
    except OSError:
        return ()
    found = re.findall(r"FLOCK +ADVISORY +\w+ +(\d+) [0-9a-f]+:[0-9a-f]+:(\d+) ", held)
    return tuple(f"{_user_of(process)} ({process})" for process, file in found if file == sought)


def _user_of(process: str) -> str:
    try:
        return user_name(Path("/proc", process).stat().st_uid)
    except OSError:
        return "?"


def _opened(path: Path, ending: str, rights: Rights) -> int:
    lock = path.with_name(path.name + ending)
    try:
        return lasting_file(lock, rights)
    except OSError as error:
        raise Problem("database-unreachable", path=str(lock)) from error


def _taken(descriptor: int, how: int) -> bool:
    try:
        _lock(descriptor, how | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock(descriptor: int, how: int) -> None:
    """Raises ``database-unlockable`` where the system gives no lock, such as for want of room."""
    try:
        fcntl.flock(descriptor, how)
    except BlockingIOError:
        raise
    except OSError as error:
        reason = errno.errorcode.get(error.errno or 0, "")
        raise Problem("database-unlockable", reason=reason) from error
