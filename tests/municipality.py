"""The sample municipality, made once for all tests of one process."""

from __future__ import annotations

import atexit
import tempfile
from datetime import date
from functools import cache
from pathlib import Path

from models import sample
from models.database import close_database, open_database
from models.rules import Rules

SAMPLE_DAY = date(2027, 3, 10)
"""The day that it is made for."""

_FOLDER = tempfile.TemporaryDirectory(prefix="resultatdialog-tests-")
atexit.register(_FOLDER.cleanup)


@cache
def sample_made() -> Path:
    """Its database, closed; to be copied."""
    path = Path(_FOLDER.name) / "sample.db"
    open_database(path)
    sample.make(SAMPLE_DAY, Rules())
    close_database()
    return path
