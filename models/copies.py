"""What the program leaves beside a database by itself: copies, drafts, files that were cut off."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from models.daily_backup import FOLDER, daily_backups
from models.draft import draft_files
from models.encryption import salt_of
from models.placing import DRAFTS

LOGS = ("-wal", "-shm", "-journal")


def copies(path: Path) -> Iterator[Path]:
    """Copies of the database ``path`` that the program made by itself, with their logs."""
    for pattern in ("v*.bak", "before-restore-*"):
        yield from sorted(path.parent.glob(f"{path.name}.{pattern}"))
    yield from daily_backups(path)


def databases_beside(path: Path) -> list[Path]:
    """These and everybody's drafts; what is in their logs belongs to them."""
    return [file for file in (*copies(path), *draft_files(path)) if not file.name.endswith(LOGS)]


def not_encrypted(path: Path) -> list[Path]:
    """What lies plain beside the database ``path``, which is encrypted."""
    parts = [part for at in (path.parent, path.parent / FOLDER) for part in sorted(at.glob(DRAFTS))]
    found = (*databases_beside(path), *parts)
    return [file for file in found if _is_plain(file)]


def _is_plain(file: Path) -> bool:
    """Whether there is something in it that is not encrypted; what one may not read is its owner's
    to know."""
    return os.access(file, os.R_OK) and file.stat().st_size > 0 and salt_of(file) is None
