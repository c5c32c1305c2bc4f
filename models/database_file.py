"""The file that the database is in: made for its owner alone, and refused where none is safe."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from pathlib import Path

from models.problems import Problem

NETWORK_FILE_SYSTEMS = frozenset(
    [
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ncpfs", "ceph", "lustre"),
        *("fuse.sshfs", "fuse.glusterfs", "fuse.ceph", "fuse.davfs", "fuse.rclone"),
    ]
)
MOUNTS = Path("/proc/self/mountinfo")


def prepare_file(path: Path, group: str) -> bool:
    """Make folder and file with narrow rights; whether the file is new.

    It is tried to make the file before it is looked for: two programs started at once would both
    find none, and the second would fail to make it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except (FileExistsError, NotADirectoryError) as error:
        raise Problem("folder-not-a-folder", path=str(path.parent)) from error
    except OSError as error:
        raise Problem("folder-not-writable", path=str(path.parent)) from error
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_RDWR, 0o600)
    except FileExistsError:
        _refuse_unusable(path)
        return False
    except OSError as error:
        raise Problem("folder-not-writable", path=str(path.parent)) from error
    with contextlib.closing(os.fdopen(descriptor, "rb")) as file:
        if group:
            _share(file.fileno(), path, group)
    return True


def _share(descriptor: int, path: Path, group: str) -> None:
    """Let one group use the file; only where its folder hands the group on to -wal and -shm."""
    import grp

    try:
        number = grp.getgrnam(group).gr_gid
    except KeyError as error:
        raise Problem("group-unknown", group=group) from error
    if not path.parent.stat().st_mode & stat.S_ISGID:
        raise Problem("folder-not-setgid", path=str(path.parent), group=group)
    os.fchown(descriptor, -1, number)
    os.fchmod(descriptor, 0o660)


def _refuse_unusable(path: Path) -> None:
    if path.is_symlink():
        raise Problem("path-is-link", path=str(path))
    if path.is_dir():
        raise Problem("path-is-folder", path=str(path))
    if not os.access(path, os.R_OK):
        raise Problem("database-unreadable", path=str(path))
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise Problem("database-read-only", path=str(path))


def refuse_network(path: Path) -> None:
    """A write-ahead log needs shared memory on one host: no network file system has it."""
    if not MOUNTS.exists():
        return
    kind = file_system(path.parent.resolve(), MOUNTS.read_text(errors="surrogateescape"))
    if kind in NETWORK_FILE_SYSTEMS:
        raise Problem("network-file-system", path=str(path), kind=kind)


def file_system(folder: Path, mounts: str) -> str:
    """The kind of file system that ``folder`` is on, by the text of ``mountinfo`` (proc(5)).

    Of the mounts above it the nearest counts, and of several in one place the last.
    """
    target = f"{folder}/".replace("//", "/")
    best, kind = "", ""
    for line in mounts.splitlines():
        before, _, after = line.partition(" - ")
        # A space in a name is written \040 there.
        point = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), before.split()[4])
        point = point.rstrip("/") + "/"
        if target.startswith(point) and len(point) >= len(best):
            best, kind = point, after.split()[0]
    return kind
