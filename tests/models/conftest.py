"""An empty database by copying one: making its tables takes longer than most tests."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from models.database import close_database, open_database

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def database_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database, made once."""
    path = tmp_path_factory.mktemp("empty") / "empty.db"
    open_database(path)
    close_database()
    return path


@pytest.fixture
def database(database_made: Path, tmp_path: Path) -> Iterator[Path]:
    """An empty database, open on this thread; its path."""
    path = tmp_path / "x.db"
    shutil.copy(database_made, path)
    open_database(path)
    yield path
    close_database()
