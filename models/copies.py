"""The copies and drafts that the program leaves beside a database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from models.daily_backup import FOLDER, daily_backups
from models.encryption import salt_of
from models.placing import DRAFTS

LOGS = ("-wal", "-shm", "-journal")


def copies(path: Path) -> Iterator[Path]:
    """Copies of the database ``path`` that the program made by itself, with their logs."""
    for pattern in ("v*.bak", "before-restore-*"):
        yield from sorted(path.parent.glob(f"{path.name}.{pattern}"))
    yield from daily_backups(path)


def drafts(path: Path) -> Iterator[Path]:
    """What people typed into the database ``path`` and have not saved: a file for each of them."""
    yield from sorted(path.parent.glob(f"{path.name}.drafts-*"))


def databases_beside(path: Path) -> list[Path]:
    """Of all these, the databases themselves: what is in their logs belongs to them."""
    return [file for file in (*copies(path), *drafts(path)) if not file.name.endswith(LOGS)]


def not_encrypted(path: Path) -> list[Path]:
    """What lies plain beside the database ``path``, which is encrypted."""
    parts = [part for at in (path.parent, path.parent / FOLDER) for part in sorted(at.glob(DRAFTS))]
    found = (*databases_beside(path), *parts)
    return [file for file in found if file.stat().st_size and salt_of(file) is None]
