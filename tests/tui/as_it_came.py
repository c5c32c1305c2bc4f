"""Parts of Textual as they came, whatever has taken their place."""

from __future__ import annotations

import importlib.util
from types import ModuleType


def as_it_came(module: ModuleType) -> ModuleType:
    """Another copy of ``module``, loaded from its file."""
    spec = importlib.util.find_spec(module.__name__)
    assert spec is not None
    assert spec.loader is not None
    copy = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(copy)
    return copy
