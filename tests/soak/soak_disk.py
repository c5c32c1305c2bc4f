"""The disk fills up, turns read-only, or the database goes, while somebody types and saves.

On a small file system in memory of its own. What was said to be saved is there, what was not is
still in the form and is saved once there is room; and why it is not is said.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

from models.backup import back_up
from models.database import close_database, open_database, rows
from models.person import PersonEntry, add_person
from models.problems import Problem
from models.rules import Rules
from models.year import ensure_year
from tests.lacking import lacking
from tests.screens.front import open_app
from tests.soak.row import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.screens.front import Front

TEST = "no room, no right to write, no database"
FULL, SHORT = 60, 3
MEGABYTES = 3
LEFT = (0, 1, 4096, 8192, 20_000, 60_000, 200_000)
"""Bytes that are left on the full disk."""


def soak(turns: int, folder: Path) -> Row:
    """Take each of the three away ``turns / 3`` times."""
    disk = folder / "disk"
    faults = []
    for turn in range(turns):
        disk.mkdir()
        with _mounted(disk):
            kind = KINDS[turn % len(KINDS)]
            found = asyncio.run(kind(disk, turn // len(KINDS)))
            faults += [f"{kind.__name__.strip('_')} {turn}: {one}" for one in found]
        disk.rmdir()
    return Row(
        f"{turns} times the disk filled, made read-only, or the database removed or replaced",
        "said why; nothing saved by halves, what was typed still there and saved afterwards",
        f"{len(faults)} faults",
        tuple(faults[:10]),
    )


@contextmanager
def _mounted(disk: Path) -> Iterator[None]:
    options = f"size={MEGABYTES}m,mode=700"
    mount = ["mount", "-t", "tmpfs", "-o", options, "none", str(disk)]
    if not shutil.which("mount") or subprocess.run(mount, stderr=subprocess.DEVNULL).returncode:
        lacking("nothing can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def _made(disk: Path) -> Path:
    path = disk / "x.db"
    open_database(path)
    ensure_year(2027, Rules())
    for number in range(30):
        add_person(PersonEntry(f"Person {number}"))
    close_database()
    return path


async def _full(disk: Path, turn: int) -> list[str]:
    path = _made(disk)
    filler = disk / "filler"

    def fill() -> None:
        with filler.open("wb", buffering=0) as stream:
            for size in (100_000, 1_000, 1):
                try:
                    while True:
                        stream.write(bytes(size))
                except OSError:
                    continue
            stream.truncate(max(stream.tell() - LEFT[turn % len(LEFT)], 0))

    left = LEFT[turn % len(LEFT)]
    return await _refused(path, fill, filler.unlink, ("full", "no room"), must=not left)


async def _read_only(disk: Path, _turn: int) -> list[str]:
    def remount(how: str) -> None:
        subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=True)

    path = _made(disk)
    # The system lets nobody take the right to write away while a file is open for it.
    remount("ro")
    found = []
    try:
        open_database(path)
        add_person(PersonEntry("Kari"))
        found.append("written to")
    except Problem as problem:
        if problem.code not in {"database-read-only", "folder-not-writable", "file-unwritable"}:
            found.append(f"said {problem.code}")
    finally:
        close_database()
        remount("rw")
    open_database(path)
    if rows("SELECT count(*) FROM person") != [(30,)]:
        found.append("changed")
    close_database()
    return found


async def _gone(disk: Path, turn: int) -> list[str]:
    path = _made(disk)
    aside, other = disk / "aside.db", disk / "other.db"
    open_database(path)
    back_up(other)
    close_database()

    def take() -> None:
        path.rename(aside)
        if turn % 2:
            other.rename(path)

    def put_back() -> None:
        aside.rename(path)

    return await _refused(path, take, put_back, ("removed, moved or replaced",), must=True)


async def _refused(
    path: Path,
    take: Callable[[], None],
    give: Callable[[], object],
    words: tuple[str, ...],
    *,
    must: bool,
) -> list[str]:
    """Save somebody, and somebody else when it cannot be; and again when it can be. ``words``: one
    of them has to be said; ``must``: whether it cannot be for sure."""
    found = []
    async with open_app(path) as front:
        await _type(front, "Aaslaug Aa")
        await front.press("ctrl+s")
        take()
        await _type(front, "Bbjørn Bb")
        front.desk.drafts.store()
        await front.settle()
        await front.press("ctrl+s")
        now = await front.sql("SELECT name FROM person ORDER BY name LIMIT 2")
        refused = "Bbjørn" not in str(now)
        if must and not refused:
            found.append("it could be saved after all")
        if refused and not any(word in " ".join(front.text.split()) for word in words):
            found.append(f"not said why:\n{front.text}")
        if refused and (front.page.pane is None or "Bbjørn Bb" not in front.text):
            found.append(f"what was typed is gone:\n{front.text}")
        give()
        if refused:
            await front.press("ctrl+s")
    open_database(path)
    names = [name for (name,) in rows("SELECT name FROM person ORDER BY name LIMIT 2")]
    if names != ["Aaslaug Aa", "Bbjørn Bb"]:
        found.append(f"stored: {names}")
    if rows("PRAGMA integrity_check") != [("ok",)]:
        found.append("damaged")
    close_database()
    return found


async def _type(front: Front, name: str) -> None:
    await front.press("2", "n")
    await front.type(name)


KINDS = (_full, _read_only, _gone)
