"""The file that the database is in: made for its owner alone, and refused where none is safe."""

from __future__ import annotations

import os
import re
from pathlib import Path

from models.file_rights import new_file, refuse_open_folder, rights_in
from models.placing import unwritable
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
    _prepare_folder(path.parent)
    rights = rights_in(path.parent, group)
    try:
        os.close(new_file(path, rights))
    except FileExistsError:
        _refuse_unusable(path)
        return False
    except (PermissionError, FileNotFoundError) as error:
        raise Problem("folder-not-writable", path=str(path.parent)) from error
    except OSError as error:
        raise unwritable(path, error) from error
    return True


def _prepare_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        refuse_open_folder(folder)
    except (FileExistsError, NotADirectoryError) as error:
        raise Problem("folder-not-a-folder", path=str(folder)) from error
    except (PermissionError, FileNotFoundError) as error:
        raise Problem("folder-not-writable", path=str(folder)) from error
    except OSError as error:
        raise unwritable(folder, error) from error


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
