"""``resultatdialog report``: where the round stands, for a meeting."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from models.problems import Problem
from tui.commands.opened import looked_at
from tui.commands.out import add_output, output_file, standard_output
from tui.gate import paragraphs, plain
from tui.languages import _
from tui.parser import add_command

if TYPE_CHECKING:
    import argparse

    from models.paper.document import Document
    from models.paper.words import Words
    from tui.parser import Commands
    from tui.settings import Settings

FORMS = ("md", "html", "pdf")


def add_to(commands: Commands) -> None:
    """Make the command known with its options."""
    parser = add_command(
        commands,
        "report",
        _("Write the report of the round"),
        _(
            "Write where the round stands, as a whole and by area: dialogues held, spans over the"
            " limit, staff without goals, commitments overdue. Names only with --names. Files are"
            " made for their owner alone."
        ),
    )
    add_output(parser)
    parser.add_argument(
        "--format",
        choices=FORMS,
        help=_("the format; otherwise as the file's name ends, and md for standard output"),
    )
    parser.add_argument("--names", action="store_true", help=_("say who is behind the figures"))
    parser.set_defaults(run=run)


def run(given: argparse.Namespace, settings: Settings) -> int:
    """Write the report; say where if it is a file."""
    path = output_file(given)
    form = given.format or _form(path)
    document, words = _document(given, settings)
    from models.paper.rendering import rendered

    content = rendered(document, form, words)
    if path is None:
        _print(content, form)
        return 0
    from models.placing import placed

    with placed(path, overwrite=given.force) as stream:
        stream.write(content)
    print(_("Written: {path}.").format(path=plain(str(path))), file=sys.stderr)
    return 0


def _form(path: Path | None) -> str:
    if path is None:
        return FORMS[0]
    from models.paper.writing import form_of

    return form_of(path)


def _document(given: argparse.Namespace, settings: Settings) -> tuple[Document, Words]:
    from tui.paper_words import paper_words

    with looked_at(given, settings) as at:
        from models.dashboard import top_name
        from models.paper.round_report import report_document
        from models.paper.standing import report

        words = paper_words(settings, top_name())
        return report_document(report(at, given.names), words), words


def _print(content: bytes, form: str) -> None:
    """Text may go to a terminal; a PDF goes into a file or a pipe."""
    with standard_output() as out:
        if form == "pdf":
            if out.isatty():
                raise Problem("paper-not-for-terminal")
            out.buffer.write(content)
        elif out.isatty():
            out.write(paragraphs(content.decode()))
        else:
            out.buffer.write(content)
