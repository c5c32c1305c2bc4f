"""Other processes, as proc(5) tells of them."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path


def status(process: int) -> list[str]:
    """The fields of its status from the state on; empty if there is no such process."""
    try:
        text = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return []
    return text.rpartition(")")[2].split()


def runs(process: int) -> bool:
    """Whether it is there, and not merely waited for."""
    return status(process)[:1] not in ([], ["Z"])


def parent(process: int) -> int:
    """Its parent's number."""
    return int(status(process)[1])


def seconds_used(process: int) -> float:
    """Its time on a processor so far; 0 if it is gone."""
    found = status(process)
    return sum(map(int, found[11:13])) / os.sysconf("SC_CLK_TCK") if found else 0.0


def seconds_queued(process: int) -> float:
    """For how long its threads, taken together, were ready to run and had no processor."""
    found = 0
    for one in Path(f"/proc/{process}/task").glob("*/schedstat"):
        with suppress(OSError):
            found += int(one.read_text().split()[1])
    return found / 1e9


def with_argument(text: str) -> list[int]:
    """The interpreters that run and have an argument that is ``text``."""
    found = []
    for one in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = one.read_bytes().decode(errors="replace").split("\0")
        except OSError:
            continue
        if text in words and "python" in words[0] and runs(int(one.parent.name)):
            found.append(int(one.parent.name))
    return found


def gone(process: int, seconds: float) -> tuple[float, float] | None:
    """After how many seconds it was gone, and the processor's time that it took until then; None
    if it still runs after ``seconds``. A child of ours is taken note of."""
    began, used = time.monotonic(), seconds_used(process)
    last = used
    while (passed := time.monotonic() - began) < seconds:
        with suppress(ChildProcessError):
            os.waitpid(process, os.WNOHANG)
        if not runs(process):
            return passed, last - used
        last = seconds_used(process) or last
        time.sleep(0.005)
    return None
