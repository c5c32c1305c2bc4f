"""``resultatdialog export``: a table as CSV or as a workbook."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO, cast

from models.problems import Problem
from tui.commands.opened import looked_at
from tui.commands.out import add_output, output_file, standard_output
from tui.commands.progress import Bar
from tui.gate import paragraphs, plain
from tui.languages import _, current, ngettext, number
from tui.parser import add_command
from tui.settings import DIALECTS, HEADINGS
from tui.words import TABLE

if TYPE_CHECKING:
    import argparse

    from models.transfer.cells.writing import Dialect, Headings
    from models.transfer.progress import Progress
    from tui.parser import Commands
    from tui.settings import Settings

OTHER_SHEETS = {".xls", ".xlsm", ".xlsb", ".ods", ".numbers"}
"""Endings that promise a workbook that is not written here."""


def add_to(commands: Commands) -> None:
    """Make the command known with its options."""
    parser = add_command(
        commands,
        "export",
        _("Write a table as CSV or XLSX"),
        _(
            "Write a table to standard output or a file: CSV, or a workbook when the file's name"
            " ends in .xlsx. Files are made for their owner alone."
        ),
    )
    parser.add_argument(
        "table", choices=tuple(TABLE), metavar=_("TABLE"), help=_("one of: ") + ", ".join(TABLE)
    )
    add_output(parser)
    parser.add_argument(
        "--year",
        type=int,
        metavar=_("YEAR"),
        help=_("another dialogue year than this one; of dialogues, all rounds of that year"),
    )
    parser.add_argument(
        "--dialect",
        choices=DIALECTS,
        help=_(
            "excel-nb: semicolon, decimal comma, dd.mm.yyyy; rfc4180: comma, decimal point, ISO"
            " dates; otherwise as set in the settings"
        ),
    )
    parser.add_argument(
        "--headings",
        choices=HEADINGS,
        help=_("words for people, machine for programs; otherwise as set in the settings"),
    )
    parser.add_argument(
        "--with-notes",
        action="store_true",
        help=_("with dialogues: their confidential notes too, a row for each topic"),
    )
    parser.set_defaults(run=run)


def run(given: argparse.Namespace, settings: Settings) -> int:
    """Write the table; say to where and how much if it is a file."""
    from models.transfer.progress import untold

    path = output_file(given)
    if path is None:
        with standard_output() as out:
            if out.isatty():
                _write(given, settings, cast("TextIO", _Terminal(out)), untold)
            else:
                with Bar() as bar:
                    _write(given, settings, out.buffer, bar)
        return 0
    if path.suffix.casefold() in OTHER_SHEETS:
        raise Problem("file-ending-unsupported", file=given.output)
    with Bar() as bar:
        count = _write(given, settings, path, bar)
    text = ngettext("{count} row written to {path}.", "{count} rows written to {path}.", count)
    print(text.format(count=number(count), path=plain(str(path))), file=sys.stderr)
    return 0


def _write(
    given: argparse.Namespace,
    settings: Settings,
    target: Path | BinaryIO | TextIO,
    progress: Progress,
) -> int:
    with looked_at(given, settings) as at:
        from models.transfer.cells.writing import Style
        from models.transfer.exporting.exporting import export
        from tui.flag_sentences import flag_sentence

        style = Style(
            cast("Dialect", given.dialect or settings.csv.dialect),
            cast("Headings", given.headings or settings.csv.headings),
            current(),
        )
        return export(
            given.table,
            at,
            target,
            style=style,
            describe=flag_sentence,
            overwrite=given.force,
            year=given.year,
            with_notes=given.with_notes,
            progress=progress,
        )


class _Terminal(io.TextIOBase):
    """A terminal, which would obey what data holds: it is shown them through the gate."""

    def __init__(self, out: TextIO) -> None:
        super().__init__()
        self._out = out

    def write(self, text: str) -> int:
        """Show ``text``."""
        self._out.write(paragraphs(text))
        return len(text)
