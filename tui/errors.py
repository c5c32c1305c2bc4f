"""What is kept of an error of the program's own: where in the code, never what it was about."""

from __future__ import annotations

import os
import traceback
from datetime import UTC, datetime
from pathlib import Path

from models.file_rights import ALONE, lasting_file


def log_file() -> Path:
    """Where errors are kept: the XDG state home, 0600."""
    home = os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state")
    return Path(home) / "resultatdialog" / "errors.log"


def keep_error(error: BaseException) -> str:
    """Write type and places of ``error`` to the log; the number it can be found by.

    No message and no local variable is written: either could hold somebody's name.
    """
    number = os.urandom(4).hex()
    places = [
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    stamp = datetime.now(UTC).strftime("%Y-%m-%d %H:%M:%S")
    text = "\n".join([f"{stamp} {number} {type(error).__name__}", *places, ""])
    try:
        path = log_file()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(lasting_file(path, ALONE), "w", encoding="utf-8") as file:
            file.write(text + "\n")
    except OSError:
        return f"{number} {type(error).__name__} {' '.join(places[-1:]).strip()}"
    return number
