"""The command line. Data goes to stdout, talk to stderr; nothing here loads Textual but what opens
the program itself."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from models.problems import Problem, Problems
from tui import __version__, languages
from tui.commands.out import forget
from tui.languages import _
from tui.lean_imports import load_asyncio, load_peewee
from tui.parser import (
    FAILED,
    Parser,
    add_command,
    common_options,
    given_early,
    names_a_command,
    speak,
)
from tui.settings import Settings, database_file, load

INTERRUPTED = 130
"""The exit status after Ctrl+C, as a shell gives it."""


def run(arguments: Sequence[str]) -> int:
    """Do what ``arguments`` say; the exit status. An error is one line on stderr and status 2."""
    try:
        status = _run(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
    except (Problem, Problems) as problem:
        return _say(problem)
    except KeyboardInterrupt:
        print("\n" + _("Called off."), file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:
        forget()
        return 0
    except Exception as error:
        return _fail(error)
    return status


def _run(arguments: Sequence[str]) -> int:
    speak(_early_language(arguments))
    try:
        given = make_parser(names_a_command(arguments)).parse_args(arguments)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else FAILED
    if given.without_settings:
        return int(given.run(given, Settings()))
    settings = load(given.config)
    speak(chosen_language(given.language, settings.language))
    return int(given.run(given, settings))


def _early_language(arguments: Sequence[str]) -> languages.Language:
    """The language before anything is parsed, for the help and for what is wrong with it."""
    named = given_early(arguments, "--language")
    file = given_early(arguments, "--config")
    try:
        set_ = load(Path(file) if file else None).language
    except Problem:
        # It is told when the settings are read in earnest.
        set_ = "auto"
    return chosen_language(named, set_)


def chosen_language(named: str | None, set_: str) -> languages.Language:
    """The language of the command line, else of the settings, else of the locale."""
    chosen = named or set_
    for language in languages.LANGUAGES:
        if language == chosen:
            return language
    return languages.from_environment()


def make_parser(with_commands: bool = True) -> Parser:
    """Every command with its options, in the language in use; to open the program, the common
    options do."""
    parser = Parser(
        prog="resultatdialog",
        description=_(
            "The yearly results dialogue of a municipality. Without a command: opens the program."
        ),
        parents=[common_options()],
    )
    parser.set_defaults(
        run=_open,
        db=None,
        config=None,
        language=None,
        passphrase_file=None,
        without_settings=False,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"resultatdialog {__version__}",
        help=_("show program's version number and exit"),
    )
    if with_commands:
        _add_commands(parser)
    return parser


def _add_commands(parser: Parser) -> None:
    from tui.commands import (
        backup,
        doctor,
        encrypt,
        export,
        flags,
        import_people,
        person,
        purge,
        report,
        restore,
        year,
    )

    commands = parser.add_subparsers(title=_("commands"), metavar=_("COMMAND"), parser_class=Parser)
    text = _("Open a sample municipality in a throw-away database")
    add_command(commands, "demo", text, text).set_defaults(run=_demo)
    import_people.add_to(commands)
    export.add_to(commands)
    flags.add_to(commands)
    report.add_to(commands)
    year.add_to(commands)
    backup.add_to(commands)
    restore.add_to(commands)
    encrypt.add_to(commands)
    doctor.add_to(commands)
    purge.add_to(commands)
    person.add_to(commands)


def _open(given: argparse.Namespace, settings: Settings) -> int:
    load_asyncio()
    load_peewee()
    from tui.commands.passphrase import unlock
    from tui.session import begin
    from tui.terminal import refuse_unfit_terminal

    refuse_unfit_terminal()
    path = database_file(settings, given.db)
    unlock(path, given.passphrase_file)
    return begin(settings, path)


def _demo(given: argparse.Namespace, settings: Settings) -> int:
    import tempfile

    load_asyncio()
    load_peewee()
    from tui.desk import DEMO_DAY
    from tui.session import begin
    from tui.terminal import refuse_unfit_terminal

    del given
    refuse_unfit_terminal()
    with tempfile.TemporaryDirectory(prefix="resultatdialog-") as folder:
        return begin(settings, Path(folder) / "demo.db", DEMO_DAY)


def _say(error: Problem | Problems) -> int:
    """Each problem on a line of its own."""
    from tui.sentences import sentence

    for problem in error.problems if isinstance(error, Problems) else [error]:
        print(f"resultatdialog: {sentence(problem)}", file=sys.stderr)
    return FAILED


def _fail(error: Exception) -> int:
    """An error of the program's own: what it was about stays out of sight, for it may be a name."""
    from tui.errors import keep_error

    text = _("The program has failed (error {number}). What was saved is safe.")
    print(f"resultatdialog: {text.format(number=keep_error(error))}", file=sys.stderr)
    return FAILED
