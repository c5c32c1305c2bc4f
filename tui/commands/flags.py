"""``resultatdialog flags``: what needs the coordinator's eye, a line for each."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tui.commands.opened import looked_at
from tui.commands.out import print_lines, standard_output
from tui.gate import plain
from tui.languages import _, ngettext, number
from tui.parser import add_command
from tui.words import RULE

if TYPE_CHECKING:
    import argparse

    from models.flags import Flag
    from tui.parser import Commands
    from tui.settings import Settings

FOUND = 1
"""The exit status when there are flags, so that a script can tell."""
UNIT_WIDTH = 32
NAME_WIDTH = 28


def add_to(commands: Commands) -> None:
    """Make the command known with its options."""
    parser = add_command(
        commands,
        "flags",
        _("Print what needs attention"),
        _(
            "Print a line for each flag: rule, unit, name, explanation; in columns at a terminal,"
            " with tabs between them elsewhere. The exit status is 1 when there are any, else 0."
        ),
    )
    parser.add_argument(
        "--rule",
        choices=tuple(RULE),
        metavar=_("CODE"),
        help=_("only the flags of one rule: ") + ", ".join(RULE),
    )
    parser.set_defaults(run=run)


def run(given: argparse.Namespace, settings: Settings) -> int:
    """Print the flags; whether there are any is the exit status."""
    with looked_at(given, settings) as at:
        from models.flags import Scope, each_flag

        lines = map(_line, each_flag(at, Scope(rule=given.rule)))
        with standard_output() as out:
            count = print_lines(lines, out)
    if sys.stderr.isatty():
        text = ngettext("{count} flag", "{count} flags", count)
        print(text.format(count=number(count)), file=sys.stderr)
    return FOUND if count else 0


def _line(flag: Flag) -> tuple[str, str, str, str]:
    from tui.flag_sentences import flag_sentence

    return (
        flag.rule,
        plain(flag.unit, UNIT_WIDTH),
        plain(flag.name, NAME_WIDTH),
        flag_sentence(flag),
    )
