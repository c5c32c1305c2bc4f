"""What is not as it should be with the database's folder and files, and how it is mended.

It is only looked, until something is to be mended; and it is looked at where the database itself
cannot be opened.
"""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from functools import partial
from pathlib import Path

from msgspec import Struct

from models.copies import copies, not_encrypted
from models.daily_backup import FOLDER, cut_off, daily_backups
from models.database import engine_resets_safely, looked_into
from models.database_file import refuse_network
from models.draft import BETWEEN, draft_files
from models.encryption import Key, is_locked, key_for, salt_of
from models.file_locks import holders, sole_use
from models.file_rights import (
    ALONE_MODE,
    ROOT,
    SAME,
    SHARED_MODE,
    Rights,
    group_number,
    open_folders,
    refuse_wide_file,
    rights_in,
    user_name,
    user_number,
)
from models.keyed_database import engine_version
from models.placing import OF_DATABASE
from models.problems import Problem
from models.restoring import leftovers, present
from models.soundness import Contents, faults, value
from models.upgrade import SCHEMA_VERSION

NOT_OURS = frozenset({"not-our-database", "not-a-database", "path-is-folder"})
LOCKS = (".lock", ".in-use")
WRITE_AHEAD = b"\x02\x02"
"""What the header of a database with a write-ahead log says (sqlite.org/fileformat.html, 1.3.3)."""


class Finding(Struct, frozen=True):
    """Something that is not as it should be; ``mend`` puts it right, where that is safe."""

    problem: Problem
    mend: Callable[[], object] | None = None


def examine(path: Path, group: str) -> Iterator[Finding]:
    """Everything that is wrong with the database ``path``, which ``group`` shares if one is named.

    A file that is none of ours is said to be that, and nothing else about it.
    """
    try:
        path.lstat()
        inside = list(_contents(path))
        if not any(one.problem.code in NOT_OURS for one in inside):
            yield from _rights(path, group)
            yield from _left_over(path)
            yield from _not_encrypted(path)
        yield from inside
    except (FileNotFoundError, NotADirectoryError):
        yield Finding(Problem("database-not-there", path=str(path)))
    except OSError as error:
        yield Finding(Problem("database-unreachable", path=str(error.filename or path)))


def examine_file(path: Path, rights: Rights, group: str = "") -> Iterator[Finding]:
    """What is wrong with who may use the file ``path``, which is to have ``rights``."""
    about = path.lstat()
    if stat.S_ISLNK(about.st_mode):
        yield Finding(Problem("path-is-link", path=str(path)))
        return
    mend = partial(_give, path, rights) if os.geteuid() in {about.st_uid, ROOT} else None
    try:
        refuse_wide_file(path, group)
    except Problem as problem:
        # A folder that hands a group on was meant to be shared with it: that is for people to say.
        meant = problem.code == "file-open-to-group" and path.parent.stat().st_mode & stat.S_ISGID
        yield Finding(problem, None if meant else mend)
        return
    mode = stat.S_IMODE(about.st_mode)
    if mode & rights.mode != rights.mode or rights.group not in {SAME, about.st_gid}:
        yield Finding(Problem("file-too-narrow", path=str(path), mode=f"{mode:04o}"), mend)
    elif rights.group == SAME and about.st_uid != _user_of(rights):
        who = user_name(about.st_uid)
        given = mend if os.geteuid() == ROOT else None
        yield Finding(Problem("file-of-another", path=str(path), who=who), given)


def _user_of(rights: Rights) -> int:
    return os.geteuid() if rights.owner == SAME else rights.owner


def _give(path: Path, rights: Rights) -> None:
    os.chown(path, rights.owner, rights.group)
    path.chmod(rights.mode)


def _rights(path: Path, group: str) -> Iterator[Finding]:
    try:
        rights = Rights(SHARED_MODE, SAME, group_number(group)) if group else _of_one(path)
    except Problem as problem:
        yield Finding(problem)
        return
    yield from _folder(path, group)
    for file in _files(path):
        if file.name.endswith(LOCKS) and not os.access(file, os.R_OK | os.W_OK):
            who = user_name(file.lstat().st_uid)
            stuck = Problem("lock-unusable", path=str(file), who=who)
            yield Finding(stuck, partial(_remove_lock, file))
        else:
            yield from examine_file(file, rights, group)
    for drafts in draft_files(path):
        # Whoever shares the database, drafts are their own user's alone.
        yield from examine_file(drafts, Rights(ALONE_MODE, _owner_of_drafts(drafts)))


def _owner_of_drafts(drafts: Path) -> int:
    """The user after whom the file is called, as far as that is one's business; else whoever has
    it."""
    name = drafts.name.removesuffix("-journal").rpartition(BETWEEN)[2]
    with suppress(KeyError):
        owner = user_number(name)
        if os.geteuid() in {owner, ROOT}:
            return owner
    return drafts.lstat().st_uid


def _of_one(path: Path) -> Rights:
    """The rights where nobody shares the database; root looks at it for the one who has it."""
    return Rights(ALONE_MODE, path.lstat().st_uid if os.geteuid() == ROOT else SAME)


def _files(path: Path) -> Iterator[Path]:
    """All the files that go with the database and are there."""
    for ending in OF_DATABASE:
        file = path.with_name(path.name + ending)
        if os.path.lexists(file):
            yield file
    yield from copies(path)
    yield from (path.parent / FOLDER).glob("*.lock")


def _folder(path: Path, group: str) -> Iterator[Finding]:
    try:
        refuse_network(path)
    except Problem as problem:
        yield Finding(problem)
    backups = path.parent / FOLDER
    for folder in (path.parent, *([backups] if backups.is_dir() else [])):
        yield from _folder_rights(folder, path, group)


def _folder_rights(folder: Path, path: Path, group: str) -> Iterator[Finding]:
    about = folder.stat()
    own = os.geteuid() in {about.st_uid, ROOT}
    for place in open_folders(folder):
        # Those above are for whoever they belong to.
        mend = partial(_close, folder, stat.S_IWOTH) if own and place == folder.resolve() else None
        yield Finding(Problem("folder-open-to-others", path=str(place)), mend)
    if group:
        try:
            rights_in(folder, group)
        except Problem as problem:
            yield Finding(problem, partial(_hand_on, folder, group) if own else None)
        return
    if about.st_uid not in {_user_of(_of_one(path)), ROOT}:
        who = user_name(about.st_uid)
        yield Finding(Problem("file-of-another", path=str(folder), who=who))
    if about.st_mode & stat.S_IWGRP:
        meant = about.st_mode & stat.S_ISGID
        mend = partial(_close, folder, stat.S_IWGRP) if own and not meant else None
        yield Finding(Problem("folder-open-to-group", path=str(folder)), mend)


def _close(folder: Path, bits: int) -> None:
    folder.chmod(stat.S_IMODE(folder.stat().st_mode) & ~bits)


def _hand_on(folder: Path, group: str) -> None:
    os.chown(folder, SAME, group_number(group))
    folder.chmod(0o2770)


def _remove_lock(lock: Path) -> None:
    """Another is made with the right owner. One that is held stays: it would no longer keep out
    whom it is held against."""
    who = holders(lock)
    if who:
        raise Problem("database-in-use", path=str(lock), who=who)
    lock.unlink()


def _left_over(path: Path) -> Iterator[Finding]:
    for folder in leftovers(path):
        yield Finding(Problem("left-over", path=str(folder)), partial(_remove_folder, folder, path))
    for draft in (*cut_off(path.parent), *cut_off(path.parent / FOLDER)):
        yield Finding(Problem("left-over", path=str(draft)), draft.unlink)


def _not_encrypted(path: Path) -> Iterator[Finding]:
    for file in not_encrypted(path) if salt_of(path) else ():
        yield Finding(Problem("file-not-encrypted", path=str(file)))


def _remove_folder(folder: Path, path: Path) -> None:
    with sole_use(path, _of_one(path)):
        shutil.rmtree(folder)


def _contents(path: Path) -> Iterator[Finding]:
    if not path.is_file():
        yield Finding(
            Problem("path-is-folder" if path.is_dir() else "not-a-database", path=str(path))
        )
    elif not os.access(path, os.R_OK):
        yield Finding(Problem("database-unreadable", path=str(path)))
    else:
        try:
            yield from _inside(path)
        except Problem as problem:
            yield Finding(problem)


def _inside(path: Path) -> Iterator[Finding]:
    if is_locked(path):
        # Why it could not be unlocked is for the one to say who tried.
        return
    with looked_into(path) as found:
        yield from map(Finding, faults(found, path, SCHEMA_VERSION))
        schema = value(found, "PRAGMA user_version")
    if schema < SCHEMA_VERSION:
        yield Finding(Problem("database-older", found=schema, known=SCHEMA_VERSION))
    key = key_for(path)
    if journal_of(path) == "wal" and not engine_resets_safely(engine_version(key)):
        yield Finding(Problem("engine-unsafe", version=engine_name(key)))


class Condition(Struct, frozen=True):
    """What there is to know of a database: the engine that reads it, whether it is encrypted, how
    it is journalled, what it holds, and the day of the newest of its daily backups."""

    engine: str
    encrypted: bool
    journal: str
    contents: Contents
    backup: date | None


def condition(path: Path) -> Condition | None:
    """That of the database ``path``, if it can be read."""
    found = present(path) if os.access(path, os.R_OK) and path.is_file() else None
    if found is None:
        return None
    newest = [date.fromisoformat(file.stem[-10:]) for file in daily_backups(path)[:1]]
    key, last = key_for(path), newest[0] if newest else None
    return Condition(engine_name(key), key is not None, journal_of(path), found, last)


def engine_name(key: Key | None) -> str:
    """The engine's version, as it is written."""
    return ".".join(map(str, engine_version(key)))


def journal_of(path: Path) -> str:
    """How the database ``path``, which this program has not open, is journalled: by a write-ahead
    log (``wal``) or by one to roll back with (``rollback``). An encrypted one does not show, but is
    only read by engines on which it is the former."""
    if salt_of(path):
        return "wal"
    with path.open("rb") as file:
        return "wal" if file.read(20)[18:] == WRITE_AHEAD else "rollback"
