"""Where the real data lie that the tests read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from models.transfer.reading.reading import read
from tests.lacking import lacking

if TYPE_CHECKING:
    from models.transfer.reading.source import Source

_ROOT = Path(__file__).parents[3]
DATA = _ROOT / "tests" / "data"


def shared(name: str) -> Path:
    """A data set that may not be copied into the project; skips the test where there is none."""
    folder = Path(os.environ.get("RESULTATDIALOG_SHARED_DATA") or _ROOT.parent / "shared" / "data")
    found = folder / name
    if not found.exists():
        lacking(f"{found} is not on this machine; set RESULTATDIALOG_SHARED_DATA")
    return found


def files_in(folder: Path) -> list[Path]:
    """All files below ``folder``, in a stable order."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def rows_of(path: Path, **options: str) -> tuple[Source, list[tuple[str, ...]]]:
    """A file read through, with the cells of its rows."""
    source = read(path, **options)  # type: ignore[arg-type]
    return source, [row.cells for row in source.rows()]


def codes(source: Source) -> list[tuple[str, int]]:
    """What was remarked about a file, and on which line."""
    return [(remark.code, remark.line) for remark in source.remarks]
