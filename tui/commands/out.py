"""Standard output, which may be closed, full, or a pipe that nobody reads any more."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from models.problems import Problem
from tui.languages import _

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO


@contextlib.contextmanager
def standard_output() -> Iterator[TextIO]:
    """Standard output, with all that was written to it gone out at the end.

    Raises ``file-unwritable`` when it is closed or full; a broken pipe stays one.
    """
    if sys.stdout is None:
        raise Problem("file-unwritable", file=_("standard output"), reason="EBADF")
    if isinstance(sys.stdout, io.TextIOWrapper):
        # Not every terminal has every letter, and a question mark is better than no answer.
        sys.stdout.reconfigure(errors="replace")
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        from models.transfer.exporting.placing import unwritable

        forget()
        raise unwritable(Path(_("standard output")), error) from error


def forget() -> None:
    """Give standard output up; Python would complain about it once more on its way out."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
