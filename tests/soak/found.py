"""The soaks that there are."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

from tests import soak

if TYPE_CHECKING:
    from types import ModuleType


def found() -> list[ModuleType]:
    """Every module ``tests/soak/soak_*.py``, by name."""
    names = sorted(one.name for one in pkgutil.iter_modules(soak.__path__))
    return [
        importlib.import_module(f"{soak.__name__}.{name}")
        for name in names
        if name.startswith("soak_")
    ]
