"""Who may use the files that the program makes: their owner alone, or one group that shares the
database (DESIGN §7). Every file is made here, whatever the umask."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from models.problems import Problem

ALONE_MODE = 0o600
SHARED_MODE = 0o660
ROOT = 0
SAME = -1
"""For the system: leave the owner, or the group, as it is."""


class Rights(Struct, frozen=True):
    """What a file is to be like: ``mode`` is 0600 or 0660; ``owner`` and ``group`` are numbers, or
    :data:`SAME`."""

    mode: int = ALONE_MODE
    owner: int = SAME
    group: int = SAME

    @property
    def folder_mode(self) -> int:
        """That of a folder for such files; a shared one hands its group on."""
        return 0o700 if self.mode == ALONE_MODE else 0o2770


ALONE = Rights()


def rights_in(folder: Path, group: str) -> Rights:
    """Those of a new database: shared with ``group`` if one is named, in a folder that hands it on
    to what the engine puts beside the file. Raises ``group-unknown`` and ``folder-not-setgid``."""
    if not group:
        return ALONE
    number = group_number(group)
    about = folder.stat()
    if not about.st_mode & stat.S_ISGID or about.st_gid != number:
        raise Problem("folder-not-setgid", path=str(folder), group=group)
    return Rights(SHARED_MODE, SAME, number)


def rights_after(path: Path) -> Rights:
    """Those of what lies beside the database ``path``: it takes after the database, as the engine's
    own files do. Made by root it is the database owner's, or that one could no longer use it."""
    about = path.stat()
    shared = about.st_mode & SHARED_MODE == SHARED_MODE
    owner = about.st_uid if os.geteuid() == ROOT else SAME
    return Rights(SHARED_MODE, owner, about.st_gid) if shared else Rights(ALONE_MODE, owner)


def rights_of_copy(folder: Path, path: Path) -> Rights:
    """Those of a copy in ``folder`` of the database ``path``: shared as the database is, if the
    folder hands the same group on, else its maker's alone."""
    rights, about = rights_after(path), folder.stat()
    shared = about.st_mode & stat.S_ISGID and about.st_gid == rights.group
    return rights if shared else ALONE


def group_number(group: str) -> int:
    """The system's number for ``group``. Raises ``group-unknown``."""
    import grp

    try:
        return grp.getgrnam(group).gr_gid
    except KeyError as error:
        raise Problem("group-unknown", group=group) from error


def group_name(number: int) -> str:
    """What the system calls a group; its number where it has no name."""
    import grp

    try:
        return grp.getgrgid(number).gr_name
    except KeyError:
        return str(number)


def user_name(number: int) -> str:
    """What the system calls a user; their number where they have no name."""
    import pwd

    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


def user_number(name: str) -> int:
    """The system's number for the user ``name``. Raises ``KeyError`` where there is none."""
    import pwd

    return pwd.getpwnam(name).pw_uid


def new_file(path: Path, rights: Rights = ALONE) -> int:
    """Make ``path`` and open it for reading and writing; its descriptor.

    A link is not followed and a file that is there is not taken: ``FileExistsError``, and the other
    errors of the system as they come.
    """
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
    descriptor = os.open(path, flags, ALONE_MODE)
    try:
        _give(descriptor, rights)
    except OSError:
        os.close(descriptor)
        path.unlink()
        raise
    return descriptor


def new_folder(path: Path, rights: Rights) -> None:
    """Make the folder ``path`` for files with ``rights``, unless it is there."""
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        return
    os.chown(path, rights.owner, rights.group)
    path.chmod(rights.folder_mode)


def lasting_file(path: Path, rights: Rights) -> int:
    """Open ``path``, a file such as a lock or a log that is made once and stays, to add to it; its
    descriptor."""
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
    descriptor = os.open(path, flags, ALONE_MODE)
    if os.fstat(descriptor).st_uid == os.geteuid():
        _give(descriptor, rights)
    return descriptor


def give_rights(path: Path, rights: Rights) -> None:
    """Let the file ``path``, which is at rest, have ``rights``."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        _give(descriptor, rights)
    finally:
        os.close(descriptor)


def _give(descriptor: int, rights: Rights) -> None:
    os.fchown(descriptor, rights.owner, rights.group)
    os.fchmod(descriptor, rights.mode)


def sync(path: Path) -> None:
    """Have what was written to a file or folder lie safely on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def refuse_open_folder(folder: Path) -> None:
    """Raise ``folder-open-to-others`` where anybody could put a file of theirs in place of ours."""
    for place in open_folders(folder):
        raise Problem("folder-open-to-others", path=str(place))


def open_folders(folder: Path) -> Iterator[Path]:
    """Of ``folder`` and those above it, the ones where others can rename what is in them.

    In a sticky one such as ``/tmp`` a file's own owner and the folder's only can do that (sticky(7)
    in the manual): it will do if the folder is root's or the user's own.
    """
    here = folder.resolve()
    for place in (here, *here.parents):
        about = place.stat()
        sticky = about.st_mode & stat.S_ISVTX and about.st_uid in {ROOT, os.geteuid()}
        if about.st_mode & stat.S_IWOTH and not sticky:
            yield place


def refuse_wide_file(path: Path, group: str) -> None:
    """Raise ``file-open-to-others`` or ``file-open-to-group`` if more than the owner and the one
    ``group`` named may use the file: what it holds could have been read by anybody."""
    about = path.stat()
    mode = stat.S_IMODE(about.st_mode)
    if mode & stat.S_IRWXO:
        raise Problem("file-open-to-others", path=str(path), mode=f"{mode:04o}")
    if mode & stat.S_IRWXG and not (group and about.st_gid == group_number(group)):
        name = group_name(about.st_gid)
        raise Problem("file-open-to-group", path=str(path), mode=f"{mode:04o}", group=name)
