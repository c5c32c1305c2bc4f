"""``resultatdialog year open``, ``year close``, ``year reopen``: the turn of the year. They ask
nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from models.problems import Problem
from tui.commands.opened import looked_at
from tui.commands.out import print_lines, standard_output
from tui.gate import plain
from tui.languages import _, day, number
from tui.parser import FAILED, Parser, add_command
from tui.words import LEFT_OUT, OPEN_WORK, round_name, word

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from models.asked import LeftOut
    from models.closing import OpenWork
    from models.opening_plan import OpeningPlan
    from tui.parser import Commands
    from tui.settings import Settings

NAME_WIDTH = 40
TEXT_WIDTH = 80


def add_to(commands: Commands) -> None:
    """Make the commands known with their options."""
    text = _("Open, close or reopen a dialogue year")
    parser = add_command(commands, "year", text, text)
    deeds = parser.add_subparsers(
        title=_("commands"), metavar=_("COMMAND"), parser_class=Parser, dest="deed", required=True
    )
    opening = add_command(
        deeds,
        "open",
        _("Make a year's rounds, milestones, dialogues and goals"),
        _(
            "Open a year: rounds and milestones from the settings, a dialogue for everybody whom a"
            " round asks, and last year's open goals carried on with their last values. Goals that"
            " were met are closed. A second time adds only what is missing. Who is left out is"
            " printed, with the reason."
        ),
    )
    _ask_for_year(opening, run_open)
    opening.add_argument(
        "--dry-run", action="store_true", help=_("show what would be made, and write nothing")
    )
    opening.add_argument(
        "--staff", action="store_true", help=_("a dialogue for every employee too")
    )
    closing = add_command(
        deeds,
        "close",
        _("Close a year, unless work in it is open"),
        _(
            "Close a year. While dialogues, goals or commitments of it are open it is refused with"
            " exit status 2, and they are printed."
        ),
    )
    _ask_for_year(closing, run_close)
    reopening = add_command(
        deeds,
        "reopen",
        _("Let a closed year be changed again"),
        _("Let a closed year be changed again. The journal says so."),
    )
    _ask_for_year(reopening, run_reopen)


def _ask_for_year(parser: Parser, run: Callable[[argparse.Namespace, Settings], int]) -> None:
    parser.add_argument("year", type=int, metavar=_("YEAR"), help=_("the year, such as 2027"))
    parser.set_defaults(run=run)


def run_open(given: argparse.Namespace, settings: Settings) -> int:
    """Open the year, or show what that would make."""
    from models.opening_plan import plan_opening
    from models.turn_of_year import open_year

    with looked_at(given, settings) as at:
        turn = plan_opening if given.dry_run else open_year
        plan = turn(given.year, at.today, settings.rules, given.staff)
    _tell_plan(plan)
    with standard_output() as out:
        print_lines([_left_out(one) for one in plan.left_out], out)
    if plan.is_empty:
        _say(_("Nothing changes."))
    elif given.dry_run:
        _say(_("Nothing was written, as --dry-run asks."))
    else:
        _say(_("{year} is open.").format(year=given.year))
    return 0


def run_close(given: argparse.Namespace, settings: Settings) -> int:
    """Close the year, or print what is open in it."""
    from models.closing import close_year, open_work
    from tui.sentences import sentence

    with looked_at(given, settings) as at:
        try:
            done = close_year(given.year, at.today, settings.rules)
            problem = None
        except Problem as found:
            if found.code != "year-open-work":
                raise
            problem = found
        work = open_work(given.year, at) if problem else []
    with standard_output() as out:
        print_lines([_open_work(one) for one in work], out)
    if problem:
        _say(f"resultatdialog: {sentence(problem)}")
        return FAILED
    text = _("{year} is closed.") if done else _("{year} was closed before.")
    _say(text.format(year=given.year))
    return 0


def run_reopen(given: argparse.Namespace, settings: Settings) -> int:
    """Let the year be changed again."""
    from models.closing import reopen_year

    with looked_at(given, settings):
        done = reopen_year(given.year)
    text = _("{year} is open again.") if done else _("{year} is open.")
    _say(text.format(year=given.year))
    return 0


def _tell_plan(plan: OpeningPlan) -> None:
    for one in plan.rounds:
        text = _("{round}, {first}–{last}: {count} new dialogues")
        _say(
            text.format(
                round=plain(round_name(one.code, one.name), NAME_WIDTH),
                first=day(one.starts_on),
                last=day(one.ends_on),
                count=number(one.dialogues),
            )
        )
    if plan.previous:
        text = _("Goals of {year}: {carry} carried on, {close} closed, {drop} dropped")
        counts = {choice: number(count) for choice, count in plan.counts.items()}
        _say(text.format(year=plan.previous, **counts))
    if plan.left_out:
        _say(_("Left out: {count}").format(count=number(len(plan.left_out))))


def _left_out(one: LeftOut) -> tuple[str, ...]:
    return (
        plain(one.name, NAME_WIDTH),
        plain(one.unit, NAME_WIDTH),
        word(LEFT_OUT, one.reason),
        plain(round_name(one.round_code, one.round_name), NAME_WIDTH),
    )


def _open_work(one: OpenWork) -> tuple[str, ...]:
    about = one.text or round_name(one.round_code, one.round_name)
    return (
        word(OPEN_WORK, one.kind),
        plain(one.name, NAME_WIDTH),
        plain(about, TEXT_WIDTH),
        day(one.day) if one.day else "",
    )


def _say(text: str) -> None:
    print(text, file=sys.stderr)
