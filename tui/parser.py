"""The parser of the command line: argparse, speaking the language in use, one line an error."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from tui import languages
from tui.gate import plain
from tui.languages import N_, _

FAILED = 2
"""The exit status of everything that went wrong."""

Commands = Any
"""What ``add_subparsers`` gives; argparse keeps its type to itself."""

COMMON_OPTIONS = ("--db", "--config", "--language", "--passphrase-file")

WORDS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("show program's version number and exit"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("expected one argument"),
    N_("expected at least one argument"),
    N_("expected at most one argument"),
    N_("ignored explicit argument %r"),
    N_("not allowed with argument %s"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("invalid %(type)s value: %(value)r"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("unknown parser %(parser_name)r (choices: %(choices)s)"),
)
"""What argparse itself may say here, for the catalogues."""


class Parser(argparse.ArgumentParser):
    """Abbreviates no option, so that a script that works today works tomorrow too."""

    def __init__(self, **given: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=_Fitting, **given)

    def error(self, message: str) -> NoReturn:
        """End with one line and status 2."""
        hint = _("See {command} --help.").format(command=self.prog)
        self.exit(FAILED, f"{self.prog}: {plain(message)}. {hint}\n")


class _Fitting(argparse.HelpFormatter):
    """As wide as the terminal. argparse's own loads three libraries for packed files to know how
    wide that is, and asks at each option."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


def _columns() -> int:
    said = os.environ.get("COLUMNS", "")
    if said.isdecimal():
        return int(said)
    try:
        return os.get_terminal_size().columns
    except OSError:
        return 80


def speak(language: languages.Language) -> None:
    """Have our words and argparse's own come in ``language``.

    argparse looks its texts up through two names of its module, ``_`` and ``ngettext``, bound to
    the system's catalogue. They are bound to ours here and nowhere else.
    """
    try:
        languages.use(language)
    except FileNotFoundError:
        # A checkout whose catalogues have not been compiled still works, in English.
        languages.use("en")
    vars(argparse).update({"_": languages._, "ngettext": languages.ngettext})


def common_options() -> argparse.ArgumentParser:
    """The options that every command takes, before or after its name.

    Made anew for each parser: argparse shares the options of a parent, and their defaults, so what
    was given before the command would be undone by the command's own.
    """
    common = argparse.ArgumentParser(
        add_help=False, argument_default=argparse.SUPPRESS, formatter_class=_Fitting
    )
    common.add_argument("--db", type=Path, metavar=_("PATH"), help=_("the database file"))
    common.add_argument("--config", type=Path, metavar=_("FILE"), help=_("the settings file"))
    common.add_argument(
        "--language", choices=languages.LANGUAGES, help=_("the language of everything that is said")
    )
    common.add_argument(
        "--passphrase-file",
        type=Path,
        metavar=_("FILE"),
        help=_(
            "a file with the passphrase of an encrypted database in its first line, for its owner"
            " alone; without it the passphrase is asked for"
        ),
    )
    return common


def add_command(commands: Commands, name: str, summary: str, description: str) -> Parser:
    """A command with the common options; ``summary`` stands in the list of commands."""
    parser: Parser = commands.add_parser(
        name, parents=[common_options()], help=summary, description=description
    )
    return parser


def names_a_command(arguments: Sequence[str]) -> bool:
    """Whether there is anything but the common options with their values."""
    left = iter(arguments)
    for argument in left:
        option, equals, _value = argument.partition("=")
        if option not in COMMON_OPTIONS:
            return True
        if not equals:
            next(left, None)
    return False


def given_early(arguments: Sequence[str], option: str) -> str | None:
    """What ``option`` is given, before there is a parser; the last one counts."""
    found = None
    for place, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == option and place + 1 < len(arguments):
            found = arguments[place + 1]
        elif argument.startswith(f"{option}="):
            found = argument.partition("=")[2]
    return found
