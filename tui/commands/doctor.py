"""``resultatdialog doctor``: what is wrong with files, database, settings and terminal."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from models.problems import Problem
from tui.commands.backup import described
from tui.commands.out import standard_output
from tui.commands.passphrase import unlock
from tui.errors import log_file
from tui.gate import plain
from tui.kept_mappings import mappings_file
from tui.languages import _, day, ngettext
from tui.parser import add_command
from tui.sentences import sentence
from tui.settings import database_file, load
from tui.terminal import locale_encoding, refuse_dumb_terminal

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator, Sequence

    from models.doctor import Finding
    from tui.parser import Commands
    from tui.settings import Settings


def add_to(commands: Commands) -> None:
    """Make the command known with its options."""
    parser = add_command(
        commands,
        "doctor",
        _("Look for what is wrong with files, database, settings and terminal"),
        _(
            "Look at the rights of files and folders, the database itself, the settings and the"
            " terminal, and say in a line each what is wrong and how it is mended. The exit status"
            " is 1 if there is anything. Nothing is changed without --fix."
        ),
    )
    parser.add_argument(
        "--fix", action="store_true", help=_("mend what can be mended without a risk")
    )
    parser.set_defaults(run=run, without_settings=True)


def run(given: argparse.Namespace, settings: Settings) -> int:
    """Say what is wrong, after mending what is to be mended."""
    del settings
    locked = list(_locked(given))
    found = [*_findings(given), *locked]
    if given.fix and _mend(found):
        found = [*_findings(given), *locked]
    _tell_condition(given)
    with standard_output() as out:
        for finding in found:
            print(sentence(finding.problem), file=out)
    mendable = sum(finding.mend is not None for finding in found)
    if mendable:
        text = ngettext(
            "{count} of these is mended by --fix.",
            "{count} of these are mended by --fix.",
            mendable,
        )
        _say(text.format(count=mendable))
    if not found:
        _say(_("Nothing is wrong."))
    return 1 if found else 0


def _locked(given: argparse.Namespace) -> Iterator[Finding]:
    """Why an encrypted database was not unlocked, and so is not looked into."""
    from models.doctor import Finding

    try:
        path = database_file(load(given.config), given.db)
    except Problem:
        # That is found with the settings.
        return
    try:
        unlock(path, given.passphrase_file)
    except Problem as problem:
        yield Finding(problem)


def _findings(given: argparse.Namespace) -> Iterator[Finding]:
    from models.doctor import Finding, examine, examine_file
    from models.file_rights import ALONE, ROOT, user_name

    yield from _terminal()
    for file in (log_file(), mappings_file()):
        if os.path.lexists(file):
            yield from examine_file(file, ALONE)
    try:
        settings = load(given.config)
    except Problem as problem:
        yield Finding(problem, _narrowed(problem))
        return
    if settings.path:
        owner = settings.path.stat().st_uid
        if owner not in {os.geteuid(), ROOT}:
            who = user_name(owner)
            yield Finding(Problem("file-of-another", path=str(settings.path), who=who))
    yield from examine(database_file(settings, given.db), settings.group)


def _tell_condition(given: argparse.Namespace) -> None:
    from models.doctor import condition

    try:
        path = database_file(load(given.config), given.db)
    except Problem:
        _say(_("The database was not looked at: the settings say where it is and who shares it."))
        return
    about = condition(path)
    if about is None:
        return
    _say(f"{plain(str(path))}: {described(about.contents)}")
    if about.encrypted:
        _say(_("It is encrypted."))
    text = _("SQLite {engine}, journal: {journal}, schema {schema}, newest daily backup: {day}")
    _say(
        text.format(
            engine=about.engine,
            journal=about.journal,
            schema=about.contents.schema,
            day=day(about.backup) if about.backup else _("none"),
        )
    )


def _terminal() -> Iterator[Finding]:
    from models.doctor import Finding

    try:
        refuse_dumb_terminal()
    except Problem as problem:
        yield Finding(problem)
    if "utf" not in locale_encoding():
        yield Finding(Problem("locale-not-utf8", locale=locale_encoding() or "-"))


def _narrowed(problem: Problem) -> Callable[[], None] | None:
    """How settings that others can write to are mended; what is written in them is the user's."""
    if problem.code != "settings-writable-by-others":
        return None
    file = Path(str(problem.facts["file"]))
    return lambda: file.chmod(stat.S_IMODE(file.stat().st_mode) & ~stat.S_IWOTH)


def _mend(found: Sequence[Finding]) -> bool:
    """Mend what can be mended; whether there was anything."""
    from models.placing import unwritable

    for finding in found:
        if finding.mend is None:
            continue
        try:
            finding.mend()
            _say(_("Mended: {text}").format(text=sentence(finding.problem)))
        except Problem as problem:
            _say(sentence(problem))
        except OSError as error:
            _say(sentence(unwritable(Path(str(finding.problem.facts.get("path", ""))), error)))
    return any(finding.mend for finding in found)


def _say(text: str) -> None:
    print(text, file=sys.stderr)
