"""``resultatdialog person export`` and ``person erase``: what is stored about one person."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tui.commands.opened import looked_at, opened, refuse_missing, today
from tui.commands.out import add_output, output_file, print_lines, standard_output
from tui.commands.purge import add_consent, agreed, say, tell_copies, tell_done, way
from tui.gate import paragraphs, plain
from tui.languages import _, number
from tui.parser import FAILED, Parser, add_command
from tui.settings import database_file

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping
    from pathlib import Path

    from tui.parser import Commands
    from tui.settings import Settings

FORMS = ("md", "html", "pdf", "json")
KINDS = ("goal", "dialogue", "note", "commitment", "leader-agreement", "appraisal")
"""What is counted before somebody is erased."""


def add_to(commands: Commands) -> None:
    """Make the commands known with their options."""
    text = _("Show or erase all that is stored about one person")
    parser = add_command(commands, "person", text, text)
    deeds = parser.add_subparsers(
        title=_("commands"), metavar=_("COMMAND"), parser_class=Parser, dest="deed", required=True
    )
    showing = add_command(
        deeds,
        "export",
        _("Write all that is stored about a person"),
        _(
            "Write everything that the database holds about one person, notes and the journal"
            " included, for a request for access: to be read (md, html, pdf) or for a machine"
            " (json). Of others there is nothing in it but names."
        ),
    )
    _add_person(showing)
    add_output(showing)
    showing.add_argument(
        "--format",
        choices=FORMS,
        help=_("the format; otherwise as the file's name ends, and md for standard output"),
    )
    showing.set_defaults(run=run_export)
    erasing = add_command(
        deeds,
        "erase",
        _("Erase a person for good; figures stay"),
        _(
            "Remove name, number, e-mail and every text about one person for good, from the"
            " journal and the program's own backups too; figures stay. Somebody who works or leads"
            " here is only erased with --yes. It cannot be undone, and neither can what was done"
            " before it."
        ),
    )
    _add_person(erasing)
    add_consent(erasing)
    erasing.set_defaults(run=run_erase)


def run_export(given: argparse.Namespace, settings: Settings) -> int:
    """Write it; say where if it is a file."""
    path = output_file(given)
    form = given.format or _form(path)
    content, named = _content(given, settings, form)
    if path is None:
        with standard_output() as out:
            if out.isatty() and form != "pdf":
                out.write(paragraphs(content.decode()))
            else:
                out.buffer.write(content)
        _tell_mentions(named)
        return 0
    from models.placing import placed

    with placed(path, overwrite=given.force) as stream:
        stream.write(content)
    say(_("Written: {path}.").format(path=plain(str(path))))
    _tell_mentions(named)
    return 0


def run_erase(given: argparse.Namespace, settings: Settings) -> int:
    """Say what would be erased, and do it if that is wanted."""
    from models.personal_data.due import due_of
    from models.personal_data.finding import find_person
    from models.personal_data.mentions import mentions
    from models.personal_data.purging import erase
    from models.personal_data.told import told
    from tui.personal_words import KIND
    from tui.words import word

    path = database_file(settings, given.db)
    refuse_missing(path)
    with opened(path, settings.group, given.passphrase_file):
        person = find_person(given.person)
        say(
            _("To be erased: {name}, {unit}").format(
                name=plain(person.name), unit=plain(person.unit)
            )
        )
        about, found = told(person.id), due_of(path, person.id)
        lines = [
            *((word(KIND, kind), number(len(about.records[kind])), "") for kind in KINDS),
            (_("drafts"), number(len(found.drafts)), ""),
            *tell_copies(found),
        ]
        with standard_output() as out:
            print_lines(lines, out)
        _tell_mentions(mentions(person.id))
        if person.is_here and not given.yes:
            say(
                _(
                    "Nothing was removed: {name} still works or leads here. --yes erases even so."
                ).format(name=plain(person.name))
            )
            return FAILED
        if not agreed(given.yes):
            return 0 if sys.stdin.isatty() else FAILED
        done = erase(path, found, way(settings))
    return tell_done(done)


def _add_person(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "person", metavar=_("NAME_OR_NO"), help=_("employee number, or enough of the name")
    )


def _tell_mentions(named: Mapping[str, int]) -> None:
    if not named:
        return
    from tui.words import RECORD, word

    kinds = ", ".join(f"{word(RECORD, kind)} ({number(count)})" for kind, count in named.items())
    text = _("The name also stands in what is about others, and stays there: {kinds}.")
    say(text.format(kinds=kinds))


def _form(path: Path | None) -> str:
    if path is None:
        return FORMS[0]
    if path.suffix.casefold() == ".json":
        return "json"
    from models.paper.writing import form_of

    return form_of(path)


def _content(
    given: argparse.Namespace, settings: Settings, form: str
) -> tuple[bytes, Mapping[str, int]]:
    """What is to be written, and where else the name stands."""
    with looked_at(given, settings):
        from models.dashboard import top_name
        from models.paper.rendering import rendered
        from models.personal_data.finding import find_person
        from models.personal_data.mentions import mentions
        from models.personal_data.told import as_json, told
        from models.personal_data.told_on_paper import told_document
        from tui.paper_words import paper_words
        from tui.personal_words import telling_words

        person = find_person(given.person)
        about, named = told(person.id), mentions(person.id)
        if form == "json":
            return as_json(about), named
        words = paper_words(settings, top_name())
        document = told_document(about, words, telling_words(), today())
        return rendered(document, form, words), named
