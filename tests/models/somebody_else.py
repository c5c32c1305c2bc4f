"""Another coordinator at the same database."""

from __future__ import annotations

import os
import pwd
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

NUMBER = 1
NAME = pwd.getpwuid(NUMBER).pw_name


@contextmanager
def somebody_else() -> Iterator[str]:
    """What is written meanwhile is written by somebody else, whose name it gives."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "getuid", lambda: NUMBER)
        yield NAME
