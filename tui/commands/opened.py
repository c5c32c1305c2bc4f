"""The database for one command."""

from __future__ import annotations

import contextlib
from datetime import date
from typing import TYPE_CHECKING

from models.problems import Problem
from tui.settings import database_file

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from models.derived import AsOf
    from tui.settings import Settings


@contextlib.contextmanager
def opened(path: Path, group: str = "", passphrase_file: Path | None = None) -> Iterator[None]:
    """The database in ``path``, made if it is not there, and closed at the end.

    The passphrase of an encrypted one is asked for, or read from ``passphrase_file``. What the
    engine cannot do comes out as a :class:`Problem`.
    """
    # Peewee is only loaded where there is something to open.
    from models.database import close_database, database, open_database
    from models.engine_errors import engine_errors_told
    from tui.commands.passphrase import unlock

    unlock(path, passphrase_file)
    open_database(path, group)
    try:
        with engine_errors_told(database, path):
            yield
    finally:
        close_database()


@contextlib.contextmanager
def looked_at(given: argparse.Namespace, settings: Settings) -> Iterator[AsOf]:
    """The database that is named or set, which must be there, as of today."""
    path = database_file(settings, given.db)
    refuse_missing(path)
    with opened(path, settings.group, given.passphrase_file):
        from models.derived import as_of

        yield as_of(today(), settings.rules)


def refuse_missing(path: Path) -> None:
    """Raise ``database-missing`` rather than let an empty one be made where a name is mistyped."""
    if is_missing(path):
        raise Problem("database-missing", path=str(path))


def is_missing(path: Path) -> bool:
    """Whether there is no file; where one may not look, that is told on opening it."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def today() -> date:
    """The user's own calendar day."""
    return date.today()  # noqa: DTZ011
