"""``resultatdialog purge``: what is past its day is removed for good."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tui.commands.consent import asked
from tui.commands.opened import opened, refuse_missing, today
from tui.commands.out import print_lines, standard_output
from tui.gate import plain
from tui.languages import _, day, number
from tui.parser import FAILED, add_command
from tui.settings import database_file

if TYPE_CHECKING:
    import argparse
    from datetime import date

    from models.personal_data.due import Due
    from models.personal_data.purging import Purged, Way
    from models.retention import Retention
    from tui.parser import Commands
    from tui.settings import Settings


def add_to(commands: Commands) -> None:
    """Make the command known with its options."""
    parser = add_command(
        commands,
        "purge",
        _("Remove what is past its day for good"),
        _(
            "Remove for good what has been kept as long as the settings under [retention] say: the"
            " text of notes, names and texts of people who have ended, what was typed and not"
            " saved. It is removed from the journal and from the program's own backups too;"
            " figures stay. It cannot be undone, and neither can what was done before it."
        ),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=_("show what would be removed, and remove nothing")
    )
    add_consent(parser)
    parser.set_defaults(run=run)


def add_consent(parser: argparse.ArgumentParser) -> None:
    """The option that spares the question."""
    parser.add_argument("--yes", action="store_true", help=_("remove without asking"))


def run(given: argparse.Namespace, settings: Settings) -> int:
    """Say what is past its day, and remove it if that is wanted."""
    from models.personal_data.due import due
    from models.personal_data.purging import purge

    path = database_file(settings, given.db)
    refuse_missing(path)
    retention = settings.retention
    with opened(path, settings.group, given.passphrase_file):
        found = due(path, retention, today())
        _tell(found, retention, today())
        if not found.is_empty and (given.dry_run or not agreed(given.yes)):
            if given.dry_run:
                say(_("Nothing was removed, as --dry-run asks."))
            return 0 if given.dry_run or sys.stdin.isatty() else FAILED
        if given.dry_run:
            return 0
        done = purge(path, found, retention, way(settings))
    return tell_done(done)


def agreed(yes: bool) -> bool:
    """Whether it is to be removed; if not, it is said that nothing was."""
    if yes:
        return True
    if not sys.stdin.isatty():
        say(_("Nothing was removed: there is no terminal to ask at. Give --yes to remove."))
        return False
    if asked(_("Remove this for good? It cannot be undone. [y/N] ")):
        return True
    say(_("Nothing was removed."))
    return False


def way(settings: Settings) -> Way:
    """How it is done here and today."""
    from models.personal_data.purging import Way

    return Way(_("Erased person {number}"), today(), settings.keep_backups)


def tell_copies(found: Due) -> list[tuple[str, ...]]:
    """What goes with what is removed, as lines of a table; each copy has one."""
    names = [plain(one.name) for one in found.copies] or [""]
    count = number(len(found.copies))
    return [
        (_("what can be undone"), number(found.steps), _("all that was done before")),
        (_("copies of the database"), count, names[0]),
        *(("", "", name) for name in names[1:]),
    ]


def tell_done(done: Purged) -> int:
    """Say what was removed, and what is left to do; the exit status."""
    counts = (
        (_("text of notes"), done.notes),
        (_("people"), done.people),
        (_("drafts"), done.drafts),
        (_("copies of the database"), len(done.copies)),
    )
    removed = ", ".join(f"{what} ({number(count)})" for what, count in counts if count)
    if removed:
        say(_("Removed for good: {removed}.").format(removed=removed))
    for file in done.untouched:
        text = _("Not touched, and may hold the same: {path}. Remove it yourself.")
        say(text.format(path=plain(str(file))))
    if done.emptied:
        return 0
    who = ", ".join(plain(one) for one in done.others) or _("somebody")
    text = _("Not done: {who} has the database open, so its log still holds what was removed.")
    say(text.format(who=who))
    say(_("Purge again when nobody else has it open."))
    return FAILED


def say(text: str) -> None:
    """To the one at the terminal."""
    print(text, file=sys.stderr)


def _tell(found: Due, retention: Retention, today: date) -> None:
    if not (retention.notes_months or retention.ended_months):
        say(_("The settings keep notes and people: nothing is set under [retention]."))
    if retention.reason:
        say(_("Decided: {reason}").format(reason=plain(retention.reason)))
    if found.is_empty:
        say(_("Nothing is past its day."))
        return
    lines = [
        (
            _("text of notes"),
            number(len(found.notes)),
            _since(_("written before {day}"), retention.notes_before(today)),
            _setting("notes_months", retention.notes_months),
        ),
        (
            _("people"),
            number(len(found.people)),
            _since(_("ended before {day}"), retention.ended_before(today)),
            _setting("ended_months", retention.ended_months),
        ),
        (
            _("drafts"),
            number(len(found.drafts)),
            _("old, or with a text of these"),
            _setting("drafts_days", retention.drafts_days),
        ),
        *((*line, "") for line in tell_copies(found)),
    ]
    with standard_output() as out:
        print_lines(lines, out)


def _since(text: str, before: date | None) -> str:
    return text.format(day=day(before)) if before else _("all are kept")


def _setting(name: str, value: int) -> str:
    return f"retention.{name} = {value}"
