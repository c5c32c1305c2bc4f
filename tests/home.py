"""A home of a test's own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def own_folders(home: Path) -> dict[str, str]:
    """The variables that make ``home`` the home."""
    return {
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
    }


def surroundings(home: Path) -> dict[str, str]:
    """All the variables of a session over SSH whose home, which is made, is ``home``."""
    home.mkdir(exist_ok=True)
    names = ("PATH", "PYTHONPATH")
    kept = {name: os.environ[name] for name in names if name in os.environ}
    return kept | own_folders(home) | {"TERM": "xterm-256color", "LANG": "en_GB.UTF-8"}
