"""Much work during which Python does not look for what nobody needs any more."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def uncollected() -> Iterator[None]:
    """Leave out the search for objects that hold each other and nobody else holds.

    Drafts do not hold each other. As they become more, the search would go through all of them
    again and again, and find nothing. What is let go of is freed as ever.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
