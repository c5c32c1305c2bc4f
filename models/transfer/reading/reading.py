"""Opening a table file whatever it is called, and refusing with a reason what is not one."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, TextIO

from models.problems import Problem
from models.transfer.columns.headings import fold
from models.transfer.columns.table import is_known
from models.transfer.reading import delimiter as delimiters
from models.transfer.reading import encoding as encodings
from models.transfer.reading import header as headers
from models.transfer.reading.records import windows
from models.transfer.reading.source import Record, Source, Window, one_by_one

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

_SAMPLE_LINES = 200
_LINE_LIMIT = 1024 * 1024


def read(path: Path, *, sheet: str | None = None, also: Collection[str] = ()) -> Source:
    """Open the table in ``path``: CSV in any usual encoding and delimiter, or a sheet of an XLSX.

    ``sheet`` names the sheet; without it, the one whose headings are known best is taken. ``also``
    are headings that the user has named himself, which helps to find the row of headings.
    Raises ``Problem`` for everything that cannot be read, naming the line or the sheet.
    """
    named = {fold(heading) for heading in also}

    def known(heading: str) -> bool:
        return is_known(heading) or fold(heading) in named

    head = _head(path)
    kind = encodings.kind_of(head)
    if kind == "zip":
        # Loads its library, which a CSV file can do without.
        from models.transfer.reading import workbook

        with _refusals_told(path):
            return workbook.read(path, sheet, known)
    if kind:
        raise Problem("file-kind-unsupported", file=str(path), found=kind, line=1)
    if sheet is not None:
        raise Problem("sheet-not-possible", "sheet", file=str(path), sheet=sheet)
    with _refusals_told(path):
        return _read_csv(path, known)


@contextmanager
def _refusals_told(path: Path) -> Iterator[None]:
    """What the system refuses comes out as ``Problem``."""
    try:
        yield
    except FileNotFoundError as error:
        raise Problem("file-missing", file=str(path)) from error
    except PermissionError as error:
        raise Problem("file-forbidden", file=str(path)) from error
    except (OSError, ValueError) as error:
        reason = errno.errorcode.get(getattr(error, "errno", None) or 0, "")
        raise Problem("file-unreadable", file=str(path), reason=reason) from error


def _head(path: Path) -> bytes:
    with _refusals_told(path):
        if path.is_dir():
            raise Problem("file-is-folder", file=str(path))
        if path.exists() and not path.is_file():
            raise Problem("file-not-regular", file=str(path))
        with path.open("rb") as file:
            head = file.read(16)
    if not head:
        raise Problem("file-empty", file=str(path), line=1)
    return head


def _read_csv(path: Path, known: headers.Known) -> Source:
    codec = encodings.detect(path)
    with path.open(encoding=codec, newline="") as file:
        sample = [file.readline(_LINE_LIMIT) for _ in range(_SAMPLE_LINES)]
    markup = encodings.markup_of("".join(sample[:5]))
    if markup:
        raise Problem("file-kind-unsupported", file=str(path), found=markup, line=1)
    delimiter = delimiters.detect([line for line in sample if line], known)

    place = _Place(path)

    def records() -> Iterator[Window]:
        with _refusals_told(path), path.open(encoding=codec, newline="") as file:
            place.file = file
            yield from windows(path, file, delimiter)

    header = headers.find(islice(one_by_one(records()), headers.LOOKED_AT), known)
    if header is None:
        raise Problem("file-empty", file=str(path), line=1)
    if not _goes_on(one_by_one(records()), header):
        raise Problem("file-without-rows", file=str(path), line=header.line)
    return Source(
        file=str(path),
        format="csv",
        encoding=encodings.NAMES[codec],
        delimiter=None if delimiter == delimiters.NONE else delimiter,
        sheet=None,
        sheets=(),
        headings=header.cells,
        header_line=header.line,
        records=records,
        share=place.share,
    )


def _goes_on(records: Iterator[Record], header: headers.Header) -> bool:
    """Whether there is any row below the headings, were it far below."""
    return header.rows_below > 0 or any(
        line > header.line and any(map(str.strip, cells)) for line, cells in records
    )


class _Place:
    """How far the file at ``path`` has been read."""

    def __init__(self, path: Path) -> None:
        self._size = path.stat().st_size
        self.file: TextIO | None = None

    def share(self) -> float | None:
        if self.file is None:
            return None
        return 1.0 if self.file.closed else self.file.buffer.tell() / self._size
