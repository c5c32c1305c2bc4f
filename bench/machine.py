"""What was measured on."""

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import version
from pathlib import Path

from models.keyed_database import engine_version


def machine() -> str:
    """The processor, memory, system and versions, in a line."""
    found = re.search(r"model name\s*: (.*)", _read("/proc/cpuinfo"))
    memory = re.search(r"MemTotal:\s*(\d+) kB", _read("/proc/meminfo"))
    parts = (
        f"{os.cpu_count()} cores" + (f" ({found[1]})" if found else ""),
        f"{int(memory[1]) / 2**20:.0f} GiB" if memory else "",
        f"{platform.system()} {platform.release()}",
        f"Python {platform.python_version()}",
        f"Textual {version('textual')}",
        f"SQLite {'.'.join(map(str, engine_version(None)))}",
    )
    return "Machine: " + ", ".join(filter(None, parts)) + "."


def _read(path: str) -> str:
    return Path(path).read_text() if Path(path).exists() else ""
