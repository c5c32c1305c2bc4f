"""The backup that is taken on each day of use, and how many of them are kept."""

from __future__ import annotations

import re
import time
from datetime import date
from pathlib import Path

from models.backup import back_up, open_file
from models.database import beside, database
from models.file_locks import first_at
from models.file_rights import new_folder, refuse_open_folder, rights_after
from models.placing import DRAFTS, unwritable
from models.soundness import value

FOLDER = "backups"
CUT_OFF_AFTER = 24 * 60 * 60
"""Seconds after which a draft is none that anybody still writes."""


def back_up_daily(day: date, keep: int) -> Path | None:
    """The backup of ``day``, unless there is one or nothing is in the database; where it is.

    It lies in :data:`FOLDER` beside the open database; of the older ones the newest stay, so that
    there are ``keep``, at least this one. Two programs that begin at once make one. To be called on
    another thread than the database's own. Raises what :func:`models.backup.back_up` does.
    """
    path = open_file()
    target = path.parent / FOLDER / f"{path.stem}-{day.isoformat()}.db"
    try:
        new_folder(target.parent, rights_after(path))
        refuse_open_folder(target.parent)
        with first_at(target.parent / ".lock", path) as first, beside():
            if not first or target.exists() or not value(database, "SELECT count(*) FROM journal"):
                return None
            back_up(target, rights=rights_after(path))
            older = [one for one in daily_backups(path) if one != target]
            for file in (*older[max(keep, 1) - 1 :], *cut_off(target.parent)):
                file.unlink()
    except OSError as error:
        raise unwritable(target, error) from error
    return target


def daily_backups(path: Path) -> list[Path]:
    """The daily backups of the database ``path``, the newest first."""
    ours = re.compile(re.escape(path.stem) + r"-\d{4}-\d\d-\d\d\.db").fullmatch
    found = (path.parent / FOLDER).glob("*.db")
    return sorted((file for file in found if ours(file.name)), reverse=True)


def cut_off(folder: Path) -> list[Path]:
    """Drafts in ``folder`` that nobody has written to since yesterday."""
    since = time.time() - CUT_OFF_AFTER
    return sorted(file for file in folder.glob(DRAFTS) if file.stat().st_mtime < since)
