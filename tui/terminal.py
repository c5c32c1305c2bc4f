"""What the terminal can show, as far as its user's surroundings tell."""

from __future__ import annotations

import locale
import os
import sys
from pathlib import Path

from models.problems import Problem


def refuse_unfit_terminal() -> None:
    """Raise ``no-terminal`` or ``terminal-dumb`` where no screen can be drawn."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Problem("no-terminal")
    refuse_dumb_terminal()


def refuse_dumb_terminal() -> None:
    """Raise ``terminal-dumb`` where text cannot be placed."""
    term = os.environ.get("TERM", "")
    if term in {"", "dumb"}:
        raise Problem("terminal-dumb", term=term or "-")


def locale_encoding() -> str:
    """What the terminal's user says it speaks; Python's own UTF-8 mode would hide it."""
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        text = os.environ.get(name)
        if text and not (name == "LC_CTYPE" and _is_pythons(text)):
            return text.casefold()
    return locale.getlocale()[1] or ""


def _is_pythons(character_type: str) -> bool:
    """Whether Python itself has set this LC_CTYPE, as it does at its start in the locale C (PEP
    538). What the program was started with is what the system still shows (proc(5))."""
    if character_type not in {"C.UTF-8", "C.utf8", "UTF-8"}:
        return False
    try:
        started_with = Path("/proc/self/environ").read_bytes().split(b"\0")
    except OSError:
        return False
    return f"LC_CTYPE={character_type}".encode() not in started_with
