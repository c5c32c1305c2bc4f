"""Has a piece of work killed at every step that it takes: run as a program, it prints how many.

``python killed.py WORK TEMPLATE FOLDER``: for each step a copy of ``TEMPLATE`` is made in
``FOLDER``, and the work done in it by a process that is killed there: before each call that changes
a file, and then at moments spread over the time that it takes, which may be anywhere in the engine.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from models.backup import back_up
from models.database import close_database, open_database
from models.encrypting import change_passphrase, decrypt, encrypt
from models.encryption import KEY_BYTES, Key, remember
from models.personal_data.due import due
from models.personal_data.purging import Way, purge
from models.restoring import restore
from models.retention import Retention

if TYPE_CHECKING:
    from collections.abc import Callable

CALLS = frozenset(
    {
        *("os.rename", "os.link", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "os.chown"),
        *("os.truncate", "tempfile.mkdtemp", "shutil.rmtree"),
    }
)
MOMENTS = 8
OLD, NEW = (Key(letter * KEY_BYTES, letter * 16) for letter in (b"o", b"n"))


def take_backup(scene: Path) -> None:
    """Over one that is there."""
    open_database(scene / "x.db")
    back_up(scene / "backup.db", overwrite=True)
    close_database()


def restore_backup(scene: Path) -> None:
    """Over a database with a log."""
    restore(scene / "backup.db", scene / "x.db")


def encrypt_it(scene: Path) -> None:
    """A plain database, and a copy of it."""
    encrypt(scene / "x.db", NEW)


def change_it(scene: Path) -> None:
    """Under another passphrase."""
    remember(OLD)
    change_passphrase(scene / "x.db", NEW)


def decrypt_it(scene: Path) -> None:
    """An encrypted database, and a copy of it."""
    remember(OLD)
    decrypt(scene / "x.db")


def purge_old(scene: Path) -> None:
    """Notes, and the daily backups that hold them."""
    path, day = scene / "x.db", date(2027, 3, 10)
    retention = Retention(notes_months=12, reason="Sak 27/114")
    open_database(path)
    purge(path, due(path, retention, day), retention, Way("Slettet person {number}", day, 14))
    close_database()


WORKS: dict[str, Callable[[Path], None]] = {
    "backup": take_backup,
    "restore": restore_backup,
    "encrypt": encrypt_it,
    "passphrase": change_it,
    "decrypt": decrypt_it,
    "purge": purge_old,
}


def killed(scene: Path, work: Callable[[Path], None], prepare: Callable[[], object]) -> bool:
    """Whether the work in ``scene`` was killed, rather than done."""
    child = os.fork()
    if not child:
        os.umask(0o077)
        prepare()
        work(scene)
        os._exit(0)
    _child, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0
    return os.WIFSIGNALED(status)


def killed_at_call(number: int) -> None:
    """Be killed before the call with this number."""
    left = [number]

    def hook(event: str, _arguments: object) -> None:
        if event in CALLS:
            left[0] -= 1
            if not left[0]:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def main(name: str, template: Path, folder: Path) -> None:
    """Do it; print how many scenes there are."""
    work = WORKS[name]
    scenes = 0

    def scene() -> Path:
        return shutil.copytree(template, folder / str(scenes))

    while killed(scene(), work, partial(killed_at_call, scenes + 1)):
        scenes += 1
    calls = scenes
    scenes += 1
    began = time.monotonic()
    killed(scene(), work, lambda: None)
    lasts = time.monotonic() - began
    for moment in range(MOMENTS):
        scenes += 1
        after = lasts * (moment + 0.5) / MOMENTS
        killed(scene(), work, partial(signal.setitimer, signal.ITIMER_REAL, after))
    print(calls, scenes + 1)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
