"""Standard output, which may be closed, full, or a pipe that nobody reads any more."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from models.home import in_home
from models.problems import Problem
from tui.languages import _

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Sequence
    from typing import TextIO

STDOUT = "-"


def add_output(parser: argparse.ArgumentParser) -> None:
    """The options of a command that writes to standard output or to a file."""
    parser.add_argument(
        "-o",
        "--output",
        default=STDOUT,
        metavar=_("FILE"),
        help=_("the file to write; - or none is standard output"),
    )
    parser.add_argument("--force", action="store_true", help=_("overwrite the file if it is there"))


def output_file(given: argparse.Namespace) -> Path | None:
    """The file that is to be written; None is standard output."""
    return None if given.output == STDOUT else in_home(Path(given.output))


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
        from models.placing import unwritable

        forget()
        raise unwritable(Path(_("standard output")), error) from error


def forget() -> None:
    """Give standard output up; Python would complain about it once more on its way out."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_lines(lines: Iterable[tuple[str, ...]], out: TextIO) -> int:
    """Print the cells of each line: in columns at a terminal, with tabs between them elsewhere, one
    by one as they come. Returns how many."""
    count = 0
    for line in _aligned(list(lines)) if out.isatty() else map("\t".join, lines):
        out.write(line + "\n")
        count += 1
    return count


def _aligned(lines: Sequence[tuple[str, ...]]) -> list[str]:
    """The lines with their columns, but for the last, as wide as the widest cell."""
    from rich.cells import cell_len, set_cell_size

    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)][:-1]
    return [
        "  ".join(
            [
                *(set_cell_size(cell, width) for cell, width in zip(line, widths, strict=False)),
                line[-1],
            ]
        )
        for line in lines
    ]
