"""Whatever is done, undone step by step it is what it was; done again, what it had become."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from models.database import close_database, open_database
from models.problems import Problem
from models.undoing import undo
from tests.models.history import WRITTEN, History, make_town
from tests.models.random_deeds import Coordinator

if TYPE_CHECKING:
    from pathlib import Path

DEEDS, EXAMPLES = 30, 5
"""How many in a row, and how often; the soak of undoing takes its time."""


@pytest.fixture(scope="module")
def town(database_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("deeds") / "x.db"
    shutil.copy(database_made, path)
    make_town(path)
    return path


@settings(
    max_examples=EXAMPLES,
    # One seed is no simpler than another.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    seed=st.integers(0, 2**32),
    turns=st.lists(st.tuples(st.integers(1, 6), st.integers(0, 6)), max_size=5),
)
def test_all_that_is_done_is_undone(
    town: Path, tmp_path: Path, seed: int, turns: list[tuple[int, int]]
) -> None:
    path = tmp_path / "x.db"
    shutil.copy(town, path)
    open_database(path)
    try:
        history = History(Coordinator(random.Random(seed), tmp_path))
        for back, forth in [*turns, (0, 0)]:
            for _ in range(DEEDS // (len(turns) + 1)):
                history.act()
            history.turn(back, forth)
        whole = len(history.states)
        history.turn(whole, whole)
        history.turn(whole, 0)
        # And so does the town itself go, to the empty database.
        for _ in range(WRITTEN):
            undo()
        with pytest.raises(Problem, match="nothing-to-undo"):
            undo()
        assert not any(history.look().values())
    finally:
        close_database()
        for file in tmp_path.glob("x.db*"):
            file.unlink()
