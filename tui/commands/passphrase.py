"""The passphrase of an encrypted database: asked at the terminal, or read from a file.

Never an argument, which every user of the machine sees in the list of processes, and never a
variable of the environment, which is handed on to every program that is started.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from models.encryption import cipher_driver, is_locked
from models.file_rights import ALONE_MODE
from models.home import in_home
from models.problems import Problem
from tui.gate import plain
from tui.languages import _

T = TypeVar("T")

TRIES = 3
LONGEST = 4096
"""Bytes of a file that are read for a passphrase."""
WRONG = frozenset(
    {"passphrase-wrong", "passphrase-empty", "passphrase-not-text", "passphrases-differ"}
)
"""What one may try again after."""


def unlock(path: Path, file: Path | None) -> None:
    """Have the database ``path`` unlocked, if it is encrypted: with the passphrase in ``file`` if
    one is named, else with what is typed, in three tries.

    Raises ``encryption-missing``, ``passphrase-wrong``, ``passphrase-no-terminal``,
    ``passphrase-not-text``, and what :func:`passphrase_in` does.
    """
    if not is_locked(path):
        return
    # Said before anything is typed in vain.
    cipher_driver()
    from models import unlocking

    if file is not None:
        unlocking.unlock(path, passphrase_in(file))
        return
    prompt = _("Passphrase of {path}: ").format(path=plain(str(path)))
    _tried(lambda: unlocking.unlock(path, _typed(prompt)))


def new_passphrase(file: Path | None) -> str:
    """One that is to be used from now on: from ``file`` if one is named, else typed twice.

    Raises ``passphrase-empty``, ``passphrases-differ``, ``passphrase-no-terminal`` and
    ``passphrase-not-text``.
    """
    return passphrase_in(file) if file is not None else _tried(_typed_twice)


def passphrase_in(file: Path) -> str:
    """The first line of ``file``, which may be a pipe such as ``/dev/fd/3``.

    Raises ``file-missing``, ``file-forbidden``, ``passphrase-file-open`` if anybody but its owner
    may use it, and ``passphrase-empty``.
    """
    try:
        with in_home(file).open("rb") as opened:
            mode = stat.S_IMODE(os.fstat(opened.fileno()).st_mode)
            if mode & ~(ALONE_MODE | stat.S_IXUSR):
                raise Problem("passphrase-file-open", file=str(file), mode=f"{mode:04o}")
            text = opened.readline(LONGEST).decode("utf-8", "surrogateescape").rstrip("\r\n")
    except FileNotFoundError as error:
        raise Problem("file-missing", file=str(file)) from error
    except OSError as error:
        raise Problem("file-forbidden", file=str(file)) from error
    if not text:
        raise Problem("passphrase-empty")
    return text


def _tried(attempt: Callable[[], T]) -> T:
    """What ``attempt`` gives, which may go wrong so many times."""
    for _time in range(TRIES - 1):
        try:
            return attempt()
        except Problem as problem:
            if problem.code not in WRONG:
                raise
            from tui.sentences import sentence

            print(sentence(problem), file=sys.stderr)
    return attempt()


def _typed_twice() -> str:
    first = _typed(_("New passphrase: "))
    if not first:
        raise Problem("passphrase-empty")
    if _typed(_("The same again: ")) != first:
        raise Problem("passphrases-differ")
    return first


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """While nothing that is typed shows: told to end, the program ends by way of what has it show
    again."""
    import signal

    def end(number: int, _frame: object) -> None:
        sys.exit(128 + number)

    before = {one: signal.signal(one, end) for one in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)


def _typed(prompt: str) -> str:
    """What is typed at the terminal, unseen, even where standard input comes from elsewhere."""
    import getpass

    try:
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
        with _ended_in_order():
            return getpass.getpass(prompt)
    except OSError as error:
        raise Problem("passphrase-no-terminal") from error
    except EOFError as error:
        raise Problem("passphrase-empty") from error
    except UnicodeDecodeError as error:
        raise Problem("passphrase-not-text") from error
