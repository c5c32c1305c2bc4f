"""``resultatdialog import``: people and units, adopted goals, or measured values from a file."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from models.problems import Problem
from tui.commands.consent import asked
from tui.commands.opened import is_missing, opened, today
from tui.commands.progress import Bar
from tui.languages import _, number
from tui.parser import FAILED, add_command
from tui.settings import database_file
from tui.words import FILE_KIND, word

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from models.transfer.importing.kinds import AnyPlan
    from models.transfer.importing.plan import ImportRequest
    from tui.parser import Commands
    from tui.settings import Settings


def add_to(commands: Commands) -> None:
    """Make the command known with its options."""
    parser = add_command(
        commands,
        "import",
        _("Read people and units, goals or measured values from a CSV or XLSX file"),
        _(
            "Read people and units, adopted goals, or measured values from a CSV or XLSX file. What"
            " the file is taken for and what would change is shown first. Rows that cannot be read"
            " stay out and are named with their lines. Who is gone from a file of people is ended,"
            " never deleted; units, goals and values that are gone stay as they are. The same file"
            " twice changes nothing."
        ),
    )
    parser.add_argument("file", type=Path, metavar=_("FILE"), help=_("the file to read"))
    parser.add_argument(
        "--kind",
        choices=("people", "goals", "measurements"),
        help=_(
            "what the file holds: people and units, which is the default; adopted goals, known by"
            " their code or else by year, owner and text; or measured values of goals with a code,"
            " each of which goes to the goal of the year that it was measured in"
        ),
    )
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar=_("FIELD=COLUMN"),
        help=_("take a field from the column with this heading; may be repeated"),
    )
    parser.add_argument(
        "--value",
        action="append",
        default=[],
        metavar=_("FIELD:FOUND=MEANT"),
        help=_("what a word in the file means, such as status:pensjon=ended; may be repeated"),
    )
    parser.add_argument("--sheet", metavar=_("NAME"), help=_("the sheet of the workbook"))
    parser.add_argument(
        "--dry-run", action="store_true", help=_("show what would change, and write nothing")
    )
    parser.add_argument("--yes", action="store_true", help=_("write without asking"))
    parser.add_argument(
        "--end-missing",
        action="store_true",
        help=_(
            "with --yes: end everybody who is gone from the file, be they more than a third of all"
            " and more than 20"
        ),
    )
    parser.set_defaults(run=run)


def run(given: argparse.Namespace, settings: Settings) -> int:
    """Show what the file would change, and change it if that is wanted."""
    from models.transfer.importing.kinds import apply, prepare
    from tui.commands.import_talk import tell_plan, tell_result

    request = _request(given)
    asks = not given.dry_run and not given.yes
    only_looks = given.dry_run or (asks and not sys.stdin.isatty())
    with _database(given, settings, only_looks):
        with Bar() as bar:
            plan = prepare(request, today(), settings.rules, bar)
        tell_plan(plan, whole=given.dry_run)
        if plan.is_empty:
            _say(_("Nothing changes."))
            return 0
        if given.dry_run:
            _say(_("Nothing was written, as --dry-run asks."))
            return 0
        if only_looks:
            _say(_("Nothing was written: there is no terminal to ask at. Give --yes to write."))
            return FAILED
        if plan.ends_many and given.yes and not given.end_missing:
            ended, known = _ending(plan)
            raise Problem("many-would-end", count=ended, known=known)
        if asks and not _wanted(plan):
            _say(_("Nothing was written."))
            return 0
        with Bar() as bar:
            result = apply(plan, bar)
        tell_result(result)
    return 0


def _request(given: argparse.Namespace) -> ImportRequest:
    from models.transfer.columns.table import IMPORTS
    from models.transfer.importing.arguments import parse_mapping, parse_values
    from models.transfer.importing.kinds import likely_kind
    from models.transfer.importing.plan import ImportRequest
    from models.transfer.reading.reading import read
    from tui.kept_mappings import kept_mapping

    mapping = parse_mapping(given.map)
    source = read(given.file, sheet=given.sheet, also=mapping.values())
    likely = likely_kind(source.headings, mapping)
    if given.kind is None and likely != "people":
        holds = word(FILE_KIND, likely)
        raise Problem("kind-not-given", file=str(given.file), holds=holds, wanted=likely)
    kind = given.kind or "people"
    fields = {column.name for column in IMPORTS[kind]}
    kept = kept_mapping(source.headings)
    mapping = {name: heading for name, heading in kept.items() if name in fields} | mapping
    return ImportRequest(given.file, mapping, parse_values(given.value), given.sheet, kind)


def _ending(plan: AnyPlan) -> tuple[int, int]:
    """How many people would be ended, and of how many."""
    from models.transfer.importing.plan import ImportPlan

    return (plan.people.ended, plan.people_known) if isinstance(plan, ImportPlan) else (0, 0)


@contextlib.contextmanager
def _database(given: argparse.Namespace, settings: Settings, only_looks: bool) -> Iterator[None]:
    """The database; an empty one in passing where there is none and nothing is to be written."""
    path, group = database_file(settings, given.db), settings.group
    with contextlib.ExitStack() as stack:
        if only_looks and is_missing(path):
            import tempfile

            group = ""
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="resultatdialog-"))
            path = Path(folder) / "empty.db"
        stack.enter_context(opened(path, group, given.passphrase_file))
        yield


def _wanted(plan: AnyPlan) -> bool:
    if plan.ends_many:
        ended, known = _ending(plan)
        question = _("End {count} of {known} people and write the rest? [y/N] ")
        question = question.format(count=number(ended), known=number(known))
    elif plan.problems:
        question = _("Write the rest to the database? [y/N] ")
    else:
        question = _("Write this to the database? [y/N] ")
    return asked(question)


def _say(text: str) -> None:
    print(text, file=sys.stderr)
