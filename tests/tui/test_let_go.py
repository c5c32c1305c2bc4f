"""What is free goes back to the system."""

from __future__ import annotations

import ctypes
from pathlib import Path

import pytest

from tui.let_go import give_back

BLOCK, BLOCKS = 8_000, 4_000


def resident_pages() -> int:
    """How many pages of memory this process has."""
    return int(Path("/proc/self/statm").read_text().split()[1])


@pytest.mark.skipif(not hasattr(ctypes.CDLL(None), "malloc_trim"), reason="not of glibc")
def test_what_lies_free_between_what_is_kept_is_given_back() -> None:
    blocks = [bytes(BLOCK) for _ in range(BLOCKS)]
    kept = blocks[::100]
    before = resident_pages()
    blocks.clear()
    give_back()
    assert resident_pages() < before - BLOCK * BLOCKS // 4096 // 2
    assert len(kept) == BLOCKS // 100


def test_where_nothing_can_be_given_back_nothing_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _name: object())
    give_back()
