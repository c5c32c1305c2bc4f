"""One heap for all threads, and what is free in it goes back to the system."""

from __future__ import annotations

import ctypes
import subprocess
import sys
from pathlib import Path

import pytest

from tui.heap import give_back, share_heap

GLIBC = pytest.mark.skipif(
    not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="the system has no glibc"
)
IN_A_THREAD = """
import re, sys
from pathlib import Path
from threading import Thread
from tui.heap import share_heap
if "share" in sys.argv:
    share_heap()
thread = Thread(target=lambda: [bytes(1_000) for _ in range(1_000)])
thread.start()
thread.join()
reserved = re.findall(r"^(\\w+)-(\\w+) ---p", Path("/proc/self/maps").read_text(), re.MULTILINE)
print(sum(int(end, 16) - int(begin, 16) > 32 << 20 for begin, end in reserved))
"""
"""Prints how many heaps have been set up besides the first: each reserves 64 MB."""
BLOCK, BLOCKS = 8_000, 4_000


def resident_pages() -> int:
    """How many pages of memory this process has."""
    return int(Path("/proc/self/statm").read_text().split()[1])


@GLIBC
@pytest.mark.parametrize(("argument", "heaps"), [("", 1), ("share", 0)])
def test_threads_share_a_heap(argument: str, heaps: int) -> None:
    command = [sys.executable, "-c", IN_A_THREAD, argument]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(done.stdout) == heaps


@GLIBC
def test_what_lies_free_between_what_is_kept_is_given_back() -> None:
    blocks = [bytes(BLOCK) for _ in range(BLOCKS)]
    kept = blocks[::100]
    before = resident_pages()
    blocks.clear()
    give_back()
    assert resident_pages() < before - BLOCK * BLOCKS // 4096 // 2
    assert len(kept) == BLOCKS // 100


def test_another_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    share_heap()
    give_back()
