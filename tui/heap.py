"""The memory that the program takes from the system, where the system has glibc."""

from __future__ import annotations

from typing import Any

M_ARENA_MAX = -8  # malloc.h


def share_heap() -> None:
    """Have all threads take their memory from one heap: each would keep free memory of its own. To
    be called before any of them begins."""
    set_option = _of_glibc("mallopt")
    if set_option is not None:
        set_option(M_ARENA_MAX, 1)


def give_back() -> None:
    """Give the system the memory that lies free between what is kept, such as what was set aside
    while the figures were worked out: the allocator by itself only looks at the end of its heap."""
    trim = _of_glibc("malloc_trim")
    if trim is not None:
        trim(0)


def _of_glibc(name: str) -> Any:
    """A function of the system's library; None where that has none of this name."""
    import ctypes

    return getattr(ctypes.CDLL(None), name, None)
