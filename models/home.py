"""A path as somebody writes it."""

from __future__ import annotations

import os
from pathlib import Path


def in_home(path: Path) -> Path:
    """``path`` with what a shell makes of ``~``; where there is no such user, as it stands."""
    return Path(os.path.expanduser(path))  # noqa: PTH111 (Path's own raises)
