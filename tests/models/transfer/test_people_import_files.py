"""Files that others have made: each ends in a plan that can be written, or in a ``Problem``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models.database import close_database, open_database, rows
from models.problems import Problem
from models.transfer.importing.people import apply
from tests.models.transfer.datasets import DATA, files_in, shared
from tests.models.transfer.imports import everything, plan_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from models.transfer.importing.plan import ImportPlan


@pytest.fixture(scope="module")
def one_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Shared by all files, so that each also meets what the earlier ones have left."""
    path = tmp_path_factory.mktemp("files") / "x.db"
    open_database(path)
    yield path
    close_database()


def imported_or_refused(path: Path) -> ImportPlan | None:
    before = everything()
    try:
        plan = plan_of(path)
    except Problem:
        assert everything() == before
        return None
    assert everything() == before
    apply(plan)
    assert plan_of(path).is_empty
    assert plan.is_empty or everything() != before
    assert rows("PRAGMA foreign_key_check") == []
    return plan


@pytest.mark.parametrize("path", files_in(DATA), ids=lambda path: path.name)
def test_every_file(path: Path, one_database: Path) -> None:
    plan = imported_or_refused(path)
    if path.parent.name == "adventureworks" and path.stem == "people":
        assert plan is not None


@pytest.mark.parametrize("folder", ["municipalities", "stavanger", "lgbf", "names_no"])
def test_every_shared_file(folder: str, one_database: Path) -> None:
    for path in files_in(shared(folder)):
        imported_or_refused(path)
