"""Loading what the program stands on without what that loads and is never used here.

Between the start and the first key an interpreter does little else than load modules. What is left
out takes a quarter of what an empty Textual app takes to be loaded. Each is only left out while its
user is loaded: whoever imports it later gets the real one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from types import ModuleType


def load_pathlib() -> None:
    """Without addresses of the Internet, which what it quotes names with would look for."""
    with stood_in_for("ipaddress"):
        import pathlib  # noqa: F401


def load_asyncio() -> None:
    """Without OpenSSL: nothing here speaks to a network, and asyncio does without."""
    with _left_out("ssl"):
        import asyncio  # noqa: F401


def load_peewee() -> None:
    """Without OpenSSL, with which it would hash names of constraints, and without Python's own
    SQLite where there is a newer one, with which it would only compare that."""
    own = ("sqlite3",) if find_spec("pysqlite3") else ()
    with _left_out("_hashlib", *own):
        import peewee  # noqa: F401
    # Whoever derives a key needs the one with OpenSSL.
    sys.modules.pop("hashlib", None)


def load_shutil() -> None:
    """Without two ways to pack archives: none is packed here."""
    with _left_out("bz2", "lzma"):
        import shutil  # noqa: F401


@contextmanager
def _left_out(*names: str) -> Iterator[None]:
    """Have no module of these names, unless it is loaded already."""
    modules: dict[str, ModuleType | None] = vars(sys)["modules"]
    wanting = [name for name in names if name not in modules]
    modules.update(dict.fromkeys(wanting))
    try:
        yield
    finally:
        for name in wanting:
            del modules[name]


@contextmanager
def stood_in_for(*names: str) -> Iterator[None]:
    """Have modules of these names in which everything is an empty class."""
    wanting = [name for name in names if name not in sys.modules]
    sys.modules.update({name: _StandIn(name) for name in wanting})
    try:
        yield
    finally:
        for name in wanting:
            del sys.modules[name]


class _StandIn(ModuleType):
    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})
