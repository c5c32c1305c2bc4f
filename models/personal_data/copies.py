"""Copies of the database that the program made by itself, and those that somebody else made."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from models.backup import back_up
from models.copies import LOGS, copies
from models.daily_backup import FOLDER, cut_off
from models.database import at_rest, row
from models.draft import DraftFile, draft_files
from models.file_locks import first_at
from models.file_rights import rights_after
from models.placing import DRAFTS, unwritable
from models.problems import Problem
from models.restoring import leftovers

REMOVALS = "action IN ('database.purge', 'person.erase')"
"""What tells in the journal that something was removed for good."""

PATIENCE = 30
"""Seconds to wait for a backup that another program takes."""


def own_copies(path: Path) -> list[Path]:
    """Copies of ``path`` that the program made by itself, and what is left of any that were cut
    off. Their logs go with them."""
    whole = (file for file in copies(path) if not file.name.endswith(LOGS))
    return [*whole, *leftovers(path), *cut_off(path.parent)]


def other_copies(path: Path) -> list[Path]:
    """Files beside the database and its backups that are not the program's to remove: backups that
    somebody named or is taking, and the drafts of other users."""
    ours = {path, DraftFile(path).path, *own_copies(path)}
    found = [
        file
        for folder in (path.parent, path.parent / FOLDER)
        for pattern in ("*.db", DRAFTS)
        for file in sorted(folder.glob(pattern))
    ]
    found += [file for file in draft_files(path) if not file.name.endswith(LOGS)]
    return [file for file in found if file not in ours]


def from_before_removal(files: Iterable[Path]) -> list[Path]:
    """Those of ``files`` that were taken before the last removal, and so may hold what it removed;
    none if nothing was ever removed."""
    last = last_removal()
    return [one for one in files if last and not _knows(one, last)]


def last_removal() -> str | None:
    """What names the journal's entry of the last removal for good."""
    found = row(f"SELECT command FROM journal WHERE {REMOVALS} ORDER BY id DESC LIMIT 1")
    return found[0] if found else None


def remove_copies(path: Path, today: date, keep: int) -> list[Path]:
    """Remove the copies that were taken before the last removal; which. If ``keep`` is not 0 and
    there were daily ones, one of ``today`` takes their place first.

    Raises ``database-locked`` while another program takes a backup, and what
    :func:`models.backup.back_up` raises.
    """
    old = from_before_removal(own_copies(path))
    daily = path.parent / FOLDER
    try:
        with _alone_at(daily, path):
            target = daily / f"{path.stem}-{today.isoformat()}.db"
            if keep and any(one.parent == daily for one in old):
                back_up(target, overwrite=True, rights=rights_after(path))
            for copy in old:
                if copy != target or not keep:
                    _drop(copy)
            for draft in daily.glob(DRAFTS):
                draft.unlink()
    except OSError as error:
        raise unwritable(daily, error) from error
    return old


def _drop(copy: Path) -> None:
    if copy.is_dir():
        shutil.rmtree(copy)
        return
    for ending in ("", *LOGS):
        copy.with_name(copy.name + ending).unlink(missing_ok=True)


@contextmanager
def _alone_at(folder: Path, path: Path) -> Iterator[None]:
    """While nobody else takes a daily backup: it would be one of before."""
    if not folder.is_dir():
        yield
        return
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with first_at(folder / ".lock", path) as first:
            if first:
                yield
                return
        time.sleep(0.1)
    raise Problem("database-locked", path=str(path))


def _knows(copy: Path, removal: str) -> bool:
    """Whether a copy holds the journal's entry of a removal; one that cannot be read does not."""
    try:
        with at_rest(copy) as found:
            known = found.execute_sql("SELECT 1 FROM journal WHERE command = ?", (removal,))
            return known.fetchone() is not None
    except Problem:
        return False
